import type { Centres } from '../cluster/centres';
import type { Compute } from '../cluster/compute';
import type { LloydRun, LloydTask } from '../cluster/lloyd';
import type { ShardAnswer, ShardCall, ShardResult } from '../cluster/lloyd-shard';
import { cutShards, splitLloyd } from '../cluster/split-lloyd';
import type { Reply } from '../protocol/engine';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';
import { WorkerPool } from './worker-pool';

/** What `compute.worker.ts` exposes. */
export interface ComputeWorkerApi {
  load(data: Float32Array, rows: number, dims: number): Promise<Reply<void>>;
  solve(task: KMeansTask): Promise<Reply<KMeansSolution>>;
  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Promise<Reply<Float64Array>>;
  openShard(run: number, from: number, to: number, k: number): Promise<Reply<void>>;
  askShard(run: number, call: ShardCall, place: number): Promise<Reply<ShardAnswer>>;
  closeShard(run: number, centres: Centres): Promise<Reply<ShardResult>>;
}

/**
 * Compute over several nested workers, each with its own copy of the matrix (sent once a `load`). Workers start with the first `load`. `abort` ends
 * them (a long task must not delay a cancel) and the next `load` starts new ones.
 */
export class ComputePool implements Compute {
  readonly name = 'typed-arrays';
  readonly concurrency: number;
  readonly #pool: WorkerPool<ComputeWorkerApi>;
  #rows = 0;
  #runs = 0;

  constructor(spawn: () => Worker, size: number) {
    this.#pool = new WorkerPool('compute', spawn, size);
    this.concurrency = this.#pool.concurrency;
  }

  async load(data: Float32Array, rows: number, dims: number): Promise<void> {
    this.#rows = rows;
    await this.#pool.toAll<void>((remote) => remote.load(data, rows, dims));
  }

  solve(task: KMeansTask): Promise<KMeansSolution> {
    return this.#pool.toAny((remote) => remote.solve(task));
  }

  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Promise<Float64Array> {
    return this.#pool.toAny((remote) => remote.silhouetteRange(labelings, ks, from, to));
  }

  async lloyd(task: LloydTask): Promise<LloydRun> {
    const pool = this.#pool;
    const run = this.#runs++;
    const cuts = cutShards(this.#rows, pool.size);
    await pool.toFirst<void>(cuts.length, (remote, at) => remote.openShard(run, ...cuts[at]!, task.k));
    return splitLloyd(
      {
        ask: (call) => pool.toFirst(cuts.length, (remote, at) => remote.askShard(run, call, at)),
        finish: (centres) => pool.toFirst(cuts.length, (remote) => remote.closeShard(run, centres)),
      },
      task,
    );
  }

  abort(): void {
    this.#pool.end();
  }

  /** Ends the workers; calls under way reject with `cancelled`. */
  terminate(): void {
    this.abort();
  }
}
