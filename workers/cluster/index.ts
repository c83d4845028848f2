import { breather } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution } from '../protocol/kmeans';
import type { Clusterings, Embedding, KValidity, Segmentation, ValidityBasis } from '../protocol/model';
import type { Progress, Stage } from '../protocol/progress';
import type { ClusteringRecipe } from '../protocol/recipe';
import { isDensityMethod, K_MAX, K_MIN } from '../protocol/recipe';
import { canonical, clusterSizes } from './canonical';
import { CHOICE_RANGE, chooseK, holdK } from './choose-k';
import { solverOf, type Compute } from './compute';
import { distinctRows } from './distinct';
import { EXACT_USERS, onSample, sampleOf, silhouetteJobs, silhouetteSteps, stabilityJobs, taskOf } from './figure-jobs';
import { findDense } from './found';
import { gatherRows, ownDistances } from './nearest';
import type { Job, Lane } from './schedule';
import { runLanes } from './schedule';
import { FULL_RESTART_ROWS, MIXTURE_ROWS } from './solve';
import { BOOTSTRAP_RESTARTS } from './stability';
import { clusterFigures } from './validity';

export { continueCentres, HELD_NOISE, judgePlaced, placeAtCentres, type Held, type KeptClusterings, type Placed } from './kept';
export { memberships, mostProbable } from './mixture';
export { placesOf, type Places } from './places';
export { seedStability } from './other-seeds';

/**
 * Segments the users for every k in 2…12 that they allow, with the figures for each and the k that the rule (or the recipe) chooses.
 *
 * - k-means as the recipe says, on all users; above 50,000 the typed-array backend runs the restarts on a seeded sample of 50,000
 *   and refines the best on all users ({@link FULL_RESTART_ROWS}). Or another method: see {@link KMeansSolver}.
 * - Inertia, sizes, Davies–Bouldin and Calinski–Harabasz are over all users; silhouette and stability over at most 10,000 (`basis` says).
 * - Stability, for the k that the choice looks at ({@link completeStability} adds the others): each segment's mean Jaccard over `recipe.bootstraps` resamples, clustered with {@link BOOTSTRAP_RESTARTS} restarts.
 *
 * A method by density finds how many there are: that one segmentation is the result ({@link findDense}).
 *
 * The result depends on embedding, recipe, seed and backend alone, not on the order in which tasks end. An
 * embedding that was trained together with clusters has as many segments as these, unless the recipe says otherwise. Left out is a k beyond the number of
 * distinct users, or whose clustering lost a segment.
 *
 * @throws AppError `users-fewer-than-k` {users, k}: fewer than 3 users, or fewer (distinct) users than `recipe.k`; `features-no-variance`:
 * all users alike; `density-none`, `density-one`, `density-many` (see {@link findDense}); `training-diverged`: the embedding has values that are not finite; `cancelled`; `worker-crashed`.
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
  const { method } = recipe;
  const ks = possibleKs(embedding, isDensityMethod(method) ? { ...recipe, k: null } : recipe);
  let finished = false;
  try {
    const clusterings = isDensityMethod(method)
      ? yield* findDense(embedding, method, recipe, seed, compute, signal)
      : yield* clusterAll(embedding, recipe, seed, ks, compute, solverOf(recipe, compute, kmeans), signal);
    finished = true;
    return clusterings;
  } finally {
    if (!finished) compute.abort();
  }
}

/**
 * The same segmentations with another k chosen: the person's, or by the rule (null). A number that the method found stays. Throws `users-fewer-than-k` where
 * there is no such k.
 */
export function reChoose(clusterings: Clusterings, k: number | null): Clusterings {
  const { rule } = clusterings.choice;
  if (rule === 'found') return clusterings;
  if (k !== null && !clusterings.byK.has(k)) {
    const users = clusterings.byK.values().next().value?.labels.length ?? 0;
    throw new AppError('users-fewer-than-k', { users, k });
  }
  // No other was computed: there is nothing to choose from, and no rule that chose.
  if (rule === 'kept') return clusterings;
  return { ...clusterings, choice: chooseK(clusterings.validity, k, clusterings.trainedK) };
}

