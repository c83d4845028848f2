import type { ClusteringRecipe } from './recipe';

/** One clustering problem over the loaded matrix. The solution depends on the task and the data alone, not on who solves it when. */
export interface KMeansTask {
  /** `kmeans` where nothing is said, which alone the WGSL kernel solves. */
  readonly method?: ClusteringRecipe['method'];
  readonly k: number;
  readonly seed: number;
  /** Runs from this many k-means++ seedings (streams `seed/kmeans/k/bootstrap/restart`), lowest inertia kept. */
  readonly restarts: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Cluster bootstrap resample number `bootstrap` (rows weighted by how often they were drawn) instead of the rows once each. */
  readonly bootstrap?: number;
}

export interface KMeansSolution {
  readonly k: number;
  readonly inertia: number;
  readonly iterations: number;
  /** k × dims. */
  readonly centres: Float32Array;
  /** Of every row, drawn into the resample or not: the nearest centre, unless the method says otherwise. */
  readonly labels: Int32Array;
  /** Of the method `mixture`, in the order of the labels; not of a resample. */
  readonly mixture?: Mixture;
  /** Of the method `ward`; not of a resample. */
  readonly dendrogram?: Dendrogram;
}

/** k Gaussians with full covariances. */
export interface Mixture {
  readonly k: number;
  /** Prior probabilities. */
  readonly shares: Float64Array;
  /** k × dims. */
  readonly means: Float64Array;
  /** k × dims × dims: inverses L⁻¹ of the lower Cholesky factors of the covariances, so that ‖L⁻¹(x − mean)‖ is the Mahalanobis distance. */
  readonly factors: Float64Array;
}

/** The last merges of a hierarchy over the m clusters before them: merge i joins `left[i]` and `right[i]` into cluster m + i; clusters below m are those m. */
export interface Dendrogram {
  /** Rows in each of the m clusters. */
  readonly sizes: Float64Array;
  /** A row of each, whose label is that of all its rows. */
  readonly rows: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Ascending: √(2·ΔSSE). */
  readonly heights: Float64Array;
  /** Micro-clusters that the hierarchy stands on; null where it stands on the rows themselves. */
  readonly micro: number | null;
}

/** Where k-means runs: a pool of workers over typed arrays, or the WGSL kernel on tfjs's device. */
export interface KMeansBackend {
  readonly name: 'webgpu' | 'typed-arrays';
  /** Tasks that are worth having under way at once. */
  readonly concurrency: number;
  load(data: Float32Array, rows: number, dims: number): Promise<void>;
  solve(task: KMeansTask): Promise<KMeansSolution>;
}
