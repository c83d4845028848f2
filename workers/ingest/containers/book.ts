import { AppError } from '../../protocol/errors';
import type { SkippedPart } from '../../protocol/ingest';
import { csvText, type PlacedRow } from './csv-text';
import { NO_FIELDS, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';
import { EmptyError } from './parts';
import type { SheetRow } from './sheet-rows';
import { plausible } from './unpacking';

/** Rows of a sheet's beginning that are looked at for a table. */
const LOOKED_AT = 50;
/** Rows from which the width is taken that shorter ones are filled up to: a sheet leaves empty cells out. */
const WIDTH_ROWS = 5000;
/** Cells from which fewer rows have to do, since they are held: some 12 MB. */
const WIDTH_CELLS = 1 << 20;
/** Columns that a row may lead to by a single cell. Further ones are the table's where a quarter of the row is filled, as headers are, or one row in fifty reaches them. */
const FEW_COLUMNS = 100;
const LEAST_FILLED = 1 / 4;
const LEAST_ROWS = 1 / 50;
/** Cells that rows may be filled up to, in any case and for each one with a value. */
const FREE_CELLS = 4_000_000;
const MOST_CELLS = 100;

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** Whatever has tables by name: a workbook, the tables of a page. */
export interface Book<S extends Sheet> {
  /** Bytes of the file, where cells in it may stand for many. */
  readonly size?: number;
  readonly sheets: readonly S[];
  /** Whether a sheet holds a table, where that is known; else its beginning is looked at. */
  holdsTable?(sheet: S): boolean;
  /** Rows of a sheet as they arrive, in batches that may be empty, and how many bytes of the file have been read for them. */
  rows(sheet: S): { readonly batches: AsyncGenerator<SheetRow[], void, void>; taken(): number };
}

export interface SheetChoice {
  readonly text: TableText;
  /** Sheets that hold a table, in the order of the workbook. */
  readonly choices: readonly string[];
  readonly skipped: readonly SkippedPart[];
}

/**
 * One sheet as text: the one that is asked for, else the one that is preferred, else the first that can be seen and holds a table, else the first hidden one that
 * does. Line numbers are row numbers of the sheet.
 *
 * @returns null where no sheet holds a table
 * @throws what reading the sheets throws; AppError `packed-too-large` (params: name) where rows come to more than a file of this size may (see isPlausible),
 * `table-too-sparse` (params: name, line) where nearly all of their cells are empty
 */
export async function chosenSheet<S extends Sheet>(
  book: Book<S>,
  name: string,
  wanted: string | undefined,
  preferred?: S,
): Promise<SheetChoice | null> {
  const tables: S[] = [];
  for (const sheet of book.sheets) if (book.holdsTable?.(sheet) ?? (await holdsTable(book, sheet))) tables.push(sheet);
  const chosen = tables.find((sheet) => sheet.name === wanted) ?? preferred ?? tables.find(({ hidden }) => !hidden) ?? tables[0];
  if (!chosen) return null;
  return {
    text: {
      name: chosen.name,
      plain: false,
      made: true,
      laterFields: NO_FIELDS,
      open(): TextFlow {
        const lines = new LineMap();
        const { batches, taken } = book.rows(chosen);
        const text = csvText(rectangular(batches, name), lines);
        const chunks = book.size === undefined ? text : plausible(text, book.size, name);
        return { chunks, bytesRead: taken, place: (line) => lines.place(line) };
      },
    },
    choices: tables.map((sheet) => sheet.name),
    skipped: book.sheets
      .filter((sheet) => sheet !== chosen)
      .map((sheet) => ({ name: sheet.name, why: tables.includes(sheet) ? 'other-sheet' : 'no-table' })),
  };
}

/** The error for a book of which no sheet holds a table: EmptyError where none has a row below a first one either. */
export async function withoutTable<S extends Sheet>(book: Book<S>, name: string): Promise<AppError> {
  for (const sheet of book.sheets) {
    let filled = 0;
    for await (const rows of book.rows(sheet).batches) {
      filled += rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).length;
      if (filled >= 2) return new AppError('workbook-empty', { name });
    }
  }
  return new EmptyError('workbook-empty', { name });
}

/** At least two rows with two values each. */
async function holdsTable<S extends Sheet>(book: Book<S>, sheet: S): Promise<boolean> {
  let seen = 0;
  let wide = 0;
  for await (const rows of book.rows(sheet).batches) {
    for (const { cells } of rows) {
      if (cells.filter((cell) => cell !== '').length >= 2 && ++wide >= 2) return true;
      if (++seen >= LOOKED_AT) return false;
    }
  }
  return false;
}

/** Rows filled up with empty cells to the width of the first thousands; where rows between them are blank, a gap. */
async function* rectangular(
  batches: AsyncGenerator<SheetRow[], void, void>,
  name: string,
): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  let width = 0;
  let first: SheetRow[] | null = [];
  let cells = 0;
  let above: number | null = null;
  let made = 0;
  let filled = 0;
  const placed = ({ cells: own, line, broken }: SheetRow): PlacedRow => {
    const gap = above !== null && line > above + 1;
    above = line;
    if (broken) return { part: null, line, gap, cells: [own.join(' ')], broken };
    made += Math.max(width, own.length);
    filled += filledOf(own);
    if (made > FREE_CELLS + MOST_CELLS * filled) throw new AppError('table-too-sparse', { name, line });
    return {
      part: null,
      line,
      gap,
      cells: own.length >= width ? own : [...own, ...new Array<string>(width - own.length).fill('')],
    };
  };
  for await (const rows of batches) {
    if (first === null) {
      yield each(rows, placed);
      continue;
    }
    for (const row of rows) {
      first.push(row);
      cells += row.cells.length;
    }
    if (first.length < WIDTH_ROWS && cells < WIDTH_CELLS) continue;
    width = widthOf(first.slice(0, WIDTH_ROWS));
    yield each(first, placed);
    first = null;
  }
  if (first === null) return;
  width = widthOf(first.slice(0, WIDTH_ROWS));
  yield each(first, placed);
}

const filledOf = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + Number(cell !== ''), 0);

/** Columns of the rows' table: a cell that stands by itself far to the right makes no row wider than its own. */
export function widthOf(rows: readonly SheetRow[]): number {
  const widths = rows.map(({ cells }) => cells.length).sort((a, b) => b - a);
  const reached = widths[Math.floor(widths.length * LEAST_ROWS)] ?? 0;
  return rows.reduce((most, { cells }) => {
    if (cells.length <= most) return most;
    return cells.length <= FEW_COLUMNS || filledOf(cells) >= cells.length * LEAST_FILLED ? cells.length : most;
  }, reached);
}

/** One at a time, since a row may be filled up to thousands of cells. */
function* each<A, B>(list: readonly A[], make: (one: A) => B): Generator<B, void, void> {
  for (const one of list) yield make(one);
}
