import { throwIfAborted } from '../protocol/errors';
import type { KMeansBackend } from '../protocol/kmeans';
import type { Clusterings, Embedding, KChoice, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { isDensityMethod, type ClusteringRecipe } from '../protocol/recipe';
import { solverOf, type Compute } from './compute';
import { DENSITY_ROWS } from './density';
import { EXACT_USERS, onSample, sampleOf, silhouetteJobs, silhouetteSteps, stabilityJobs, taskOf } from './figure-jobs';
import { gatherRows } from './nearest';
import { runLanes, type Lane } from './schedule';
import { clusterFigures } from './validity';

/** Where a segmentation that is to be judged comes from. */
export interface Judged {
  readonly segmentation: Segmentation;
  readonly inertia: number;
  readonly rule: Extract<KChoice['rule'], 'kept' | 'found'>;
  readonly restartUsers: number;
  readonly computedOn: Clusterings['computedOn'];
}

/** Users on whom stability is taken where there are more: of a method that looks at every pair, as many as it does. */
const stabilityUsersOf = ({ method }: ClusteringRecipe, users: number): number =>
  Math.min(users, isDensityMethod(method) ? DENSITY_ROWS : EXACT_USERS);

/**
 * The figures of one segmentation as `cluster` takes them; those of validity without the users who have no segment, whose share stands beside them.
 *
 * @param kmeans where stability is to be taken, null where it is not
 * @throws AppError `cancelled`, `worker-crashed`
 */
export async function* judge(
  { data, users, dims }: Embedding,
  { segmentation, inertia, rule, restartUsers, computedOn }: Judged,
  recipe: ClusteringRecipe,
  seed: number,
  compute: Compute,
  kmeans: KMeansBackend | null,
  signal: AbortSignal | undefined,
): Stage<Clusterings> {
  const { k, labels } = segmentation;
  const solver = kmeans && solverOf(recipe, compute, kmeans);
  const sampleUsers = Math.min(users, EXACT_USERS);
  const stabilityUsers = stabilityUsersOf(recipe, users);
  const rows = users > sampleUsers ? sampleOf(new Map([[k, segmentation]]), sampleUsers, seed) : null;
  const noise = labels.reduce((count, label) => count + Number(label < 0), 0);
  const known = noise === 0 ? rows : (rows ?? Uint32Array.from(labels.keys())).filter((row) => labels[row]! >= 0);
  const clustered = known === null ? users : known.length;
  const total = silhouetteSteps(clustered) + (solver === null ? 0 : recipe.bootstraps);
  let done = 0;
  let finished = false;
  const run = async function* (lanes: readonly Lane[]): Stage<void> {
    for await (const job of runLanes(lanes, signal)) {
      done += job.steps;
      yield { stage: 'cluster', done, total, figures: { k } };
    }
  };
  try {
    await compute.load(known === null ? data : gatherRows(data, dims, known), clustered, dims);
    throwIfAborted(signal);
    const silhouette = silhouetteJobs([onSample(labels, known)], [k], clustered, compute);
    yield* run([{ jobs: silhouette.jobs, concurrency: compute.concurrency }]);
    let stability: readonly number[] = [];
    if (solver !== null) {
      const drawn = users > stabilityUsers ? sampleOf(new Map([[k, segmentation]]), stabilityUsers, seed) : null;
      if (solver !== compute || drawn !== known)
        await solver.load(drawn === null ? data : gatherRows(data, dims, drawn), stabilityUsers, dims);
      throwIfAborted(signal);
      const jobs = stabilityJobs([k], () => onSample(labels, drawn), taskOf(recipe, users), recipe.bootstraps, seed, solver);
      yield* run([{ jobs: jobs.jobs, concurrency: solver.concurrency }]);
      stability = jobs.of(k);
    }
    finished = true;
    const mean = silhouette.mean(0);
    const figures = { k, inertia, silhouette: mean, stability, ...clusterFigures(data, users, dims, labels, k) };
    return {
      byK: new Map([[k, segmentation]]),
      validity: [isDensityMethod(segmentation.method) ? { ...figures, noise: noise / users } : figures],
      basis: {
        restartUsers,
        silhouetteUsers: clustered,
        silhouetteSampled: rows !== null,
        stabilityUsers,
        stabilitySampled: users > stabilityUsers,
        bootstraps: recipe.bootstraps,
      },
      choice: { k, rule, bestK: k, bestSilhouette: mean },
      computedOn,
    };
  } finally {
    if (!finished) compute.abort();
  }
}
