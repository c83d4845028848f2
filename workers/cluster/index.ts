import { breather } from '../math/breathe';
import { bootstrapWeights } from '../math/kmeans-seeding';
import { random } from '../math/random';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution } from '../protocol/kmeans';
import type { Clusterings, Embedding, KValidity, Segmentation, ValidityBasis } from '../protocol/model';
import type { Progress, Stage } from '../protocol/progress';
import type { ClusteringRecipe } from '../protocol/recipe';
import { K_MAX, K_MIN } from '../protocol/recipe';
import { canonical, clusterSizes } from './canonical';
import { chooseK } from './choose-k';
import type { Compute } from './compute';
import { distinctRows } from './distinct';
import { gatherRows, ownDistances } from './nearest';
import { stratifiedSample } from './sample';
import type { Job, Lane } from './schedule';
import { runLanes } from './schedule';
import { BOOTSTRAP_RESTARTS, bootstrapJaccard, meanJaccard } from './stability';
import { clusterFigures } from './validity';

/** Silhouette and stability are taken on all users up to this many, above on a sample of so many, stratified by the finest segmentation. */
export const EXACT_USERS = 10_000;

/** Rows of one silhouette call; fixed, so that sums are added in the same order however many workers there are. */
const SILHOUETTE_ROWS = 1024;

/**
 * Segments the users for every k in 2…12 that they allow, with the figures for each and the k that the rule (or the recipe) chooses.
 *
 * - k-means as the recipe says, on all users; above 50,000 the typed-array backend runs the restarts on a seeded sample of 50,000
 *   and refines the best on all users ({@link FULL_RESTART_ROWS}).
 * - Inertia, sizes, Davies–Bouldin and Calinski–Harabasz are over all users; silhouette and stability over at most 10,000 (`basis` says).
 * - Stability: each segment's mean Jaccard over `recipe.bootstraps` resamples, clustered with {@link BOOTSTRAP_RESTARTS} restarts.
 *
 * The result depends on embedding, recipe, seed and backend alone, not on the order in which tasks end. Left out is a k beyond the number of
 * distinct users, or whose clustering lost a segment.
 *
 * @throws AppError `users-fewer-than-k` {users, k}: fewer than 3 users, or fewer (distinct) users than `recipe.k`; `features-no-variance`:
 * all users alike; `training-diverged`: the embedding has values that are not finite; `cancelled`; `worker-crashed`.
 */
export async function* cluster(
  embedding: Embedding,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend,
  signal?: AbortSignal,
): Stage<Clusterings> {
  throwIfAborted(signal);
  const ks = possibleKs(embedding, recipe);
  let finished = false;
  try {
    const clusterings = yield* clusterAll(embedding, recipe, seed, ks, compute, kmeans, signal);
    finished = true;
    return clusterings;
  } finally {
    if (!finished) compute.abort();
  }
}

/** The same segmentations with another k chosen: the person's, or by the rule (null). Throws `users-fewer-than-k` where there is no such k. */
export function reChoose(clusterings: Clusterings, k: number | null): Clusterings {
  if (k !== null && !clusterings.byK.has(k)) {
    const users = clusterings.byK.values().next().value?.labels.length ?? 0;
    throw new AppError('users-fewer-than-k', { users, k });
  }
  return { ...clusterings, choice: chooseK(clusterings.validity, k) };
}

function possibleKs(embedding: Embedding, recipe: ClusteringRecipe): number[] {
  const { data, users, dims } = embedding;
  const needed = Math.max(3, recipe.k ?? 0);
  if (users < needed) throw new AppError('users-fewer-than-k', { users, k: needed });
  if (!data.every(Number.isFinite)) throw new AppError('training-diverged');
  const distinct = distinctRows(data, users, dims, K_MAX + 1);
  if (distinct < 2) throw new AppError('features-no-variance');
  if (recipe.k !== null && distinct < recipe.k) throw new AppError('users-fewer-than-k', { users: distinct, k: recipe.k });
  const ks: number[] = [];
  // A silhouette needs fewer clusters than rows; a person may still ask for as many segments as there are users.
  for (let k = K_MIN; k <= K_MAX; k++) if (k <= distinct && (k < users || k === recipe.k)) ks.push(k);
  return ks;
}

