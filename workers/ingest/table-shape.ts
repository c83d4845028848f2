import { isFigure, isPeriod } from './cell-types';
import { isMissingText } from './cells';
import { isHeaderWord } from './header-words';

/** Records of a file's beginning. `gap`: a blank line stands before the record. */
export interface SampledRecord {
  readonly cells: readonly string[];
  readonly gap: boolean;
}

/** Where the table stands among the records: preamble, header records, rows. */
export interface TableShape {
  /** Records before the header, and before the first row. */
  readonly header: number;
  readonly rows: number;
}

/** Titles and notes above the table, as accounting systems write them, are looked for in so many records. */
export const LONGEST_PREAMBLE = 100;
const MOST_HEADER_RECORDS = 6;
const MOST_HEADINGS = 3;
const MOST_PAIR_LINES = 5;
/** Numbers in equal steps from which they are no chance. */
const STEPS = 4;
/** Rows on which the columns' kinds rest. */
const TYPED_ROWS = 400;
const FEW_ROWS = 10;
/** Share of a column's cells from which they say what the column holds. */
const MOSTLY = 0.7;
/** Share of rows that look like notes from which they are none. */
const SPARSE = 0.1;

export const filled = (cells: readonly string[]) => cells.reduce((count, cell) => (cell.trim() === '' ? count : count + 1), 0);
export const lastFilled = (cells: readonly string[]) => cells.findLastIndex((cell) => cell.trim() !== '');

/**
 * A line beside the table: nothing in it, one text at its beginning, or, in a table of four columns or more, a name and a value. `sparse`:
 * rows of the table are often so, and are none.
 */
export function isNote(cells: readonly string[], width: number, sparse = false): boolean {
  if (width < 2) return false;
  const count = filled(cells);
  if (count === 0) return true;
  if (sparse && cells.length === width) return false;
  if (count === 1) return cells.length < width || lastFilled(cells) === 0;
  return width >= 4 && (lastFilled(cells) <= 1 || cells.length * 2 < width);
}

/** What a column's cells have in common: figures, or a digit in each (codes, addresses, versions). */
export type ColumnKind = 'figures' | 'coded' | 'text';

export function columnKinds(rows: readonly (readonly string[])[], width: number): ColumnKind[] {
  const sampled = rows.slice(0, TYPED_ROWS);
  return Array.from({ length: width }, (_, column) => {
    let cells = 0;
    let figures = 0;
    let digits = 0;
    for (const row of sampled) {
      const cell = row[column];
      if (cell === undefined || isMissingText(cell)) continue;
      cells++;
      if (isFigure(cell)) figures++;
      else if (/\d/.test(cell)) digits++;
    }
    if (cells === 0) return 'text';
    return figures >= MOSTLY * cells ? 'figures' : figures + digits >= 0.9 * cells ? 'coded' : 'text';
  });
}

/** Weight of the cells of a record that are as their column's kind has them, and of those that are not; figures weigh 1. */
export function fitOf(cells: readonly string[], kinds: readonly ColumnKind[]): { readonly agree: number; readonly contradict: number } {
  let agree = 0;
  let contradict = 0;
  for (const [i, kind] of kinds.entries()) {
    const cell = cells[i];
    if (kind === 'text' || cell === undefined || isMissingText(cell)) continue;
    const figures = kind === 'figures';
    // Names with a digit (`address 2`) stand above codes, too.
    if (figures ? isFigure(cell) : /\d/.test(cell)) agree += figures ? 1 : 0.25;
    else contradict += figures ? 1 : 0.5;
  }
  return { agree, contradict };
}

/** Whether the record at `first`, which has as many cells as the width, names the columns of those below. */
export function isHeaded(records: readonly SampledRecord[], { width, first }: { readonly width: number; readonly first: number }): boolean {
  const table = records.slice(first, first + TYPED_ROWS).filter(({ cells }) => cells.length === width);
  const body = table.slice(1).map(({ cells }) => cells);
  const kinds = columnKinds(body, width);
  const { cells } = table[0]!;
  const { agree, contradict } = fitOf(cells, kinds);
  return contradict > agree || countsColumns(cells, body[0]) || isTextHeader(table, kinds);
}

