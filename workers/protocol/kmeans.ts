/** One k-means problem over the loaded matrix. The solution depends on the task and the data alone, not on who solves it when. */
export interface KMeansTask {
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
  /** Nearest centre of every row, drawn into the resample or not. */
  readonly labels: Int32Array;
}

/** Where k-means runs: a pool of workers over typed arrays, or the WGSL kernel on tfjs's device. */
export interface KMeansBackend {
  readonly name: 'webgpu' | 'typed-arrays';
  /** Tasks that are worth having under way at once. */
  readonly concurrency: number;
  load(data: Float32Array, rows: number, dims: number): Promise<void>;
  solve(task: KMeansTask): Promise<KMeansSolution>;
}
