import { benjaminiHochberg } from '../math/statistics';

/**
 * The families of tests behind the alerts: segment shares (segments × windows), features (features × windows), event types (types × windows), business
 * figures (figures × windows), active users (windows) and the embedding (windows).
 *
 * Within a family Benjamini–Hochberg over all judged windows, between them Bonferroni: where nothing changes, a false discovery is a false alert, so that
 * the chance of any alert in a whole file stays below `alpha`, however many windows, features and segments it has.
 */
export const FAMILIES = 6;

/** p-values of one family, corrected within it and for the other families; NaN stays NaN. */
export function familyP(p: ArrayLike<number>): Float64Array {
  return benjaminiHochberg(p).map((adjusted) => Math.min(1, adjusted * FAMILIES));
}

/**
 * An alert once raised holds as long as its test, for one window by itself, is below this, and its figure at least half as far from before as raising
 * it took: what hovers about a threshold is one alert, not many.
 */
export const HOLD_LEVEL = 0.01;
export const HOLD_PART = 0.5;
