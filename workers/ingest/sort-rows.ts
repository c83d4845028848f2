import { TABLE_REJECT_REASONS, type ReadingNote, type TableRejectReason } from '../protocol/reading';
import type { TableText } from './containers/flow';
import { quoteOf } from './dialect';
import type { Layout } from './layout';
import { NoteCounter } from './note-counter';
import { markOtherTables, markTitles, type TableMarks } from './other-tables';
import type { Condition } from './record-texts';
import { isCountLabel, isNoteLabel, isTotalLabel } from './row-labels';
import { columnKinds, filled, fitOf, isNote, isSparse } from './table-shape';

/** A record below the header. `gap`: a blank line stands before it. */
export interface FileRow {
  readonly cells: readonly string[];
  readonly line: number;
  readonly gap: boolean;
  readonly condition: Condition;
}

export interface RejectedRow {
  readonly line: number;
  readonly reason: TableRejectReason;
  readonly cells: readonly string[];
}

export interface SortedRows {
  readonly kept: readonly { readonly cells: readonly string[]; readonly line: number }[];
  readonly rejected: readonly RejectedRow[];
  readonly notes: readonly ReadingNote[];
}

/** Share of short rows from which a last short row is one of many, and not cut off. */
const OFTEN = 0.05;

/** What the table is known by. */
type KnownLayout = Pick<Layout, 'width' | 'columns' | 'header' | 'preamble' | 'sample' | 'dialect'> & {
  readonly source: { readonly text: Pick<TableText, 'objects'> };
};

/** The rows of the table above those that are looked at: how many there are, and how many have fewer cells than there are columns. */
export interface RowsAbove {
  readonly rows: number;
  readonly short: number;
}

/** All rows of a table. `endsWithNewline`: the last byte of its text ends a line. */
export interface PartRows {
  readonly rows: readonly FileRow[];
  readonly endsWithNewline: boolean;
}

/**
 * Tells the table's rows from what else stands below its header: every row is kept, or rejected for one reason.
 *
 * @param parts the tables of which the file's is made, one after the other: below each may stand notes and sums of its own
 */
export function sortRows(parts: readonly PartRows[], layout: KnownLayout): SortedRows {
  const reasons = parts.flatMap(({ rows, endsWithNewline }) => [...tableReasons(rows, layout, endsWithNewline, { rows: 0, short: 0 })]);
  return collected(
    parts.flatMap(({ rows }) => rows),
    new Map(reasons),
    layout.columns.length,
  );
}

/** The rows that are none of the table, and why. `rows`: all of the file to its end, or the last of them. */
export function tableReasons(
  rows: readonly FileRow[],
  layout: KnownLayout,
  endsWithNewline: boolean,
  above: RowsAbove,
): ReadonlyMap<FileRow, TableRejectReason> {
  const reasons = new Map<FileRow, TableRejectReason>();
  for (const row of rows) {
    if (row.condition === 'cut') reasons.set(row, 'cut-off');
    else if (row.condition === 'broken') reasons.set(row, 'not-object');
  }
  const whole = reasons.size === 0 ? rows : rows.filter((row) => !reasons.has(row));
  if (layout.source.text.objects === true) {
    // What is no object is broken, and all others are rows of the table: no notes, sums or headers.
    for (const row of whole) if (filled(row.cells) === 0) reasons.set(row, 'empty');
    return reasons;
  }
  const table = tableOf(layout, above);
  const end = markOtherTables(whole, table, above.rows === 0, reasons);
  for (const row of end) {
    if (filled(row.cells) === 0) reasons.set(row, 'empty');
    else if (row.condition === 'unclosed' && row.cells.length < table.columns) reasons.set(row, 'unclosed-quote');
  }
  markFootnotes(end, table, reasons);
  markTitles(end, table, reasons);
  markTotals(end, table, reasons);
  const last = rows.at(-1);
  if (last !== undefined && !endsWithNewline && isCutOff(last, rows, table, reasons)) reasons.set(last, 'cut-off');
  return reasons;
}

/** Cells that a row in the middle of the order has filled. */
export function typicallyFilled(sample: Layout['sample']): number {
  const counts = sample.map(filled).sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 0;
}

interface Table extends TableMarks {
  /** Columns with a name. */
  readonly columns: number;
  readonly sparse: boolean;
  /** Each word is a cell. */
  readonly spaced: boolean;
  readonly quote: string;
  readonly above: RowsAbove;
}

