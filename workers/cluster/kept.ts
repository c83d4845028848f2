import { breather } from '../math/breathe';
import { meanFeatureVariance } from '../math/kmeans-seeding';
import { random } from '../math/random';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { KMeansBackend, Mixture } from '../protocol/kmeans';
import type { Clusterings, Embedding, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { ClusteringRecipe } from '../protocol/recipe';
import { clusterSizes } from './canonical';
import { solverOf, type Compute } from './compute';
import { squaredDistance } from '../math/distance';
import { EXACT_USERS, onSample, sampleOf, silhouetteJobs, silhouetteSteps, stabilityJobs } from './figure-jobs';
import { labelMeans } from './label-means';
import { lloyd } from './lloyd';
import { fitMixture, memberships } from './mixture';
import { gatherRows, nearestCentres } from './nearest';
import { stratifiedSample } from './sample';
import { runLanes } from './schedule';
import { MIXTURE_ROWS } from './solve';
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
 * Gives every user the nearest of the centres there were, in one pass; the centres stay. Of a mixture, the most probable component.
 *
 * @param held label of users without new events, −1 for the others: of a cut hierarchy they keep it, since no centre says what the cut said
 * @throws AppError `training-diverged`: the embedding has values that are not finite; `users-fewer-than-k`: fewer than two segments have users;
 * `cancelled`
 */
export async function* placeAtCentres(
  embedding: Embedding,
  { centres, k, method, mixture }: Segmentation,
  held: Int32Array,
  signal?: AbortSignal,
): Stage<Placed> {
  const labels = Array.from({ length: k }, (_, label) => label);
  return yield* placed(embedding, centres, k, labels, { method, held: method === 'ward' ? held : null, mixture }, signal);
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
 * The clustering goes on from the segments there were: their users' means in the new embedding are the first centres of one run of Lloyd's algorithm over
 * all users, or their users the first components of a mixture. A hierarchy is not made anew: its users keep their segments, but for those with new events.
 * The figures of the kept k are those of {@link cluster}, stability included.
 *
 * @param labels label before of each row of the embedding, −1 for users that had none
 * @param held as of {@link placeAtCentres}
 * @throws as {@link placeAtCentres} and {@link judgePlaced}
 */
export async function* continueCentres(
  embedding: Embedding,
  labels: Int32Array,
  held: Int32Array,
  k: number,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend,
  signal?: AbortSignal,
): Stage<KeptClusterings> {
  throwIfAborted(signal);
  const { data, users, dims } = embedding;
  const { method } = recipe;
  const start = means(data, dims, labels, k);
  const breathe = breather();
  const threshold = recipe.tolerance * meanFeatureVariance(data, users, dims);
  const points = { data, rows: users, dims, weights: null };
  let { centres } = start;
  const mixture = method === 'mixture' ? mixtureFrom(embedding, labels, start.present, seed) : undefined;
  if (mixture) centres = mixture.means;
  const iterations = method === 'kmeans' || method === 'minibatch' ? recipe.maxIterations : 0;
  for (let left = iterations; left > 0;) {
    const step = Math.min(ITERATIONS_A_STEP, left);
    const run = lloyd(points, centres, start.present.length, threshold, step, false);
    ({ centres } = run);
    left = run.iterations < step ? 0 : left - step;
    yield { stage: 'cluster', done: 0, total: 1, figures: { k } };
    await breathe();
    throwIfAborted(signal);
  }
  // Published in single precision, so that whoever assigns to the centres finds the same labels.
  const rank = new Map(start.present.map((label, at) => [label, at]));
  const other = { method, mixture, held: method === 'ward' ? held.map((label) => rank.get(label) ?? -1) : null };
  const { kept, inertia, origin } = yield* placed(
    embedding,
    Float32Array.from(centres),
    start.present.length,
    start.present,
    other,
    signal,
  );
  const from = { restartUsers: mixture ? Math.min(users, MIXTURE_ROWS) : users, computedOn: 'typed-arrays' as const };
  return { clusterings: yield* judge(embedding, kept, inertia, from, recipe, seed, compute, kmeans, signal), origin };
}

/** A mixture whose components begin with the users that had these labels, on a sample of them where there are many. */
function mixtureFrom({ data, dims }: Embedding, labels: Int32Array, present: readonly number[], seed: number): Mixture {
  const rank = new Map(present.map((label, at) => [label, at]));
  const known = Uint32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const ranks = Int32Array.from(known, (row) => rank.get(labels[row]!)!);
  const picked = stratifiedSample(ranks, present.length, MIXTURE_ROWS, random(seed, 'mixture', 'continue'));
  const rows = picked.map((at) => known[at]!);
  const points = { data: gatherRows(data, dims, rows), rows: rows.length, dims, weights: null };
  const { k, shares, means, factors } = fitMixture(
    points,
    Int32Array.from(picked, (at) => ranks[at]!),
    present.length,
  );
  return { k, shares, means, factors };
}

/** Means of the rows of each label that has any, and which have. */
function means(data: Float32Array, dims: number, labels: Int32Array, k: number): { centres: Float64Array; present: number[] } {
  const { means: all, sizes } = labelMeans(data, dims, labels, k, null);
  const present = Array.from({ length: k }, (_, label) => label).filter((label) => sizes[label]! > 0);
  const centres = new Float64Array(present.length * dims);
  present.forEach((label, at) => centres.set(all.subarray(label * dims, (label + 1) * dims), at * dims));
  return { centres, present };
}

/** What places users otherwise than the nearest centre does. */
interface OtherPlaces {
  readonly method: Segmentation['method'] | undefined;
  readonly held: Int32Array | null;
  readonly mixture: Mixture | undefined;
}

/** @param names by centre the label before */
async function* placed(
  { data, users, dims }: Embedding,
  centres: Float32Array,
  k: number,
  names: readonly number[],
  { method, held, mixture }: OtherPlaces,
  signal: AbortSignal | undefined,
): Stage<Placed> {
  throwIfAborted(signal);
  if (!data.every(Number.isFinite)) throw new AppError('training-diverged');
  const breathe = breather();
  const labels = new Int32Array(users);
  for (let from = 0; from < users; from += ROWS_A_STEP) {
    const rows = Math.min(ROWS_A_STEP, users - from);
    const part = data.subarray(from * dims, (from + rows) * dims);
    labels.set((mixture ? memberships(part, rows, dims, mixture) : nearestCentres(part, rows, dims, centres, k)).labels, from);
    yield { stage: 'cluster', done: 0, total: 1, figures: { k } };
    await breathe();
    throwIfAborted(signal);
  }
  if (held) for (let user = 0; user < users; user++) if (held[user]! >= 0) labels[user] = held[user]!;
  const distances = new Float32Array(users);
  const exact = Float64Array.from(centres);
  let inertia = 0;
  for (let user = 0; user < users; user++) {
    const square = squaredDistance(data, user * dims, exact, labels[user]! * dims, dims);
    inertia += square;
    distances[user] = Math.sqrt(square);
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
      ...(method && method !== 'kmeans' && { method }),
      ...(mixture && { mixture: componentsOf(mixture, present) }),
    },
    inertia,
    origin: present.map((label) => names[label]!),
  };
}

/** The mixture of these components alone. */
function componentsOf({ k, shares, means, factors }: Mixture, present: readonly number[]): Mixture {
  const gather = (values: Float64Array) => {
    const width = values.length / k;
    return Float64Array.from(
      { length: present.length * width },
      (_, at) => values[present[Math.floor(at / width)]! * width + (at % width)]!,
    );
  };
  const left = gather(shares);
  const total = left.reduce((sum, share) => sum + share, 0);
  return { k: present.length, shares: left.map((share) => share / total), means: gather(means), factors: gather(factors) };
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
  const solver = kmeans && solverOf(recipe, compute, kmeans);
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
    if (solver !== null && solver !== compute) await solver.load(sampleData, sampleUsers, dims);
    throwIfAborted(signal);
    const silhouette = silhouetteJobs([labels], [k], sampleUsers, compute);
    const stability = solver === null ? null : stabilityJobs([k], () => labels, recipe, seed, solver);
    const lanes = [{ jobs: silhouette.jobs, concurrency: compute.concurrency }];
    if (stability !== null) lanes.push({ jobs: stability.jobs, concurrency: solver!.concurrency });
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
