import { total } from './psi';

/**
 * Pearson's χ² that two count vectors come from one population: Σ (a·√(n/m) − b·√(m/n))² / (a + b), with its degrees of freedom, the number of
 * bins that either uses less one. Unlike PSI it keeps its distribution where a bin is empty.
 */
export function twoSampleChiSquared(reference: ArrayLike<number>, window: ArrayLike<number>): { statistic: number; df: number } {
  const m = total(reference);
  const n = total(window);
  if (m === 0 || n === 0) return { statistic: 0, df: 1 };
  let statistic = 0;
  let used = 0;
  for (let b = 0; b < reference.length; b++) {
    const both = reference[b]! + window[b]!;
    if (both === 0) continue;
    used++;
    const difference = reference[b]! * Math.sqrt(n / m) - window[b]! * Math.sqrt(m / n);
    statistic += (difference * difference) / both;
  }
  return { statistic, df: Math.max(1, used - 1) };
}
