import type { TellingRow } from '../protocol/ingest';
import { isLineEnd } from './byte-kinds';
import type { Layout } from './layout';
import { splitRecords } from './record-texts';

/** Rows that are shown: enough to see whether their words are words. */
const MOST_ROWS = 3;
/** Lines with other characters that are looked at for them: some may be none of the table's rows. */
const MOST_LINES = 50;
const BEYOND_ASCII = /[\u0080-\uffff]/;

const tells = (cells: readonly string[]) => cells.some((cell) => BEYOND_ASCII.test(cell));

/**
 * Rows that show whether the encoding is right where neither the header nor the first `shown` rows do, as these are plain ASCII: the first of the sampled
 * rows with other characters, else of the rest of the file's beginning or of the `probed` ones, whose number is not known. Empty where the text does not
 * stand in the file as it is.
 */
export function tellingRows(layout: Layout, probed: readonly (readonly string[])[], shown: number): TellingRow[] {
  const { source, header, sample } = layout;
  if (!source.written || source.encoding.startsWith('utf-16') || header.some(tells) || sample.slice(0, shown).some(tells)) return [];
  const found: TellingRow[] = [];
  const add = (row: number | null, cells: readonly string[]) => {
    if (found.length < MOST_ROWS && tells(cells)) found.push({ row, cells, example: cells.find((cell) => BEYOND_ASCII.test(cell))! });
  };
  for (const [i, cells] of sample.entries()) add(i + 1, cells);
  if (found.length > 0) return found;
  const later = headRows(layout);
  for (const cells of later.length > 0 ? later : probed) add(null, cells);
  return found;
}

/** Rows of the file's beginning whose lines are not plain ASCII. */
function headRows({ source: { head }, dialect, columns }: Layout): string[][] {
  const rows: string[][] = [];
  let lines = 0;
  for (let at = 0; at < head.length && lines < MOST_LINES && rows.length < MOST_ROWS; at++) {
    if (head[at]! < 0x80) continue;
    let start = at;
    while (start > 0 && !isLineEnd(head[start - 1]!)) start--;
    while (at < head.length && !isLineEnd(head[at]!)) at++;
    const [cells] = splitRecords(head.subarray(start, at), dialect);
    if (cells?.length === columns.length) rows.push(cells);
    lines++;
  }
  return rows;
}
