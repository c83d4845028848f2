import { memberships } from '../cluster';
import type { Compute } from '../cluster/compute';
import { taskOf } from '../cluster/figure-jobs';
import { MOST_FOUND } from '../cluster/found';
import { nearestCentres } from '../cluster/nearest';
import { DensePlaces } from '../cluster/place-dense';
import type { MethodFailure } from '../protocol/comparison';
import type { KMeansSolution } from '../protocol/kmeans';
import type { ClusteringRecipe, ClusterMethod } from '../protocol/recipe';

/** A method, and how many segments it is told to find; one by density is told in vain. */
export interface Candidate {
  readonly method: ClusterMethod;
  readonly k: number;
}

/** How well candidates are fitted, alike for all. */
export interface Effort {
  readonly seed: number;
  readonly restarts: number;
}

/** Fits a candidate on the rows that are loaded. @param users of whom the recipe speaks */
export function fitMethod(
  { method, k }: Candidate,
  { seed, restarts }: Effort,
  recipe: ClusteringRecipe,
  users: number,
  compute: Compute,
): Promise<KMeansSolution> {
  return compute.solve({ ...taskOf({ ...recipe, method }, users), k, seed, restarts });
}

/** Why a method by density has no segments to show; null where it has. */
export function failureOf({ k, density }: KMeansSolution): MethodFailure['failed'] | null {
  if (density === undefined || (k >= 2 && k <= MOST_FOUND)) return null;
  return k === 0 ? 'density-none' : k === 1 ? 'density-one' : 'density-many';
}

/** Where users whom the fit did not see belong, by the rule by which an update places users; −1 for none. */
export function placeUsers({ centres, k, mixture, density }: KMeansSolution, data: Float32Array, dims: number): Int32Array {
  const rows = data.length / dims;
  if (density) return new DensePlaces(density.model, dims).place(data, rows).labels;
  return (mixture ? memberships(data, rows, dims, mixture) : nearestCentres(data, rows, dims, centres, k)).labels;
}