function tableOf({ width, columns, header, preamble, sample, dialect }: KnownLayout, above: RowsAbove): Table {
  return {
    above,
    width,
    preamble,
    spaced: dialect.delimiter === 'spaces',
    quote: quoteOf(dialect),
    columns: columns.length,
    header,
    kinds: columnKinds(
      sample.filter((cells) => cells.length === width),
      width,
    ),
    sparse: isSparse(
      sample.map((cells) => ({ cells })),
      width,
    ),
    typicallyFilled: typicallyFilled(sample),
  };
}

/** Notes below the table: walks up from the end, as far as the last gap where the table's own rows look like notes. */
function markFootnotes(rows: readonly FileRow[], table: Table, reasons: Map<FileRow, TableRejectReason>): void {
  let from = rows.length;
  let gap = rows.length;
  while (from > 0 && isFootnote(rows[from - 1]!, table)) {
    from--;
    if (rows[from]!.gap || filled(rows[from]!.cells) === 0) gap = from;
  }
  const first = table.sparse ? gap : from;
  if (first === 0 && table.above.rows === 0) return;
  for (const row of rows.slice(first)) if (filled(row.cells) > 0) reasons.set(row, 'footnote');
}

function isFootnote({ cells, gap }: FileRow, { width, kinds, spaced }: Table): boolean {
  if (filled(cells) === 0) return true;
  const { agree, contradict } = fitOf(cells, kinds);
  if (width > 1 && (spaced || filled(cells) === 1) && isCountLabel(cells.join(' '))) return true;
  if (agree > 0 || width < 2) return false;
  if (contradict > 0 && isNoteLabel(cells[0] ?? '')) return true;
  return isNote(cells, width) || (cells.length < width && (gap || contradict > 0));
}

/** Sums below the table, which leave empty what its rows have filled. */
function markTotals(rows: readonly FileRow[], table: Table, reasons: Map<FileRow, TableRejectReason>): void {
  const own = rows.filter((row) => !reasons.has(row));
  for (let i = own.length - 1; i > 0 || (i === 0 && table.above.rows > 0); i--) {
    const { cells } = own[i]!;
    const first = cells.find((cell) => cell.trim() !== '')!;
    if (!isTotalLabel(first) || filled(cells) >= table.typicallyFilled) return;
    reasons.set(own[i]!, 'total-row');
  }
}

/** The file ends within a row: it has too few cells where others have all, or a quote is open. */
function isCutOff(
  last: FileRow,
  rows: readonly FileRow[],
  { columns, quote, above }: Table,
  reasons: ReadonlyMap<FileRow, TableRejectReason>,
): boolean {
  const reason = reasons.get(last);
  if (reason !== undefined && reason !== 'unclosed-quote') return false;
  if (last.condition === 'unclosed' || (last.condition === 'stray' && last.cells.some((cell) => opensOnly(cell, quote)))) return true;
  const short = above.short + rows.filter((row) => row.cells.length < columns && !reasons.has(row)).length;
  return last.cells.length < columns && short - 1 <= OFTEN * (above.rows + rows.length);
}

const opensOnly = (cell: string, quote: string) => cell.startsWith(quote) && !cell.includes(quote, 1);

function collected(rows: readonly FileRow[], reasons: ReadonlyMap<FileRow, TableRejectReason>, columns: number): SortedRows {
  const kept: { cells: readonly string[]; line: number }[] = [];
  const rejected: RejectedRow[] = [];
  const notes = new NoteCounter();
  for (const row of rows) {
    const { line, condition } = row;
    const reason = reasons.get(row);
    if (reason !== undefined) {
      rejected.push({ line, reason, cells: row.cells });
      notes.add(TABLE_REJECT_REASONS[reason], line);
      continue;
    }
    const cells = withoutEmptySurplus(row.cells, columns);
    if (condition !== 'regular') notes.add('stray-quotes', line);
    if (cells.length > columns) notes.add('surplus-cells', line);
    if (cells.length < columns) notes.add('missing-cells', line);
    if (cells.some((cell) => cell.includes('\uFFFD'))) notes.add('undecodable', line);
    kept.push({ cells: cells.length < columns ? [...cells, ...new Array<string>(columns - cells.length).fill('')] : cells, line });
  }
  return { kept, rejected, notes: notes.all() };
}

/** Many systems end each line with a delimiter. */
function withoutEmptySurplus(cells: readonly string[], columns: number): readonly string[] {
  let { length } = cells;
  while (length > columns && cells[length - 1]!.trim() === '') length--;
  return length === cells.length ? cells : cells.slice(0, length);
}
