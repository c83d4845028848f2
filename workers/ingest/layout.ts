import { AppError } from '../protocol/errors';
import type { ReadingNote, ReadingOverrides } from '../protocol/reading';
import { CR, LF } from './byte-kinds';
import { columnNames, numberedColumns } from './column-names';
import { SEPARATORS, type Delimiter, type Dialect } from './dialect';
import { splitUnknown } from './first-look';
import { isRule } from './line-cells';
import { isLeftOut } from './row-labels';
import { openSource } from './open-source';
import { markOtherTables } from './other-tables';
import { cellTexts, innerLineEnds, putsInQuotes, rowTexts } from './record-texts';
import { Records } from './records';
import { sampleOf, sniffDialect } from './sniff';
import type { Source } from './source';
import { typicallyFilled, type FileRow } from './sort-rows';
import { columnKinds, filled, lastFilled, tableShape, type SampledRecord, type TableShape } from './table-shape';
import { tableWidth } from './table-width';
import { typeLine } from './type-line';

/** Rows on which the proposals rest. */
const SAMPLE_ROWS = 5000;
/** Records before the rows that are looked at beside them. */
const BEFORE_ROWS = 110;
/** How much more of the head is looked at than the first rows let expect. */
const HEADROOM = 1.2;
/** Columns of a table: four times what a spreadsheet can have. Each takes about a kilobyte while it is looked at. */
const MOST_COLUMNS = 1 << 16;
/** Of text that was made of something else: cells that look as if they held others, as sentences of as many words each, do not. */
const MADE: Dialect = { delimiter: ',', newline: '\n', quote: '"', escape: 'doubled' };
const DELIMITERS: readonly string[] = [...SEPARATORS, ' ', 'spaces'];

export type Newline = '\n' | '\r\n' | '\r';

/** How the file's text becomes a table. Found from the file's beginning alone, so that every pass over the file agrees. */
export interface Layout {
  readonly source: Source;
  readonly dialect: Dialect;
  /** Cells stand in quotes more often than quotes stand out of place. */
  readonly quoted: boolean;
  readonly hasHeader: boolean;
  /** Column names, no two the same; `column 1` … where the file has none. */
  readonly columns: readonly string[];
  /** Cells that a record of the table has, those after the last column included: what {@link Records} needs to know. */
  readonly width: number;
  /** Records before the first row of data: preamble and header. */
  readonly skip: number;
  /** Lines before the header (or before the first row). */
  readonly preambleLines: number;
  /** The records above the header. */
  readonly preamble: readonly (readonly string[])[];
  /** The header's records as they stand; none where the columns' names are made up. */
  readonly header: readonly (readonly string[])[];
  readonly newline: Newline;
  /** The first rows, with as many cells as they have. */
  readonly sample: readonly (readonly string[])[];
  /** Bytes of the source's head up to the end of the sample's last row. */
  readonly sampleBytes: number;
  /** What had to be decided about the file's beginning. */
  readonly notes: readonly ReadingNote[];
}

/**
 * Opens the file and finds dialect, preamble, header and column names of its table.
 *
 * @param overrides what a person has decided about how it is read
 * @throws AppError as {@link openSource} and {@link layoutOf} do
 */
export async function openLayout(file: File, signal?: AbortSignal, overrides: ReadingOverrides = {}): Promise<Layout> {
  return layoutOf(await openSource(file, layoutOf, signal, overrides), overrides);
}

export type OpenLayout = typeof openLayout;

/** @throws AppError `file-empty` (nothing but white space), `file-no-rows`, `file-one-column` (params: name), `too-many-columns` (params: columns, most) */
export function layoutOf(source: Source, overrides: ReadingOverrides = {}): Layout {
  const layout = layoutIn(source, overrides);
  if (layout.sample.length === 0) throw new AppError('file-no-rows', { name: source.file.name });
  if (layout.columns.length < 2) throw new AppError('file-one-column', { name: layout.columns[0] ?? '' });
  return layout;
}

/**
 * The layout of any text, a table without rows or with one column included.
 *
 * @throws AppError as {@link openSource} does, `file-empty` (nothing but white space and delimiters), and `too-many-columns` (params: columns, most).
 */
