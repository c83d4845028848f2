import type { Compute } from '../cluster/compute';
import type { Reply } from '../protocol/engine';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';
import { WorkerPool } from './worker-pool';

/** What `compute.worker.ts` exposes. */
export interface ComputeWorkerApi {
  load(data: Float32Array, rows: number, dims: number): Promise<Reply<void>>;
  solve(task: KMeansTask): Promise<Reply<KMeansSolution>>;
  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Promise<Reply<Float64Array>>;
}

/**
 * Compute over several nested workers, each with its own copy of the matrix (sent once a `load`). Workers start with the first `load`. `abort` ends
 * them (a long task must not delay a cancel) and the next `load` starts new ones.
 */
export class ComputePool implements Compute {
  readonly name = 'typed-arrays';
  readonly concurrency: number;
  readonly #pool: WorkerPool<ComputeWorkerApi>;

  constructor(spawn: () => Worker, size: number) {
    this.#pool = new WorkerPool('compute', spawn, size);
    this.concurrency = this.#pool.concurrency;
  }

  async load(data: Float32Array, rows: number, dims: number): Promise<void> {
    await this.#pool.toAll<void>((remote) => remote.load(data, rows, dims));
  }

  solve(task: KMeansTask): Promise<KMeansSolution> {
    return this.#pool.toAny((remote) => remote.solve(task));
  }

  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Promise<Float64Array> {
    return this.#pool.toAny((remote) => remote.silhouetteRange(labelings, ks, from, to));
  }

  abort(): void {
    this.#pool.end();
  }

  /** Ends the workers; calls under way reject with `cancelled`. */
  terminate(): void {
    this.abort();
  }
}
