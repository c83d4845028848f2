import { validationMask } from '../../encode/split';
import { scoresOf } from '../../math/conditional-logit';
import { hashText } from '../../math/random';
import { fitTemperature } from '../../math/temperature';
import type { EventTable } from '../../protocol/events';
import { offersOf, type ChoiceRows } from './rows';

/** Share of the users who calibrate. */
const SHARE = 0.2;
/** Rows of theirs: with fewer a temperature would be chance, and more would be missing elsewhere. */
const LEAST_ROWS = 50;
const MOST_ROWS = 2000;

/**
 * The users who calibrate probabilities, and neither teach the model nor test it; nobody where they would be too few, or leave too few to test on.
 *
 * @param leastTested users who have to be left of those tested
 */
export function calibrators(
  { userIds }: Pick<EventTable, 'userIds'>,
  learned: readonly ChoiceRows[],
  tested: ChoiceRows,
  leastTested: number,
  seed: number,
): (user: number) => boolean {
  const nobody = () => false;
  const users = learned.flatMap(({ rows }) => rows.filter(({ next }) => next.some((place) => place >= 0)).map(({ user }) => user));
  if (SHARE * users.length < LEAST_ROWS) return nobody;
  const mask = validationMask(userIds, Math.min(SHARE, MOST_ROWS / users.length), hashText(`${seed}/choices/calibration`));
  const calibrates = (user: number) => mask[user] === 1;
  const left = tested.rows.filter(({ user }) => !calibrates(user)).length;
  return users.filter(calibrates).length >= LEAST_ROWS && left >= leastTested ? calibrates : nobody;
}

/** Weights whose probabilities are calibrated, with the temperature and from how many rows it was learned; as they were, and null, without rows. */
export interface Calibrated {
  readonly weights: Float64Array;
  readonly calibration: { readonly rows: number; readonly temperature: number } | null;
}

/** Scores are linear in the weights: to divide these by the temperature is to divide those. */
export function calibrated(
  weights: Float64Array,
  parts: readonly ChoiceRows[],
  choices: number,
  horizonDays: number,
  calibrates: (user: number) => boolean,
): Calibrated {
  const offers = offersOf(parts, choices, horizonDays, calibrates);
  if (offers.rows === 0) return { weights, calibration: null };
  const temperature = fitTemperature(scoresOf(offers, weights), offers.taken, choices);
  return { weights: weights.map((one) => one / temperature), calibration: { rows: offers.rows, temperature } };
}