async function* clusterAll(
  embedding: Embedding,
  recipe: ClusteringRecipe,
  seed: number,
  ks: readonly number[],
  compute: Compute,
  kmeans: KMeansBackend,
  signal: AbortSignal | undefined,
): Stage<Clusterings> {
  const { data, users, dims } = embedding;
  const { restarts, bootstraps, tolerance, maxIterations } = recipe;
  const sampled = users > EXACT_USERS;
  const sampleUsers = Math.min(users, EXACT_USERS);
  // Steps are clusterings of a resample; a clustering of all users counts for as many of them as it costs.
  const stepsOfMain = Math.max(1, Math.round((restarts * users) / (BOOTSTRAP_RESTARTS * sampleUsers)));
  const ranges = Array.from({ length: Math.ceil(sampleUsers / SILHOUETTE_ROWS) }, (_, r) => r * SILHOUETTE_ROWS);
  const total = ks.length * (stepsOfMain + bootstraps) + ranges.length;
  let done = 0;
  const run = async function* (lanes: readonly Lane[]): AsyncGenerator<Progress, void, void> {
    for await (const job of runLanes(lanes, signal)) {
      done += job.steps;
      yield { stage: 'cluster', done, total, figures: { k: job.k } };
    }
  };
  yield { stage: 'cluster', done, total };

  await kmeans.load(data, users, dims);
  throwIfAborted(signal);
  const solutions = new Map<number, KMeansSolution>();
  // The largest first, so that workers end at about the same time.
  const mains = [...ks].reverse().map((k): Job => ({
    k,
    steps: stepsOfMain,
    run: async () => void solutions.set(k, canonical(await kmeans.solve({ k, seed, restarts, tolerance, maxIterations }))),
  }));
  yield* run([{ jobs: mains, concurrency: kmeans.concurrency }]);
  const whole = ks.filter((k) => clusterSizes(solutions.get(k)!.labels, k).every((size) => size > 0));
  if (recipe.k !== null && !whole.includes(recipe.k)) throw new AppError('users-fewer-than-k', { users, k: recipe.k });
  if (whole.length === 0) throw new AppError('features-no-variance');

  let rows: Uint32Array | null = null;
  if (sampled) {
    const finest = whole.at(-1)!;
    rows = stratifiedSample(solutions.get(finest)!.labels, finest, sampleUsers, random(seed, 'cluster', 'sample'));
  }
  const sampleData = rows === null ? data : gatherRows(data, dims, rows);
  if (rows !== null) await kmeans.load(sampleData, sampleUsers, dims);
  if (kmeans !== compute) await compute.load(sampleData, sampleUsers, dims);
  throwIfAborted(signal);

  const labelings = whole.map((k) => onSample(solutions.get(k)!.labels, rows));
  const silhouetteSums: Float64Array[] = [];
  const silhouetteJobs = ranges.map((from, range): Job => ({
    k: whole.at(-1)!,
    steps: 1,
    run: async () =>
      void (silhouetteSums[range] = await compute.silhouetteRange(labelings, whole, from, Math.min(from + SILHOUETTE_ROWS, sampleUsers))),
  }));
  const jaccards = new Map(whole.map((k) => [k, [] as Float64Array[]]));
  const counts = Array.from({ length: bootstraps }, (_, b) => bootstrapWeights(sampleUsers, seed, b));
  const bootstrapJobs = counts.flatMap((drawn, bootstrap) =>
    whole.map((k, at): Job => ({
      k,
      steps: 1,
      run: async () => {
        const { labels } = await kmeans.solve({ k, seed, restarts: BOOTSTRAP_RESTARTS, tolerance, maxIterations, bootstrap });
        jaccards.get(k)![bootstrap] = bootstrapJaccard(labelings[at]!, labels, drawn, k);
      },
    })),
  );
  const lanes: Lane[] =
    kmeans === compute
      ? [{ jobs: [...silhouetteJobs, ...bootstrapJobs], concurrency: kmeans.concurrency }]
      : [
          { jobs: silhouetteJobs, concurrency: compute.concurrency },
          { jobs: bootstrapJobs, concurrency: kmeans.concurrency },
        ];
  yield* run(lanes);

  const byK = new Map<number, Segmentation>();
  const validity: KValidity[] = [];
  const breathe = breather();
  for (const [at, k] of whole.entries()) {
    await breathe();
    throwIfAborted(signal);
    const { labels, centres, inertia } = solutions.get(k)!;
    byK.set(k, { k, labels, centres, distances: ownDistances(data, users, dims, centres, labels) });
    const silhouette = silhouetteSums.reduce((sum, part) => sum + part[at]!, 0) / sampleUsers;
    const stability = meanJaccard(jaccards.get(k)!, k);
    validity.push({ k, inertia, silhouette, stability, ...clusterFigures(data, users, dims, labels, k) });
  }
  const basis: ValidityBasis = {
    silhouetteUsers: sampleUsers,
    silhouetteSampled: sampled,
    stabilityUsers: sampleUsers,
    stabilitySampled: sampled,
    bootstraps,
  };
  return { byK, validity, basis, choice: chooseK(validity, recipe.k), computedOn: kmeans.name };
}

function onSample(labels: Int32Array, rows: Uint32Array | null): Int32Array {
  return rows === null ? labels : Int32Array.from(rows, (row) => labels[row]!);
}
