import { placesOf } from '../cluster';
import { ownDistances } from '../cluster/nearest';
import { refreshEmbedding, rowsOf } from '../encode';
import { featuresUnder, windowDays, type ShardComputer } from '../features';
import { breather } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import { NOISE, type Embedding } from '../protocol/model';
import type { PlacedFile } from '../protocol/placing';
import type { Stage } from '../protocol/progress';
import { isDensityMethod, type FeaturesRecipe } from '../protocol/recipe';
import { checkPlaceable, featuresOf } from './lacks';
import { modelOf, type RunModel } from './model';
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
  /** That the features were taken over; null where nothing has a time. */
  readonly days: number | null;
}

/**
 * The users of a table where the model of a run puts them: its features over the window of the run (of a run from elsewhere, over the whole table), filled and scaled
 * as it keeps them; its weights; and the segment that an update would give each: the nearest centre, of a mixture the most probable component, of dense regions the one
 * that the user is in, if any.
 *
 * @throws AppError as {@link PlacingApi.placeUsers}
 */
export async function* placeUsers(run: KeptRun, events: EventTable, signal?: AbortSignal, computer?: ShardComputer): Stage<Placement> {
  const { summary, body } = run;
  const places = segmentsOf(run);
  const model = modelOf(body);
  const features: FeaturesRecipe = summary.imported ? { ...summary.recipe.features, from: null, to: null } : summary.recipe.features;
  checkPlaceable(events, features, body, model);
  const matrix = yield* featuresUnder(events, features, featuresOf(body, model), signal, computer);
  const { data, users } = yield* embedUnder(model, events, matrix, signal);
  const { dims } = model;
  const place = placesOf(places, dims);
  const segments = new Int32Array(users);
  const distances = new Float32Array(users);
  const breathe = breather();
  for (let from = 0; from < users; from += ROWS_A_STEP) {
    const rows = Math.min(ROWS_A_STEP, users - from);
    const part = data.subarray(from * dims, (from + rows) * dims);
    const { labels } = place(part, rows);
    distances.set(ownDistances(part, rows, dims, places.centres, labels), from);
    for (let i = 0; i < rows; i++) segments[from + i] = labels[i]! < 0 ? NOISE : summary.segments[labels[i]!]!.number;
    yield { stage: 'cluster', done: from + rows, total: users };
    await breathe();
    throwIfAborted(signal);
  }
  return { userIndex: matrix.userIndex, segments, distances, days: events.timeless ? null : windowDays(matrix) };
}

/** What the weights of a run make of users. @throws AppError `no-order`, `cancelled` */
export function embedUnder(model: RunModel, events: EventTable, matrix: FeatureMatrix, signal?: AbortSignal): Stage<Embedding> {
  const nobody = { users: 0, features: matrix.features, scaled: new Float32Array() };
  const unseen = new Int32Array(matrix.users).fill(-1);
  return refreshEmbedding({ ...model, users: 0, data: new Float32Array(), training: null }, nobody, rowsOf(events, matrix), unseen, signal);
}

function segmentsOf({ summary: { segments, recipe }, body: { centres, remainder } }: KeptRun) {
  const { method } = recipe.clustering;
  const { mixture, density } = remainder?.segmentation ?? {};
  if ((isDensityMethod(method) && !density) || (method === 'mixture' && !mixture)) throw new AppError('place-method');
  return { centres, k: segments.length, mixture, density };
}

/** A placement beside the run's own users. @param all users of the file */
export function placedFile({ summary, body }: KeptRun, { segments, days }: Placement, all: number): PlacedFile {
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
  };
}
