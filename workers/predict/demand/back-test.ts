import { RankedAmounts, type AmountFigures } from '../../math/amounts';
import { mean, studentQuantile, variance } from '../../math/statistics';
import type { DemandDifference } from '../../protocol/demand';

/** Errors of a method: forecast − what came, by series, origin and step. */
export type Errors = readonly (readonly Float64Array[])[];

/** By series and origin: what an error is measured by. */
export type Scales = readonly (readonly number[])[];

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
 * MASE of one method − that of another, mean over the series, with a 95 % interval over the origins. Forecasts of h weeks from origins a week apart share all weeks but one, so that neighbours are alike up to
 * h − 1 apart: an origin says 1/f as much as one by itself, f = 1 + 2 Σ of the autocorrelations up to there, at least 1 and at most h, what would be if all that differs lay in the shared weeks.
 * The interval is Student's with the n / h − 1 degrees of freedom of origins that share nothing, since f is itself uncertain (compare Harvey, Leybourne & Newbold 1997).
 *
 * @param ahead h, less than the origins
 */
export function differenceOf(model: Errors, baseline: Errors, scales: Scales, ahead: number): DemandDifference {
  const origins = model[0]!.length;
  const usable = scales.map(usableOf);
  const series = [...usable.keys()].filter((s) => usable[s]!.length > 0);
  // What each origin adds: their mean is the difference of the means over the series.
  const parts = new Float64Array(origins);
  for (const s of series)
    for (const o of usable[s]!) {
      const apart = scaled(model[s]![o]!, scales[s]![o]!) - scaled(baseline[s]![o]!, scales[s]![o]!);
      parts[o]! += (apart * origins) / (usable[s]!.length * series.length);
    }
  const value = mean(parts);
  const spread = variance(parts);
  if (spread === 0) return { value, low: value, high: value };
  const counted = origins / Math.min(ahead, Math.max(1, alike(parts, value, ahead) / spread));
  const reach = Math.sqrt(spread / (counted - 1)) * studentQuantile((1 + CONFIDENCE) / 2, origins / ahead - 1);
  return { value, low: value - reach, high: value + reach };
}

/** Variance with twice the autocovariances of less than `ahead` apart. */
function alike(parts: Float64Array, centre: number, ahead: number): number {
  let sum = 0;
  for (let lag = 0; lag < ahead; lag++)
    for (let o = lag; o < parts.length; o++) sum += (lag === 0 ? 1 : 2) * (parts[o]! - centre) * (parts[o - lag]! - centre);
  return sum / parts.length;
}

const usableOf = (scales: readonly number[]): number[] => [...scales.keys()].filter((o) => scales[o]! > 0);

/** Mean absolute error of an origin as a multiple of the scale. */
const scaled = (steps: Float64Array, scale: number): number => mean(steps.map(Math.abs)) / scale;
