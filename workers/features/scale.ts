import { selectQuantile } from '../math/select';
import type { FeatureScale, FeatureSpec } from '../protocol/features';
import { isLogged, type FeatureDefinition } from './feature-set';
import { windowDays, type RawFeatures } from './raw';

/** A standard deviation below this part of the mean's size is rounding. */
const ROUNDING = 1e-9;
/** Share of users that must differ from the value that clipping leaves, for the feature to be kept unclipped. */
const MEANINGFUL = 0.01;

/** sign(x)·ln(1 + |x|): the logarithm of amounts that may be zero or negative. */
export const signedLog = (x: number): number => (x < 0 ? -Math.log1p(-x) : Math.log1p(x));
/** The inverse of {@link signedLog}. */
export const signedExp = (y: number): number => (y < 0 ? -Math.expm1(-y) : Math.expm1(y));

/**
 * How each column is filled and scaled, fitted to one window or to several pooled (their columns must be the same): missing values filled,
 * logarithm where the unit asks for it, clipped at the quantiles `winsor`, mean and standard deviation (over n) of what comes out.
 *
 * Where clipping leaves a single value, the bounds are widened to all values if at least 1 % of the users differ from it; rarer
 * deviations would come out tens of standard deviations away and decide the segments by themselves. `sd` 0 says that a feature does not vary.
 */
export function fitScale(raws: RawFeatures | readonly RawFeatures[], winsor: readonly [number, number]): FeatureSpec[] {
  const pool: readonly RawFeatures[] = 'users' in raws ? [raws] : raws;
  const scratch = new Float64Array(pool.reduce((sum, raw) => sum + raw.users, 0));
  return (pool[0]?.definitions ?? []).map((_, column) => fitColumn(pool, column, winsor, scratch));
}

/** {@link fitScale} of one column; `scratch` has room for the users of all windows. */
export function fitColumn(
  pool: readonly RawFeatures[],
  column: number,
  winsor: readonly [number, number],
  scratch: Float64Array,
): FeatureSpec {
  const definition = pool[0]!.definitions[column]!;
  const n = scratch.length;
  const logged = isLogged(definition.unit);
  const { value, missing } = fitFill(pool, column, definition, scratch);
  let at = 0;
  for (const raw of pool) {
    const fill = definition.fill === 'window' ? windowDays(raw) : value;
    const width = raw.ids.length;
    for (let i = 0; i < raw.users; i++) {
      const x = raw.raw[i * width + column]!;
      const filled = Number.isNaN(x) ? fill : x;
      scratch[at++] = logged ? signedLog(filled) : filled;
    }
  }
  const { fill, ...description } = definition;
  return { ...description, missing: { fill, value, users: missing }, scale: { log: logged, ...fitClipped(scratch, n, winsor) } };
}

function fitFill(
  pool: readonly RawFeatures[],
  column: number,
  { fill }: FeatureDefinition,
  scratch: Float64Array,
): { value: number; missing: number } {
  let n = 0;
  let missing = 0;
  for (const raw of pool) {
    const width = raw.ids.length;
    for (let i = 0; i < raw.users; i++) {
      const x = raw.raw[i * width + column]!;
      if (Number.isNaN(x)) missing++;
      else scratch[n++] = x;
    }
  }
  if (fill === 'window') return { value: pool.reduce((sum, raw) => sum + windowDays(raw), 0) / pool.length, missing };
  // The median sorts in place, so it is not looked for where nothing needs it.
  return { value: fill === 'median' && missing > 0 && n > 0 ? selectQuantile(scratch, n, 0.5) : 0, missing };
}

function fitClipped(values: Float64Array, n: number, winsor: readonly [number, number]): Omit<FeatureScale, 'log'> {
  if (n === 0) return { lower: 0, upper: 0, mean: 0, sd: 0 };
  const lower = selectQuantile(values, n, Math.min(...winsor));
  const upper = selectQuantile(values, n, Math.max(...winsor));
  const clipped = fitBetween(values, n, lower, upper);
  if (clipped.sd > 0) return clipped;
  let differing = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const x = values[i]!;
    if (Math.abs(x - clipped.mean) > ROUNDING * Math.max(1, Math.abs(clipped.mean))) differing++;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  return differing >= Math.max(1, MEANINGFUL * n) ? fitBetween(values, n, min, max) : clipped;
}

function fitBetween(values: Float64Array, n: number, lower: number, upper: number): Omit<FeatureScale, 'log'> {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += clip(values[i]!, lower, upper);
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (clip(values[i]!, lower, upper) - mean) ** 2;
  const sd = Math.sqrt(squares / n);
  return { lower, upper, mean, sd: sd > ROUNDING * Math.max(1, Math.abs(mean)) ? sd : 0 };
}

const clip = (x: number, lower: number, upper: number): number => (x < lower ? lower : x > upper ? upper : x);

/**
 * users × specs, row-major: filled, logged, clipped, standardised; 0 where a feature does not vary. Times that stand in for the length of
 * the window take the length of this one, whatever window the specs were fitted to.
 *
 * @throws Error where `raw` lacks the column of a spec.
 */
export function applyScale(raw: RawFeatures, specs: readonly FeatureSpec[]): Float32Array {
  const scaled = new Float32Array(raw.users * specs.length);
  specs.forEach((spec, target) => {
    const source = raw.ids.indexOf(spec.id);
    if (source < 0) throw new Error(`no column ${spec.id}`);
    scaleColumn(raw, source, spec, scaled, target, specs.length);
  });
  return scaled;
}

/** Fills one column of the scaled matrix. */
export function scaleColumn(
  raw: RawFeatures,
  source: number,
  spec: FeatureSpec,
  scaled: Float32Array,
  target: number,
  stride: number,
): void {
  const { log, lower, upper, mean, sd } = spec.scale;
  if (sd === 0) return;
  const fill = spec.missing.fill === 'window' ? windowDays(raw) : spec.missing.value;
  const width = raw.ids.length;
  for (let i = 0; i < raw.users; i++) {
    const x = raw.raw[i * width + source]!;
    const filled = Number.isNaN(x) ? fill : x;
    scaled[i * stride + target] = (clip(log ? signedLog(filled) : filled, lower, upper) - mean) / sd;
  }
}

/** From a scaled value back to the feature's own unit; exact for values that were not clipped, the bound for those that were. */
export function unscale(value: number, spec: FeatureSpec): number {
  const { log, mean, sd } = spec.scale;
  const x = value * sd + mean;
  return log ? signedExp(x) : x;
}
