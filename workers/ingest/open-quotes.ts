import { byteKinds, DELIMITER, isLineEnd, NEWLINE } from './byte-kinds';
import type { Dialect } from './dialect';
import type { QuotedText } from './quote-readings';

/** Lines below a quote by which it is told what they are. */
const JUDGED_LINES = 32;

/**
 * Whether the lines below the first of a text, which begins with a quote that is not closed in it, are records of their own, so that the quote is a stray
 * one: most of the first {@link JUDGED_LINES} that are not blank have as many cells as a record of the table has, or, where that is not known, as
 * the first of them, two or more. All other quotes of such a text come in pairs, which hold no delimiter: so delimiters alone tell how many cells a line has.
 *
 * @param columns cells that a record of the table has; 0 if not known
 */
export function linesAreRecords(text: QuotedText, dialect: Dialect, columns: number): boolean {
  const { judged, records } = linesBelow(text, dialect, columns);
  return 2 * records > judged;
}

/**
 * Whether the file's end cut off a quoted cell that begins with the text, so that its record is not whole and nothing below the first line is a record; else the
 * quote is a stray one. It is cut off unless {@link linesAreRecords}, in a file that puts cells in quotes; in any other only on a last line that
 * does not end. Where the table's number of cells is not known, nothing is.
 *
 * @param quoted whether the file is known to put cells in quotes
 */
export function isCutWithin(text: QuotedText, dialect: Dialect, columns: number, quoted: boolean): boolean {
  if (columns === 0) return false;
  const { judged, records } = linesBelow(text, dialect, columns);
  return judged === 0 ? quoted || !isLineEnd(text.bytes[text.end - 1]!) : quoted && 2 * records <= judged;
}

/** Of the first lines below that of the quote how many are not blank, and how many of these have the cells of a record. */
function linesBelow(text: QuotedText, dialect: Dialect, columns: number): { readonly judged: number; readonly records: number } {
  let judged = 0;
  let records = 0;
  let expected = columns;
  for (const cells of cellsOfLines(text, dialect)) {
    if (expected === 0) expected = Math.max(2, cells);
    judged++;
    if (cells === expected) records++;
    if (judged === JUDGED_LINES) break;
  }
  return { judged, records };
}

/** Cells of each line but the first that is not blank. The last counts if it ends, or if the file ends with it. */
function* cellsOfLines({ bytes, start, end, final }: QuotedText, dialect: Dialect): Generator<number, void, void> {
  const { stop } = byteKinds(dialect);
  const width = dialect.delimiter.length;
  let cells = 0;
  let blank = true;
  let lines = 0;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? bytes[at]! : 0;
    const kind = at < end ? stop[byte] : final ? NEWLINE : 0;
    if (kind === NEWLINE) {
      if (lines > 0 && !blank) yield cells + 1;
      lines++;
      cells = 0;
      blank = true;
    } else if (kind === DELIMITER && (width === 1 || (at + 1 < end && bytes[at + 1] === byte))) {
      cells++;
      blank = false;
      at += width - 1;
    } else if (byte > 32) blank = false;
  }
}
