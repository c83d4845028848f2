import { rawFeatures, windowDays, type RawFeatures } from '../features';
import { breather } from '../math/breathe';
import { mean } from '../math/statistics';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Embedding, Projection, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { completeTrack, type FeaturesRecipe, type TrackRecipe } from '../protocol/recipe';
import type { Timeline } from '../protocol/timeline';
import { findAlerts } from './alerts';
import { baselines, noBaselines } from './baselines';
import { figuresOf } from './business';
import type { BusinessHistory } from './business-limits';
import { changePoints } from './change-points';
import { atLength } from './columns';
import { Comparer, type ComparedWindow } from './compare-windows';
import { windowDrift } from './figures';
import type { WindowFigures } from './judged';
import { chooseReference, LEAST_USERS } from './reference';
import { summarise } from './summary';
import { tally, usersIn } from './tally';
import { learnWindowModel } from './window-model';
import { WindowStore } from './window-store';
import { planWindows } from './windows';

export interface TrackInput {
  readonly events: EventTable;
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly segmentation: Segmentation;
  readonly projection: Projection;
  readonly features: FeaturesRecipe;
  readonly track: TrackRecipe;
}

/** Values of features that are kept between the two passes: 64 MB. */
const MOST_CELLS = 8_000_000;

/** The users active in a window, where they were and to which segment they belonged in it. */
export interface WindowRows {
  /** Index into EventTable.userIds. */
  readonly users: Uint32Array;
  readonly labels: Int32Array;
  /** Interleaved x, y on the axes of the run's map. */
  readonly points: Float32Array;
}

export interface Tracked {
  readonly timeline: Timeline;
  /** By window. */
  readonly maps: readonly WindowRows[];
}

/** Of users without events there is nothing to follow. */
function withoutTime({ reference }: TrackRecipe): Tracked {
  const none = { windows: [], referenceWindows: [], features: [], eventTypes: [], alerts: [], changePoints: [] };
  const counts = { leftOutBefore: 0, leftOutAfter: 0, referenceUsers: 0 };
  return { timeline: { unit: 'month', reference, tooShort: true, ...counts, ...none }, maps: [] };
}

/**
 * Follows the segments through the calendar windows of the matrix's span. Progress is in windows computed, the first ones twice.
 *
 * In each window the active users get the run's features from the window's events alone, brought to one length of window ({@link atLength}), are standardised at
 * the scale of a window, encoded by the run's encoder and given a segment by a discriminant learned from the first windows ({@link learnWindowModel}; from all
 * windows where the file is too short for a reference).
 *
 * A window is compared with what the recipe's `reference` says ({@link baselines}), several windows pooled, a row a user and window; of the first windows each
 * with the other ones, so that a single one has no figures.
 */