/** Finds the table among the records of a file's beginning by comparing the kinds of its columns with what stands above them. */
export function tableShape(records: readonly SampledRecord[], width: number): TableShape {
  const above = listAbove(records, width);
  const { header, rows } = shapeOf(records.slice(above), width);
  return { header: above + header, rows: above + rows };
}

/**
 * How many records at the beginning are titles, names and values, where a record follows in which each column has its name, or rows that are wider than
 * the list; else 0.
 */
function listAbove(records: readonly SampledRecord[], width: number): number {
  if (width < 3) return 0;
  const head = records.slice(0, LONGEST_PREAMBLE);
  let first = head.findIndex(({ cells }) => lastFilled(cells) > 1 && !isPairs(cells));
  if (first < 1) return 0;
  const above = head.slice(0, first).map(({ cells }) => cells);
  const pairs = above.filter(isPairs);
  const rows = records.slice(first).filter(({ cells }) => cells.length === width).length - 1;
  if (pairs.length > 0 && (!areDistinct(pairs) || rows < pairs.length)) return 0;
  const isFull = (i: number) => records[i]?.cells.length === width && filled(records[i].cells) === width;
  // Pairs of words look like names, until the names follow.
  while (pairs.length > 0 && filled(records[first]!.cells) % 2 === 0 && isFull(first + 1) && isHeaded(records, { width, first: first + 1 }))
    first++;
  if (records[first]!.cells.length !== width) return 0;
  const isListed = above.some((cells) => isFigure(cells[1] ?? ''));
  if (isListed && above.every(({ length }) => length <= 2)) return first;
  // Two words may be the upper line of a header.
  const listed = isListed || above.some((cells) => filled(cells) === 1);
  return listed && isFull(first) && isHeaded(records, { width, first }) ? first : 0;
}

/** Whether names and values stand on a line by turns: `From,2024-01-01,To,2024-02-01`. */
function isPairs(cells: readonly string[]): boolean {
  const texts = cells.filter((cell) => cell.trim() !== '');
  const names = texts.filter((_, i) => i % 2 === 0);
  if (texts.length < 4 || texts.length % 2 === 1 || !names.every((name) => !/\d/.test(name) && /\p{L}/u.test(name))) return false;
  return texts.some((text, i) => i % 2 === 1 && isFigure(text));
}

/** Names of values come but once, unlike the words in rows; and they take few lines. */
function areDistinct(pairs: readonly (readonly string[])[]): boolean {
  const names = pairs.flatMap((cells) => cells.filter((cell) => cell.trim() !== '').filter((_, i) => i % 2 === 0));
  return pairs.length <= MOST_PAIR_LINES && new Set(names).size === names.length;
}

function shapeOf(records: readonly SampledRecord[], width: number): TableShape {
  const body = records.filter(({ cells }) => cells.length === width && !isNote(cells, width)).map(({ cells }) => cells);
  const third = columnKinds(body.slice(Math.min(Math.ceil(body.length / 3), 20)), width);
  // Of a few rows a header of several records is a third.
  const half = columnKinds(body.slice(Math.ceil(body.length / 2)), width);
  const few = body.length <= FEW_ROWS && third.every((kind) => kind === 'text') && half.includes('figures');
  const kinds = few ? half : third;
  // Notes above the table and below it say nothing of its rows.
  const isFull = ({ cells }: SampledRecord) => cells.length === width && !isNote(cells, width);
  const own = records.slice(Math.max(records.findIndex(isFull), 0), records.findLastIndex(isFull) + 1);
  const table: Table = { records, kinds, width, sparse: isSparse(own, width) };
  const first = firstRow(table);
  if (first !== null) {
    const header = headerAbove(table, belowHeader(table, first)) ?? headerAbove(table, first);
    if (header !== null) return header;
    return { header: first, rows: first };
  }
  const start = Math.min(firstOfText(records, width), records.length);
  const names = isGroupRow(table, start + 1, start + 2) ? start + 1 : start;
  const named = names < records.length && isTextHeader(records.slice(names), kinds);
  return { header: start, rows: named ? names + 1 : start };
}

