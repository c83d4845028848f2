import { breather } from '../math/breathe';
import { meanFeatureVariance } from '../math/kmeans-seeding';
import { random } from '../math/random';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { DensityModel, KMeansBackend, Mixture } from '../protocol/kmeans';
import type { Clusterings, Embedding, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { isDensityMethod, type ClusteringRecipe } from '../protocol/recipe';
import { clusterSizes, densityOf } from './canonical';
import type { Compute } from './compute';
import { DENSITY_ROWS } from './density';
import { squaredDistance } from '../math/distance';
import { judge } from './judge';
import { labelMeans } from './label-means';
import { fitMixture } from './mixture';
import { gatherRows } from './nearest';
import { placesOf } from './places';
import { sampleRows, stratifiedSample } from './sample';
import { runLanes } from './schedule';
import { MIXTURE_ROWS } from './solve';

/** Rows assigned between two looks at the signal. */
const ROWS_A_STEP = 50_000;

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

/** Of a user without a segment who has none still. */
export const HELD_NOISE = -2;

/** Who keeps the segment that they had: users without new events. */
export interface Held {
  /** By row of the embedding: the label before, {@link HELD_NOISE} for noise, −1 for those whose segment is to be found. */
  readonly labels: Int32Array;
  /** Of HDBSCAN: how firmly each belonged to it. */
  readonly strengths?: Float32Array;
}

const isHeld = (method: Segmentation['method']) => method === 'ward' || isDensityMethod(method);

/** Users at the nearest of the centres there were; `origin` as in {@link KeptClusterings}. */
export interface Placed {
  readonly kept: Segmentation;
  readonly inertia: number;
  readonly origin: readonly number[];
}

/**
 * Gives every user the nearest of the centres there were, in one pass; the centres stay. Of a mixture, the most probable component; of dense regions, the
 * one that the user is in, if any.
 *
 * @param held of a cut hierarchy and of dense regions users without new events keep their segment, since no centre says what these said
 * @throws AppError `training-diverged`: the embedding has values that are not finite; `users-fewer-than-k`: fewer than two segments have users;
 * `cancelled`
 */
export async function* placeAtCentres(
  embedding: Embedding,
  { centres, k, method, mixture, density }: Segmentation,
  held: Held,
  signal?: AbortSignal,
): Stage<Placed> {
  const labels = Array.from({ length: k }, (_, label) => label);
  return yield* placed(embedding, centres, k, labels, { method, held: isHeld(method) ? held : null, mixture, density }, signal);
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
  const { computedOn, basis, density } = before;
  const judged = { segmentation: kept, inertia, rule: 'kept' as const, restartUsers: basis.restartUsers, computedOn };
  const clusterings = yield* judge(embedding, judged, recipe, seed, compute, null, signal);
  return { clusterings: density ? { ...clusterings, density } : clusterings, origin };
}

/**
 * The clustering goes on from the segments there were: their users' means in the new embedding are the first centres of one run of Lloyd's algorithm over
 * all users, or their users the first components of a mixture. Hierarchies and dense regions are not made anew: their users keep their segments, but for those
 * with new events, who go to the nearest mean, or where the user is who is nearest of those that keep theirs.
 * The figures of the kept k are those of {@link cluster}, stability included.
 *
 * @param labels label before of each row of the embedding, −1 for users that had none
 * @param held as of {@link placeAtCentres}
 * @throws as {@link placeAtCentres} and {@link judgePlaced}
 */
export async function* continueCentres(
  embedding: Embedding,
  labels: Int32Array,
  held: Held,
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
  let { centres } = start;
  const mixture = method === 'mixture' ? mixtureFrom(embedding, labels, start.present, seed) : undefined;
  if (mixture) centres = mixture.means;
  if (method === 'kmeans' || method === 'minibatch') centres = yield* movedOn(embedding, start, recipe, compute, signal);
  // Published in single precision, so that whoever assigns to the centres finds the same labels.
  const rank = new Map(start.present.map((label, at) => [label, at]));
  const renamed = { labels: held.labels.map((label) => (label < 0 ? label : rank.get(label)!)) };
  const density = isDensityMethod(method) ? nearestHeld(embedding, renamed.labels, seed) : undefined;
  const other = { method, mixture, density, held: isHeld(method) ? renamed : null };
  const { kept, inertia, origin } = yield* placed(
    embedding,
    Float32Array.from(centres),
    start.present.length,
    start.present,
    other,
    signal,
  );
  const restartUsers = mixture ? Math.min(users, MIXTURE_ROWS) : density ? density.labels.length : users;
  const judged = { segmentation: kept, inertia, rule: 'kept' as const, restartUsers, computedOn: 'typed-arrays' as const };
  return { clusterings: yield* judge(embedding, judged, recipe, seed, compute, kmeans, signal), origin };
}

/** Where Lloyd's algorithm takes the centres over all users; one that loses its users stays, since put somewhere else it would be another segment. */
async function* movedOn(
  { data, users, dims }: Embedding,
  { centres, present }: ReturnType<typeof means>,
  { tolerance, maxIterations }: ClusteringRecipe,
  compute: Compute,
  signal: AbortSignal | undefined,
): Stage<Float64Array> {
  const k = present.length;
  let moved = centres;
  let finished = false;
  try {
    yield { stage: 'cluster', done: 0, total: 1, figures: { k } };
    await compute.load(data, users, dims);
    throwIfAborted(signal);
    const threshold = tolerance * meanFeatureVariance(data, users, dims);
    const run = async () => void ({ centres: moved } = await compute.lloyd({ start: centres, k, threshold, maxIterations, reseed: false }));
    for await (const _ of runLanes([{ jobs: [{ k, steps: 1, run }], concurrency: 1 }], signal));
    finished = true;
  } finally {
    if (!finished) compute.abort();
  }
  return moved;
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

/** Places users where the nearest of those is who keep their segment, or their lack of one; of many, of a sample of them. */
function nearestHeld({ data, dims }: Embedding, held: Int32Array, seed: number): DensityModel {
  const keeping = Uint32Array.from(held.keys()).filter((row) => held[row] !== -1);
  const rows = sampleRows(keeping.length, DENSITY_ROWS, random(seed, 'density', 'continue')).map((at) => keeping[at]!);
  return { kind: 'nearest', points: gatherRows(data, dims, rows), labels: Int32Array.from(rows, (row) => Math.max(-1, held[row]!)) };
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
  readonly held: Held | null;
  readonly mixture: Mixture | undefined;
  readonly density: DensityModel | undefined;
}

/** @param names by centre the label before */
async function* placed(
  { data, users, dims }: Embedding,
  centres: Float32Array,
  k: number,
  names: readonly number[],
  { method, held, mixture, density }: OtherPlaces,
  signal: AbortSignal | undefined,
): Stage<Placed> {
  throwIfAborted(signal);
  if (!data.every(Number.isFinite)) throw new AppError('training-diverged');
  const breathe = breather();
  const labels = new Int32Array(users);
  const strengths = density?.kind === 'hdbscan' ? new Float32Array(users) : undefined;
  const place = placesOf({ centres, k, mixture, density }, dims);
  for (let from = 0; from < users; from += ROWS_A_STEP) {
    const rows = Math.min(ROWS_A_STEP, users - from);
    const part = data.subarray(from * dims, (from + rows) * dims);
    const there = place(part, rows);
    if (there.strengths) strengths?.set(there.strengths, from);
    labels.set(there.labels, from);
    yield { stage: 'cluster', done: 0, total: 1, figures: { k } };
    await breathe();
    throwIfAborted(signal);
  }
  held?.labels.forEach((label, user) => {
    if (label === -1) return;
    labels[user] = label === HELD_NOISE ? -1 : label;
    if (strengths && held.strengths) strengths[user] = held.strengths[user]!;
  });
  const distances = new Float32Array(users).fill(Number.NaN);
  const exact = Float64Array.from(centres);
  let inertia = 0;
  for (let user = 0; user < users; user++) {
    if (labels[user]! < 0) continue;
    const square = squaredDistance(data, user * dims, exact, labels[user]! * dims, dims);
    inertia += square;
    distances[user] = Math.sqrt(square);
  }
  const present = Array.from(clusterSizes(labels, k)).flatMap((size, label) => (size > 0 ? [label] : []));
  if (present.length < 2) throw new AppError('users-fewer-than-k', { users, k: 2 });
  const rank = new Int32Array(k).fill(-1);
  present.forEach((label, at) => (rank[label] = at));
  const named = (all: Int32Array) => all.map((label) => (label < 0 ? label : rank[label]!));
  return {
    kept: {
      k: present.length,
      labels: named(labels),
      centres: gatherRows(centres, dims, Uint32Array.from(present)),
      distances,
      ...(method && method !== 'kmeans' && { method }),
      ...(mixture && { mixture: componentsOf(mixture, present) }),
      ...(density && { density: densityOf(density, named(density.labels), present) }),
      ...(strengths && { strengths }),
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
