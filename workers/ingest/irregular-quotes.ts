import Papa from 'papaparse';
import { cellText } from './cells';
import type { Dialect } from './records';

const FIRST_WINDOW = 4096;

export interface IrregularRecord {
  readonly cells: readonly string[];
  /** Line ends that the record contains, its own included. */
  readonly lines: number;
  /** Position after the record's line end. */
  readonly end: number;
}

/**
 * PapaParse's reading of the record that starts at `start`, for quoting that RFC 4180 does not cover (`"5" pipe",…`). null if the record
 * does not end before `limit`; with `atEnd` the limit is the end of the file and ends a record, too, except within quotes.
 */
export function parseIrregular(bytes: Uint8Array, start: number, limit: number, atEnd: boolean, dialect: Dialect): IrregularRecord | null {
  for (let window = FIRST_WINDOW; ; window *= 8) {
    const to = Math.min(limit, start + window);
    const last = atEnd && to === limit;
    const text = cellText(bytes, start, to);
    const parser = new Papa.Parser({ delimiter: dialect.delimiter, newline: dialect.newline, preview: 1, fastMode: false });
    const { data, errors, meta } = parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
    const cells = data[0];
    if (cells !== undefined && !errors.some((error) => error.code === 'MissingQuotes')) {
      return located(bytes, start, to, cells, text.slice(0, meta.cursor), dialect);
    }
    if (to === limit) return null;
  }
}

/** Finds the record's end by counting line ends, since undecodable bytes make characters and bytes differ. */
function located(bytes: Uint8Array, start: number, limit: number, cells: string[], text: string, dialect: Dialect): IrregularRecord {
  const newline = dialect.newline.charCodeAt(0);
  let lines = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === newline) lines++;
  let end = start;
  for (let line = 0; line < lines; line++) end = bytes.indexOf(newline, end) + 1;
  if (!text.endsWith(dialect.newline)) end = limit;
  const final = cells.length - 1;
  if (dialect.newline === '\n' && cells[final]!.endsWith('\r')) cells[final] = cells[final]!.slice(0, -1);
  return { cells, lines, end };
}
