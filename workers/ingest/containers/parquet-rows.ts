import type { SchemaTree } from 'hyparquet';
import type { assembleLists } from 'hyparquet/src/assemble.js';
import type { DecodedArray } from 'hyparquet/src/types.js';
import { AppError } from '../../protocol/errors';
import { PageError } from './page-runs';
import type { OpenPage, PageSetting } from './page-reader';
import { converted } from './page-values';

/** Places that are assembled at a time, if a row has not more. */
const WINDOW = 1 << 16;
/** What a place within lists and structures weighs for each level, beside its value: arrays, and an object. */
const LEVEL_WEIGHT = 8;

/**
 * How much the place of a value weighs among the cells that are decoded together (see DecodingBudget). What lies within structures is assembled once more for
 * each of them.
 */
export const weightOf = (levels: number) => 1 + LEVEL_WEIGHT * levels + levels ** 2;

/** How many of the places from `from` to before `to` have a value. */
function valuesBetween({ definitions }: OpenPage, most: number, from: number, to: number): number {
  if (definitions === null) return to - from;
  let count = 0;
  for (let i = from; i < to; i++) if (definitions[i] === most) count++;
  return count;
}

/** Rows of a column whose values are its rows. */
export class FlatRows {
  private readonly parts: DecodedArray[] = [];
  private row = 0;

  constructor(
    private readonly rows: number,
    private readonly from: number,
    private readonly to: number,
    private readonly name: string,
  ) {}

  get done(): boolean {
    return this.row >= this.to;
  }

  /** Whether none of the page's rows is wanted. */
  passes(places: number): boolean {
    if (places > this.rows - this.row) throw new AppError('packed-damaged', { name: this.name });
    const isBefore = this.row + places <= this.from;
    if (isBefore) this.row += places;
    return isBefore;
  }

  add(page: OpenPage, { decoder, decoders, levels, budget }: PageSetting): void {
    const [begin, end] = [Math.max(0, this.from - this.row), Math.min(page.places, this.to - this.row)];
    this.row += page.places;
    budget.takeCells(end - begin);
    page.values.skip(valuesBetween(page, levels.definition, 0, begin));
    const values = converted(page.values, valuesBetween(page, levels.definition, begin, end), decoder, decoders, budget);
    this.parts.push(page.definitions === null ? values : withGaps(values, page.definitions.subarray(begin, end), levels.definition));
  }

  pieces(): DecodedArray[] {
    return this.parts;
  }
}

/** Null where nothing is. */
function withGaps(values: DecodedArray, definitions: Uint8Array, most: number): unknown[] {
  const all = new Array<unknown>(definitions.length).fill(null);
  let next = 0;
  for (let i = 0; i < all.length; i++) if (definitions[i] === most) all[i] = values[next++];
  return all;
}

/** Rows of a column of lists or structures. A row begins where a place repeats nothing, and the next page may go on with the last. */
export class NestedRows {
  done = false;
  private readonly parts: unknown[][] = [];
  /** Rows that have begun. */
  private row = 0;

  constructor(
    private readonly from: number,
    private readonly to: number,
    private readonly path: SchemaTree[],
    private readonly assemble: typeof assembleLists,
  ) {}

  passes(places: number): boolean {
    return places === 0;
  }

  add(page: OpenPage, setting: PageSetting): void {
    const { places } = page;
    let at = rowFrom(page, 0);
    if (at > 0) this.goOn(page, at, setting);
    while (at < places && !this.done) {
      const begin = at;
      if (this.row < this.from) {
        at = this.pass(page, at);
        page.values.skip(valuesBetween(page, setting.levels.definition, begin, at));
      } else if (this.row >= this.to) {
        this.done = true;
      } else {
        for (; this.row < this.to && at < places && (at === begin || at - begin < WINDOW); this.row++) at = rowFrom(page, at + 1);
        this.parts.push(this.rowsOf(page, begin, at, [], setting));
      }
    }
    // Nothing can be added to a row that is no list.
    if (page.repetitions === null && this.row >= this.to) this.done = true;
  }

  pieces(): DecodedArray[] {
    return this.parts;
  }

  /** Goes over rows before those that are wanted, to the place behind them. */
  private pass(page: OpenPage, begin: number): number {
    if (page.repetitions === null) {
      const rows = Math.min(this.from - this.row, page.places - begin);
      this.row += rows;
      return begin + rows;
    }
    let at = begin;
    for (; this.row < this.from && at < page.places; this.row++) at = rowFrom(page, at + 1);
    return at;
  }

  /** What stands before the first row of the page belongs to the last of the one before. */
  private goOn(page: OpenPage, end: number, setting: PageSetting): void {
    if (this.row === 0) throw new PageError('goes on with no row');
    if (this.row <= this.from) return page.values.skip(valuesBetween(page, setting.levels.definition, 0, end));
    const last = this.parts.at(-1)!;
    const [row, ...more] = this.rowsOf(page, 0, end, [last.pop()], setting);
    if (more.length > 0) throw new PageError('more rows than begin');
    last.push(row);
  }

  private rowsOf(page: OpenPage, begin: number, end: number, open: unknown[], setting: PageSetting): unknown[] {
    const { decoder, decoders, levels, budget } = setting;
    budget.takeCells((end - begin) * weightOf(levels.definition));
    const values = converted(page.values, valuesBetween(page, levels.definition, begin, end), decoder, decoders, budget);
    // The reader takes any list of levels, though it says otherwise.
    const some = (read: Uint8Array | null) => read?.subarray(begin, end) as unknown as number[] | undefined;
    const rows = this.assemble(open, some(page.definitions), some(page.repetitions) ?? [], values, this.path);
    return Array.isArray(rows) ? rows : Array.from(rows as ArrayLike<unknown>);
  }
}

/** The first place at or behind this one at which a row begins. */
function rowFrom({ repetitions, places }: OpenPage, at: number): number {
  if (repetitions === null) return Math.min(at, places);
  let next = at;
  while (next < places && repetitions[next] !== 0) next++;
  return Math.min(next, places);
}
