import { AppError, throwIfAborted } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution } from '../protocol/kmeans';
import type { Embedding, JointClusters } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { ClusteringRecipe } from '../protocol/recipe';
import { canonical, clusterSizes } from './canonical';
import type { Compute } from './compute';
import { distinctRows } from './distinct';
import { cluster, hold } from './index';
import { runLanes } from './schedule';

/**
 * The clusters from which an encoder is trained together with them: those of k-means on its embedding, as many as the person chose; else as many as the
 * rule takes there ({@link cluster}), whatever method is to find the segments afterwards.
 *
 * @param heldK of a rebuild: held against the rule unless it is clearly worse ({@link hold}); null: the rule alone
 * @throws AppError as {@link cluster}
 */
export async function* startingCentres(
  embedding: Embedding,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend,
  signal?: AbortSignal,
  heldK: number | null = null,
): Stage<JointClusters> {
  throwIfAborted(signal);
  const { data, users, dims } = embedding;
  const { k } = recipe;
  if (k === null) {
    const clusterings = yield* cluster(embedding, { ...recipe, method: 'kmeans', k }, seed, compute, kmeans, signal);
    const { byK, choice } = heldK === null ? clusterings : hold(clusterings, heldK);
    return { k: choice.k, centres: byK.get(choice.k)!.centres, chosen: 'rule' };
  }
  const distinct = distinctRows(data, users, dims, k);
  if (distinct < k) throw new AppError('users-fewer-than-k', { users: distinct, k });
  const { restarts, tolerance, maxIterations } = recipe;
  const found: { solution?: KMeansSolution } = {};
  try {
    yield { stage: 'cluster', done: 0, total: 1 };
    await kmeans.load(data, users, dims);
    throwIfAborted(signal);
    const run = async () => void (found.solution = await kmeans.solve({ method: 'kmeans', k, seed, restarts, tolerance, maxIterations }));
    for await (const _ of runLanes([{ jobs: [{ k, steps: 1, run }], concurrency: 1 }], signal));
  } finally {
    if (!found.solution) compute.abort();
  }
  const { labels, centres } = canonical(found.solution!);
  if (clusterSizes(labels, k).some((size) => size === 0)) throw new AppError('users-fewer-than-k', { users, k });
  return { k, centres, chosen: 'manual' };
}
