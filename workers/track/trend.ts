import { chiSquaredQuantile, mean, quantileOf } from '../math/statistics';

/** Scatter above that of counting is believed where a χ² test says so at this level; a few points scatter more or less by chance. */
const BELIEVED = 0.95;

/** A straight line through points, robust against a minority that lie elsewhere. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Theil (1950) and Sen (1968): the median slope over all pairs of points, and the median of what is left as intercept. Two points or more. */
export function theilSen(x: readonly number[], y: readonly number[]): Line {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) for (let j = 0; j < i; j++) slopes.push((y[i]! - y[j]!) / (x[i]! - x[j]!));
  const slope = quantileOf(slopes, 0.5);
  return {
    slope,
    intercept: quantileOf(
      y.map((value, i) => value - slope * x[i]!),
      0.5,
    ),
  };
}

export interface Forecast {
  readonly expected: number;
  /** Standard error of a new point about it. */
  readonly error: number;
  readonly df: number;
}

/**
 * Where the trend of the points leads at `at`, with the error of a prediction from a straight line, s·√(1 + 1/n + (at − x̄)²/Σ(x − x̄)²) (Draper & Smith 1998,
 * §3.1). s is `noise`, the scatter of counting, with ∞ degrees of freedom, or the scatter about the line where that is significantly larger.
 */
export function forecast(x: readonly number[], y: readonly number[], at: number, noise: number): Forecast {
  const { slope, intercept } = theilSen(x, y);
  const centre = mean(x);
  let spread = 0;
  let squares = 0;
  x.forEach((each, i) => {
    spread += (each - centre) ** 2;
    squares += (y[i]! - intercept - slope * each) ** 2;
  });
  const df = x.length - 2;
  const scatter = Math.sqrt(squares / Math.max(1, df));
  const believed = squares > noise * noise * chiSquaredQuantile(BELIEVED, Math.max(1, df));
  const s = believed ? scatter : noise;
  return {
    expected: intercept + slope * at,
    error: s * Math.sqrt(1 + 1 / x.length + (at - centre) ** 2 / spread),
    df: believed ? df : Infinity,
  };
}
