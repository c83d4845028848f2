import Papa from 'papaparse';
import { byteKinds, CR, DELIMITER, LF, NEWLINE, SPACE } from './byte-kinds';
import { cellText } from './cells';
import { quoteOf, type Dialect } from './dialect';
import { cheapestReading, type IrregularRecord, type QuotedText } from './quote-readings';

/** An irregular record ends within so many lines: what is read twice stays in proportion to what there is, however many quotes are astray. */
const MOST_LINES = 32;
const FIRST_WINDOW = 4096;

/**
 * Reads a record whose quoting RFC 4180 does not cover (`"5" pipe",…`, `"00:00,2,…`). Where the table's number of columns is known, the
 * reading with that many cells that takes the fewest quotes for stray ones counts, on one line if there is one; else PapaParse's reading (of
 * the one line, so that a broken record does not swallow others).
 * `unclosed` if a quote is never closed (within MOST_LINES lines), `incomplete` if that cannot be told before there is more text.
 */
export function readIrregular(text: QuotedText, dialect: Dialect, columns: number): IrregularRecord | 'unclosed' | 'incomplete' {
  const { bytes, start, final } = text;
  const line = afterLines(text, dialect, 1);
  if (line === null && !final) return 'incomplete';
  const own = { bytes, start, end: line ?? text.end, final: line === null };
  const onOneLine = columns > 0 ? cheapestReading(own, dialect, columns) : null;
  if (onOneLine !== null) return onOneLine;

  const window = afterLines(text, dialect, MOST_LINES);
  if (window === null && !final) return 'incomplete';
  const lines = { bytes, start, end: window ?? text.end, final: window === null };
  const goesOn = closesAfter(lines, own.end, dialect);
  if (columns > 0) {
    const overLines = goesOn ? cheapestReading(lines, dialect, columns) : null;
    if (overLines !== null) return overLines;
  } else if (goesOn) return readByPapa(lines, dialect) ?? 'unclosed';
  return closesAfter(own, start, dialect) ? (readByPapa(own, dialect) ?? 'unclosed') : 'unclosed';
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

/** Whether a quote stands at or after `from` that could close a cell: a delimiter or the line's end follows, blanks aside. */
function closesAfter({ bytes, end, final }: QuotedText, from: number, dialect: Dialect): boolean {
  const quote = quoteOf(dialect).charCodeAt(0);
  const { stop } = byteKinds(dialect);
  for (let at = from; at < end; at++) {
    if (bytes[at] !== quote) continue;
    let next = at + 1;
    while (next < end && (bytes[next] === SPACE || bytes[next] === CR) && stop[bytes[next]!] === 0) next++;
    if (next < end ? stop[bytes[next]!] === DELIMITER || stop[bytes[next]!] === NEWLINE : final) return true;
  }
  return false;
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
