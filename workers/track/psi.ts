import { chiSquaredQuantile } from '../math/statistics';

const ZERO_SHARE = 1e-4;
const WATCH = 0.1;

/**
 * Population stability index Σ(p − q)·ln(p/q) of two count vectors over the same bins, zero shares replaced by 1e-4 without renormalising.
 * 0 where either is empty.
 */
export function psi(reference: ArrayLike<number>, window: ArrayLike<number>): number {
  const m = total(reference);
  const n = total(window);
  if (m === 0 || n === 0) return 0;
  let sum = 0;
  for (let b = 0; b < reference.length; b++) {
    const q = reference[b]! / m || ZERO_SHARE;
    const p = window[b]! / n || ZERO_SHARE;
    sum += (p - q) * Math.log(p / q);
  }
  return sum;
}

const quantiles = new Map<number, number>();

/**
 * PSI above which a feature is flagged: max(0.1, (1/n + 1/m)·χ²₀.₉₅(bins − 1)), since two samples of one population have a PSI near
 * (1/n + 1/m)·χ²(bins − 1) (Yurdakul & Naranjo 2020).
 */
export function psiThreshold(n: number, m: number, bins: number): number {
  const df = Math.max(1, bins - 1);
  let tail = quantiles.get(df);
  if (tail === undefined) quantiles.set(df, (tail = chiSquaredQuantile(0.95, df)));
  return n > 0 && m > 0 ? Math.max(WATCH, (1 / n + 1 / m) * tail) : Infinity;
}

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

export function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
}
