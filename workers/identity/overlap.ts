/**
 * Users that two states share, by segment in each.
 *
 * @param before, after labels of the same users in the same order; a user with a negative label in either (noise, not there) is left out
 * @returns kBefore × kAfter, row-major, in users
 * @throws RangeError where the labels are of different length or not below k
 */
export function overlapCounts(before: Int32Array, kBefore: number, after: Int32Array, kAfter: number): Float64Array {
  if (before.length !== after.length) throw new RangeError(`${before.length} labels before, ${after.length} after`);
  const counts = new Float64Array(kBefore * kAfter);
  for (let user = 0; user < before.length; user++) {
    const from = before[user]!;
    const to = after[user]!;
    if (from >= kBefore || to >= kAfter) throw new RangeError(`labels ${from}, ${to} of ${kBefore}, ${kAfter}`);
    if (from >= 0 && to >= 0) counts[from * kAfter + to]!++;
  }
  return counts;
}
