import Papa from 'papaparse';
import { CR, LF } from './byte-kinds';
import { cellText } from './cells';
import { quoteOf, type Dialect } from './dialect';
import { cheapestReading, type IrregularRecord, type QuotedText } from './quote-readings';

/** An irregular record ends within so many lines: what is read twice stays in proportion to what there is, however many quotes are astray. */
const MOST_LINES = 64;
const FIRST_WINDOW = 4096;

/**
 * Reads a record whose quoting RFC 4180 does not cover (`"5" pipe",…`, `"00:00,2,…`). Where the table's number of columns is known, the
 * reading with that many cells that takes the fewest quotes for stray ones counts, on one line if there is one; else PapaParse's reading.
 * `unclosed` if a quote is never closed (within MOST_LINES lines), `incomplete` if that cannot be told before there is more text.
 */
export function readIrregular(text: QuotedText, dialect: Dialect, columns: number): IrregularRecord | 'unclosed' | 'incomplete' {
  const { bytes, start, final } = text;
  const line = afterLines(text, dialect, 1);
  if (line === null && !final) return 'incomplete';
  const lineEnd = line ?? text.end;
  const onOneLine = columns > 0 ? cheapestReading({ bytes, start, end: lineEnd, final: line === null }, dialect, columns) : null;
  if (onOneLine !== null) return onOneLine;

  const window = afterLines(text, dialect, MOST_LINES);
  if (window === null && !final) return 'incomplete';
  const whole = { bytes, start, end: window ?? text.end, final: window === null };
  return (columns > 0 ? cheapestReading(whole, dialect, columns) : null) ?? readByPapa(whole, dialect) ?? 'unclosed';
}

/** Position after the given number of line ends, null if there are fewer. */
function afterLines({ bytes, start, end, final }: QuotedText, dialect: Dialect, lines: number): number | null {
  const newline = dialect.newline.charCodeAt(0);
  let seen = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    const lone = dialect.mixedNewlines && byte === CR && bytes[at + 1] !== LF;
    // Whether a carriage return at the end of the text at hand stands alone is not known.
    if (lone && at + 1 === end && !final) return null;
    if ((byte === newline || lone) && ++seen === lines) return at + 1;
  }
  return null;
}

function readByPapa({ bytes, start, end, final }: QuotedText, dialect: Dialect): IrregularRecord | null {
  const { delimiter, newline, escape } = dialect;
  const quoteChar = quoteOf(dialect);
  const escapeChar = escape === 'backslash' ? '\\' : quoteChar;
  for (let window = FIRST_WINDOW; ; window *= 8) {
    const to = Math.min(end, start + window);
    const last = final && to === end;
    const text = cellText(bytes, start, to);
    const parser = new Papa.Parser({ delimiter, newline, quoteChar, escapeChar, preview: 1, fastMode: false });
    const { data, errors, meta } = parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
    const cells = data[0];
    if (cells !== undefined && !errors.some((error) => error.code === 'MissingQuotes')) {
      const read = dialect.blankAfterDelimiter ? cells.map((cell, i) => (i === 0 ? cell : cell.trimStart())) : cells;
      return located(bytes, start, to, read, text.slice(0, meta.cursor), newline);
    }
    if (to === end) return null;
  }
}

/** Finds the record's end by counting line ends, since undecodable bytes make characters and bytes differ. */
function located(bytes: Uint8Array, start: number, limit: number, cells: string[], text: string, newline: string): IrregularRecord {
  const code = newline.charCodeAt(0);
  let lines = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === code) lines++;
  let end = start;
  for (let line = 0; line < lines; line++) end = bytes.indexOf(code, end) + 1;
  if (!text.endsWith(newline)) end = limit;
  const last = cells.length - 1;
  if (newline === '\n' && cells[last]!.endsWith('\r')) cells[last] = cells[last]!.slice(0, -1);
  return { cells, lines, end };
}
