import { quantile } from './statistics';

const MOST_RESAMPLES = 1000;
const LEAST_RESAMPLES = 200;

/**
 * Resamples of a bootstrap: 1,000, fewer where they would take long, never fewer than 200.
 *
 * @param draws of a row or user in all that there is time for
 */
export const resamplesFor = (rows: number, draws: number): number =>
  Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(draws / rows)));

/** A figure with percentiles 2.5 and 97.5 of what a bootstrap drew of it, which is sorted in place. */
export function percentileInterval(value: number, drawn: Float64Array): { value: number; low: number; high: number } {
  const sorted = drawn.sort();
  return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
