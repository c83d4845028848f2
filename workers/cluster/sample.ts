import type { Random } from '../math/random';

/** `size` of 0…rows−1 without replacement, every subset equally likely, ascending (selection sampling, Knuth's algorithm S). */
export function sampleRows(rows: number, size: number, rng: Random): Uint32Array {
  const picked = new Uint32Array(Math.min(size, rows));
  let taken = 0;
  for (let row = 0; taken < picked.length; row++) {
    if (rng.next() * (rows - row) < picked.length - taken) picked[taken++] = row;
  }
  return picked;
}

/**
 * A sample of `size` rows in which every stratum (`strata`: one label a row, 0…count−1) has its share by largest remainders, and at least
 * one row if it has any; drawn within each stratum without replacement. Ascending row numbers.
 */
export function stratifiedSample(strata: Int32Array, count: number, size: number, rng: Random): Uint32Array {
  const rows = strata.length;
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < rows; row++) members[strata[row]!]!.push(row);
  const quotas = shares(
    members.map((list) => list.length),
    size,
  );
  const picked: number[] = [];
  members.forEach((list, stratum) => {
    for (const at of sampleRows(list.length, quotas[stratum]!, rng)) picked.push(list[at]!);
  });
  return Uint32Array.from(picked).sort();
}

/** `size` seats over strata in proportion to their rows, by largest remainders, one at least for each that has rows. */
function shares(counts: readonly number[], size: number): number[] {
  const rows = counts.reduce((a, b) => a + b, 0);
  const exact = counts.map((n) => (n * Math.min(size, rows)) / rows);
  const seats = exact.map((share, s) => (counts[s]! > 0 ? Math.max(1, Math.floor(share)) : 0));
  let left = Math.min(size, rows) - seats.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((share, s) => ({ s, rest: share - seats[s]! })).sort((a, b) => b.rest - a.rest || a.s - b.s);
  for (const { s } of byRemainder) {
    if (left <= 0) break;
    if (seats[s]! >= counts[s]!) continue;
    seats[s]!++;
    left--;
  }
  return seats;
}