export async function* track(input: TrackInput, signal?: AbortSignal): Stage<Tracked> {
  const { events, matrix, embedding, projection, segmentation } = input;
  const recipe = completeTrack(input.track);
  if (events.timeless) return withoutTime(recipe);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const { from, to } = matrix;
  const { unit, windows: spans, leftOutBefore, leftOutAfter } = planWindows(events, from, to, recipe.window);
  const counted = tally(events, spans, from, to);
  await pause();
  const usersOf = (indices: readonly number[]) =>
    usersIn(
      events,
      Array.from(indices, (i) => spans[i]!),
      from,
      to,
    );
  const first = chooseReference(spans, counted.activeUsers, recipe.referenceWindows, usersOf);
  const usable = spans.map(({ complete }, w) => complete && counted.activeUsers[w]! >= LEAST_USERS);
  const plan = baselines(recipe.reference, unit, usable, first);
  const comparable = plan.comparedWith.filter(
    (reference, w) => usable[w] && reference.length > 0 && !(recipe.reference === 'first' && first.includes(w)),
  );
  const tooShort = first.length === 0 || comparable.length < 2;
  const basis = first.length === 0 ? spans.map((_, i) => i) : first;
  const total = spans.length + basis.length;
  let done = 0;
  yield { stage: 'track', done, total };

  const features = matrix.specs.map(({ id }) => id);
  const within = (w: number) => ({ from: Math.max(spans[w]!.from, from), to: Math.min(spans[w]!.to, to) });
  const days = mean(basis.map((w) => windowDays(within(w))));
  const rawOf = (w: number) => atLength(rawFeatures(events, within(w).from, within(w).to, input.features, features, matrix.support), days);
  // Two passes over the windows; the features of the first are kept for the second where they are not too many.
  const cells = counted.activeUsers.reduce((sum, users) => sum + users, 0) * features.length;
  const kept = new Map<number, RawFeatures>();
  const learn = async (w: number) => {
    const raw = kept.get(w) ?? rawOf(w);
    if (cells <= MOST_CELLS || basis.includes(w)) kept.set(w, raw);
    await pause();
    return raw;
  };
  const firsts: RawFeatures[] = [];
  for (const w of basis) firsts.push(await learn(w));
  yield { stage: 'track', done: (done += 1), total };
  const teachers = first.length === 0 ? basis : spans.flatMap((_, w) => (usable[w] ? [w] : []));
  const model = await learnWindowModel(
    input,
    firsts,
    teachers.map((w) => ({ window: w, users: counted.activeUsers[w]!, raw: () => learn(w) })),
    input.features.winsor,
    pause,
  );
  yield { stage: 'track', done: (done = basis.length), total };

  const fixed = recipe.reference === 'first';
  const comparer = new Comparer({
    store: new WindowStore(
      { events, embedding, projection, model, windows: spans.length, rawOf: (w) => kept.get(w) ?? rawOf(w), pause },
      fixed ? first : [],
    ),
    plan: tooShort ? noBaselines(spans.length) : plan,
    features: features.length,
    segments: segmentation.k,
    thresholds: recipe.thresholds,
    pause,
  });
  const compared: Omit<ComparedWindow, 'data'>[] = [];
  const maps: WindowRows[] = [];
  const means: Float64Array[] = [];
  for (let w = 0; w < spans.length; w++) {
    const { data, ...beside } = await comparer.next();
    compared.push(beside);
    maps.push({ users: data.raw.userIndex, labels: data.labels, points: data.points });
    means.push(data.columns.means);
    yield { stage: 'track', done: ++done, total };
  }

  const { comparedWith, judged } = tooShort ? noBaselines(spans.length) : plan;
  const business: BusinessHistory = { sums: counted.business, shown: figuresOf(events), comparedWith, fixed };
  const windows = summarise({
    spans,
    reference: fixed && !tooShort ? first : [],
    comparedWith,
    history: judged.map((baseline) => baseline?.history ?? (fixed ? first : [])),
    tally: counted,
    business,
    features,
    eventTypes: events.type.names.length,
    segments: segmentation.k,
    labels: maps.map(({ labels }) => labels),
    drift: compared.map(({ comparisons }) => windowDrift(features, comparisons)),
    embedding: compared.map((each) => each.embedding),
    moved: compared.map(({ moved }) => moved),
  });
  const figures = windows.map((window, w): WindowFigures => ({
    ...compared[w]!,
    window,
    means: means[w]!,
    movedBySegment: (compared[w]!.moved ?? []).map((list) => list.map(({ feature }) => features[feature]!)),
  }));
  const alerts = findAlerts({
    figures,
    judged: figures.flatMap((each, w) => (judged[w] ? [{ ...each, baseline: judged[w] }] : [])),
    features,
    thresholds: recipe.thresholds,
    reference: recipe.reference,
    tally: counted,
    business,
    eventTypes: events.type.names,
    categories: events.category?.names ?? [],
    known: first.at(-1) ?? -1,
  });
  const timeline: Timeline = {
    unit,
    windows,
    leftOutBefore,
    leftOutAfter,
    reference: recipe.reference,
    referenceWindows: first,
    referenceUsers: usersOf(first),
    features,
    eventTypes: events.type.names,
    alerts,
    changePoints: changePoints(events, from, to, recipe.thresholds.relativeChange),
    tooShort,
  };
  return { timeline, maps };
}
