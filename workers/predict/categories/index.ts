import { breather } from '../../math/breathe';
import { fitConditionalLogit, softmax } from '../../math/conditional-logit';
import { validationMask } from '../../encode/split';
import { hashText } from '../../math/random';
import type { CategoriesPrediction, NoCategories } from '../../protocol/categories';
import { throwIfAborted } from '../../protocol/errors';
import type { EventTable } from '../../protocol/events';
import type { Stage } from '../../protocol/progress';
import { cutoffsOf, SHORTEST_FILE_DAYS } from '../outcomes/cutoffs';
import { sampleUsers } from '../sample-users';
import { DAY_MS } from '../../features/feature-set';
import { purchaseDays } from '../purchase-days';
import { runToEnd } from '../run-to-end';
import { calibrated, calibrators } from './calibration';
import { choiceDays, frequentChoices, type ChoiceDays } from './choices';
import { describe, DIMS, habitsUntil, ownHistory, placesOf } from './habits';
import { judgeGuesses, judgeProbabilities } from './judge-guesses';
import { fitHabitWeights } from './odds';
import { choiceLifts } from './lift';
import { choiceRows, offersOf, type ChoiceRows } from './rows';
import { testedGuesses } from './tested-guesses';

export { categoriesBySegment, likelyFor } from './by-segment';

/** With fewer there is nothing to guess. */
const LEAST_CHOICES = 3;
const LEAST_TRAINING = 100;
const LEAST_TEST = 50;
/** Of more users a seeded sample serves for training and test. */
const MOST_USERS = 20_000;
/** Of more rows those of a seeded sample of users are learned from. */
const MOST_ROWS = 15_000;
const PENALTY = 1;

/** What each user will probably choose next. Stays in the worker. */
export interface ChoiceForecasts {
  readonly tested: Omit<CategoriesPrediction, 'all' | 'segments'>;
  /** Names of the list, and by user of the table the probability of each: users × choices; NaN for users without a choice. */
  readonly names: readonly string[];
  readonly probabilities: Float32Array;
}

export type ChoiceForecastResult =
  { readonly none: NoCategories; readonly forecasts: null } | { readonly none: null; readonly forecasts: ChoiceForecasts };

/**
 * What users will choose on the next day on which they choose something: learned at cut-offs before the last horizon from what users had chosen by then, tested on the
 * last horizon beside guesses by popularity and by the user's own habit. Probabilities are calibrated on users of their own ({@link calibrators}).
 *
 * @param horizonDays null: a sensible one for the file
 * @throws AppError `cancelled`
 */
