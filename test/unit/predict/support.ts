import { random, type Random } from '../../../workers/math/random';
import type { BgNbd } from '../../../workers/predict/bg-nbd';
import type { Histories } from '../../../workers/predict/histories';

/** Runs a generator to its end. */
export function toEnd<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Gamma(shape, 1), by Marsaglia & Tsang (2000). */
export function gammaDraw(rng: Random, shape: number): number {
  if (shape < 1) return gammaDraw(rng, shape + 1) * (1 - rng.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = rng.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - rng.next()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

const betaDraw = (rng: Random, a: number, b: number): number => {
  const one = gammaDraw(rng, a);
  return one / (one + gammaDraw(rng, b));
};

export interface Simulated extends Histories {
  /** Purchases in the time after. */
  readonly after: Float64Array;
}

/** Customers of a BG/NBD, watched from their first purchase, at a time between 0 and a quarter of `until`, to `until`, then for the time `ahead`. */
export function simulate(model: BgNbd, customers: number, until: number, ahead: number, seed: number): Simulated {
  const rng = random(seed, 'test', 'bg-nbd');
  const x = new Float64Array(customers);
  const recency = new Float64Array(customers);
  const age = new Float64Array(customers);
  const after = new Float64Array(customers);
  for (let i = 0; i < customers; i++) {
    age[i] = until - (rng.next() * until) / 4;
    const rate = gammaDraw(rng, model.r) / model.alpha;
    const leaves = betaDraw(rng, model.a, model.b);
    for (let t = -Math.log(1 - rng.next()) / rate; t <= age[i]! + ahead; t -= Math.log(1 - rng.next()) / rate) {
      if (t <= age[i]!) {
        x[i]!++;
        recency[i] = t;
      } else after[i]!++;
      if (rng.next() < leaves) break;
    }
  }
  return { x, recency, age, after };
}
