import { placesOf } from '../cluster';
import { leads, ownDistances } from '../cluster/nearest';
import { refreshEmbedding, rowsOf } from '../encode';
import { featuresUnder, windowDays, type ShardComputer } from '../features';
import { breather } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import { NOISE, type Embedding } from '../protocol/model';
import { PLACED_BY, type PlacedBy, type PlacedEarly, type PlacedFile } from '../protocol/placing';
import type { Stage } from '../protocol/progress';
import { isDensityMethod, type FeaturesRecipe } from '../protocol/recipe';
import { checkPlaceable, featuresOf } from './lacks';
import { modelOf, type RunModel } from './model';
import { placeEarly } from './place-early';
import type { KeptRun } from './record';

/** Users placed between two looks at the signal. */
const ROWS_A_STEP = 50_000;

/** Users of a table in the segments of a run, a row each. */
export interface Placement {
  /** Index into EventTable.userIds. */
  readonly userIndex: Uint32Array;
  /** Segment number; −1 in none. */
  readonly segments: Int32Array;
  /** To the segment's centre, Euclidean, in the embedding of the run; NaN without a segment. */
  readonly distances: Float32Array;
  /** What placed the user: index into PLACED_BY. */
  readonly by: Uint8Array;
  /**
   * From 0 to 1: by the network and a mixture the probability of the segment; by a centre how much nearer it is than the next ({@link leads}); by dense regions that HDBSCAN found the strength of belonging. NaN where there is none.
   */
  readonly certainty: Float32Array;
  /** What all users were placed by but those whom the network placed. */
  readonly mostly: Exclude<PlacedBy, 'network'>;
  readonly early: PlacedEarly;
  /** That the features were taken over; null where nothing has a time. */
  readonly days: number | null;
}

/**
 * The users of a table where the model of a run puts them: its features over the window of the run (of a run from elsewhere, over the whole table), filled and scaled
 * as it keeps them; its weights; and the segment that an update would give each: the nearest centre, of a mixture the most probable component, of dense regions the one
 * that the user is in, if any. New users with few events go where the run's network puts them ({@link placeEarly}).
 *
 * @throws AppError as {@link PlacingApi.placeUsers}
 */
export async function* placeUsers(run: KeptRun, events: EventTable, signal?: AbortSignal, computer?: ShardComputer): Stage<Placement> {
  const { summary, body } = run;
  const model = modelOf(body);
  const places = segmentsOf(run, model.dims);
  const features: FeaturesRecipe = summary.imported ? { ...summary.recipe.features, from: null, to: null } : summary.recipe.features;
  checkPlaceable(events, features, body, model);
  const matrix = yield* featuresUnder(events, features, featuresOf(body, model), signal, computer);
  const { data, users } = yield* embedUnder(model, events, matrix, signal);
  const { dims } = model;
  const place = placesOf(places, dims);
  const segments = new Int32Array(users);
  const distances = new Float32Array(users);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const mostly = places.density ? 'region' : places.mixture ? 'mixture' : 'centre';
  const by = new Uint8Array(users).fill(PLACED_BY.indexOf(mostly));
  const certainty = new Float32Array(users);
  const early = await placeEarly(run, events, matrix, features, pause);
  const numberOf = (label: number) => (label < 0 ? NOISE : summary.segments[label]!.number);
  for (let from = 0; from < users; from += ROWS_A_STEP) {
    const rows = Math.min(ROWS_A_STEP, users - from);
    const part = data.subarray(from * dims, (from + rows) * dims);
    const { labels, probabilities, strengths } = place(part, rows);
    const certain = mostly === 'centre' ? leads(part, rows, dims, places.centres, labels) : (probabilities ?? strengths);
    if (certain) certainty.set(certain, from);
    else certainty.fill(Number.NaN, from, from + rows);
    early.rows.forEach((row, i) => {
      if (row < from || row >= from + rows) return;
      labels[row - from] = early.labels[i]!;
      certainty[row] = early.probabilities[i]!;
      by[row] = PLACED_BY.indexOf('network');
    });
    distances.set(ownDistances(part, rows, dims, places.centres, labels), from);
    for (let i = 0; i < rows; i++) segments[from + i] = numberOf(labels[i]!);
    yield { stage: 'cluster', done: from + rows, total: users };
    await pause();
  }
  const days = events.timeless ? null : windowDays(matrix);
  return { userIndex: matrix.userIndex, segments, distances, by, certainty, mostly, early: early.told, days };
}

/** What the weights of a run make of users. @throws AppError `no-order`, `cancelled` */
export function embedUnder(model: RunModel, events: EventTable, matrix: FeatureMatrix, signal?: AbortSignal): Stage<Embedding> {
  const nobody = { users: 0, features: matrix.features, scaled: new Float32Array() };
  const unseen = new Int32Array(matrix.users).fill(-1);
  return refreshEmbedding({ ...model, users: 0, data: new Float32Array(), training: null }, nobody, rowsOf(events, matrix), unseen, signal);
}

function segmentsOf({ summary: { segments, recipe }, body: { centres, remainder } }: KeptRun, dims: number) {
  if (centres.length !== segments.length * dims) throw new RangeError('centres');
  const { method } = recipe.clustering;
  const { mixture, density } = remainder?.segmentation ?? {};
  if ((isDensityMethod(method) && !density) || (method === 'mixture' && !mixture)) throw new AppError('place-method');
  return { centres, k: segments.length, mixture, density };
}

/** A placement beside the run's own users. @param all users of the file */
export function placedFile({ summary, body }: KeptRun, { segments, days, mostly, early }: Placement, all: number): PlacedFile {
  const count = (numbers: Int32Array) => {
    const counts = new Map<number, number>();
    for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
    return counts;
  };
  const [here, there] = [count(segments), count(body.segments)];
  const numbers = summary.segments.map(({ number }) => number);
  if (here.has(NOISE) || there.has(NOISE)) numbers.push(NOISE);
  return {
    users: segments.length,
    outside: all - segments.length,
    runUsers: body.segments.length,
    segments: numbers.map((number) => ({ number, users: here.get(number) ?? 0, runUsers: there.get(number) ?? 0 })),
    days: days === null ? null : { here: days, run: body.windowDays },
    by: mostly,
    early,
  };
}
