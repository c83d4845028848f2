import { betaI, gammaP, gammaQ, logGamma } from './special-functions';

/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Mean squared deviation from the mean, in two passes. `ddof` is subtracted from the count: 0 (as numpy) describes the values at
 * hand, 1 estimates the variance of what they were drawn from. NaN where fewer than `ddof` + 1 values are given.
 */
export function variance(values: ArrayLike<number>, ddof: 0 | 1 = 0): number {
  const n = values.length;
  if (n <= ddof) return NaN;
  const centre = mean(values);
  let squares = 0;
  let residue = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - centre;
    squares += d * d;
    residue += d;
  }
  // The second term takes out the rounding error of the mean (Chan, Golub & LeVeque 1983).
  return Math.max(0, squares - (residue * residue) / n) / (n - ddof);
}

/** Standard deviation, square root of {@link variance}. */
export function sd(values: ArrayLike<number>, ddof: 0 | 1 = 0): number {
  return Math.sqrt(variance(values, ddof));
}

/** Quantile p ∈ [0, 1] of ascending values by linear interpolation at p·(n − 1), as numpy's default. NaN of nothing. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const at = Math.min(Math.max(p, 0), 1) * (n - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, n - 1)]!;
  return low === high ? low : low + (high - low) * (at - below);
}

/** {@link quantile} of values in any order; NaN values are left out. */
export function quantileOf(values: ArrayLike<number>, p: number): number {
  return quantile(sortedNumbers(values), p);
}

/** An ascending copy without NaN. */
function sortedNumbers(values: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) copy[n++] = value;
  }
  return copy.subarray(0, n).sort();
}

/** Φ(z), accurate in both tails: Φ(−|z|) = Q(½, z²/2) / 2. */
export function normalCdf(z: number): number {
  const tail = gammaQ(0.5, (z * z) / 2) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** z with Φ(z) = p; ±Infinity at 0 and 1. Abramowitz & Stegun 26.2.23, then Halley's steps to machine precision. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let i = 0; i < 3; i++) {
    const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
    const error = (tail - normalCdf(-z)) / density;
    z -= error / (1 - (error * z) / 2);
  }
  return p < 0.5 ? -z : z;
}

/** t with P(T ≤ t) = p for Student's T with `df` degrees of freedom, a fraction too: bisection of its tail, I_x(df/2, ½) / 2 with x = df / (df + t²). */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const tailOf = (t: number) => betaI(df / (df + t * t), df / 2, 0.5) / 2;
  let high = 1;
  while (tailOf(high) > tail && high < Infinity) high *= 2;
  let low = 0;
  for (let i = 0; i < 100 && high < Infinity; i++) {
    const middle = (low + high) / 2;
    if (tailOf(middle) > tail) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -high : high;
}

/** P(X > x) for X ~ χ² with `df` degrees of freedom. */
export function chiSquaredSurvival(x: number, df: number): number {
  return gammaQ(df / 2, x / 2);
}

/** x with P(X ≤ x) = p for X ~ χ² with `df` degrees of freedom: Wilson & Hilferty's start, then Newton's steps inside a bracket. */
export function chiSquaredQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  const a = df / 2;
  // Solved in the smaller tail, where the probability keeps its digits.
  const excess = (x: number): number => (p < 0.5 ? gammaP(a, x / 2) - p : 1 - p - gammaQ(a, x / 2));
  const spread = 2 / (9 * df);
  let x = df * Math.max(1 - spread + normalQuantile(p) * Math.sqrt(spread), 1e-3) ** 3;
  let low = 0;
  let high = Infinity;
  for (let i = 0; i < 200; i++) {
    const error = excess(x);
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const density = Math.exp((a - 1) * Math.log(x / 2) - x / 2 - logGamma(a)) / 2;
    let next = x - error / density;
    if (!(next > low && next < high)) next = high === Infinity ? x * 2 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-14 * x) return next;
    x = next;
  }
  return x;
}

