import type { TableRejectReason } from '../protocol/reading';
import { isFigure } from './cell-types';
import { isMissingText } from './cells';
import { isHeaderWord } from './header-words';
import type { FileRow } from './sort-rows';
import { columnKinds, filled, fitOf, isNote, lastFilled, type ColumnKind } from './table-shape';
import { markReportFoot } from './report-foot';
import { isLeftOut, isNoteLabel, isPageLine, isTotalLabel } from './row-labels';
import { WordsBelow } from './words-below';

/** Rows below a header further down that show that it heads another table. */
const LOOKED_AHEAD = 5;
/** Lines of a page's foot and head that may stand between two of its parts. */
const MOST_PAGE_LINES = 10;
/** Rows above another table that show what the columns hold, and so many that the sample shows it. */
const FEWEST_ROWS = 3;
const FEW_ROWS = 60;

/** What the table is known by. */
export interface TableMarks {
  /** Cells of a record. */
  readonly width: number;
  readonly header: readonly (readonly string[])[];
  /** Records above the header. */
  readonly preamble: readonly (readonly string[])[];
  readonly kinds: readonly ColumnKind[];
  readonly typicallyFilled: number;
}

const same = (a: readonly string[], b: readonly string[], length: number, form = (cell: string) => cell.trim()) => {
  for (let i = 0; i < length; i++) if (form(a[i] ?? '') !== form(b[i] ?? '')) return false;
  return true;
};

const repeats = (names: readonly string[], cells: readonly string[], form?: (cell: string) => string) =>
  same(names, cells, Math.max(names.length, cells.length), form);

/** A text in which all numbers are one, as those of pages. */
export const withoutNumbers = (cell: string) => cell.trim().replace(/\d+/g, '0');
const withoutCase = (cell: string) => cell.trim().toLowerCase();

const repeatsHeader = ({ cells }: FileRow, { header }: TableMarks) =>
  header.some((names) => filled(names) > 1 && repeats(names, cells, withoutCase));

/**
 * Marks repeated headers, with the lines of pages above them, other tables, and the foot of reports; returns the rows that are left.
 *
 * @param whole the rows are all that stand below the header
 */
export function markOtherTables(
  rows: readonly FileRow[],
  known: TableMarks,
  whole: boolean,
  reasons: Map<FileRow, TableRejectReason>,
): FileRow[] {
  let other = false;
  const wordsUnder = (table: TableMarks) => new WordsBelow(rows, table.kinds, (row) => repeatsHeader(row, table));
  let words: WordsBelow | null = null;
  for (const [i, row] of rows.entries()) {
    const table = whole && i >= FEWEST_ROWS && i <= FEW_ROWS && !row.cells.some(isFigure) ? asAbove(rows.slice(0, i), known) : known;
    if (isLeftOut(row.cells)) reasons.set(row, 'left-out');
    else if (repeatsHeader(row, table)) {
      if (!other) markPageLines(rows, i, table, reasons);
      other = false;
      reasons.set(row, 'repeated-header');
    } else if (!other && namesAnew(rows, i, table)) {
      reasons.set(row, 'repeated-header');
    } else {
      // What the rows above tell of the columns is known of a few dozen at most.
      const ofWords = () => (table === known ? (words ??= wordsUnder(known)) : wordsUnder(table)).beginAt(i);
      other ||= startsOtherTable(rows, i, table, ofWords);
      if (other) reasons.set(row, 'other-table');
    }
  }
  const own = rows.filter((row) => !reasons.has(row));
  markReportFoot(own, known, whole, reasons);
  return own.filter((row) => !reasons.has(row));
}

/** Marks lines that stand above the header, or above one that comes again, once more (page numbers may differ), and lines that number pages. */
export function markTitles(rows: readonly FileRow[], table: TableMarks, reasons: Map<FileRow, TableRejectReason>): void {
  const again = [...reasons].filter(([row, reason]) => reason === 'repeated-header' && isNote(row.cells, table.width));
  const above = [...table.preamble, ...again.map(([{ cells }]) => cells)].filter((title) => title.some((cell) => /\p{L}{2}/u.test(cell)));
  const titles = new Set(above.map(titleOf));
  const numbered = pageColumns(rows, table);
  for (const row of rows) {
    const { cells } = row;
    if (reasons.has(row) || filled(cells) === 0) continue;
    const texts = cells.filter((cell) => cell.trim() !== '');
    const isTitle = titles.size > 0 && isNote(cells, table.width) && titles.has(titleOf(cells));
    if (isTitle || (isPageLine(texts, table.typicallyFilled) && numbersPages(cells, numbered, table))) reasons.set(row, 'repeated-header');
  }
}

