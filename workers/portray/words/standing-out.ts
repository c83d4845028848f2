import { betaI } from '../../math/special-functions';

/** Users of a term, by segment, beside what is to be expected of users who say as much. */
export interface TermCounts {
  /** Segments. */
  readonly k: number;
  /** terms × k: users of the segment who have the term. */
  readonly users: Uint32Array;
  /** terms × k: how many of them would, were the term as frequent in the segment as among all users who say as much. */
  readonly expected: Float64Array;
}

/**
 * Bands of users who say about as much: half an octave of their number of different words each, from 0 for those who say nothing.
 */
export const bandOf = (said: number): number => (said === 0 ? 0 : 1 + Math.round(2 * Math.log2(said)));

/**
 * Counts every term by users. A segment of users who say much has more users of nearly every term; so what is expected is taken within bands of users who
 * say about as much ({@link bandOf}), as in a Mantel–Haenszel test: Σ over bands of (users of the band in the segment) · (users of the band with the
 * term) / (users of the band).
 *
 * @param said by user: number of different words
 * @param labels by user: segment, −1 for none
 * @param termsOf the terms of a user, each once
 */
export function countTerms(
  terms: number,
  said: Uint32Array,
  labels: ArrayLike<number>,
  k: number,
  termsOf: (user: number) => Uint32Array,
): TermCounts {
  const band = Array.from(said, bandOf);
  const bands = band.reduce((most, one) => Math.max(most, one + 1), 0);
  const inBand = new Uint32Array(bands);
  const inSegment = new Uint32Array(bands * k);
  const users = new Uint32Array(terms * k);
  const withTerm = new Uint32Array(terms * bands);
  for (let user = 0; user < said.length; user++) {
    const label = labels[user]!;
    inBand[band[user]!]!++;
    if (label >= 0) inSegment[band[user]! * k + label]!++;
    for (const term of termsOf(user)) {
      withTerm[term * bands + band[user]!]!++;
      if (label >= 0) users[term * k + label]!++;
    }
  }
  const expected = new Float64Array(terms * k);
  for (let term = 0; term < terms; term++) {
    for (let b = 0; b < bands; b++) {
      const share = withTerm[term * bands + b]! / inBand[b]!;
      if (share > 0) for (let s = 0; s < k; s++) expected[term * k + s]! += share * inSegment[b * k + s]!;
    }
  }
  return { k, users, expected };
}

/**
 * An upper bound of the probability that as many users of a segment or more have a term, where it has nothing to do with the segment and the bands' sizes are given. That
 * number is then a sum of hypergeometric ones, each of which is a sum of independent indicators (Vatutin & Mikhailov 1982); and a sum of n independent
 * indicators with mean μ exceeds any count from μ + 1 on at most as often as a binomial number B(n, μ/n) does (Hoeffding 1956, theorem 5).
 *
 * @param count users of the segment who have it
 * @param expected μ
 * @param all n, users who have it
 */
export function excessP(count: number, expected: number, all: number): number {
  if (count < expected + 1) return 1;
  return betaI(expected / all, count, all - count + 1);
}

/** Log-likelihood ratio of the same two numbers (Dunning 1993), 0 or more: how much a term tells of a segment. */
export function keyness(count: number, expected: number, all: number): number {
  const part = (seen: number, wanted: number) => (seen > 0 ? seen * Math.log(seen / wanted) : 0);
  return 2 * (part(count, expected) + part(all - count, all - expected));
}