export async function* forecastChoices(
  events: EventTable,
  horizonDays: number | null,
  seed: number,
  signal?: AbortSignal,
): Stage<ChoiceForecastResult> {
  const none = (reason: NoCategories): ChoiceForecastResult => ({ none: reason, forecasts: null });
  const progress = (done: number) => {
    throwIfAborted(signal);
    return { stage: 'predict', done, total: 5 } as const;
  };
  if (events.timeless) return none({ reason: 'timeless' });
  yield progress(0);
  const days = choiceDays(events);
  if (!days) return none({ reason: 'no-categories' });
  const { firstDay, lastDay } = purchaseDays(events);
  const cutoffs = cutoffsOf(firstDay, lastDay, horizonDays);
  if (!cutoffs) return none({ reason: 'too-short', days: lastDay - firstDay + 1, needed: SHORTEST_FILE_DAYS });
  const { training, test, horizonDays: horizon } = cutoffs;
  const list = frequentChoices(days, training.at(-1)!);
  const choices = list.length;
  if (choices < LEAST_CHOICES) return none({ reason: 'few-choices', choices, needed: LEAST_CHOICES });
  const places = placesOf(days, list);
  yield progress(1);

  const users = sampleUsers(events, MOST_USERS, hashText(`${seed}/choices/users`));
  const learned: ChoiceRows[] = [];
  for (const cut of training) learned.push(await choiceRows(days, places, choices, users, cut, horizon, signal));
  const testable = await choiceRows(days, places, choices, users, test, horizon, signal);
  const calibrates = calibrators(events, learned, testable, LEAST_TEST, seed);
  const sampled = sampleOf(events, learned, seed);
  const teaches = (user: number) => sampled(user) && !calibrates(user);
  const offers = offersOf(learned, choices, horizon, teaches);
  if (offers.rows < LEAST_TRAINING) return none({ reason: 'few-users', where: 'training', users: offers.rows, needed: LEAST_TRAINING });
  const tested = { ...testable, rows: testable.rows.filter(({ user }) => !calibrates(user)) };
  if (tested.rows.length < LEAST_TEST) return none({ reason: 'few-users', where: 'test', users: tested.rows.length, needed: LEAST_TEST });
  yield progress(2);
  const model = await runToEnd(fitConditionalLogit(offers, PENALTY), signal);
  const { weights, calibration } = calibrated(model.weights, learned, choices, horizon, calibrates);
  yield progress(3);
  const { hits, misses, foreseen } = testedGuesses(weights, fitHabitWeights(learned, choices, teaches), tested, choices, horizon);
  const judged = await runToEnd(judgeGuesses(hits[0]!, hits.slice(1), seed), signal);
  const judgedOdds = await runToEnd(judgeProbabilities(misses[0]!, misses.slice(1), seed), signal);
  const reached = tested.rows.filter(({ next }) => next.some((place) => place >= 0)).length;
  yield progress(4);

  const names = Array.from(list, (code) => days.names[code]!);
  const all = [testable, ...learned];
  const again = await runToEnd(fitConditionalLogit(offersOf(all, choices, horizon, teaches), PENALTY), signal);
  const shown = calibrated(again.weights, all, choices, horizon, calibrates);
  const probabilities = await probabilitiesAt(shown.weights, days, places, choices, lastDay, horizon, signal);
  yield progress(5);
  return {
    none: null,
    forecasts: {
      tested: {
        horizonDays: horizon,
        of: days.of,
        from: days.from,
        testFrom: (test + 1) * DAY_MS,
        testTo: lastDay * DAY_MS,
        cutoffs: training.length,
        choices,
        sampledUsers: users.length < events.users ? users.length : null,
        reachable: reached / tested.rows.length,
        test: { users: tested.rows.length },
        training: { rows: offers.rows },
        ...judged,
        probabilities: judgedOdds,
        lifts: choiceLifts(foreseen, names),
        calibration: calibration && { ...calibration, shown: shown.calibration!.temperature },
      },
      names,
      probabilities,
    },
  };
}

function sampleOf({ userIds }: EventTable, learned: readonly ChoiceRows[], seed: number): (user: number) => boolean {
  const share = MOST_ROWS / learned.reduce((sum, { rows }) => sum + rows.length, 0);
  if (share >= 1) return () => true;
  const mask = validationMask(userIds, share, hashText(`${seed}/choices`));
  return (user) => mask[user] === 1;
}

async function probabilitiesAt(
  weights: Float64Array,
  days: ChoiceDays,
  places: Int32Array,
  choices: number,
  lastDay: number,
  horizonDays: number,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const users = days.offsets.length - 1;
  const all = new Float32Array(users * choices).fill(NaN);
  const habits = habitsUntil(days, places, choices, lastDay);
  const x = new Float32Array(choices * DIMS);
  const p = new Float64Array(choices);
  const breathe = breather();
  for (let user = 0; user < users; user++) {
    const own = ownHistory(days, places, choices, user, lastDay);
    if (!own) continue;
    describe(habits, own, lastDay, horizonDays, x, 0);
    softmax(x, 0, choices, weights, p);
    all.set(p, user * choices);
    if (user % 256 !== 255) continue;
    await breathe();
    throwIfAborted(signal);
  }
  return all;
}
