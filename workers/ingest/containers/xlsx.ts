import { AppError } from '../../protocol/errors';
import type { SkippedPart } from '../../protocol/ingest';
import { csvText, type PlacedRow } from './csv-text';
import { NO_FIELDS, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';
import type { SheetContext, SheetRow } from './sheet-rows';
import { openWorkbook, type SheetPart, type Workbook } from './workbook';
import type { Zip } from './zip';

/** Rows of a sheet's beginning that are looked at for a table. */
const LOOKED_AT = 50;
/** Rows from which the width is taken that shorter ones are filled up to: a sheet leaves empty cells out. */
const WIDTH_ROWS = 5000;
/** Cells from which fewer rows have to do, since they are held: some 12 MB. */
const WIDTH_CELLS = 1 << 20;

export interface SheetChoice {
  readonly text: TableText;
  /** Sheets that hold a table, in the order of the workbook. */
  readonly choices: readonly string[];
  readonly skipped: readonly SkippedPart[];
}

/**
 * One sheet of a workbook as text: the one that is asked for, else the first that can be seen and holds a table, else the first hidden one that does.
 * Line numbers are row numbers of the sheet.
 *
 * @throws AppError `workbook-empty` (params: name) where no sheet holds a table, and what opening a workbook throws.
 */
export async function sheetText(zip: Zip, name: string, wanted: string | undefined): Promise<SheetChoice> {
  const book = await openWorkbook(zip, name);
  const context = await book.context();
  const tables: SheetPart[] = [];
  for (const sheet of book.sheets) if (await holdsTable(book, sheet, context)) tables.push(sheet);
  const chosen = tables.find((sheet) => sheet.name === wanted) ?? tables.find(({ hidden }) => !hidden) ?? tables[0];
  if (!chosen) throw new AppError('workbook-empty', { name });
  return {
    text: {
      name: chosen.name,
      plain: false,
      made: true,
      laterFields: NO_FIELDS,
      open(): TextFlow {
        const lines = new LineMap();
        const { batches, taken } = book.rows(chosen, context);
        return { chunks: csvText(rectangular(batches), lines), bytesRead: taken, place: (line) => lines.place(line) };
      },
    },
    choices: tables.map((sheet) => sheet.name),
    skipped: book.sheets
      .filter((sheet) => sheet !== chosen)
      .map((sheet) => ({ name: sheet.name, why: tables.includes(sheet) ? 'other-sheet' : 'no-table' })),
  };
}

/** At least two rows with two values each. */
async function holdsTable(book: Workbook, sheet: SheetPart, context: SheetContext): Promise<boolean> {
  let seen = 0;
  let wide = 0;
  for await (const rows of book.rows(sheet, context).batches) {
    for (const { cells } of rows) {
      if (cells.filter((cell) => cell !== '').length >= 2 && ++wide >= 2) return true;
      if (++seen >= LOOKED_AT) return false;
    }
  }
  return false;
}

/** Rows filled up with empty cells to the width of the first thousands; where rows between them are blank, a gap. */
async function* rectangular(batches: AsyncGenerator<SheetRow[], void, void>): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  let width = 0;
  let first: SheetRow[] | null = [];
  let cells = 0;
  let above: number | null = null;
  const placed = ({ cells: filled, line }: SheetRow): PlacedRow => {
    const gap = above !== null && line > above + 1;
    above = line;
    return {
      part: null,
      line,
      gap,
      cells: filled.length >= width ? filled : [...filled, ...new Array<string>(width - filled.length).fill('')],
    };
  };
  for await (const rows of batches) {
    if (first === null) {
      yield each(rows, placed);
      continue;
    }
    for (const row of rows) {
      if (first.push(row) <= WIDTH_ROWS) width = Math.max(width, row.cells.length);
      cells += row.cells.length;
    }
    if (first.length < WIDTH_ROWS && cells < WIDTH_CELLS) continue;
    yield each(first, placed);
    first = null;
  }
  if (first !== null) yield each(first, placed);
}

/** One at a time, since a row may be filled up to thousands of cells. */
function* each<A, B>(list: readonly A[], make: (one: A) => B): Generator<B, void, void> {
  for (const one of list) yield make(one);
}
