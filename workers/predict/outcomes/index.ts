import { hashText } from '../../math/random';
import { readsEvents } from '../../protocol/encoder-recipe';
import { AppError, throwIfAborted } from '../../protocol/errors';
import { KIND, type EventTable } from '../../protocol/events';
import type { NoOutcomes } from '../../protocol/outcomes';
import { partOf, type Stage } from '../../protocol/progress';
import type { Recipe } from '../../protocol/recipe';
import { defaultNetwork } from '../../protocol/training-recipe';
import { purchaseDays } from '../purchase-days';
import { sampleUsers } from '../sample-users';
import { CutoffEncoder, type EncoderAtHand } from './cutoff-encoder';
import { cutoffsOf, horizonsFor, SHORTEST_FILE_DAYS } from './cutoffs';
import { describe, type Described } from './described';
import { examplesAt, type Examples, type FeaturePlan } from './examples';
import type { Forecasts, OutcomeForecast, OutcomeForecasts } from './forecasts';
import { materialsOf } from './materials';
import { endOfDay, momentAt } from './past';
import { fittingSteps, Problem, type Tell } from './problem';
import { scalesOf } from './training-set';
import { classicalAhead, forecastValue, VALUE_STEPS } from './values';
import { viewsOf, type Target } from './views';

export { outcomesBySegment, probabilityFor, valueFor } from './by-segment';
export type { EncoderAtHand } from './cutoff-encoder';
export type { Forecasts, OutcomeForecasts } from './forecasts';

/** Of more users a seeded sample serves for training and test; reading events in order takes longer. */
const MOST_USERS = 40_000;
const MOST_USERS_READ = 10_000;
/** Users whose features are held at once for the predictions themselves. */
const USERS_AT_ONCE = 20_000;
/** What the learning of an encoder, and the judging of an outcome, take beside describing the users at a cut-off; as measured on two cores. */
const ENCODER_STEPS = 36;
const JUDGING_STEPS = 2;

/**
 * What will become of each user, and what they will spend: at cut-offs before the last horizon models learn from what users had done by then and did next, the last
 * horizon tests them, and then the better one learns again with it and says what will come after the file ends.
 *
 * @param encoder whose code some models are told, too; null: the embedding is the features
 * @throws AppError `cancelled`, and what the trainer throws
 */
