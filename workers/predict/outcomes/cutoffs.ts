import { HORIZONS } from '../../protocol/outcomes';

/** Cut-offs to learn from, at most: those long ago say little of today. */
const MOST_CUTOFFS = 4;
/** Without being asked, no horizon is longer. */
const USUAL_HORIZON_DAYS = 30;
/** So many horizons should fit into the file: one to look back over, three to learn from, one to test on. */
const USUAL_PARTS = 5;
/** So many must. */
const LEAST_PARTS = 3;

export const SHORTEST_FILE_DAYS = LEAST_PARTS * HORIZONS[0];

/** Days since 1970-01-01; a cut-off is the last day that is known. */
export interface Cutoffs {
  readonly horizonDays: number;
  /** The horizon after it ends with the file. */
  readonly test: number;
  /** The latest first, a horizon apart, so that what happened after one of them was known at the next. */
  readonly training: readonly number[];
}

/** Horizons that a file of so many days allows. */
export const horizonsFor = (days: number): number[] => HORIZONS.filter((horizon) => LEAST_PARTS * horizon <= days);

/**
 * Where to cut a file. Before each cut-off lies at least a horizon, after each to learn from one that ends by the test's.
 *
 * @param asked the horizon in days; null, or one that the file is too short for: the longest up to 30 that fits five times, else the shortest
 * @returns null for a file shorter than {@link SHORTEST_FILE_DAYS}
 */
export function cutoffsOf(firstDay: number, lastDay: number, asked: number | null): Cutoffs | null {
  const days = lastDay - firstDay + 1;
  const allowed = horizonsFor(days);
  if (allowed.length === 0) return null;
  const usual = allowed.filter((horizon) => horizon <= USUAL_HORIZON_DAYS && USUAL_PARTS * horizon <= days).at(-1);
  const horizonDays = allowed.find((horizon) => horizon === asked) ?? usual ?? allowed[0]!;
  const test = lastDay - horizonDays;
  const training: number[] = [];
  for (let cut = test - horizonDays; cut - firstDay + 1 >= horizonDays && training.length < MOST_CUTOFFS; cut -= horizonDays)
    training.push(cut);
  return { horizonDays, test, training };
}
