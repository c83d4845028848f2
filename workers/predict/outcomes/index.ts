import { hashText } from '../../math/random';
import { throwIfAborted } from '../../protocol/errors';
import type { EventTable } from '../../protocol/events';
import type { NoOutcomes } from '../../protocol/outcomes';
import type { Stage } from '../../protocol/progress';
import { defaultNetwork, type Recipe } from '../../protocol/recipe';
import { purchaseDays } from '../purchase-days';
import { sampleUsers } from '../sample-users';
import { cutoffsOf, horizonsFor, SHORTEST_FILE_DAYS } from './cutoffs';
import { examplesAt, type Examples, type FeaturePlan } from './examples';
import type { Forecasts, OutcomeForecast, OutcomeForecasts } from './forecasts';
import { momentAt } from './past';
import { Problem } from './problem';
import { byFeatures, scalesOf, trainingSet } from './training-set';
import { viewsOf, type Target } from './views';

export { outcomesBySegment, probabilityFor } from './by-segment';
export type { Forecasts, OutcomeForecasts } from './forecasts';

/** Of more users a seeded sample serves for training and test. */
const MOST_USERS = 40_000;
/** Users whose features are held at once for the predictions themselves. */
const USERS_AT_ONCE = 20_000;

/**
 * What will become of each user: at cut-offs before the last horizon models learn from what users had done by then and did next, the last horizon tests them, and
 * then the better one learns again with it and says what will come after the file ends.
 *
 * @throws AppError `cancelled`
 */
export async function* forecastOutcomes(
  events: EventTable,
  { features: recipe, predict }: Pick<Recipe, 'features' | 'predict'>,
  seed: number,
  signal?: AbortSignal,
): Stage<OutcomeForecasts> {
  const none = (reason: NoOutcomes): OutcomeForecasts => ({ none: reason, forecasts: null });
  if (events.timeless) return none({ reason: 'timeless' });
  let done = 0;
  let total = 1;
  const progress = () => {
    throwIfAborted(signal);
    return { stage: 'predict', done: done++, total } as const;
  };
  yield progress();
  const days = purchaseDays(events);
  const { firstDay, lastDay } = days;
  const cutoffs = cutoffsOf(firstDay, lastDay, predict?.horizonDays ?? null);
  if (!cutoffs) return none({ reason: 'too-short', days: lastDay - firstDay + 1, needed: SHORTEST_FILE_DAYS });
  const views = viewsOf(events.flags.includes(0));
  const targets: readonly Target[] = [...new Set(views.map(({ target }) => target))];
  const all = Uint32Array.from({ length: events.users }, (_, user) => user);
  const ends = Math.ceil(events.users / USERS_AT_ONCE);
  total = cutoffs.training.length + 1 + targets.length * 3 + views.length + ends + 1;

  const sample = sampleUsers(events, MOST_USERS, hashText(`${seed}/sample`));
  let plan: FeaturePlan = { recipe, known: null };
  const at = (day: number) => examplesAt(events, sample, firstDay, momentAt(events, day), cutoffs.horizonDays, plan, signal);
  const training: Examples[] = [];
  for (const day of [...cutoffs.training].reverse()) {
    const one = await at(day);
    plan = { recipe, known: { ids: one.raw.ids, support: one.raw.support } };
    training.unshift(one);
    yield progress();
  }
  const specs = await scalesOf(training, recipe.winsor, signal);
  if (specs.length === 0) return none({ reason: 'no-features' });
  const test = await at(cutoffs.test);
  yield progress();

  const set = trainingSet(training, byFeatures(specs), specs.length, events.userIds, seed);
  const againSpecs = await scalesOf([test, ...training], recipe.winsor, signal);
  const again = trainingSet([test, ...training], byFeatures(againSpecs), againSpecs.length, events.userIds, seed);
  const tested = { ...test, x: byFeatures(specs)(test.raw) };
  const network = predict?.network ?? defaultNetwork();
  const problems = new Map(targets.map((target) => [target, new Problem(target, set, again, hashText(`${seed}/${target}`), network)]));
  const forecasts: OutcomeForecast[] = [];
  for (const view of views) {
    const problem = problems.get(view.target)!;
    const prediction = yield* problem.judged(
      view,
      tested,
      { days, cut: cutoffs.test, horizonDays: cutoffs.horizonDays, seed },
      progress,
      signal,
    );
    forecasts.push({ kind: view.kind, view, ...prediction });
    yield progress();
  }

  const byTarget = new Map(targets.map((target) => [target, new Float64Array(events.users).fill(NaN)]));
  const buyer = new Uint8Array(events.users);
  const now = momentAt(events, lastDay);
  for (let first = 0; first < events.users; first += USERS_AT_ONCE) {
    const users = all.subarray(first, first + USERS_AT_ONCE);
    const known = await examplesAt(events, users, firstDay, now, 0, plan, signal);
    const x = byFeatures(againSpecs)(known.raw);
    known.users.forEach((user, row) => (buyer[user] = known.buyer[row]!));
    for (const [target, problem] of problems) {
      const p = problem.refitted?.predict(x);
      if (p) known.users.forEach((user, row) => (byTarget.get(target)![user] = p[row]!));
    }
    yield progress();
  }
  return {
    none: null,
    forecasts: {
      ...cutoffs,
      horizons: horizonsFor(lastDay - firstDay + 1),
      lastDay,
      features: specs.length,
      sampledUsers: sample.length < events.users ? sample.length : null,
      outcomes: forecasts,
      byTarget,
      buyer,
    } satisfies Forecasts,
  };
}
