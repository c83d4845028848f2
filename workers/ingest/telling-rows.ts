import type { TellingRow } from '../protocol/ingest';
import type { Layout } from './layout';

/** Rows that are shown: enough to see whether their words are words. */
const MOST_ROWS = 3;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * Rows that show whether the encoding is right where neither the header nor the first `shown` rows do, as these are plain ASCII: the first of the sampled
 * rows with other characters, else of the `probed` ones, whose number is not known. Empty where the text does not stand in the file as it is.
 */
export function tellingRows({ source, header, sample }: Layout, probed: readonly (readonly string[])[], shown: number): TellingRow[] {
  const tells = (cells: readonly string[]) => cells.some((cell) => BEYOND_ASCII.test(cell));
  if (!source.written || source.encoding.startsWith('utf-16') || header.some(tells) || sample.slice(0, shown).some(tells)) return [];
  const found: TellingRow[] = [];
  const add = (row: number | null, cells: readonly string[]) => {
    if (found.length < MOST_ROWS && tells(cells)) found.push({ row, cells, example: cells.find((cell) => BEYOND_ASCII.test(cell))! });
  };
  for (const [i, cells] of sample.entries()) add(i + 1, cells);
  if (found.length === 0) for (const cells of probed) add(null, cells);
  return found;
}