/** Whether so many records of the table's width look like notes that they are rows. */
export function isSparse(records: readonly { readonly cells: readonly string[] }[], width: number): boolean {
  const full = records.filter(({ cells }) => cells.length === width && filled(cells) > 0);
  const notes = full.filter(({ cells }) => isNote(cells, width)).length;
  return notes > 1 && notes > SPARSE * full.length;
}

interface Table {
  readonly records: readonly SampledRecord[];
  readonly kinds: readonly ColumnKind[];
  readonly width: number;
  readonly sparse: boolean;
}

/** The first record that is as the columns have it; null where no column has a kind. */
function firstRow({ records, kinds, width, sparse }: Table): number | null {
  const found = records.slice(0, LONGEST_PREAMBLE).findIndex(({ cells }, i) => {
    if (cells.length * 2 < width || isNote(cells, width, sparse) || namesColumns(cells)) return false;
    if (isOverNames(cells, records[i + 1]?.cells ?? [], kinds)) return false;
    const { agree, contradict } = fitOf(cells, kinds);
    return agree > contradict && !countsColumns(cells, records[i + 1]?.cells);
  });
  return found < 0 ? null : found;
}

/** Whether a record names groups, in years: its first cell and most others are empty, and more stand in the record of names below it. */
function isOverNames(cells: readonly string[], below: readonly string[], kinds: readonly ColumnKind[]): boolean {
  const count = filled(cells);
  if (count * 2 > kinds.length || (cells[0] ?? '').trim() !== '' || filled(below) <= count) return false;
  const { agree, contradict } = fitOf(below, kinds);
  return contradict > agree;
}

/** Two words that name roles stand in a header and nowhere else. */
function namesColumns(cells: readonly string[]): boolean {
  return cells.filter((cell) => isHeaderWord(cell)).length >= 2;
}

/** Years, numbers in equal steps, or days and months as names of columns: `Year,2000,2001,2002` over a row that is not so. */
function countsColumns(cells: readonly string[], below: readonly string[] | undefined): boolean {
  return (isCount(cells) && !(below !== undefined && isCount(below))) || (below !== undefined && arePeriods(cells, below));
}

/** Whether days or months name columns of other figures. */
function arePeriods(cells: readonly string[], below: readonly string[]): boolean {
  const columns = cells.flatMap((cell, column) => (isFigure(cell) ? [column] : []));
  return (
    columns.length > 1 && columns.every((column) => isPeriod(cells[column]!) && !isPeriod(below[column] ?? '')) && below.some(isFigure)
  );
}

function isCount(cells: readonly string[]): boolean {
  const figures = cells.filter((cell) => cell.trim() !== '' && isFigure(cell)).map((cell) => cell.trim());
  if (figures.length < 2 || !figures.every((figure) => /^\d{1,4}$/.test(figure))) return false;
  const numbers = figures.map(Number);
  const step = numbers[1]! - numbers[0]!;
  const years = numbers.every((number) => number >= 1800 && number <= 2200);
  return years || (step > 0 && numbers.length >= STEPS && numbers.every((number, i) => i === 0 || number - numbers[i - 1]! === step));
}

/**
 * Below a header may stand headings of one text each, or rows that are broken: the first of those between the header and the first row,
 * or the row itself if there are none.
 */
function belowHeader({ records, kinds, width, sparse }: Table, first: number): number {
  for (let top = first; top > 0 && first - top <= MOST_HEADINGS && !records[top]!.gap; top--) {
    const { cells } = records[top - 1]!;
    const { agree, contradict } = fitOf(cells, kinds);
    const named = contradict > agree || countsColumns(cells, records[first]!.cells) || namesColumns(cells);
    if (cells.length === width && named && !isNote(cells, width, sparse)) return top;
  }
  return first;
}

