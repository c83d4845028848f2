import { isHeaderWord, squeezedName } from '../header-words';
import { lastKey } from './flatten';

/** Of columns, so that objects keyed by an id do not make a column each. */
const MOST_COLUMNS = 2000;
/** As many columns as any table may have, however few characters its objects take. */
const FEW_COLUMNS = 100;
/**
 * Cells for each character of the objects that the columns rest on. A table takes time and memory by its cells, empty ones too: where each object has other
 * fields, a column for each would make a table as large as the square of its text.
 */
const CELLS = 2;
/** What later objects may need beyond that, for each character and in any case, before they are refused. */
export const MOST_CELLS = 4 * CELLS;
/** For each character, where cells of an object come again with each entry of its list: these take few characters for what they say. */
const UNFOLDED_CELLS = 2 * CELLS;
export const LEAST_CELLS = 4_000_000;

/** The fields of some objects, by their paths, in the order of appearance. */
export class FieldCounts {
  /** As many as rows of the table. */
  objects = 0;
  characters = 0;
  /** In how many objects a field has a value. */
  readonly filled = new Map<string, number>();
  areEntries = false;
  private readonly open = new Set<string>();

  /**
   * @param characters of the object's text
   * @param rows that have these cells: entries of a list in the object, if these are rows
   */
  add(cells: ReadonlyMap<string, string>, characters: number, rows = 1): void {
    this.objects += rows;
    this.characters += characters;
    this.count(cells, rows);
  }

  /** An entry of an object's list that is one of its rows. */
  addEntry(cells: ReadonlyMap<string, string>): void {
    this.areEntries = true;
    this.count(cells, 1);
  }

  private count(cells: ReadonlyMap<string, string>, rows: number): void {
    for (const [path, cell] of cells) this.filled.set(path, (this.filled.get(path) ?? 0) + (cell === '' ? 0 : rows));
  }

  /** The field holds further ones in some object. */
  opened(path: string): void {
    this.open.add(path);
  }

  /** Whether a field is a column of its own: one that is null where it is no object is none. */
  stands(path: string): boolean {
    return this.filled.get(path)! > 0 || !this.open.has(path);
  }
}

export interface JsonColumns {
  readonly columns: readonly string[];
  /** Fields that are no columns because fewer objects have them than have the others. */
  readonly sparse: readonly string[];
}

/**
 * The columns of a table of objects, in the order of appearance: all fields, or those that most objects have where that are many for such short objects. What
 * tables call an order or a price comes before the others, however few have it: of each such name the field that most objects have.
 */
export function columnsOf(fields: FieldCounts): JsonColumns {
  const all = [...fields.filled.keys()].filter((path) => fields.stands(path));
  const cells = fields.areEntries ? UNFOLDED_CELLS : CELLS;
  const most = Math.min(MOST_COLUMNS, Math.max(FEW_COLUMNS, Math.floor((cells * fields.characters) / Math.max(1, fields.objects))));
  if (all.length <= most) return { columns: all, sparse: [] };
  const ranked = [...all].sort((a, b) => fields.filled.get(b)! - fields.filled.get(a)!);
  const named = new Map<string, string>();
  for (const path of ranked) {
    const key = lastKey(path);
    if (fields.filled.get(path)! > 0 && !named.has(squeezedName(key)) && isHeaderWord(key)) named.set(squeezedName(key), path);
  }
  const kept = new Set([...new Set([...named.values(), ...ranked])].slice(0, most));
  return { columns: all.filter((path) => kept.has(path)), sparse: all.filter((path) => !kept.has(path)) };
}
