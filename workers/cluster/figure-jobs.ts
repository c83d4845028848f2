import { bootstrapWeights } from '../math/kmeans-seeding';
import { random } from '../math/random';
import type { KMeansBackend, KMeansTask } from '../protocol/kmeans';
import { BY_RULE, isDensityMethod, type ClusteringRecipe } from '../protocol/recipe';
import type { Compute } from './compute';
import { stratifiedSample } from './sample';
import type { Job } from './schedule';
import { BOOTSTRAP_RESTARTS, bootstrapJaccard, meanJaccard } from './stability';

/** Silhouette and stability are taken on all users up to this many, above on a sample of so many, stratified by the finest segmentation. */
export const EXACT_USERS = 10_000;

/** Rows of one silhouette call; fixed, so that sums are added in the same order however many workers there are. */
const SILHOUETTE_ROWS = 1024;

/** Jobs of {@link silhouetteJobs}, each of one step. */
export const silhouetteSteps = (users: number): number => Math.ceil(users / SILHOUETTE_ROWS);

export interface SilhouetteJobs {
  readonly jobs: readonly Job[];
  /** Mean silhouette of the labeling at that place, once the jobs are done. */
  mean(labeling: number): number;
}

/** Mean silhouettes of the labelings over the rows that are loaded. */
export function silhouetteJobs(labelings: readonly Int32Array[], ks: readonly number[], users: number, compute: Compute): SilhouetteJobs {
  const sums: Float64Array[] = [];
  const jobs = Array.from({ length: silhouetteSteps(users) }, (_, range): Job => {
    const from = range * SILHOUETTE_ROWS;
    return {
      k: ks.at(-1)!,
      steps: 1,
      run: async () => void (sums[range] = await compute.silhouetteRange(labelings, ks, from, Math.min(from + SILHOUETTE_ROWS, users))),
    };
  });
  return { jobs, mean: (labeling) => sums.reduce((sum, part) => sum + part[labeling]!, 0) / users };
}

export interface StabilityJobs {
  readonly jobs: readonly Job[];
  /** Mean Jaccard of each segment once the jobs are done; empty for a k that was not among them. */
  of(k: number): number[];
}

/** The recipe's part of a task. @param users whom the recipe counts: all of the run */
export function taskOf({ method, tolerance, maxIterations, density = BY_RULE }: ClusteringRecipe, users: number): RecipeTask {
  if (!isDensityMethod(method)) return { method, tolerance, maxIterations };
  const { epsilon, minPoints, minClusterSize } = density;
  const minClusterShare = minClusterSize === null ? null : minClusterSize / users;
  return { method, tolerance, maxIterations, density: { epsilon, minPoints, minClusterShare } };
}

export type RecipeTask = Pick<KMeansTask, 'method' | 'tolerance' | 'maxIterations' | 'density'>;

/** @param task as of {@link taskOf} */
export function stabilityJobs(
  ks: readonly number[],
  labelsOf: (k: number) => Int32Array,
  task: RecipeTask,
  bootstraps: number,
  seed: number,
  kmeans: KMeansBackend,
): StabilityJobs {
  const jaccards = new Map(ks.map((k) => [k, [] as Float64Array[]]));
  const labels = new Map(ks.map((k) => [k, labelsOf(k)]));
  const users = labels.get(ks[0]!)?.length ?? 0;
  const jobs = Array.from({ length: bootstraps }, (_, bootstrap) => {
    const drawn = bootstrapWeights(users, seed, bootstrap);
    return ks.map((k): Job => ({
      k,
      steps: 1,
      run: async () => {
        const resampled = await kmeans.solve({ ...task, k, seed, restarts: BOOTSTRAP_RESTARTS, bootstrap });
        jaccards.get(k)![bootstrap] = bootstrapJaccard(labels.get(k)!, resampled.labels, drawn, k, resampled.k);
      },
    }));
  }).flat();
  return { jobs, of: (k) => (jaccards.has(k) ? meanJaccard(jaccards.get(k)!, k) : []) };
}

/** The users on whom silhouette and stability are taken where there are too many, stratified by the finest segmentation. */
export function sampleOf(solutions: ReadonlyMap<number, { readonly labels: Int32Array }>, size: number, seed: number): Uint32Array {
  const finest = Math.max(...solutions.keys());
  // Noise is a stratum of its own.
  const strata = solutions.get(finest)!.labels.map((label) => (label < 0 ? finest : label));
  return stratifiedSample(strata, finest + 1, size, random(seed, 'cluster', 'sample'));
}

export function onSample(labels: Int32Array, rows: Uint32Array | null): Int32Array {
  return rows === null ? labels : Int32Array.from(rows, (row) => labels[row]!);
}
