import { RankedAmounts, type AmountFigures } from '../../math/amounts';
import { mean, studentQuantile, variance } from '../../math/statistics';
import type { DemandDifference } from '../../protocol/demand';

/** Errors of a method: forecast − what came, by series, origin and step. */
export type Errors = readonly (readonly Float64Array[])[];

/** By series and origin: what an error is measured by. */
type Scales = readonly (readonly number[])[];

const CONFIDENCE = 0.95;

/** Of forecasts from origins a week apart beside what came, all steps of all origins together. */
export function figuresOf(origins: readonly Float64Array[], values: Float64Array, firstOrigin: number): AmountFigures {
  const came = Float64Array.from(origins.flatMap((steps, o) => Array.from(steps, (_, h) => values[firstOrigin + o + h]!)));
  const missed = origins.flatMap((steps) => Array.from(steps));
  return new RankedAmounts(
    came.map((value, i) => value + missed[i]!),
    came,
  ).figures();
}

/** MASE of each series; null where it had not changed before any origin. */
export function maseBySeries(errors: Errors, scales: Scales): (number | null)[] {
  return errors.map((origins, s) => {
    const usable = usableOf(scales[s]!);
    return usable.length > 0 ? mean(usable.map((o) => scaled(origins[o]!, scales[s]![o]!))) : null;
  });
}

/**
 * MASE of one method − that of another, mean over the series, with a 95 % interval over the origins; null where no series had changed before any of them.
 *
 * Forecasts of h weeks from origins a week apart share all weeks but one, and a shop's ups and downs outlast them, so that neighbours are alike, and autocovariances of so few
 * origins tell too small a part of it. What the mean is uncertain by is read from the slowest waves of the differences instead: their parts on the first cosines over
 * the origins are as uncertain as the mean and nearly independent of it and of each other, whence Student's t with as many degrees of freedom (Müller 2007; Lazarus, Lewis & Stock 2018).
 * As many, up to {@link MOST_WAVES}, as let half a wave of the last span {@link OUTLAST} weeks more than h. Never narrower than that of the n / h
 * origins that share nothing.
 *
 * @param ahead h, less than the origins
 */
export function differenceOf(model: Errors, baseline: Errors, scales: Scales, ahead: number): DemandDifference | null {
  const origins = model[0]!.length;
  const usable = scales.map(usableOf);
  const series = [...usable.keys()].filter((s) => usable[s]!.length > 0);
  if (series.length === 0) return null;
  // What each origin adds: their mean is the difference of the means over the series.
  const parts = new Float64Array(origins);
  for (const s of series)
    for (const o of usable[s]!) {
      const apart = scaled(model[s]![o]!, scales[s]![o]!) - scaled(baseline[s]![o]!, scales[s]![o]!);
      parts[o]! += (apart * origins) / (usable[s]!.length * series.length);
    }
  const value = mean(parts);
  const waves = Math.min(MOST_WAVES, Math.max(1, Math.floor(origins / (ahead + OUTLAST))));
  const slow = mean(Array.from({ length: waves }, (_, k) => waveOf(parts, k + 1) ** 2));
  const reach = Math.max(reachOf(slow / origins, waves), reachOf(variance(parts) / (origins / ahead - 1), origins / ahead - 1));
  return { value, low: value - reach, high: value + reach };
}

const MOST_WAVES = 3;
/** Weeks by which what neighbouring origins have in common may outlast those that they share. */
const OUTLAST = 4;

const reachOf = (squared: number, degrees: number): number => Math.sqrt(squared) * studentQuantile((1 + CONFIDENCE) / 2, degrees);

/** Part of the values on the k-th cosine over them, of which half a wave spans 1/k: with the variance of a value, if they are independent. */
function waveOf(values: Float64Array, k: number): number {
  const n = values.length;
  return Math.sqrt(2 / n) * values.reduce((sum, value, i) => sum + value * Math.cos((Math.PI * k * (i + 0.5)) / n), 0);
}

const usableOf = (scales: readonly number[]): number[] => [...scales.keys()].filter((o) => scales[o]! > 0);

/** Mean absolute error of an origin as a multiple of the scale. */
const scaled = (steps: Float64Array, scale: number): number => mean(steps.map(Math.abs)) / scale;