/** The header's records directly above the first row; null if there are none. */
function headerAbove(table: Table, first: number): { readonly header: number; readonly rows: number } | null {
  const { records, kinds } = table;
  let top = first;
  while (top > 0 && first - top < MOST_HEADER_RECORDS && (!endsPreamble(table, top, first) || isGroupRow(table, top, first))) top--;
  if (top === first) return null;
  let rows = top + 1;
  for (let next = rows; next < first; next++) if (continuesHeader(table, top, next, first)) rows = next + 1;
  const body = records.slice(first, first + TYPED_ROWS);
  const named = records.slice(top, rows).some(({ cells }) => {
    const { agree, contradict } = fitOf(cells, kinds);
    if (contradict > agree || namesColumns(cells) || countsColumns(cells, records[first]?.cells)) return true;
    return agree + contradict === 0 && isNowhereBelow(cells, body);
  });
  return named ? { header: top, rows } : null;
}

/** Whether the record above `top` does not belong to the header: a note, an empty record, or text before a blank line. */
function endsPreamble({ records, width, sparse }: Table, top: number, first: number): boolean {
  const { cells } = records[top - 1]!;
  if (top < first && (records[top]!.gap || cells.length !== width)) return true;
  return isNote(cells, width, sparse);
}

/** Whether the record above `top`, which is part of the header, names groups of columns: it leaves the first empty, or one between two. */
function isGroupRow({ records, width }: Table, top: number, first: number): boolean {
  const cells = records[top - 1]?.cells ?? [];
  if (top >= first || top >= records.length || records[top]!.gap || cells.length > width || cells.length < 2) return false;
  const names = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
  const apart = names.some((column, i) => i > 0 && column > names[i - 1]! + 1);
  const over = names.every((column) => (records[top]!.cells[column] ?? '').trim() !== '' || column > 0);
  return over && (apart || (names.length === 1 && names[0]! > 0)) && !cells.some((cell) => isFigure(cell) && !isYear(cell));
}

const isYear = (cell: string) => /^(?:19|20)\d\d$/.test(cell.trim());

function isNowhereBelow(cells: readonly string[], body: readonly SampledRecord[]): boolean {
  return cells.every((cell, column) => isMissingText(cell) || !body.some((row) => row.cells[column] === cell));
}

/** Whether a record below the header's first is one of the header's, and no row whose cells are empty where its columns have kinds. */
function continuesHeader({ records, kinds }: Table, top: number, next: number, first: number): boolean {
  const { cells } = records[next]!;
  const above = records.slice(top, next).map((record) => record.cells);
  const { agree, contradict } = fitOf(cells, kinds);
  if (countsColumns(cells, records[next + 1]?.cells)) return true;
  if (contradict === 0 || agree >= contradict) return false;
  const named = (column: number) => above.some((row) => (row[column] ?? '').trim() !== '');
  const fillsGap = cells.some((cell, column) => cell.trim() !== '' && !named(column));
  if (fillsGap || cells.every((cell, column) => cell === records[next - 1]!.cells[column])) return true;
  const body = records.slice(first, first + TYPED_ROWS);
  const recurs = cells.some(
    (cell, column) => kinds[column] === 'text' && !isMissingText(cell) && body.some((row) => row.cells[column] === cell),
  );
  return !recurs && contradict >= 2;
}

/** Where a table of mere text begins: after notes, and after what a blank line or an empty record divides from the rest. */
function firstOfText(records: readonly SampledRecord[], width: number): number {
  const head = records.slice(0, LONGEST_PREAMBLE);
  const start = head.findIndex(({ cells }) => !isNote(cells, width) && cells.length * 2 >= width);
  if (start < 0) return 0;
  const divided = head.findIndex((record, i) => i > start && i <= start + 2 && (record.gap || filled(record.cells) === 0));
  if (divided < 0 || records.length - divided < 3) return start;
  const next = filled(records[divided]!.cells) === 0 ? divided + 1 : divided;
  return next < records.length && divided - start === 1 && filled(records[start]!.cells) < width ? next : start;
}

/** In a table of mere text a first record is a header if it names a role, or if its cells do not come again below. */
function isTextHeader(table: readonly SampledRecord[], kinds: readonly ColumnKind[]): boolean {
  const first = table[0]!.cells;
  const body = table.slice(1, 1 + TYPED_ROWS);
  const { agree } = fitOf(first, kinds);
  if (namesColumns(first)) return true;
  if (agree > 0 || (body.length === 0 && first.some(isFigure))) return false;
  if (first.some(isHeaderWord) || body.length === 0) return true;
  return isNowhereBelow(first, body);
}
