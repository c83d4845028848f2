import { shuffle, type Random } from '../math/random';
import { mean, quantileOf } from '../math/statistics';
import type { Estimated, Separation } from '../protocol/comparison';

/** Resamples and shuffles of the users. */
export const DRAWS = 400;

/**
 * η² = SS between groups / SS total: the share of the variance of `values` that the groups explain (Fisher's correlation ratio). For values 0 and 1 it is the
 * square of Cramér's V of groups and outcome. Rows are counted by `weights`; those whose value is NaN are left out. 0 where nothing varies.
 *
 * @param groups of each row, from −1 on
 */
export function varianceExplained(groups: Int32Array, values: Float64Array, weights: ArrayLike<number> | null = null): number {
  const { sums, total, squares } = groupSums(groups, values, weights);
  const all = squares - (total.sum * total.sum) / total.count;
  if (!(all > 0)) return 0;
  let between = -(total.sum * total.sum) / total.count;
  for (const { count, sum } of sums.values()) between += (sum * sum) / count;
  return Math.min(1, Math.max(0, between / all));
}

/** Standard deviation of the groups' means about the mean of all, each weighted by its rows. */
export function meansSpread(groups: Int32Array, values: Float64Array): number {
  const { sums, total } = groupSums(groups, values, null);
  const overall = total.sum / total.count;
  let square = 0;
  for (const { count, sum } of sums.values()) square += count * (sum / count - overall) ** 2;
  return Math.sqrt(square / total.count);
}

function groupSums(groups: Int32Array, values: Float64Array, weights: ArrayLike<number> | null) {
  const sums = new Map<number, { count: number; sum: number }>();
  const total = { count: 0, sum: 0 };
  let squares = 0;
  for (let row = 0; row < groups.length; row++) {
    const value = values[row]!;
    const weight = weights === null ? 1 : weights[row]!;
    if (Number.isNaN(value) || weight === 0) continue;
    let group = sums.get(groups[row]!);
    if (group === undefined) sums.set(groups[row]!, (group = { count: 0, sum: 0 }));
    group.count += weight;
    group.sum += weight * value;
    total.count += weight;
    total.sum += weight * value;
    squares += weight * value * value;
  }
  return { sums, total, squares };
}

/** 95 % interval by percentiles. */
export function estimated(value: number, draws: ArrayLike<number>): Estimated {
  return { value, low: quantileOf(draws, 0.025), high: quantileOf(draws, 0.975) };
}

/** How often each row was drawn, by resample: the same for every method, so that they are compared on the same draws. */
export function resamples(rows: number, rng: Random): Uint16Array[] {
  return Array.from({ length: DRAWS }, () => {
    const counts = new Uint16Array(rows);
    for (let i = 0; i < rows; i++) counts[rng.int(rows)]!++;
    return counts;
  });
}

/** The groups' separation in an outcome, and η² of each resample. */
export function separation(
  groups: Int32Array,
  values: Float64Array,
  drawn: readonly Uint16Array[],
  rng: Random,
): { readonly separation: Separation; readonly draws: Float64Array } {
  const draws = Float64Array.from(drawn, (weights) => varianceExplained(groups, values, weights));
  const mixed = groups.slice();
  const shuffled = Float64Array.from({ length: DRAWS }, () => {
    shuffle(mixed, rng);
    return varianceExplained(mixed, values);
  });
  return {
    separation: {
      explained: estimated(varianceExplained(groups, values), draws),
      shuffled: mean(shuffled),
      shuffledHigh: quantileOf(shuffled, 0.95),
      spread: meansSpread(groups, values),
      users: values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0),
    },
    draws,
  };
}
