import { random } from '../math/random';
import { AppError } from '../protocol/errors';
import type { KMeansBackend } from '../protocol/kmeans';
import type { Clusterings, Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { ClusteringRecipe } from '../protocol/recipe';
import { solverOf, type Compute } from './compute';
import { onSample, sampleOf, taskOf, type RecipeTask } from './figure-jobs';
import { runLanes, type Job } from './schedule';
import { bootstrapJaccard, meanJaccard } from './stability';

/** Seeds under which everything is done again. */
export const OTHER_SEEDS = 3;
/**
 * Up to this many users it is done again on all of them, above on a sample of so many, stratified by the finest segmentation: some seconds, however
 * large the file.
 */
export const OTHER_SEEDS_USERS = 5_000;

/** Embeds the users of those rows (null: all) under another seed, as the run's embedding was made under its own. */
export type EmbedAgain = (rows: Uint32Array | null, seed: number) => Stage<Embedding>;

/**
 * The figures of `clusterings` with what a bootstrap on one embedding cannot see: whether a segment comes back when the encoder too is trained from
 * another start. For each k, each segment's Jaccard coefficient with the cluster most like it, mean over {@link OTHER_SEEDS} seeds that follow from
 * the run's; 0 for a seed under which training diverged, since nothing came back. Progress is that of the embedding, then clusterings done.
 *
 * @throws AppError `cancelled`, `worker-crashed`, and what `embed` throws but `training-diverged`
 */
export async function* seedStability(
  clusterings: Clusterings,
  embed: EmbedAgain,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  /** Asked for once each training is over, since that may move to another device. */
  kmeans: () => KMeansBackend,
  signal?: AbortSignal,
): Stage<Clusterings> {
  const ks = [...clusterings.byK.keys()];
  const users = clusterings.byK.get(ks[0]!)!.labels.length;
  const sampled = users > OTHER_SEEDS_USERS;
  const rows = sampled ? sampleOf(clusterings.byK, OTHER_SEEDS_USERS, seed) : null;
  const labels = new Map(ks.map((k) => [k, onSample(clusterings.byK.get(k)!.labels, rows)]));
  const figures = new Map(ks.map((k) => [k, [] as Float64Array[]]));
  const task = taskAgain(recipe, users);
  let done = 0;
  let finished = false;
  try {
    for (const other of otherSeeds(seed)) {
      const embedding = yield* embedded(embed(rows, other));
      if (embedding === null) {
        for (const k of ks) figures.get(k)!.push(new Float64Array(k));
        continue;
      }
      const backend = solverOf(recipe, compute, kmeans());
      await backend.load(embedding.data, embedding.users, embedding.dims);
      const jobs = ks.map((k): Job => ({
        k,
        steps: 1,
        run: async () => {
          const again = await backend.solve({ ...task, k, seed: other, restarts: recipe.restarts });
          figures.get(k)!.push(jaccardAgain(labels.get(k)!, again.labels, k, again.k));
        },
      }));
      for await (const job of runLanes([{ jobs, concurrency: backend.concurrency }], signal)) {
        yield { stage: 'cluster', done: ++done, total: ks.length * OTHER_SEEDS, figures: { k: job.k } };
      }
    }
    finished = true;
  } finally {
    if (!finished) compute.abort();
  }
  return {
    ...clusterings,
    validity: clusterings.validity.map((one) => ({ ...one, seedStability: meanJaccard(figures.get(one.k)!, one.k) })),
    basis: { ...clusterings.basis, otherSeeds: { seeds: OTHER_SEEDS, users: labels.get(ks[0]!)!.length, sampled } },
  };
}

/** Jaccard coefficient of each segment with the cluster of `again` (0…clusters−1) most like it, whatever its label, over the same users. */
export function jaccardAgain(labels: Int32Array, again: Int32Array, k: number, clusters: number = k): Float64Array {
  return bootstrapJaccard(labels, again, new Float32Array(labels.length).fill(1), k, clusters);
}

/** A distance that somebody chose is one of this embedding: another one has a scale of its own. */
function taskAgain(recipe: ClusteringRecipe, users: number): RecipeTask {
  const { density, ...task } = taskOf(recipe, users);
  return density ? { ...task, density: { ...density, epsilon: null } } : task;
}

function otherSeeds(seed: number): number[] {
  const rng = random(seed, 'cluster', 'other-seeds');
  return Array.from({ length: OTHER_SEEDS }, () => rng.int(2 ** 32));
}

/** Null where the training diverged. */
async function* embedded(stage: Stage<Embedding>): Stage<Embedding | null> {
  try {
    return yield* stage;
  } catch (error) {
    if (error instanceof AppError && error.code === 'training-diverged') return null;
    throw error;
  }
}