export async function* forecastOutcomes(
  events: EventTable,
  { features: recipe, predict }: Pick<Recipe, 'features' | 'predict'>,
  seed: number,
  encoder: EncoderAtHand | null,
  signal?: AbortSignal,
): Stage<OutcomeForecasts> {
  const none = (reason: NoOutcomes): OutcomeForecasts => ({ none: reason, forecasts: null });
  if (events.timeless) return none({ reason: 'timeless' });
  let done = 0;
  let total = 1;
  const progress: Tell = (weight = 1) => {
    throwIfAborted(signal);
    return { stage: 'predict', done: (done += weight), total };
  };
  yield progress(0);
  const days = purchaseDays(events);
  const { firstDay, lastDay } = days;
  const cutoffs = cutoffsOf(firstDay, lastDay, predict?.horizonDays ?? null);
  if (!cutoffs) return none({ reason: 'too-short', days: lastDay - firstDay + 1, needed: SHORTEST_FILE_DAYS });
  const { horizonDays } = cutoffs;
  const views = viewsOf(events.flags.some((flags) => (flags & KIND) === 0));
  const targets: readonly Target[] = [...new Set(views.map(({ target }) => target))];
  const all = Uint32Array.from({ length: events.users }, (_, user) => user);
  const ends = Math.ceil(events.users / USERS_AT_ONCE);
  const moments = cutoffs.training.length + 1;
  const coding = encoder ? ENCODER_STEPS + moments : 0;
  total = moments + coding + targets.length * fittingSteps(encoder !== null) + views.length * JUDGING_STEPS + VALUE_STEPS + ends;

  const reads = encoder !== null && readsEvents(encoder.recipe.kind);
  const sample = sampleUsers(events, reads ? MOST_USERS_READ : MOST_USERS, hashText(`${seed}/sample`));
  let plan: FeaturePlan = { recipe, known: null };
  const at = (day: number) => examplesAt(events, sample, firstDay, momentAt(events, day), horizonDays, plan, signal);
  const seen: Examples[] = [];
  for (const day of [...cutoffs.training].reverse()) {
    const one = await at(day);
    plan = { recipe, known: { ids: one.raw.ids, support: one.raw.support } };
    seen.unshift(one);
    yield progress();
  }
  const specs = await scalesOf(seen, recipe.winsor, signal);
  if (specs.length === 0) return none({ reason: 'no-features' });
  seen.unshift(await at(cutoffs.test));
  yield progress();

  let learned: CutoffEncoder | null = null;
  if (encoder) {
    const base = done;
    const latest = momentAt(events, cutoffs.training[0]!);
    const learning = unlessTooFew(CutoffEncoder.learned(events, seen[1]!, latest, specs, firstDay, encoder, seed, signal));
    learned = yield* partOf(learning, (told) => ({
      stage: 'predict',
      done: base + (ENCODER_STEPS * told.done) / Math.max(1, told.total),
      total,
    }));
    done = base + ENCODER_STEPS;
  }
  const described: Described[] = [];
  for (const [i, one] of seen.entries()) {
    const cut = [cutoffs.test, ...cutoffs.training][i]!;
    described.push(describe(one, days, cut, horizonDays, await codesOf(learned, events, one, cut, signal)));
    if (learned) yield progress();
  }
  const [test, ...training] = described as [Described, ...Described[]];
  const againSpecs = await scalesOf(seen, recipe.winsor, signal);
  const cases = { training, test, specs, againSpecs };
  const { features, coded, amounts } = materialsOf(cases, learned?.about.dims ?? 0, encoder?.alone ?? false, events, seed);
  const network = predict?.network ?? defaultNetwork();
  const problems = new Map(targets.map((target) => [target, new Problem(target, features, coded, hashText(`${seed}/${target}`), network)]));
  const context = { days, cut: cutoffs.test, horizonDays, seed };
  const forecasts: OutcomeForecast[] = [];
  for (const view of views) {
    const prediction = yield* problems.get(view.target)!.judged(view, test, context, progress, signal);
    forecasts.push({ kind: view.kind, view, ...prediction });
    yield progress(JUDGING_STEPS);
  }
  const purchase = forecasts.find(({ kind }) => kind === 'purchase')!;
  const { head, judged: value } = yield* forecastValue(
    problems.get('purchase')!,
    purchase.none,
    amounts,
    test,
    context,
    network,
    progress,
    signal,
  );

  const byTarget = new Map(targets.map((target) => [target, new Float64Array(events.users).fill(NaN)]));
  const spending = head && new Float64Array(events.users).fill(NaN);
  const buyer = new Uint8Array(events.users);
  const now = momentAt(events, lastDay);
  for (let first = 0; first < events.users; first += USERS_AT_ONCE) {
    const users = all.subarray(first, first + USERS_AT_ONCE);
    const one = await examplesAt(events, users, firstDay, now, 0, plan, signal);
    const known = describe(one, days, lastDay, horizonDays, await codesOf(learned, events, one, lastDay, signal));
    const tell = (into: Float64Array, values: Float64Array) => known.users.forEach((user, row) => (into[user] = values[row]!));
    known.users.forEach((user, row) => (buyer[user] = known.buyer[row]!));
    for (const [target, problem] of problems) {
      if (!problem.fitted) continue;
      const { again } = problem.fitted;
      tell(byTarget.get(target)!, again.predict(problem.materialOf(again.id).again.encoding.of(known)));
    }
    if (head) tell(spending!, head.of(known));
    yield progress();
  }
  const classical = head && (await classicalAhead(days, horizonDays, signal));
  return {
    none: null,
    forecasts: {
      ...cutoffs,
      horizons: horizonsFor(lastDay - firstDay + 1),
      lastDay,
      features: specs.length,
      encoded: learned?.about ?? null,
      uncoded: learned ? null : encoder ? 'few-users' : 'features',
      sampledUsers: sample.length < events.users ? sample.length : null,
      outcomes: forecasts,
      byTarget,
      buyer,
      value,
      spending,
      classical,
    } satisfies Forecasts,
  };
}

/** Null in place of an encoder for whose clusters there are too few users. */
async function* unlessTooFew(learning: Stage<CutoffEncoder>): Stage<CutoffEncoder | null> {
  try {
    return yield* learning;
  } catch (error) {
    if (error instanceof AppError && error.code === 'users-fewer-than-k') return null;
    throw error;
  }
}

const codesOf = async (
  encoder: CutoffEncoder | null,
  events: EventTable,
  one: Examples,
  day: number,
  signal?: AbortSignal,
): Promise<Float32Array> => (encoder ? encoder.codesOf(events, one, endOfDay(day, events.zone), signal) : new Float32Array(0));
