import type { ClusteringRecipe, DensityMethod } from './recipe';

/** One clustering problem over the loaded matrix. The solution depends on the task and the data alone, not on who solves it when. */
export interface KMeansTask {
  /** `kmeans` where nothing is said, which alone the WGSL kernel solves. */
  readonly method?: ClusteringRecipe['method'];
  /** Says nothing where the method finds the number. */
  readonly k: number;
  readonly seed: number;
  /** Of the methods by density. */
  readonly density?: DensityTask;
  /** Runs from this many k-means++ seedings (streams `seed/kmeans/k/bootstrap/restart`), lowest inertia kept. */
  readonly restarts: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Cluster bootstrap resample number `bootstrap` (rows weighted by how often they were drawn) instead of the rows once each. */
  readonly bootstrap?: number;
}

/** What is dense; null: by the rules in workers/cluster/density.ts. */
export interface DensityTask {
  readonly epsilon: number | null;
  readonly minPoints: number | null;
  /** Share of the rows that a cluster has at least, so that it means the same on a sample. */
  readonly minClusterShare: number | null;
}

export interface KMeansSolution {
  /** Of a method by density, as many as were found: 0 where all rows are noise. */
  readonly k: number;
  readonly inertia: number;
  readonly iterations: number;
  /** k × dims. */
  readonly centres: Float32Array;
  /** Of every row, drawn into the resample or not: the nearest centre, unless the method says otherwise; −1 for noise. */
  readonly labels: Int32Array;
  /** Of a method by density; not of a resample. */
  readonly density?: DensityFit;
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

/** What a method by density found, and on what. */
export interface DensityFit {
  readonly model: DensityModel;
  /** Of HDBSCAN, by row: how firmly it belongs to its cluster, 0…1; 0 for noise. */
  readonly strengths: Float32Array | null;
  readonly report: DensityReport;
}

/**
 * What gives a row that was not clustered its label, over m rows that were.
 *
 * - `dbscan`, over core rows: that of the nearest within ε.
 * - `hdbscan`: that of the row nearest by mutual reachability, where it is near enough to be in the cluster.
 * - `nearest`: that of the nearest row, noise included.
 */
export interface DensityModel {
  readonly kind: DensityMethod | 'nearest';
  /** m × dims. */
  readonly points: Float32Array;
  /** By row, −1 for noise. */
  readonly labels: Int32Array;
  /** Of `dbscan`. */
  readonly epsilon?: number;
  /** Of `hdbscan`. */
  readonly reach?: {
    readonly minPoints: number;
    /** By row. */
    readonly coreDistances: Float64Array;
    /** By cluster: 1 / distance at which it came to be, and at which its last row left it. */
    readonly births: Float64Array;
    readonly deaths: Float64Array;
  };
}

/** How the dense regions were found, for a person to read. */
export interface DensityReport {
  /** Rows on which; the others were placed. */
  readonly rows: number;
  /** Of DBSCAN. */
  readonly epsilon: number | null;
  readonly minPoints: number;
  /** Of HDBSCAN, on those rows. */
  readonly minClusterSize: number | null;
  /** Of DBSCAN: distances to the `minPoints`-th nearest at even steps from the least to the greatest, at most 200. */
  readonly curve: readonly number[] | null;
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