/** The same segmentations with the k of before a rebuild held unless it is clearly worse ({@link holdK}). */
export function hold(clusterings: Clusterings, k: number): Clusterings {
  return { ...clusterings, choice: holdK(clusterings.validity, clusterings.choice, k) };
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
  const { method, restarts, bootstraps } = recipe;
  const task = taskOf(recipe, users);
  const sampled = users > EXACT_USERS;
  const sampleUsers = Math.min(users, EXACT_USERS);
  // Steps are clusterings of a resample; a clustering of all users counts for as many of them as it costs.
  const stepsOfMain = Math.max(1, Math.round((restarts * users) / (BOOTSTRAP_RESTARTS * sampleUsers)));
  const total = ks.length * stepsOfMain + judgedKs(ks, recipe).length * bootstraps + silhouetteSteps(sampleUsers);
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
    run: async () => void solutions.set(k, canonical(await kmeans.solve({ ...task, k, seed, restarts }))),
  }));
  yield* run([{ jobs: mains, concurrency: kmeans.concurrency }]);
  const whole = ks.filter((k) => clusterSizes(solutions.get(k)!.labels, k).every((size) => size > 0));
  if (recipe.k !== null && !whole.includes(recipe.k)) throw new AppError('users-fewer-than-k', { users, k: recipe.k });
  if (whole.length === 0) throw new AppError('features-no-variance');

  let rows: Uint32Array | null = null;
  if (sampled) rows = sampleOf(new Map(whole.map((k) => [k, solutions.get(k)!])), sampleUsers, seed);
  const sampleData = rows === null ? data : gatherRows(data, dims, rows);
  if (rows !== null) await kmeans.load(sampleData, sampleUsers, dims);
  if (kmeans !== compute) await compute.load(sampleData, sampleUsers, dims);
  throwIfAborted(signal);

  const labelings = whole.map((k) => onSample(solutions.get(k)!.labels, rows));
  const silhouette = silhouetteJobs(labelings, whole, sampleUsers, compute);
  const stability = stabilityJobs(judgedKs(whole, recipe), (k) => labelings[whole.indexOf(k)]!, task, bootstraps, seed, kmeans);
  const lanes: Lane[] =
    kmeans === compute
      ? [{ jobs: [...silhouette.jobs, ...stability.jobs], concurrency: kmeans.concurrency }]
      : [
          { jobs: silhouette.jobs, concurrency: compute.concurrency },
          { jobs: stability.jobs, concurrency: kmeans.concurrency },
        ];
  yield* run(lanes);

  const byK = new Map<number, Segmentation>();
  const validity: KValidity[] = [];
  const breathe = breather();
  for (const [at, k] of whole.entries()) {
    await breathe();
    throwIfAborted(signal);
    const { labels, centres, inertia, mixture } = solutions.get(k)!;
    byK.set(k, {
      k,
      labels,
      centres,
      distances: ownDistances(data, users, dims, centres, labels),
      ...(method !== 'kmeans' && { method }),
      ...(mixture && { mixture }),
    });
    validity.push({
      k,
      inertia,
      silhouette: silhouette.mean(at),
      stability: stability.of(k),
      ...clusterFigures(data, users, dims, labels, k),
    });
  }
  const basis: ValidityBasis = {
    restartUsers: fittedUsers(method, users, kmeans.name),
    silhouetteUsers: sampleUsers,
    silhouetteSampled: sampled,
    stabilityUsers: sampleUsers,
    stabilitySampled: sampled,
    bootstraps,
  };
  const { dendrogram } = solutions.get(whole[0]!)!;
  const trainedK = embedding.joint?.k;
  const choice = chooseK(validity, recipe.k, trainedK);
  return { byK, validity, basis, choice, computedOn: kmeans.name, ...(dendrogram && { dendrogram }), ...(trainedK && { trainedK }) };
}

/** Users on whom the method looks for its segments; the others are then given theirs. */
function fittedUsers(method: ClusteringRecipe['method'], users: number, on: KMeansBackend['name']): number {
  if (method === 'mixture') return Math.min(users, MIXTURE_ROWS);
  return method === 'kmeans' && on === 'typed-arrays' ? Math.min(users, FULL_RESTART_ROWS) : users;
}

/**
 * The figures of {@link cluster} with the stability of every k. Those that the choice of k looks at are there from the start; the others take about
 * as long again and can follow once the result is shown. Progress is in clusterings of a resample. Depends on the same as {@link cluster}.
 *
 * @throws AppError `cancelled`, `worker-crashed`
 */
export async function* completeStability(
  clusterings: Clusterings,
  embedding: Embedding,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend,
  signal?: AbortSignal,
): Stage<Clusterings> {
  const missing = clusterings.validity.filter(({ stability }) => stability.length === 0).map(({ k }) => k);
  if (missing.length === 0) return clusterings;
  const { data, users, dims } = embedding;
  const sampleUsers = clusterings.basis.stabilityUsers;
  const rows = sampleUsers < users ? sampleOf(clusterings.byK, sampleUsers, seed) : null;
  const solver = solverOf(recipe, compute, kmeans);
  let finished = false;
  try {
    await solver.load(rows === null ? data : gatherRows(data, dims, rows), sampleUsers, dims);
    const labelsOf = (k: number) => onSample(clusterings.byK.get(k)!.labels, rows);
    const stability = stabilityJobs(missing, labelsOf, taskOf(recipe, users), recipe.bootstraps, seed, solver);
    let done = 0;
    for await (const job of runLanes([{ jobs: stability.jobs, concurrency: solver.concurrency }], signal)) {
      done += job.steps;
      yield { stage: 'cluster', done, total: stability.jobs.length, figures: { k: job.k } };
    }
    finished = true;
    const validity = clusterings.validity.map((figures) =>
      missing.includes(figures.k) ? { ...figures, stability: stability.of(figures.k) } : figures,
    );
    return { ...clusterings, validity };
  } finally {
    if (!finished) compute.abort();
  }
}

/** Those of `ks` that the choice of k looks at: the rule's range and the person's k; all where the users allow none of them. */
function judgedKs(ks: readonly number[], recipe: ClusteringRecipe): readonly number[] {
  const judged = ks.filter((k) => k === recipe.k || (k >= CHOICE_RANGE[0] && k <= CHOICE_RANGE[1]));
  return judged.length > 0 ? judged : ks;
}
