import { selectQuantile } from '../math/select';
import { signedLog } from '../math/signed-log';
import { mean } from '../math/statistics';
import type { FeatureScale, FeatureSpec } from '../protocol/features';
import { isLogged, type FeatureDefinition } from './feature-set';
import { windowDays, type RawFeatures } from './raw';
import { clip } from './scale';

/** A standard deviation below this part of the mean's size is rounding. */
const ROUNDING = 1e-9;
/** Share of users that must differ from the value that clipping leaves, for the feature to be kept unclipped. */
const MEANINGFUL = 0.01;
/** Share of users of whom a feature must be known if the others are given the median. */
const KNOWN = 0.05;

type Bounds = Omit<FeatureScale, 'log'>;

/**
 * How each column is filled and scaled, fitted to one window or to several pooled (their columns must be the same): missing values filled,
 * logarithm where the unit asks for it, clipped at the quantiles `winsor` of what is there then, mean and standard deviation (over n) of what
 * comes out.
 *
 * `sd` 0 says that a feature tells nothing. That is so
 * - where clipping leaves a single value and fewer than 1 % of the users differ from it: they would come out tens of standard deviations away
 *   and decide the segments by themselves. Where more do, the bounds are widened to all values;
 * - where those who have a value all have the same one in that sense: it then says no more than who has one;
 * - where fewer than 5 % of the users have a value and the others would be given the median or the mean.
 */
export function fitScale(raws: RawFeatures | readonly RawFeatures[], winsor: readonly [number, number]): FeatureSpec[] {
  const pool: readonly RawFeatures[] = 'users' in raws ? [raws] : raws;
  const scratch = new Float64Array(pool.reduce((sum, raw) => sum + raw.users, 0));
  const definitions = pool[0]?.definitions ?? [];
  return scaledTogether(definitions.map((_, column) => fitColumn(pool, column, winsor, scratch)));
}

/**
 * The specs with one deviation for the indicators of a category: the root of the sum of their variances, so that a category weighs as much
 * as a number does. Indicators that do not vary add nothing to it.
 */
export function scaledTogether(specs: readonly FeatureSpec[]): FeatureSpec[] {
  const variances = new Map<string, number>();
  for (const { category, scale } of specs) {
    if (category !== undefined) variances.set(category, (variances.get(category) ?? 0) + scale.sd ** 2);
  }
  return specs.map((spec) => {
    const { category } = spec;
    if (category === undefined || spec.scale.sd === 0) return spec;
    return { ...spec, scale: { ...spec.scale, sd: Math.sqrt(variances.get(category)!) } };
  });
}

/** {@link fitScale} of one column; `scratch` has one entry for each user of each window. */
export function fitColumn(
  pool: readonly RawFeatures[],
  column: number,
  winsor: readonly [number, number],
  scratch: Float64Array,
): FeatureSpec {
  const { fill, ages: _, ...description } = pool[0]!.definitions[column]!;
  const users = scratch.length;
  const log = isLogged(description.unit);
  // Of what holds or does not hold there are no extremes to clip.
  const clipped: typeof winsor = description.category !== undefined || description.unit === 'flag' ? [0, 1] : winsor;

  const known = gather(pool, column, scratch, () => NaN);
  const value = fillValue(pool, fill, scratch, known);
  let telling = (fill !== 'median' && fill !== 'mean') || known >= KNOWN * users;
  if (telling && known < users) telling = fitBounds(scratch, known, clipped, MEANINGFUL * users).sd > 0;

  gather(pool, column, scratch, (raw) => (fill === 'window' ? windowDays(raw) : value));
  if (log) for (let i = 0; i < users; i++) scratch[i] = signedLog(scratch[i]!);
  const bounds = fitBounds(scratch, users, clipped, MEANINGFUL * users);
  return {
    ...description,
    missing: { fill, value, users: users - known },
    scale: { log, ...bounds, sd: telling ? bounds.sd : 0 },
  };
}

/** Copies a column, missing values replaced by the window's filling or, where that is NaN, left out. Returns how many values there are. */
function gather(pool: readonly RawFeatures[], column: number, into: Float64Array, filling: (raw: RawFeatures) => number): number {
  let n = 0;
  for (const raw of pool) {
    const width = raw.ids.length;
    const fill = filling(raw);
    for (let i = 0; i < raw.users; i++) {
      const x = raw.raw[i * width + column]!;
      const filled = Number.isNaN(x) ? fill : x;
      if (!Number.isNaN(filled)) into[n++] = filled;
    }
  }
  return n;
}

/** Median and mean are fitted even where nobody lacks the feature: users of other windows may. */
function fillValue(pool: readonly RawFeatures[], fill: FeatureDefinition['fill'], known: Float64Array, n: number): number {
  if (fill === 'window') return pool.reduce((sum, raw) => sum + windowDays(raw), 0) / pool.length;
  if (n === 0) return 0;
  if (fill === 'mean') return mean(known.subarray(0, n));
  return fill === 'median' ? selectQuantile(known, n, 0.5) : 0;
}

function fitBounds(values: Float64Array, n: number, winsor: readonly [number, number], meaningful: number): Bounds {
  if (n === 0) return { lower: 0, upper: 0, mean: 0, sd: 0 };
  const clipped = fitBetween(values, n, selectQuantile(values, n, Math.min(...winsor)), selectQuantile(values, n, Math.max(...winsor)));
  if (clipped.sd > 0) return clipped;
  const slack = ROUNDING * Math.max(1, Math.abs(clipped.mean));
  let differing = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const x = values[i]!;
    if (Math.abs(x - clipped.mean) > slack) differing++;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  return differing >= Math.max(1, meaningful) ? fitBetween(values, n, min, max) : clipped;
}

/** Mean and standard deviation of values[0 … n) clipped to [lower, upper]. */
function fitBetween(values: Float64Array, n: number, lower: number, upper: number): Bounds {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += clip(values[i]!, lower, upper);
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (clip(values[i]!, lower, upper) - mean) ** 2;
  const sd = Math.sqrt(squares / n);
  return { lower, upper, mean, sd: sd > ROUNDING * Math.max(1, Math.abs(mean)) ? sd : 0 };
}
