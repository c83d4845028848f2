import { drive } from '../protocol/progress';
import type { ReadingNote, ReadingOverrides } from '../protocol/reading';
import { quoteOf } from './dialect';
import { findLayout, type Layout, type Newline } from './layout';
import { readRows, type RowReading, type TakeRows } from './read-rows';
import { cellTexts, innerLineEnds, conditionOf, rowTexts } from './record-texts';
import type { Records } from './records';
import { sortRows, type FileRow, type PartRows, type RejectedRow } from './sort-rows';

/** A file's table, each cell as its text. rowsRead = rows + rejected, always. */
export interface ReadTable {
  readonly header: readonly string[];
  /** The file names no columns. */
  readonly headerGenerated: boolean;
  /** At least as many cells as the header has; more where the file has surplus ones. */
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of the file (of a sheet: row) on which each row starts. */
  readonly lines: readonly number[];
  readonly dialect: TableDialect;
  readonly encoding: string;
  readonly rowsRead: number;
  /** In the order of the file. */
  readonly rejected: readonly RejectedRow[];
  /** What had to be decided. */
  readonly announcements: readonly ReadingNote[];
}

export interface TableDialect {
  /** A space where cells are divided by one, by runs of them, or by the places at which they stand. */
  readonly delimiter: string;
  readonly quote: '"' | "'";
  /** What stands before a quote within quotes: the quote itself, or a backslash. */
  readonly escape: '"' | "'" | '\\';
  /** The line end that most records have. */
  readonly newline: Newline;
  /** Lines before the header (or before the first row). */
  readonly preambleLines: number;
  /** Records that name the columns. */
  readonly headerLines: number;
}

export interface ReadTableOptions extends ReadingOverrides {
  readonly signal?: AbortSignal;
  /** Bytes that are split at a time. */
  readonly chunkBytes?: number;
}

/**
 * Reads a file's table as text, told nothing about the file but what `overrides` says. What is not the table's (notes, repeated headers,
 * another table) is rejected with its line and reason, and each decision is announced.
 *
 * @throws AppError as {@link findLayout} does, `file-changed`, `file-unreadable`, `cancelled`.
 */
export async function readTable(file: File, overrides: ReadTableOptions = {}): Promise<ReadTable> {
  const { signal, chunkBytes } = overrides;
  const layout = await findLayout(file, overrides, signal);
  const { parts, rowsRead } = await allRows(layout, { signal, chunkBytes });
  const { kept, rejected, notes } = sortRows(parts, layout);
  const { dialect } = layout;
  return {
    header: layout.columns,
    headerGenerated: !layout.hasHeader,
    rows: kept.map(({ cells }) => cells),
    lines: kept.map(({ line }) => line),
    dialect: {
      delimiter: dialect.delimiter === 'spaces' ? ' ' : dialect.delimiter,
      quote: quoteOf(dialect),
      escape: dialect.escape === 'backslash' ? '\\' : quoteOf(dialect),
      newline: layout.newline,
      preambleLines: layout.preambleLines,
      headerLines: layout.header.length,
    },
    encoding: layout.source.encoding,
    rowsRead,
    rejected,
    announcements: [...layout.notes, ...notes],
  };
}

async function allRows(
  layout: Layout,
  { signal, chunkBytes }: RowReading,
): Promise<{ readonly parts: readonly PartRows[]; readonly rowsRead: number }> {
  const parts: PartRows[] = [];
  let rows: FileRow[] = [];
  let nextLine = 1;
  const afterRow = (records: Records, row: number) => records.lines[row]! + innerLineEnds(records, row, layout.dialect) + 1;
  const collect: TakeRows = (records, from, placeOf) => {
    const textOf = cellTexts(records);
    const condition = conditionOf(records, placeOf);
    if (from > 0) nextLine = afterRow(records, from - 1);
    for (let row = from; row < records.rows; row++) {
      const line = records.lines[row]!;
      const { line: fileLine } = placeOf(line);
      rows.push({ cells: rowTexts(records, row, textOf), line: fileLine, gap: line > nextLine, condition: condition(row) });
      nextLine = afterRow(records, row);
    }
  };
  const partEnded = (endsWithNewline: boolean) => {
    parts.push({ rows, endsWithNewline });
    rows = [];
  };
  const { endsWithNewline, rows: rowsRead } = await drive(readRows(layout, collect, { signal, chunkBytes, partEnded }));
  partEnded(endsWithNewline);
  return { parts, rowsRead };
}
