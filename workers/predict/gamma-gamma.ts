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

/**
 * Log-likelihood of customers' mean values over their repeat purchases.
 *
 * @param x repeat purchases of each customer, at least one
 * @param mean mean value of them, above 0
 */
export function logLikelihood({ p, q, gamma }: GammaGamma, x: ArrayLike<number>, mean: ArrayLike<number>): number {
  const gammas = new Map<number, number>();
  const ofCount = (n: number): number => {
    const known = gammas.get(n) ?? logGamma(p * n + q) - logGamma(p * n) + p * n * Math.log(n);
    gammas.set(n, known);
    return known;
  };
  const start = q * Math.log(gamma) - logGamma(q);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const n = x[i]!;
    const m = mean[i]!;
    sum += ofCount(n) + start + (p * n - 1) * Math.log(m) - (p * n + q) * Math.log(gamma + n * m);
  }
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

/** The parameters of maximum likelihood, of values as {@link logLikelihood} takes them. Yields after each step of the search. */
export function* fitGammaGamma(x: ArrayLike<number>, mean: ArrayLike<number>): Generator<Minimum, GammaGammaFit, void> {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += mean[i]!;
  const unit = sum / n;
  const modelAt = (at: Float64Array): GammaGamma => {
    const [p, q, gamma] = Array.from(at, Math.exp) as [number, number, number];
    return { p, q, gamma: gamma * unit };
  };
  const cost = (at: Float64Array) => (at.some((value) => Math.abs(value) > REACH) ? Infinity : -logLikelihood(modelAt(at), x, mean));
  const { at, value, converged } = yield* nelderMead(cost, [1, 1, 1], { tolerance: 1e-9 * Math.max(1, n / 100) });
  return { ...modelAt(at), logLikelihood: -value, converged };
}
