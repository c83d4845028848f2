import { equalKeys } from '../../math/equal-keys';

/**
 * Rows that equal an earlier one, ascending.
 *
 * @param hashes 64 bits of hash a row, two numbers each
 * @param pause awaited now and then; may throw
 */
export async function repeatedRows(hashes: Int32Array, rows: number, pause: () => Promise<void>): Promise<Uint32Array> {
  const repeated: number[] = [];
  await equalKeys(hashes, rows, (row) => repeated.push(row), pause);
  return Uint32Array.from(repeated).sort();
}
