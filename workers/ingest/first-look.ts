import type { Dialect } from './dialect';
import { putsInQuotes } from './record-texts';
import { Records } from './records';

/**
 * Splits a text before anything is known of its table. A record within which a whole file ends is left out, but for its place among the irregular ones: it is
 * told from a stray quote by the cells of the records above it.
 *
 * @param final the text's end is the file's
 */
export function splitUnknown(text: Uint8Array, final: boolean, dialect: Dialect): Records {
  const records = new Records(dialect).push(text).split(final);
  const [unclosed] = records.unclosed;
  if (!final || unclosed === undefined) return records;
  const width = commonWidth(records, unclosed);
  if (width < 2) return records;
  const again = new Records(dialect, width, putsInQuotes(records, dialect)).push(text).split(true);
  if (again.cut < 0) return records;
  again.truncate(again.cut);
  return again;
}

/** The number of cells that most of the first `rows` records have. */
function commonWidth({ firstCell }: Records, rows: number): number {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const width = firstCell[row + 1]! - firstCell[row]!;
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}
