import { nelderMead, type Minimum } from '../math/nelder-mead';
import { logGamma } from '../math/special-functions';

/**
 * Gamma–Gamma (Fader & Hardie 2013): purchases of one customer are worth Gamma(p, ν) each, with ν ~ Gamma(q, γ) over customers, whatever the number of
 * purchases. `gamma` is in the unit of money of the values.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

export interface GammaGammaFit extends GammaGamma {
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** Parameters are looked for within e^±10 of 1 (γ: of the mean value). */
const REACH = 10;

/** Customers' mean values over their repeat purchases, with the sums over them that no parameter changes. */
export interface Values {
  /** Repeat purchases of each customer, at least one. */
  readonly x: Float64Array;
  /** Money of all of them: x times the mean. */
  readonly spent: Float64Array;
  /** Customers by their number of repeat purchases. */
  readonly customers: ReadonlyMap<number, number>;
  /** Σ ln m and Σ x ln m over customers, m their mean. */
  readonly logs: number;
  readonly weighted: number;
}

/** @param mean above 0 */
export function valuesOf(x: ArrayLike<number>, mean: ArrayLike<number>): Values {
  const customers = new Map<number, number>();
  let logs = 0;
  let weighted = 0;
  for (let i = 0; i < x.length; i++) {
    customers.set(x[i]!, (customers.get(x[i]!) ?? 0) + 1);
    logs += Math.log(mean[i]!);
    weighted += x[i]! * Math.log(mean[i]!);
  }
  const spent = Float64Array.from({ length: x.length }, (_, i) => x[i]! * mean[i]!);
  return { x: Float64Array.from(x), spent, customers, logs, weighted };
}

/** Log-likelihood of customers' mean values (Fader & Hardie 2013), with one logarithm a customer. */
export function logLikelihood({ p, q, gamma }: GammaGamma, { x, spent, customers, logs, weighted }: Values): number {
  let sum = p * weighted - logs;
  const start = q * Math.log(gamma) - logGamma(q);
  for (const [n, count] of customers) sum += count * (start + logGamma(p * n + q) - logGamma(p * n) + p * n * Math.log(n));
  for (let i = 0; i < x.length; i++) sum -= (p * x[i]! + q) * Math.log(gamma + spent[i]!);
  return sum;
}

/**
 * Mean value expected of a purchase of a customer with x repeat purchases worth `mean` on average: between the mean of all
 * customers, which it is for x = 0, and their own. Infinity where p·x + q ≤ 1: the fit gives no mean then.
 */
export function expectedValue({ p, q, gamma }: GammaGamma, x: number, mean: number): number {
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (gamma + (x > 0 ? x * mean : 0))) / weight : Infinity;
}

/** Above this many customers the search begins where a part of them led it. */
const MANY = 20_000;

/** The parameters of maximum likelihood, of values as {@link valuesOf} takes them. Yields after each step of the search. */
export function* fitGammaGamma(x: Float64Array, mean: Float64Array): Generator<Minimum, GammaGammaFit, void> {
  const n = x.length;
  const unit = mean.reduce((sum, value) => sum + value, 0) / n;
  const modelAt = (at: Float64Array): GammaGamma => {
    const [p, q, gamma] = Array.from(at, Math.exp) as [number, number, number];
    return { p, q, gamma: gamma * unit };
  };
  const costOf = (values: Values) => (at: Float64Array) =>
    at.some((value) => Math.abs(value) > REACH) ? Infinity : -logLikelihood(modelAt(at), values);
  const tolerance = 1e-9 * Math.max(1, n / 100);
  let start: { readonly at: Float64Array; readonly step?: number } = { at: Float64Array.of(1, 1, 1) };
  if (n > MANY) {
    const stride = Math.ceil(n / MANY);
    const thin = (all: Float64Array) => all.filter((_, i) => i % stride === 0);
    const { at } = yield* nelderMead(costOf(valuesOf(thin(x), thin(mean))), start.at, { tolerance });
    start = { at, step: 0.1 };
  }
  const { at, value, converged } = yield* nelderMead(costOf(valuesOf(x, mean)), start.at, { ...start, tolerance });
  return { ...modelAt(at), logLikelihood: -value, converged };
}
