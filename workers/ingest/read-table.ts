import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';
import type { ReadingNote, ReadingOverrides } from '../protocol/reading';
import { isLineEnd } from './byte-kinds';
import { quoteOf } from './dialect';
import { findLayout, type Layout, type Newline } from './layout';
import { cellTexts, innerLineEnds, quotingOf, rowTexts } from './record-texts';
import { Records } from './records';
import { readText } from './source';
import { sortRows, type FileRow, type RejectedRow } from './sort-rows';

const CHUNK_BYTES = 1 << 18;

/** A file's table, each cell as its text. rowsRead = rows + rejected, always. */
export interface ReadTable {
  readonly header: readonly string[];
  /** The file names no columns. */
  readonly headerGenerated: boolean;
  /** At least as many cells as the header has; more where the file has surplus ones. */
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of the file on which each row starts. */
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
  /** `spaces`: runs of spaces. */
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
  const { signal, chunkBytes = CHUNK_BYTES } = overrides;
  const layout = await findLayout(file, overrides, signal);
  const { rows, endsWithNewline } = await allRows(layout, chunkBytes, signal);
  const { kept, rejected, notes } = sortRows(rows.slice(layout.skip), layout, endsWithNewline);
  const { dialect } = layout;
  return {
    header: layout.columns,
    headerGenerated: !layout.hasHeader,
    rows: kept.map(({ cells }) => cells),
    lines: kept.map(({ line }) => line),
    dialect: {
      delimiter: dialect.delimiter,
      quote: quoteOf(dialect),
      escape: dialect.escape === 'backslash' ? '\\' : quoteOf(dialect),
      newline: layout.newline,
      preambleLines: layout.preambleLines,
      headerLines: layout.header.length,
    },
    encoding: layout.source.encoding,
    rowsRead: rows.length - layout.skip,
    rejected,
    announcements: [...layout.notes, ...notes],
  };
}

async function allRows(
  { source, dialect, width }: Layout,
  chunkBytes: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly rows: FileRow[]; readonly endsWithNewline: boolean }> {
  const records = new Records(dialect, width);
  const rows: FileRow[] = [];
  let nextLine = 1;
  let lastByte = 0;
  const collect = () => {
    const textOf = cellTexts(records);
    const quotes = quotingOf(records);
    for (let row = 0; row < records.rows; row++) {
      const line = records.lines[row]!;
      rows.push({
        cells: rowTexts(records, row, textOf),
        line,
        gap: line > nextLine,
        quotes: quotes(row),
      });
      nextLine = line + innerLineEnds(records, row, dialect) + 1;
    }
  };
  const turn = breather();
  for await (const { utf8 } of readText(source, chunkBytes, signal)) {
    lastByte = utf8.at(-1) ?? lastByte;
    records.push(utf8).split(false);
    collect();
    await turn();
    throwIfAborted(signal);
  }
  records.split(true);
  collect();
  return { rows, endsWithNewline: isLineEnd(lastByte) };
}
