import { signedExp, signedLog } from '../math/signed-log';
import type { FeatureSpec } from '../protocol/features';
import { windowDays, type RawFeatures } from './raw';

export const clip = (x: number, lower: number, upper: number): number => (x < lower ? lower : x > upper ? upper : x);

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
  if (spec.scale.sd === 0) return;
  const fill = fillOf(spec, raw);
  const width = raw.ids.length;
  for (let i = 0; i < raw.users; i++) scaled[i * stride + target] = scaleValue(raw.raw[i * width + source]!, fill, spec);
}

/** What stands in for a missing value in a window. */
export function fillOf({ missing }: FeatureSpec, window: { readonly from: number; readonly to: number }): number {
  return missing.fill === 'window' ? windowDays(window) : missing.value;
}

/** One value of a feature that varies (`sd` above 0), `fill` in its place where it is missing. */
export function scaleValue(x: number, fill: number, { scale: { log, lower, upper, mean, sd } }: FeatureSpec): number {
  const filled = Number.isNaN(x) ? fill : x;
  return (clip(log ? signedLog(filled) : filled, lower, upper) - mean) / sd;
}

/** From a scaled value back to the feature's own unit; exact for values that were not clipped, the bound for those that were. */
export function unscale(value: number, spec: FeatureSpec): number {
  const { log, mean, sd } = spec.scale;
  const x = value * sd + mean;
  return log ? signedExp(x) : x;
}
