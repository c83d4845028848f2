import { byteKinds, DELIMITER, isLineEnd, NEWLINE, QUOTE, SPACE } from './byte-kinds';
import type { Dialect } from './dialect';
import type { QuotedText } from './quote-readings';

/** Lines below a quote by which it is told what they are. */
const JUDGED_LINES = 32;

/**
 * Whether the lines below the first of a text, which begins with a quote that is not closed in it, are records of their own, so that the quote is a stray
 * one: most of the first {@link JUDGED_LINES} that are not blank have as many cells as a record of the table has, or, where that is not known, as
 * the first of them, two or more. All other quotes of such a text come in pairs, which hold no delimiter, and in a row they would stand for empty cells.
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

/**
 * Cells of each line but the first that is not blank; 0 where quotes stand otherwise than around an empty cell. The last line counts if it ends, or if
 * the file ends with it.
 */
function* cellsOfLines({ bytes, start, end, final }: QuotedText, dialect: Dialect): Generator<number, void, void> {
  const { stop } = byteKinds(dialect);
  const width = dialect.delimiter.length;
  const line = { cells: 1, blank: true, odd: false };
  let lines = 0;
  let before = DELIMITER;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? bytes[at]! : 0;
    let kind = at < end ? stop[byte]! : final ? NEWLINE : 0;
    if (kind === DELIMITER && width === 2 && (at + 1 >= end || bytes[at + 1] !== byte)) kind = 0;
    if (kind === NEWLINE) {
      if (lines > 0 && !line.blank) yield line.odd ? 0 : line.cells;
      lines++;
      line.cells = 1;
      line.blank = true;
      line.odd = false;
      before = DELIMITER;
    } else if (kind === DELIMITER) {
      line.cells++;
      line.blank = false;
      at += width - 1;
      before = DELIMITER;
    } else if (byte > SPACE) {
      line.blank = false;
      // A quote within a cell, or text after one.
      if (before !== DELIMITER && (kind === QUOTE) !== (before === QUOTE)) line.odd = true;
      before = kind;
    }
  }
}
