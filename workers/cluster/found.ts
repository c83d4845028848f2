import { AppError, throwIfAborted } from '../protocol/errors';
import type { KMeansSolution } from '../protocol/kmeans';
import type { Clusterings, Embedding, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { ClusteringRecipe, DensityMethod } from '../protocol/recipe';
import { canonical } from './canonical';
import type { Compute } from './compute';
import { taskOf } from './figure-jobs';
import { judge } from './judge';
import { ownDistances } from './nearest';
import { runLanes } from './schedule';

/** More segments than that are crumbs, which nobody can tell apart by name or colour. */
export const MOST_FOUND = 40;

/**
 * The segments that a method by density finds: on all users, above `DENSITY_ROWS` on a seeded sample of so many among which the others are placed
 * (`basis.restartUsers` says). One segmentation, of as many segments as there are; its figures are those of {@link judge}.
 *
 * @throws AppError `density-none`: no region is dense enough, all is noise; `density-one`: all dense regions hang together; `density-many` {found, most}: more
 * than {@link MOST_FOUND}, each with what was used: {method}, {epsilon} (0 for HDBSCAN), {minPoints} (of HDBSCAN the least size of a segment); `cancelled`, `worker-crashed`
 */
export async function* findDense(
  embedding: Embedding,
  method: DensityMethod,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  signal?: AbortSignal,
): Stage<Clusterings> {
  const { data, users, dims } = embedding;
  yield { stage: 'cluster', done: 0, total: 1 };
  await compute.load(data, users, dims);
  throwIfAborted(signal);
  const solutions: KMeansSolution[] = [];
  const run = async () => void solutions.push(await compute.solve({ ...taskOf(recipe, users), k: 0, seed, restarts: 1 }));
  for await (const _ of runLanes([{ jobs: [{ k: 0, steps: 1, run }], concurrency: 1 }], signal));
  const solved = solutions[0]!;
  const { report } = solved.density!;
  if (solved.k < 2 || solved.k > MOST_FOUND) {
    const figures = { method, epsilon: report.epsilon ?? 0, minPoints: report.minPoints };
    if (solved.k > MOST_FOUND) throw new AppError('density-many', { ...figures, found: solved.k, most: MOST_FOUND });
    throw new AppError(solved.k === 0 ? 'density-none' : 'density-one', figures);
  }
  const { k, labels, centres, inertia, density } = canonical(solved);
  const { model, strengths } = density!;
  const segmentation: Segmentation = {
    k,
    labels,
    centres,
    distances: ownDistances(data, users, dims, centres, labels),
    method,
    density: model,
    ...(strengths && { strengths }),
  };
  const judged = { segmentation, inertia, rule: 'found' as const, restartUsers: report.rows, computedOn: compute.name };
  const clusterings = yield* judge(embedding, judged, recipe, seed, compute, compute, signal);
  return { ...clusterings, density: report };
}
