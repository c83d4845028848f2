import { BACKSLASH } from '../byte-kinds';
import { quoteOf, type Dialect } from '../dialect';
import { Records } from '../records';

/** Records of the right width by which a guess is judged. */
const ENOUGH = 20;

/** Whether {@link findRecordStart} knows what ends a record of the dialect. */
export function canGuess({ mixedNewlines }: Dialect): boolean {
  return mixedNewlines !== true;
}

/**
 * Where a record starts in text that was cut anywhere: the place after a line end that is taken to be outside quotes. Cut text may begin
 * within quotes or outside them, and stray quotes turn both readings around, so that the reading wins which gives the most records of
 * `columns` cells. A guess: whoever uses it verifies it.
 *
 * @param bytes from one byte before the cut on
 * @returns a place in `bytes`, after the first; −1 where the text shows no line end outside quotes
 */
export function findRecordStart(bytes: Uint8Array, dialect: Dialect, columns: number): number {
  const newline = dialect.newline.charCodeAt(0);
  const quote = quoteOf(dialect).charCodeAt(0);
  const first = bytes.indexOf(newline) + 1;
  if (first === 0) return -1;
  if (dialect.delimiter === 'spaces' || dialect.setting !== undefined || !bytes.includes(quote)) return first;
  const candidates = new Set([first, afterLine(bytes, dialect, false), afterLine(bytes, dialect, true)]);
  let best = -1;
  let bestShare = -1;
  for (const candidate of candidates) {
    if (candidate <= 0) continue;
    const share = shareOfWidth(bytes.subarray(candidate), dialect, columns);
    if (share > bestShare) {
      best = candidate;
      bestShare = share;
    }
  }
  return best;
}

/** The place after the first line end outside quotes; −1 where there is none. */
function afterLine(bytes: Uint8Array, dialect: Dialect, quoted: boolean): number {
  const newline = dialect.newline.charCodeAt(0);
  const quote = quoteOf(dialect).charCodeAt(0);
  const escape = dialect.escape === 'backslash' ? BACKSLASH : -1;
  if (!quoted && bytes[0] === newline) return 1;
  let inside = quoted;
  // From the cut on, since it may lie between the two quotes that stand for one.
  for (let i = 1; i < bytes.length; i++) {
    if (inside && bytes[i] === escape) i++;
    else if (bytes[i] === quote) inside = !inside;
    else if (bytes[i] === newline && !inside) return i + 1;
  }
  return -1;
}

/** Share of records with `columns` cells among the first complete ones; 0.5, no opinion, where none is complete. */
function shareOfWidth(bytes: Uint8Array, dialect: Dialect, columns: number): number {
  const records = new Records(dialect, columns);
  records.push(bytes);
  const { rows, firstCell } = records.split(false);
  const judged = Math.min(rows, ENOUGH);
  let right = 0;
  for (let row = 0; row < judged; row++) if (firstCell[row + 1]! - firstCell[row]! === columns) right++;
  return judged === 0 ? 0.5 : right / judged;
}
