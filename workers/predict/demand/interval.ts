import type { ForecastWeek } from '../../protocol/demand';

/** Share of the weeks to come that their intervals are to hold. */
const LEVEL = 0.8;

/** How many forecasts of the step (1 for the first week) bound an interval at {@link LEVEL}: four times as many as steps. */
export const forecastsNeeded = (step: number): number => Math.ceil((LEVEL * step) / (1 - LEVEL) - 1e-9);

/**
 * The interval about a forecast, by split conformal prediction: as wide as the ⌈{@link LEVEL} · (n + step)⌉-th smallest of the errors that n forecasts of the same step made. For
 * one step that is the rank which holds the next week at the level whatever their distribution, if errors are exchangeable (Vovk et al. 2005; Lei et al. 2018). Forecasts of several
 * steps from cut-offs a week apart share all weeks but one, so that `step` of them say no more than one, which is what the rank reckons with: n / step errors.
 *
 * Errors are differences of square roots, which spread alike whether a count is small or large (Bartlett 1936): the interval is never below nothing, reaches further up
 * than down, and grows with the shop.
 *
 * @param made forecasts of this step from earlier cut-offs, a week apart, with what came
 * @param step 1 for the first week
 * @returns without an interval where there are fewer than {@link forecastsNeeded}: no error that was made bounds it
 */
export function withInterval(value: number, made: readonly { readonly said: number; readonly came: number }[], step: number): ForecastWeek {
  if (made.length < forecastsNeeded(step)) return { value, low: null, high: null };
  const missed = Float64Array.from(made, ({ said, came }) => Math.abs(Math.sqrt(said) - Math.sqrt(came))).sort();
  const reach = missed[Math.ceil(LEVEL * (missed.length + step) - 1e-9) - 1]!;
  const root = Math.sqrt(value);
  return { value, low: Math.max(0, root - reach) ** 2, high: (root + reach) ** 2 };
}
