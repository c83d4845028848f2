import { nelderMead } from './nelder-mead';
import { logit, sigmoid } from './logistic-regression';

/**
 * The additive forms of exponential smoothing (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, chapter 8): a level; a level and a damped trend; a level,
 * a damped trend and a season (Holt–Winters).
 */
export type SmoothingForm = 'level' | 'trend' | 'season';

/** Smoothing parameters in (0, 1): of the level, of the trend, of the season; and how much of the trend is left after a step. */
export interface SmoothingParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

export interface Smoothed {
  readonly parameters: SmoothingParameters;
  /** Mean squared error of the forecasts one step ahead, over all values. */
  readonly meanSquare: number;
  /** Of the steps after the last value. */
  readonly forecast: Float64Array;
}

/** A trend is damped, at least a little and not at once. */
const PHI = [0.8, 0.98] as const;
const START = { alpha: 0.3, beta: 0.1, gamma: 0.1 };

/** The values from which the first level, trend and season are taken: a year would be two of 52 weeks. */
export const leastValues = (form: SmoothingForm, period: number): number => (form === 'season' ? 2 * period : 3);

/**
 * The errors one step ahead and the forecasts of given parameters. The first level is the mean of the first values (of the first period, in a season), the first trend
 * the mean step between the first two such means, the first season how far each of the first period's values is from its mean.
 */
export function smooth(
  y: ArrayLike<number>,
  form: SmoothingForm,
  period: number,
  { alpha, beta, gamma, phi }: SmoothingParameters,
  ahead: number,
): { readonly meanSquare: number; readonly forecast: Float64Array } {
  const n = y.length;
  const seasonal = form === 'season';
  const m = seasonal ? period : 1;
  const first = seasonal ? period : Math.min(4, Math.floor(n / 2));
  let level = meanOf(y, 0, first);
  let trend = form === 'level' ? 0 : (meanOf(y, first, Math.min(n, 2 * first)) - level) / first;
  const season = new Float64Array(m);
  if (seasonal) for (let i = 0; i < m; i++) season[i] = y[i]! - level;
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const damped = form === 'level' ? 0 : phi * trend;
    const expected = level + damped + (seasonal ? season[t % m]! : 0);
    const error = y[t]! - expected;
    squares += error * error;
    level = level + damped + alpha * error;
    if (form !== 'level') trend = damped + alpha * beta * error;
    if (seasonal) season[t % m]! += gamma * (1 - alpha) * error;
  }
  const forecast = new Float64Array(ahead);
  let reach = 0;
  for (let h = 0; h < ahead; h++) {
    reach += phi ** (h + 1);
    forecast[h] = level + (form === 'level' ? 0 : reach * trend) + (seasonal ? season[(n + h) % m]! : 0);
  }
  return { meanSquare: squares / n, forecast };
}

/** The parameters with the least squared error one step ahead. */
export function fitSmoothing(y: ArrayLike<number>, form: SmoothingForm, period: number, ahead: number): Smoothed {
  const at = ([a, b, c, d]: readonly number[]): SmoothingParameters => ({
    alpha: sigmoid(a!),
    beta: form === 'level' ? 0 : sigmoid(b!),
    gamma: form === 'season' ? sigmoid(c!) : 0,
    phi: form === 'level' ? 1 : PHI[0] + (PHI[1] - PHI[0]) * sigmoid(d!),
  });
  // The last of them is the damping; those that a form has no use for stay where they are.
  const used = { level: [0], trend: [0, 1, 3], season: [0, 1, 2, 3] }[form];
  const whole = [logit(START.alpha), logit(START.beta), logit(START.gamma), 0];
  const spread = (some: ArrayLike<number>) => {
    const all = whole.slice();
    used.forEach((place, i) => (all[place] = some[i]!));
    return at(all);
  };
  const scale = Math.max(Number.MIN_VALUE, spreadOf(y));
  // Beyond e^±8 a parameter is 0 or 1 to three digits.
  const cost = (some: Float64Array) =>
    some.some((one) => Math.abs(one) > 8) ? Infinity : smooth(y, form, period, spread(some), 0).meanSquare / scale;
  const steps = nelderMead(
    cost,
    used.map((place) => whole[place]!),
    { step: 1, tolerance: 1e-7, maxEvaluations: 600 },
  );
  let step = steps.next();
  while (!step.done) step = steps.next();
  const parameters = spread(step.value.at);
  return { parameters, ...smooth(y, form, period, parameters, ahead) };
}

function meanOf(y: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += y[i]!;
  return sum / (to - from);
}

/** Variance over n. */
function spreadOf(y: ArrayLike<number>): number {
  const mean = meanOf(y, 0, y.length);
  let squares = 0;
  for (let i = 0; i < y.length; i++) squares += (y[i]! - mean) ** 2;
  return squares / y.length;
}