/** What a title says, whatever its numbers, and however many empty cells stand behind it. */
const titleOf = (cells: readonly string[]) => JSON.stringify(cells.slice(0, lastFilled(cells) + 1).map((cell) => withoutNumbers(cell)));

/** Whether the table's own rows, which are filled, have what looks like the number of a page in a column. Each column is looked through once. */
function pageColumns(rows: readonly FileRow[], { typicallyFilled }: TableMarks): (column: number) => boolean {
  const known = new Map<number, boolean>();
  const least = Math.max(2, typicallyFilled);
  return (column) => {
    let found = known.get(column);
    if (found === undefined) {
      found = rows.some(({ cells }) => isPageLine([cells[column] ?? ''], 1) && filled(cells) >= least);
      known.set(column, found);
    }
    return found;
  };
}

/** Whether a line that looks like a page's is none of the table's rows, which have figures, or such texts, where it has its own. */
function numbersPages(cells: readonly string[], isNumbered: (column: number) => boolean, { width, kinds }: TableMarks): boolean {
  if (width < 2 || fitOf(cells, kinds).agree >= 1) return false;
  return !cells.some((cell, column) => isPageLine([cell], 1) && isNumbered(column));
}

/** Of a small table another one below changes what the columns seem to hold: the rows above tell better. */
function asAbove(rows: readonly FileRow[], table: TableMarks): TableMarks {
  const own = rows.filter(({ cells }) => cells.length === table.width).map(({ cells }) => cells);
  return own.length < FEWEST_ROWS ? table : { ...table, kinds: columnKinds(own, table.width) };
}

/** Above a header that comes again stand the foot of a page and the head of the next: notes, and sums of the page. */
function markPageLines(rows: readonly FileRow[], header: number, table: TableMarks, reasons: Map<FileRow, TableRejectReason>): void {
  for (let i = header - 1; i > 0 && header - i <= MOST_PAGE_LINES; i--) {
    const row = rows[i]!;
    const count = filled(row.cells);
    const label = row.cells.find((cell) => cell.trim() !== '') ?? '';
    if (count > 1 && count < table.typicallyFilled && isTotalLabel(label)) reasons.set(row, 'total-row');
    else if (count > 0 && isPagePart(row, table)) reasons.set(row, 'repeated-header');
    else if (count > 0) return;
  }
}

function isPagePart({ cells }: FileRow, { width, kinds }: TableMarks): boolean {
  const { agree, contradict } = fitOf(cells, kinds);
  return width > 1 && (isNote(cells, width) ? agree < 1 : agree === 0 && cells.length < width && contradict > 0);
}

/** Whether a row has words of its own where the table has figures, and none of these: what a header looks like. */
function looksLikeHeader({ cells }: FileRow, { kinds }: TableMarks): boolean {
  const { agree, contradict } = fitOf(cells, kinds);
  const names = cells.filter((cell) => cell.trim() !== '').map(withoutCase);
  return (
    agree === 0 &&
    contradict > 0 &&
    names.length > 1 &&
    new Set(names).size === names.length &&
    !isNoteLabel(cells[0]!) &&
    !cells.some(isFigure)
  );
}

/** Whether a row gives the table's columns other names: words over two columns of figures at least, and rows below it that are as the table's. */
function namesAnew(rows: readonly FileRow[], i: number, table: TableMarks): boolean {
  const row = rows[i]!;
  if (row.cells.length !== table.width || filled(row.cells) < table.width || !looksLikeHeader(row, table)) return false;
  const { contradict } = fitOf(row.cells, table.kinds);
  const below = belowOf(rows, i, table);
  return (
    contradict >= 2 &&
    below.length > 0 &&
    !differ(row, below, table) &&
    below.every(({ cells }) => fitOf(cells, table.kinds).contradict === 0)
  );
}