export async function findLayout(file: File, overrides: ReadingOverrides = {}, signal?: AbortSignal): Promise<Layout> {
  return layoutIn(await openSource(file, layoutOf, signal, overrides), overrides);
}

function layoutIn(source: Source, overrides: ReadingOverrides): Layout {
  const dialect = source.text.made ? MADE : sniffDialect(source.head, source.whole, givenDialect(overrides));
  // Stray quotes are read by the table's width, which a first look gives.
  const begin = sampleOf(source.head);
  const first = splitUnknown(begin, source.whole && begin.length === source.head.length, dialect);
  const look = sampled(first, dialect);
  const rowBytes = begin.length / Math.max(1, look.records.length);
  const width = tableWidth(look.records);
  if (width > MOST_COLUMNS) throw new AppError('too-many-columns', { columns: width, most: MOST_COLUMNS });
  const { records, quoted, lines, ends, newline, mixed } = sampledRows(source, { dialect, width, quoted: look.quoted }, rowBytes);
  if (records.every(({ cells }) => filled(cells) === 0)) throw new AppError('file-empty', { name: source.file.name });
  const { types, ...shape } = typedShape(records, width);
  const cells = records.map((record) => record.cells);
  const header = cells.slice(shape.header, shape.rows);
  const names = header.filter((row) => filled(row) > 1);
  const isHeader = (row: readonly string[]) =>
    names.some((own) => row.length === own.length && row.every((cell, column) => cell === own[column]));
  // What is told from rows by itself says nothing of the columns.
  const isRow = (row: readonly string[]) => !isHeader(row) && !isLeftOut(row);
  const sampleEnd = Math.min(shape.rows + SAMPLE_ROWS + 1, cells.length);
  const sample = cells.slice(shape.rows, sampleEnd).filter(isRow);
  const line = lines[shape.header] ?? 1;
  const named =
    header.length > 0
      ? columnNames(types < 0 ? header : header.slice(0, -1), namedRows(records, shape, sample, width), width, line)
      : { columns: numberedColumns(width), notes: [{ key: 'header-generated', line, count: width } as const] };
  return {
    source,
    dialect,
    quoted,
    hasHeader: header.length > 0,
    columns: named.columns,
    width,
    skip: shape.rows,
    preambleLines: line - 1,
    preamble: cells.slice(0, shape.header),
    header,
    newline,
    sample,
    sampleBytes: ends[sampleEnd - 1]!,
    notes: [
      ...beginningNotes(mixed, line, shape.header, cells[0]!),
      ...settingNotes(begin, dialect, line, named.columns.length),
      ...named.notes,
      ...sparseNote(source.text.sparseFields),
      ...(source.text.joinNotes ?? []),
      ...(types < 0 ? [] : [{ key: 'type-line', line: lines[types]!, count: width } as const]),
    ],
  };
}

/** The table's shape, in which a line that names types is the header's last; `types`: its record, −1 where there is none. */
function typedShape(records: readonly SampledRecord[], width: number): TableShape & { readonly types: number } {
  const types = typeLine(records, width);
  if (types >= 0) {
    const { header, rows } = tableShape(records.toSpliced(types, 1), width);
    if (rows === types && header < rows) return { header, rows: rows + 1, types };
  }
  return { ...tableShape(records, width), types: -1 };
}

/** The rows that show which columns without a name are columns: those of another table below may be wider. */
function namedRows(records: readonly SampledRecord[], shape: TableShape, sample: Layout['sample'], width: number): Layout['sample'] {
  const header = records.slice(shape.header, shape.rows).map(({ cells }) => cells);
  if (header.some((cells) => lastFilled(cells) === width - 1)) return sample;
  const rows = records.slice(shape.rows).map((record): FileRow => ({ ...record, line: 0, condition: 'regular' }));
  const marks = { width, header, preamble: [], kinds: columnKinds(sample, width), typicallyFilled: typicallyFilled(sample) };
  return markOtherTables(rows, marks, true, new Map()).map(({ cells }) => cells);
}

