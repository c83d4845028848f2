import { equalKeys } from '../../math/equal-keys';

/**
 * The rows that equal an earlier one, ascending. Rows that are equal have user and time in common, so that only those are compared by their hashes.
 *
 * @param ties 1 for each row that has user and time in common with another
 * @param hashes 64 bits of hash a row, two numbers each
 * @param pause awaited now and then; may throw
 */
export async function repeatedRows(ties: Uint8Array, hashes: Int32Array, pause: () => Promise<void>): Promise<Uint32Array> {
  const rows = ties.length;
  let tied = 0;
  for (let row = 0; row < rows; row++) tied += ties[row]!;
  const repeated: number[] = [];
  // A copy of nearly all hashes would take more than it saves.
  if (2 * tied > rows) await equalKeys(hashes, rows, (row) => repeated.push(row), pause);
  else if (tied > 0) {
    const candidates = new Uint32Array(tied);
    const own = new Int32Array(2 * tied);
    for (let row = 0, at = 0; at < tied; row++) {
      if (ties[row] === 0) continue;
      candidates[at] = row;
      own[2 * at] = hashes[2 * row]!;
      own[2 * at + 1] = hashes[2 * row + 1]!;
      at++;
    }
    await equalKeys(own, tied, (i) => repeated.push(candidates[i]!), pause);
  }
  return Uint32Array.from(repeated).sort();
}
