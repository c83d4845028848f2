import { chiSquaredQuantile } from '../math/statistics';

const ZERO_SHARE = 1e-4;

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
 * PSI above which a feature is flagged: max(watch, (1/n + 1/m)·χ²₀.₉₅(bins − 1)), since two samples of one population have a PSI near
 * (1/n + 1/m)·χ²(bins − 1) (Yurdakul & Naranjo 2020).
 */
export function psiThreshold(n: number, m: number, bins: number, watch = 0.1): number {
  const df = Math.max(1, bins - 1);
  let tail = quantiles.get(df);
  if (tail === undefined) quantiles.set(df, (tail = chiSquaredQuantile(0.95, df)));
  return n > 0 && m > 0 ? Math.max(watch, (1 / n + 1 / m) * tail) : Infinity;
}

export function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
}