function belowOf(rows: readonly FileRow[], i: number, table: TableMarks): readonly FileRow[] {
  const below = rows.slice(i + 1, i + 1 + LOOKED_AHEAD);
  const end = below.findIndex((row) => repeatsHeader(row, table));
  return below.slice(0, end < 0 ? undefined : end).filter((row) => filled(row.cells) > 0);
}

/**
 * Whether row i heads another table: words where the table has figures, or names of the header among others, above rows that are not as the
 * table's are; or, after a blank line, rows of another width, or filled up to the table's.
 */
function startsOtherTable(rows: readonly FileRow[], i: number, table: TableMarks, ofWords: () => boolean): boolean {
  const { cells, gap } = rows[i]!;
  if (filled(cells) < 2) return false;
  const below = belowOf(rows, i, table);
  if (below.length === 0) return false;
  const { agree, contradict } = fitOf(cells, table.kinds);
  const [names] = table.header;
  const shared = names !== undefined && cells.length !== names.length && same(names, cells, Math.min(names.length, cells.length));
  const otherWidth = cells.length !== table.width && below.every((row) => row.cells.length === cells.length);
  if (shared) return otherWidth;
  const divided = gap || (i > 0 && filled(rows[i - 1]!.cells) <= 1);
  if (!divided) return headsOthers(rows[i]!, below, otherWidth, table, ofWords);
  if (agree > 0 || cells.some(isFigure)) return false;
  const strange = below.every((row) => isStrange(row, table) || row.cells.length !== table.width);
  return otherWidth || isNarrower(cells, below, table)
    ? below.length > 1 || contradict > 0
    : contradict > 0 && (strange || contradict >= 2);
}

function isStrange({ cells }: FileRow, { kinds }: TableMarks): boolean {
  const { agree, contradict } = fitOf(cells, kinds);
  return contradict >= agree;
}

/** Whether a row right below the table's heads another table: by the width of all rows below it, or by what their columns hold. */
function headsOthers(header: FileRow, below: readonly FileRow[], otherWidth: boolean, table: TableMarks, ofWords: () => boolean): boolean {
  if (!looksLikeHeader(header, table) || !(standsOver(header, below) || ofWords())) return false;
  // Of lines that all are words the last are notes.
  const isNotes = isNote(header.cells, table.width) && below.every((row) => fitOf(row.cells, table.kinds).agree === 0);
  if (otherWidth) return below.length > 1 && !isNotes && below.every((row) => isStrange(row, table));
  const { cells } = header;
  const { contradict } = fitOf(cells, table.kinds);
  const own = cells.some((_, column) => table.kinds[column] !== 'figures' && below.every((row) => isFigure(row.cells[column] ?? '')));
  const isFull = cells.length === table.width && filled(cells) === table.width;
  return isFull && (contradict >= 2 || own || namesRoles(cells)) && differ(header, below, table);
}

const namesRoles = (cells: readonly string[]) => cells.filter(isHeaderWord).length > 1;

/** Whether a row is a header by what stands below: digits below a word without, or words that name roles. Rows of words alone may be of the table. */
function standsOver({ cells }: FileRow, below: readonly FileRow[]): boolean {
  return namesRoles(cells) || cells.some((cell, column) => !/\d/.test(cell) && below.every((row) => /\d/.test(row.cells[column] ?? '')));
}

/** Whether a column of the table's figures holds words in all rows below, or one of words figures. */
function differ({ cells }: FileRow, below: readonly FileRow[], { kinds }: TableMarks): boolean {
  return cells.some((_, column) => {
    const texts = below.map((row) => row.cells[column] ?? '');
    if (texts.some(isMissingText)) return false;
    const figures = texts.filter(isFigure).length;
    return kinds[column] === 'figures' ? figures === 0 : kinds[column] === 'text' && figures === texts.length;
  });
}

/** Whether a header and the rows below it, figures among them, leave the same last columns empty, which the table's rows have filled. */
function isNarrower(header: readonly string[], below: readonly FileRow[], { width, typicallyFilled }: TableMarks): boolean {
  const last = lastFilled(header);
  if (header.length !== width || last + 1 >= typicallyFilled) return false;
  return below.every(({ cells }) => lastFilled(cells) <= last) && below.some(({ cells }) => cells.some(isFigure));
}
