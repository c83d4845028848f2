import { rawFeatures, windowDays, type RawFeatures } from '../features';
import { breather } from '../math/breathe';
import { mean } from '../math/statistics';
import { applyProjection } from '../project';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Embedding, Projection, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { FeaturesRecipe, TrackRecipe } from '../protocol/recipe';
import type { Timeline } from '../protocol/timeline';
import { findAlerts } from './alerts';
import { atLength, columnsOf, pooledMeans, type Columns } from './columns';
import { compare, featureReference, windowDrift, type Comparison } from './figures';
import { chooseReference } from './reference';
import { summarise } from './summary';
import { tally, usersIn } from './tally';
import { learnWindowModel, place } from './window-model';
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

/**
 * Follows the segments through the calendar windows of the matrix's span. Progress is in windows computed, those of the reference twice.
 *
 * In each window the active users get the run's features from the window's events alone, brought to one length of window ({@link atLength}), are standardised at the scale of a window, encoded by
 * the run's encoder and given a segment by a discriminant learned from the reference windows ({@link learnWindowModel}; from all windows where
 * the file is too short for a reference).
 *
 * A window is compared with all reference windows pooled, a row a user and window; a reference window with the other ones, so that a
 * single one has no figures.
 */
export async function* track(input: TrackInput, signal?: AbortSignal): Stage<Tracked> {
  const { events, matrix, embedding, projection } = input;
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const { from, to } = matrix;
  const { unit, windows: spans } = planWindows(events, from, to, input.track.window);
  const counted = tally(events, spans, from, to);
  await pause();
  const usersOf = (indices: readonly number[]) =>
    usersIn(
      events,
      Array.from(indices, (i) => spans[i]!),
      from,
      to,
    );
  const reference = chooseReference(spans, counted.activeUsers, input.track.referenceWindows, usersOf);
  const tooShort = reference.length === 0;
  const basis = tooShort ? spans.map((_, i) => i) : reference;
  const total = spans.length + basis.length;
  let done = 0;
  yield { stage: 'track', done, total };

  const features = matrix.specs.map(({ id }) => id);
  const within = (w: number) => ({ from: Math.max(spans[w]!.from, from), to: Math.min(spans[w]!.to, to) });
  const days = mean(basis.map((w) => windowDays(within(w))));
  const rawOf = (w: number) => atLength(rawFeatures(events, within(w).from, within(w).to, input.features, features), days);
  const basisRaw = new Map<number, RawFeatures>();
  for (const w of basis) {
    basisRaw.set(w, rawOf(w));
    await pause();
    yield { stage: 'track', done: ++done, total };
  }
  const raws = [...basisRaw.values()];
  const model = learnWindowModel(input, raws, input.features.winsor);
  await pause();

  const columns = new Map<number, Columns>();
  if (!tooShort) for (const [w, raw] of basisRaw) columns.set(w, await columnsOf(raw, pause));
  const referenceOf = (f: number, windows: readonly number[]) => featureReference(windows.map((w) => columns.get(w)!.sorted[f]!));
  const references = tooShort ? [] : features.map((_, f) => referenceOf(f, reference));
  await pause();

  const maps: WindowRows[] = [];
  const comparisons: Comparison[][] = [];
  const means: Float64Array[] = [];
  for (let w = 0; w < spans.length; w++) {
    const raw = basisRaw.get(w) ?? rawOf(w);
    await pause();
    const { rows, labels } = place(model, raw, embedding);
    maps.push({ users: raw.userIndex, labels, points: applyProjection(projection, rows, raw.users) });
    await pause();
    const own = tooShort ? null : (columns.get(w) ?? (await columnsOf(raw, pause)));
    const others = reference.filter((r) => r !== w);
    const compared: Comparison[] = [];
    for (let f = 0; own && raw.users > 0 && others.length > 0 && f < features.length; f++) {
      compared.push(compare(others.length < reference.length ? referenceOf(f, others) : references[f]!, own.sorted[f]!));
      await pause();
    }
    comparisons.push(compared);
    means.push(own?.means ?? new Float64Array(0));
    yield { stage: 'track', done: ++done, total };
  }

  const windows = summarise({
    spans,
    reference,
    tally: counted,
    eventTypes: events.type.names.length,
    segments: input.segmentation.k,
    labels: maps.map(({ labels }) => labels),
    drift: comparisons.map((compared) => windowDrift(features, compared)),
  });
  const alerts = findAlerts({
    windows,
    judgements: windows.map((window, w) => ({ window, comparisons: comparisons[w]!, means: means[w]! })),
    features,
    referenceMeans: pooledMeans(
      reference.map((w) => columns.get(w)!),
      features.length,
    ),
    tally: counted,
    eventTypes: events.type.names,
    categories: events.category?.names ?? [],
  });
  const timeline: Timeline = {
    unit,
    windows,
    referenceWindows: reference,
    referenceUsers: usersOf(reference),
    features,
    eventTypes: events.type.names,
    alerts,
    tooShort,
  };
  return { timeline, maps };
}
