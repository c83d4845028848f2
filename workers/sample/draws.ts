import type { Random } from '../math/random';

/** Log-normal with the given median: median · exp(sigma · z). */
export function logNormal(rng: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * rng.normal());
}

/** A share near `centre`, moved on the logit scale by sigma · z, so that it stays within 0…1. */
export function shareNear(rng: Random, centre: number, sigma: number): number {
  const logit = Math.log(centre / (1 - centre)) + sigma * rng.normal();
  return 1 / (1 + Math.exp(-logit));
}

/** Poisson by Knuth's product of uniforms; for means below about 30. */
export function poisson(rng: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = rng.next(); product > limit; product *= rng.next()) count++;
  return count;
}

/** Index drawn in proportion to `weights` (non-negative, not all zero). */
export function pick(rng: Random, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let rest = rng.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight <= 0) continue;
    last = i;
    rest -= weight;
    if (rest < 0) return i;
  }
  return last;
}
