import { AppError } from '../protocol/errors';
import type { MappingRecipe } from '../protocol/recipe';
import { isMissingText } from './cells';
import { isHeaderWord } from './header-words';
import { Records, splitRecords, type Dialect } from './records';
import { openSource } from './open-source';
import type { Source } from './source';

/** Rows on which the proposals rest. */
export const SAMPLE_ROWS = 5000;
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Titles and notes above the table, as accounting systems write them, are looked for in so many records. */
const LONGEST_PREAMBLE = 30;

/** How the file's text becomes a table. Found from the file's beginning alone, so that every pass over the file agrees. */
export interface Layout {
  readonly source: Source;
  readonly dialect: Dialect;
  readonly hasHeader: boolean;
  /** Column names; `column 1` … where the file has none. */
  readonly columns: readonly string[];
  /** Records before the first row of data: preamble and header. */
  readonly skip: number;
  /** The first rows, with as many cells as they have. */
  readonly sample: readonly (readonly string[])[];
}

/**
 * Opens the file and finds delimiter, preamble, header and column names of its table.
 *
 * @param reading what a person has decided about how it is read
 * @throws AppError as {@link openSource} and {@link layoutOf} do.
 */
export async function openLayout(file: File, signal?: AbortSignal, reading?: MappingRecipe['reading']): Promise<Layout> {
  return layoutOf(await openSource(file, layoutOf, signal, reading));
}

/** @throws AppError `file-empty` (nothing but white space), `file-no-rows`, `file-one-column` (params: name). */
export function layoutOf(source: Source): Layout {
  const { file } = source;
  const newline = source.head.includes(10) || !source.head.includes(13) ? '\n' : '\r';
  const { dialect, records } = bestDialect(source, newline);
  if (records.length === 0) throw new AppError('file-empty', { name: file.name });

  const width = mostFrequent(records.map(({ length }) => length));
  const preamble = preambleLength(records, width);
  const table = records.slice(preamble);
  const hasHeader = looksLikeHeader(table);
  const sample = table.slice(hasHeader ? 1 : 0, SAMPLE_ROWS + 1);
  const columns = hasHeader ? headerNames(table[0]!, sample) : Array.from({ length: width }, (_, i) => `column ${i + 1}`);
  if (sample.length === 0) throw new AppError('file-no-rows', { name: file.name });
  if (columns.length < 2) throw new AppError('file-one-column', { name: columns[0] ?? '' });
  return { source, dialect, hasHeader, columns, skip: preamble + (hasHeader ? 1 : 0), sample };
}

/** The delimiter that cuts the most records into the same number of cells, at least two; runs of spaces only where none of the others does. */
function bestDialect(source: Source, newline: '\n' | '\r'): { dialect: Dialect; records: string[][] } {
  const probe = source.head.subarray(0, 1 << 17);
  const probeWhole = source.whole && probe.length === source.head.length;
  const score = (delimiter: Dialect['delimiter']) => {
    const records = new Records({ delimiter, newline });
    records.push(probe);
    const { rows, firstCell } = records.split(probeWhole);
    const lengths = Array.from({ length: rows }, (_, row) => firstCell[row + 1]! - firstCell[row]!);
    const width = mostFrequent(lengths);
    const share = width < 2 ? 0 : lengths.filter((length) => length === width).length / rows;
    return { delimiter, width, share, merit: share * (1 + Math.min(width, 20) / 100) };
  };
  const separated = DELIMITERS.map(score).reduce((best, next) => (next.merit > best.merit ? next : best));
  const spaced = separated.share < 0.5 ? score('spaces') : separated;
  const dialect = { delimiter: spaced.share > 0.9 ? spaced.delimiter : separated.delimiter, newline };
  return { dialect, records: splitRecords(source.head, dialect, source.whole, SAMPLE_ROWS + LONGEST_PREAMBLE + 1) };
}

/** The first of the most frequent figures, 0 if there are none. */
function mostFrequent(figures: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const figure of figures) counts.set(figure, (counts.get(figure) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

const filled = (record: readonly string[]) => record.filter((cell) => cell.trim() !== '').length;

/** Leading records with at most one cell filled, or fewer than half, before one that looks like the rest. */
function preambleLength(records: readonly (readonly string[])[], width: number): number {
  if (width < 2) return 0;
  const isNote = (record: readonly string[]) => filled(record) <= 1 || filled(record) * 2 < width;
  const first = records.slice(0, LONGEST_PREAMBLE).findIndex((record) => !isNote(record));
  return Math.max(first, 0);
}

const isFigure = (cell: string) => /\d/.test(cell) && !/[^\d\s.,:;/+\-$€£¥%年月日]/.test(cell.replace(/UTC|GMT|[AP]M|T|Z/gi, ''));

/**
 * A first record with a word that names a role is a header, unless figures stand in it and below them; one with a figure in it is not;
 * else it is one if a column below it holds figures, or if its cells do not come again below.
 */
function looksLikeHeader(table: readonly (readonly string[])[]): boolean {
  const first = table[0];
  if (first === undefined) return false;
  const body = table.slice(1, 201);
  const holdsFigures = (column: number) => body.filter((row) => isFigure(row[column] ?? '')).length * 2 > body.length;
  const words = first.filter((cell) => isHeaderWord(cell)).length;
  if (words >= 2) return true;
  if (first.some((cell, column) => isFigure(cell) && (words === 0 || holdsFigures(column)))) return false;
  if (words > 0 || body.length === 0) return true;
  return (
    first.some((_, column) => holdsFigures(column)) ||
    first.every((cell, column) => isMissingText(cell) || !body.some((row) => row[column] === cell))
  );
}

/** Cells of the header; nameless ones are numbered, and dropped at the end of the header where no row fills them. */
function headerNames(header: readonly string[], sample: readonly (readonly string[])[]): string[] {
  let length = header.length;
  while (length > 0 && header[length - 1]!.trim() === '' && !sample.some((row) => (row[length - 1] ?? '').trim() !== '')) length--;
  return header.slice(0, length).map((cell, i) => cell.trim() || `column ${i + 1}`);
}
