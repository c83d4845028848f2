import { nelderMead, type Minimum } from '../math/nelder-mead';
import { everyNth, type DistinctHistories, type Histories } from './histories';

/**
 * BG/NBD (Fader, Hardie & Lee 2005): a customer buys at a rate λ ~ Gamma(r, α) and leaves after any repeat purchase with chance p ~ Beta(a, b). `alpha` is in the
 * unit of time of the histories.
 */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface BgNbdFit extends BgNbd {
  /** Natural logarithm of the likelihood, without the constants that no parameter is in. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** Parameters are looked for within e^±10 of 1 (α: of the mean age): beyond that the likelihood is flat to the last digit. */
const REACH = 10;

/**
 * Log-likelihood of the histories (Fader, Hardie & Lee 2005, equation 6), with sums for the ratios of gamma functions, which are exact for counts, and in
 * logarithms throughout, so that neither a thousand purchases nor years in seconds overflow.
 */
export function logLikelihood({ r, alpha, a, b }: BgNbd, { x, recency, count, ages, ageOf }: DistinctHistories): number {
  const most = x.at(-1) ?? 0;
  const rising = new Float64Array(most + 1);
  for (let i = 0; i < most; i++) rising[i + 1] = rising[i]! + Math.log(((r + i) * (b + i)) / (a + b + i));
  const start = r * Math.log(alpha);
  const logAge = ages.map((one) => Math.log(alpha + one));
  const leaving = Math.log(a);
  let sum = 0;
  // Histories are sorted: what depends on the count or the recency alone is seldom computed again.
  let lastX = -1;
  let lastRecency = -1;
  let chance = 0;
  let logRecency = 0;
  for (let i = 0; i < x.length; i++) {
    const bought = x[i]!;
    const old = logAge[ageOf[i]!]!;
    let one = rising[bought]! + start - (r + bought) * old;
    if (bought > 0) {
      if (bought !== lastX) chance = leaving - Math.log(b + bought - 1);
      if (recency[i] !== lastRecency) logRecency = Math.log(alpha + recency[i]!);
      one += softplus(chance + (r + bought) * (old - logRecency));
      lastX = bought;
      lastRecency = recency[i]!;
    }
    sum += count[i]! * one;
  }
  return sum;
}

/** Probability that the customer has not left at age T (Fader, Hardie & Lee 2008, a note on P(alive)); 1 without a repeat purchase. */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, x: number, recency: number, age: number): number {
  if (x === 0) return 1;
  return 1 / (1 + Math.exp(Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + age) / (alpha + recency))));
}

/** Terms of a sum below this share of it are left out. */
const NEGLIGIBLE = 1e-14;
const RESCALE = 1e200;
const MAX_TERMS = 2_000_000;

/**
 * Purchases expected in the time `ahead` of a customer who has not left at age T.
 *
 * Equal to equation 10 of the paper over its P(alive), written without its hypergeometric function and its pole at a = 1: were nobody to leave, purchases
 * N would be negative binomial (size r + x, chance ahead / (α + T + ahead)), and the j-th of them is made by who has stayed through j − 1:
 * Σ_n P(N = n) Σ_{j<n} (b + x)_j / (a + b + x)_j. Every term is positive, so that nothing cancels.
 */
export function expectedIfAlive({ r, alpha, a, b }: BgNbd, x: number, age: number, ahead: number): number {
  if (!(ahead > 0)) return 0;
  const size = r + x;
  const chance = ahead / (alpha + age + ahead);
  let mass = 1;
  let stayed = 1;
  let purchases = 0;
  let total = 1;
  let sum = 0;
  for (let n = 0; n < MAX_TERMS; n++) {
    const ratio = (chance * (size + n)) / (n + 1);
    mass *= ratio;
    purchases += stayed;
    stayed *= (b + x + n) / (a + b + x + n);
    total += mass;
    sum += mass * purchases;
    const falls = Math.max(ratio, chance);
    if (falls < 1 && mass * (purchases + 1 / (1 - falls)) < NEGLIGIBLE * sum * (1 - falls)) break;
    if (mass > RESCALE) {
      total /= mass;
      sum /= mass;
      mass = 1;
    }
  }
  return sum / total;
}

/** Purchases expected in the time `ahead` of a customer with this history. */
export function expectedPurchases(model: BgNbd, x: number, recency: number, age: number, ahead: number): number {
  return probabilityAlive(model, x, recency, age) * expectedIfAlive(model, x, age, ahead);
}

/**
 * Probability of at least one purchase in the time `ahead`: who has not left stays until the next purchase, and the rate of such a customer is
 * Gamma(r + x, α + T), so that none comes with chance ((α + T) / (α + T + ahead))^(r + x).
 */
export function probabilityOfPurchase(model: BgNbd, x: number, recency: number, age: number, ahead: number): number {
  const { r, alpha } = model;
  const some = -Math.expm1((r + x) * Math.log((alpha + age) / (alpha + age + ahead)));
  return probabilityAlive(model, x, recency, age) * some;
}

/** {@link probabilityAlive} and {@link expectedPurchases} of each history. Yields now and then. */
export function* predictAll(
  model: BgNbd,
  { x, recency, age }: Histories,
  ahead: number,
): Generator<number, { readonly alive: Float64Array; readonly expected: Float64Array }, void> {
  const n = x.length;
  const alive = new Float64Array(n);
  const expected = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    alive[i] = probabilityAlive(model, x[i]!, recency[i]!, age[i]!);
    expected[i] = alive[i]! * expectedIfAlive(model, x[i]!, age[i]!, ahead);
    if (i % 256 === 255) yield i + 1;
  }
  return { alive, expected };
}

/** Above this many histories the search begins where a part of them led it. */
const MANY = 20_000;

/** The parameters of maximum likelihood. Yields after each step of the search. */
export function* fitBgNbd(histories: DistinctHistories): Generator<Minimum, BgNbdFit, void> {
  const { age, count } = histories;
  let ages = 0;
  let customers = 0;
  for (let i = 0; i < age.length; i++) {
    ages += age[i]! * count[i]!;
    customers += count[i]!;
  }
  const unit = Math.max(ages / customers, Number.MIN_VALUE);
  const modelAt = (at: Float64Array): BgNbd => {
    const [r, alpha, a, b] = Array.from(at, Math.exp) as [number, number, number, number];
    return { r, alpha: alpha * unit, a, b };
  };
  const costOf = (some: DistinctHistories) => (at: Float64Array) =>
    at.some((value) => Math.abs(value) > REACH) ? Infinity : -logLikelihood(modelAt(at), some);
  // That of a mean over customers, whatever their number.
  const tolerance = 1e-9 * Math.max(1, customers / 100);
  let start: { readonly at: Float64Array; readonly step?: number } = { at: new Float64Array(4) };
  if (age.length > MANY) {
    const { at } = yield* nelderMead(costOf(everyNth(histories, Math.ceil(age.length / MANY))), start.at, { tolerance });
    start = { at, step: 0.1 };
  }
  const { at, value, converged } = yield* nelderMead(costOf(histories), start.at, { ...start, tolerance });
  return { ...modelAt(at), logLikelihood: -value, converged };
}

/** ln(1 + eᶻ), to an absolute error of 1e-17. */
function softplus(z: number): number {
  if (z > 40) return z;
  if (z < -40) return 0;
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}