/** Wilson's score interval for a share (1927); z 1.96 gives 95 %. [0, 1] where n = 0. */
export function wilson(successes: number, n: number, z = 1.96): [low: number, high: number] {
  if (n <= 0) return [0, 1];
  const share = successes / n;
  const z2 = z * z;
  const centre = share + z2 / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  const low = successes <= 0 ? 0 : (centre - half) / scale;
  const high = successes >= n ? 1 : (centre + half) / scale;
  return [Math.max(0, low), Math.min(1, high)];
}

/**
 * Adjusted p-values that control the false discovery rate (Benjamini & Hochberg 1995), in the order given:
 * min over ranks j ≥ i of p₍ⱼ₎·n/j, at most 1. NaN stays NaN and is not counted as a test.
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(p.length).fill(NaN);
  const order: number[] = [];
  for (let i = 0; i < p.length; i++) if (!Number.isNaN(p[i]!)) order.push(i);
  order.sort((i, j) => p[i]! - p[j]!);
  const n = order.length;
  let least = 1;
  for (let rank = n; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    least = Math.min(least, (p[i]! * n) / rank);
    adjusted[i] = least;
  }
  return adjusted;
}

/** Two-sided p-value of equal shares, by the pooled z statistic without continuity correction; 1 where it cannot be told (no users, or all or none succeed). */
export function twoProportionP(x1: number, n1: number, x2: number, n2: number): number {
  if (n1 <= 0 || n2 <= 0) return 1;
  const pooled = (x1 + x2) / (n1 + n2);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  if (!(deviation > 0)) return 1;
  const z = Math.abs(x1 / n1 - x2 / n2) / deviation;
  return Math.min(1, 2 * normalCdf(-z));
}

/**
 * Exact two-sided binomial test: the probability under B(n, p) of all outcomes no likelier than the one seen (as R and SciPy, with their
 * relative allowance of 1e-7 for ties). Takes O(log n), since the probabilities fall on either side of the mode.
 */
export function binomialTestP(successes: number, n: number, p: number): number {
  if (n <= 0) return 1;
  if (p <= 0) return successes === 0 ? 1 : 0;
  if (p >= 1) return successes === n ? 1 : 0;
  const logChoose = logGamma(n + 1);
  const logPmf = (k: number): number => logChoose - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p);
  const limit = logPmf(successes) + 1e-7;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  if (successes === mode || logPmf(mode) <= limit) return 1;
  // P(X ≤ k) = I_{1−p}(n − k, k + 1); P(X ≥ k) = I_p(k, n − k + 1).
  const lower = (k: number): number => (k < 0 ? 0 : k >= n ? 1 : betaI(1 - p, n - k, k + 1));
  const upper = (k: number): number => (k > n ? 0 : k <= 0 ? 1 : betaI(p, k, n - k + 1));
  if (successes < mode) {
    const opposite = firstWhere(mode, n + 1, (k) => logPmf(k) <= limit);
    return Math.min(1, lower(successes) + upper(opposite));
  }
  const opposite = firstWhere(0, mode, (k) => logPmf(k) > limit) - 1;
  return Math.min(1, lower(opposite) + upper(successes));
}

/** The least integer in [low, high) for which a condition that turns true once holds; `high` where it never does. */
function firstWhere(low: number, high: number, holds: (k: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** P(K > λ) for Kolmogorov's limit distribution of √n·D: 2 Σ (−1)^(k−1)·exp(−2k²λ²), and its theta transform where λ is small. */
export function kolmogorovSurvival(lambda: number): number {
  if (!(lambda > 0)) return Number.isNaN(lambda) ? NaN : 1;
  if (lambda < 1) {
    let sum = 0;
    for (let k = 1; k <= 9; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * lambda * lambda));
    return 1 - (Math.sqrt(2 * Math.PI) / lambda) * sum;
  }
  let sum = 0;
  for (let k = 1; k <= 6; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * lambda * lambda);
  return 2 * sum;
}
