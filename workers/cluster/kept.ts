import { breather } from '../math/breathe';
import { meanFeatureVariance } from '../math/kmeans-seeding';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { KMeansBackend } from '../protocol/kmeans';
import type { Clusterings, Embedding, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { ClusteringRecipe } from '../protocol/recipe';
import { clusterSizes } from './canonical';
import type { Compute } from './compute';
import { EXACT_USERS, onSample, sampleOf, silhouetteJobs, silhouetteSteps, stabilityJobs } from './figure-jobs';
import { lloyd } from './lloyd';
import { gatherRows, nearestCentres } from './nearest';
import { runLanes } from './schedule';
import { clusterFigures } from './validity';

/** Rows assigned, and iterations of Lloyd's algorithm done, between two looks at the signal. */
const ROWS_A_STEP = 50_000;
const ITERATIONS_A_STEP = 10;

/** Segments that an update keeps: one k, the labels those of before. */
export interface KeptClusterings {
  /** `byK` has the kept k alone; `choice.rule` is `kept`. */
  readonly clusterings: Clusterings;
  /**
   * By label the label before. Label i is label i, unless a segment before it lost all its users: that one is gone, since a centre put somewhere
   * else would be another segment under its name.
   */
  readonly origin: readonly number[];
}

/** Users at the nearest of the centres there were; `origin` as in {@link KeptClusterings}. */
export interface Placed {
  readonly kept: Segmentation;
  readonly inertia: number;
  readonly origin: readonly number[];
}

/**
 * Gives every user the nearest of the centres there were, in one pass; the centres stay.
 *
 * @throws AppError `training-diverged`: the embedding has values that are not finite; `users-fewer-than-k`: fewer than two segments have users;
 * `cancelled`
 */
export async function* placeAtCentres(embedding: Embedding, { centres, k }: Segmentation, signal?: AbortSignal): Stage<Placed> {
  const labels = Array.from({ length: k }, (_, label) => label);
  return yield* nearest(embedding, centres, k, labels, signal);
}

/**
 * Silhouette, Davies–Bouldin and Calinski–Harabasz of the users where {@link placeAtCentres} put them; stability is left empty, which
 * `completeStability` fills.
 *
 * @param before what was computed for the kept k, of which the basis of the restarts is carried over
 * @throws AppError `cancelled`; `worker-crashed`
 */
export async function* judgePlaced(
  embedding: Embedding,
  { kept, inertia, origin }: Placed,
  before: Clusterings,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  signal?: AbortSignal,
): Stage<KeptClusterings> {
  const from = { restartUsers: before.basis.restartUsers, computedOn: before.computedOn };
  return { clusterings: yield* judge(embedding, kept, inertia, from, recipe, seed, compute, null, signal), origin };
}

/**
 * k-means goes on from the segments there were: their users' means in the new embedding are the first centres of one run of Lloyd's algorithm over
 * all users. The figures of the kept k are those of {@link cluster}, stability included.
 *
 * @param labels label before of each row of the embedding, −1 for users that had none
 * @throws as {@link placeAtCentres} and {@link judgePlaced}
 */
export async function* continueCentres(
  embedding: Embedding,
  labels: Int32Array,
  k: number,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend,
  signal?: AbortSignal,
): Stage<KeptClusterings> {
  throwIfAborted(signal);
  const { data, users, dims } = embedding;
  const start = means(data, dims, labels, k);
  const breathe = breather();
  const threshold = recipe.tolerance * meanFeatureVariance(data, users, dims);
  const points = { data, rows: users, dims, weights: null };
  let { centres } = start;
  for (let left = recipe.maxIterations; left > 0;) {
    const step = Math.min(ITERATIONS_A_STEP, left);
    const run = lloyd(points, centres, start.present.length, threshold, step, false);
    ({ centres } = run);
    left = run.iterations < step ? 0 : left - step;
    yield { stage: 'cluster', done: 0, total: 1, figures: { k } };
    await breathe();
    throwIfAborted(signal);
  }
  // Published in single precision, so that whoever assigns to the centres finds the same labels.
  const { kept, inertia, origin } = yield* nearest(embedding, Float32Array.from(centres), start.present.length, start.present, signal);
  const from = { restartUsers: users, computedOn: 'typed-arrays' as const };
  return { clusterings: yield* judge(embedding, kept, inertia, from, recipe, seed, compute, kmeans, signal), origin };
}

/** Means of the rows of each label, and which labels have any. */
function means(data: Float32Array, dims: number, labels: Int32Array, k: number): { centres: Float64Array; present: number[] } {
  const sums = new Float64Array(k * dims);
  const sizes = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label < 0) continue;
    sizes[label]!++;
    for (let d = 0; d < dims; d++) sums[label * dims + d]! += data[row * dims + d]!;
  }
  const present = Array.from({ length: k }, (_, label) => label).filter((label) => sizes[label]! > 0);
  const centres = new Float64Array(present.length * dims);
  present.forEach((label, at) => {
    for (let d = 0; d < dims; d++) centres[at * dims + d] = sums[label * dims + d]! / sizes[label]!;
  });
  return { centres, present };
}

