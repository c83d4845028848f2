import type { Estimate } from '../protocol/looks';

/** The normal distribution's 97.5 % quantile. */
const Z = 1.959964;

/**
 * Σ sums / Σ counts over users, with a 95 % interval that comes from how the users differ: a ratio's variance by linearisation (Cochran 1977, §6.4), which
 * for counts of 1 is the usual one of a mean.
 *
 * @param sums by user; @param counts by user, what the sum is over
 */
export function ratioOver(sums: Float64Array, counts: ArrayLike<number>): Estimate {
  const users = sums.length;
  let sum = 0;
  let count = 0;
  for (let user = 0; user < users; user++) {
    sum += sums[user]!;
    count += counts[user]!;
  }
  if (count === 0) return { mean: 0, low: 0, high: 0 };
  const mean = sum / count;
  let square = 0;
  for (let user = 0; user < users; user++) square += (sums[user]! - mean * counts[user]!) ** 2;
  const half = users > 1 ? (Z * Math.sqrt((square * users) / (users - 1))) / count : 0;
  return { mean, low: mean - half, high: mean + half };
}

/** The same of shares, which lie between 0 and 1. */
export function shareOver(shares: Float64Array): Estimate {
  const { mean, low, high } = ratioOver(shares, new Uint8Array(shares.length).fill(1));
  return { mean, low: Math.max(0, low), high: Math.min(1, high) };
}