function settingNotes(begin: Uint8Array, { setting, rules, delimiter, newline }: Dialect, line: number, count: number): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (setting?.by === 'gaps') notes.push({ key: 'columns-by-gaps', line, count });
  if (setting?.by === 'places') notes.push({ key: 'columns-by-places', line, count });
  if (setting?.by === 'wrapped') notes.push({ key: 'wrapped-lines', line: 1, count: 1 });
  if (rules) {
    const drawn: number[] = [];
    const newlineCode = newline.charCodeAt(0);
    for (let at = 0, number = 1; at < begin.length; number++) {
      const end = begin.indexOf(newlineCode, at);
      const to = end < 0 ? begin.length : end;
      if (isRule(begin, at, to, delimiter)) drawn.push(number);
      at = to + 1;
    }
    notes.push({ key: 'rule-lines', line: drawn[0] ?? line, count: drawn.length });
  }
  return notes;
}

function sparseNote(fields: readonly string[] = []): ReadingNote[] {
  const [example] = fields;
  return example === undefined ? [] : [{ key: 'sparse-fields', line: 1, count: fields.length, params: { example } }];
}

function beginningNotes(mixed: boolean, line: number, preamble: number, first: readonly string[]): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (mixed) notes.push({ key: 'mixed-newlines', line: 1, count: 1 });
  if (preamble > 0) notes.push({ key: 'preamble', line: 1, count: line - 1, params: { example: first.join(' ').trim().slice(0, 100) } });
  return notes;
}

function givenDialect({ delimiter, quote, escape }: ReadingOverrides): Partial<Dialect> {
  return {
    ...(delimiter !== undefined && DELIMITERS.includes(delimiter) && { delimiter: delimiter as Delimiter }),
    ...(quote !== undefined && { quote }),
    ...(escape !== undefined && { escape }),
  };
}

/** What {@link Records} needs to know. */
type Splitting = Pick<Layout, 'dialect' | 'width' | 'quoted'>;

interface Sampled {
  readonly records: readonly SampledRecord[];
  readonly quoted: boolean;
  readonly lines: Uint32Array;
  /** Where each record ends. */
  readonly ends: Records['rawEnds'];
  readonly newline: Newline;
  readonly mixed: boolean;
}

/** Of as much of the head as the rows take that are wanted, by the bytes of a row at its beginning; of all of it where they are not in that. */
function sampledRows({ head, whole }: Source, { dialect, width, quoted }: Splitting, rowBytes: number): Sampled {
  const split = (text: Uint8Array, final: boolean) => sampled(new Records(dialect, width, quoted).push(text).split(final), dialect);
  const probable = Math.ceil(rowBytes * (SAMPLE_ROWS + BEFORE_ROWS) * HEADROOM);
  if (probable < head.length) {
    const found = split(head.subarray(0, probable), false);
    if (found.records.length === SAMPLE_ROWS + BEFORE_ROWS) return found;
  }
  return split(head, whole);
}

function sampled(split: Records, dialect: Dialect): Sampled {
  // A head that ends within its first record is all that can be known of it.
  if (split.rows === 0) split.split(true);
  const textOf = cellTexts(split);
  const rows = Math.min(split.rows, SAMPLE_ROWS + BEFORE_ROWS);
  const records = Array.from({ length: rows }, (_, row) => ({
    cells: rowTexts(split, row, textOf),
    gap: row > 0 && split.lines[row]! > split.lines[row - 1]! + innerLineEnds(split, row - 1, dialect) + 1,
  }));
  return { records, quoted: putsInQuotes(split, dialect), lines: split.lines, ends: split.rawEnds, ...lineEndsOf(split) };
}

/** The line end that most records have, and whether others have another. */
function lineEndsOf({ bytes, rawEnds, rows, used }: Records): { readonly newline: Newline; readonly mixed: boolean } {
  const counts = new Map<Newline, number>();
  for (let row = 0; row < rows; row++) {
    const at = rawEnds[row]!;
    if (at >= used || (bytes[at] !== CR && bytes[at] !== LF)) continue;
    const newline = bytes[at] === LF ? '\n' : bytes[at + 1] === LF ? '\r\n' : '\r';
    counts.set(newline, (counts.get(newline) ?? 0) + 1);
  }
  const most = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['\n', 0] as [Newline, number]);
  return { newline: most[0], mixed: counts.size > 1 };
}
