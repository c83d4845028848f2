import { fitSmoothing, leastValues } from '../../math/exponential-smoothing';
import type { DemandMethod } from '../../protocol/demand';

/** A method that says the coming weeks from one series alone, and keeps nothing from one cut-off to the next. */
export type PlainMethod = Exclude<DemandMethod, 'network'>;

/** Weeks of a year. */
export const YEAR = 52;

/** Whole weeks that a method needs before the first it forecasts. */
export function weeksNeeded(method: PlainMethod): number {
  switch (method) {
    case 'naive':
      return 1;
    case 'seasonal-naive':
      return YEAR;
    default:
      return leastValues(method, YEAR);
  }
}

/** The weeks after the last one, none below nothing. */
export function forecastWeeks(method: PlainMethod, values: Float64Array, ahead: number): Float64Array {
  const n = values.length;
  switch (method) {
    case 'naive':
      return new Float64Array(ahead).fill(values[n - 1]!);
    case 'seasonal-naive':
      return Float64Array.from({ length: ahead }, (_, h) => values[n - YEAR + (h % YEAR)]!);
    default:
      return fitSmoothing(values, method, YEAR, ahead).forecast.map((value) => Math.max(0, value));
  }
}

/** Mean absolute difference of each value from the one before: what an error is measured by (Hyndman & Koehler 2006). */
export function naiveError(values: Float64Array): number {
  let sum = 0;
  for (let t = 1; t < values.length; t++) sum += Math.abs(values[t]! - values[t - 1]!);
  return sum / (values.length - 1);
}