/** @param names by centre the label before */
async function* nearest(
  { data, users, dims }: Embedding,
  centres: Float32Array,
  k: number,
  names: readonly number[],
  signal: AbortSignal | undefined,
): Stage<Placed> {
  throwIfAborted(signal);
  if (!data.every(Number.isFinite)) throw new AppError('training-diverged');
  const breathe = breather();
  const labels = new Int32Array(users);
  const distances = new Float32Array(users);
  let inertia = 0;
  for (let from = 0; from < users; from += ROWS_A_STEP) {
    const rows = Math.min(ROWS_A_STEP, users - from);
    const found = nearestCentres(data.subarray(from * dims, (from + rows) * dims), rows, dims, centres, k);
    labels.set(found.labels, from);
    found.squares.forEach((square, i) => {
      inertia += square;
      distances[from + i] = Math.sqrt(square);
    });
    yield { stage: 'cluster', done: 0, total: 1, figures: { k } };
    await breathe();
    throwIfAborted(signal);
  }
  const present = Array.from(clusterSizes(labels, k)).flatMap((size, label) => (size > 0 ? [label] : []));
  if (present.length < 2) throw new AppError('users-fewer-than-k', { users, k: 2 });
  const rank = new Int32Array(k);
  present.forEach((label, at) => (rank[label] = at));
  return {
    kept: {
      k: present.length,
      labels: labels.map((label) => rank[label]!),
      centres: gatherRows(centres, dims, Uint32Array.from(present)),
      distances,
    },
    inertia,
    origin: present.map((label) => names[label]!),
  };
}

/** The figures of one segmentation as {@link cluster} takes them. @param kmeans where stability is to be taken, null where it is not */
async function* judge(
  { data, users, dims }: Embedding,
  kept: Segmentation,
  inertia: number,
  from: { readonly restartUsers: number; readonly computedOn: Clusterings['computedOn'] },
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend | null,
  signal: AbortSignal | undefined,
): Stage<Clusterings> {
  const { k } = kept;
  const sampled = users > EXACT_USERS;
  const sampleUsers = Math.min(users, EXACT_USERS);
  const rows = sampled ? sampleOf(new Map([[k, kept]]), sampleUsers, seed) : null;
  const sampleData = rows === null ? data : gatherRows(data, dims, rows);
  const labels = onSample(kept.labels, rows);
  const total = silhouetteSteps(sampleUsers) + (kmeans === null ? 0 : recipe.bootstraps);
  let done = 0;
  let finished = false;
  try {
    await compute.load(sampleData, sampleUsers, dims);
    if (kmeans !== null && kmeans !== compute) await kmeans.load(sampleData, sampleUsers, dims);
    throwIfAborted(signal);
    const silhouette = silhouetteJobs([labels], [k], sampleUsers, compute);
    const stability = kmeans === null ? null : stabilityJobs([k], () => labels, recipe, seed, kmeans);
    const lanes = [{ jobs: silhouette.jobs, concurrency: compute.concurrency }];
    if (stability !== null) lanes.push({ jobs: stability.jobs, concurrency: kmeans!.concurrency });
    for await (const job of runLanes(lanes, signal)) {
      done += job.steps;
      yield { stage: 'cluster', done, total, figures: { k } };
    }
    finished = true;
    const mean = silhouette.mean(0);
    return {
      byK: new Map([[k, kept]]),
      validity: [{ k, inertia, silhouette: mean, stability: stability?.of(k) ?? [], ...clusterFigures(data, users, dims, kept.labels, k) }],
      basis: {
        restartUsers: from.restartUsers,
        silhouetteUsers: sampleUsers,
        silhouetteSampled: sampled,
        stabilityUsers: sampleUsers,
        stabilitySampled: sampled,
        bootstraps: recipe.bootstraps,
      },
      choice: { k, rule: 'kept', bestK: k, bestSilhouette: mean },
      computedOn: from.computedOn,
    };
  } finally {
    if (!finished) compute.abort();
  }
}
