import { breather } from '../math/breathe';
import { AppError } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution, KMeansTask } from '../protocol/kmeans';
import type { ClusteringRecipe } from '../protocol/recipe';
import type { Centres } from './centres';
import { makeShard, type LloydRun, type LloydTask } from './lloyd';
import { LloydKernel } from './lloyd-kernel';
import type { LloydShard, ShardAnswer, ShardCall, ShardResult } from './lloyd-shard';
import { silhouettes } from './silhouette';
import { KMeansSolver } from './solve';
import { splitLloyd } from './split-lloyd';

/** Where the clustering's arithmetic runs: k-means and silhouettes over the matrix last loaded. */
export interface Compute extends KMeansBackend {
  readonly name: 'typed-arrays';
  /** Sum of silhouettes over part [from, to) of the rows, one for each labeling ({@link silhouettes}). */
  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Promise<Float64Array>;
  /** One run of Lloyd's algorithm over all rows, shared out over all workers that there are. */
  lloyd(task: LloydTask): Promise<LloydRun>;
  /** Drops whatever is under way: those calls reject with `cancelled`, and the matrix must be loaded again. */
  abort(): void;
}

/** Who solves what the recipe asks for: any method but plain k-means runs on typed arrays. */
export function solverOf({ method }: ClusteringRecipe, compute: Compute, kmeans: KMeansBackend): KMeansBackend {
  return method === 'kmeans' ? kmeans : compute;
}

/** The arithmetic itself over one matrix, for whoever holds the thread. */
export class ComputeCore {
  readonly #data: Float32Array;
  readonly rows: number;
  readonly #dims: number;
  readonly #solver: KMeansSolver;
  /** By the number of their run. */
  readonly #shards = new Map<number, LloydShard>();

  constructor(data: Float32Array, rows: number, dims: number) {
    this.#data = data;
    this.rows = rows;
    this.#dims = dims;
    this.#solver = new KMeansSolver(data, rows, dims);
  }

  solve(task: KMeansTask): KMeansSolution {
    return this.#solver.solve(task);
  }

  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Float64Array {
    return silhouettes(this.#data, this.rows, this.#dims, labelings, ks, [from, to]);
  }

  /** Begins a run of Lloyd's algorithm over rows [from, to). Throws `RangeError` where memory is short. */
  openShard(run: number, from: number, to: number, k: number): void {
    const dims = this.#dims;
    const points = { data: this.#data.subarray(from * dims, to * dims), rows: to - from, dims, weights: null };
    this.#shards.set(run, makeShard(LloydKernel.make(), points, k));
  }

  /** @param place of the shard among all of the run */
  askShard(run: number, call: ShardCall, place: number): ShardAnswer {
    const answer = this.#shard(run).answer(call, place);
    // A copy of a view would take all the memory behind it along.
    return { ...answer, sums: answer.sums.map((sums) => sums.slice()) };
  }

  closeShard(run: number, centres: Centres): ShardResult {
    const result = this.#shard(run).finish(centres);
    this.#shards.delete(run);
    return result;
  }

  #shard(run: number): LloydShard {
    const shard = this.#shards.get(run);
    if (shard === undefined) throw new Error('no such run');
    return shard;
  }
}

/** Computes in the calling thread, one call after another: for small data, for tests, and where a worker cannot start workers. */
export function inlineCompute(): Compute {
  let core: ComputeCore | undefined;
  let generation = 0;
  let runs = 0;
  let last: Promise<unknown> = Promise.resolve();
  const breathe = breather();

  const inTurn = <T>(work: (core: ComputeCore) => T): Promise<T> => {
    const mine = generation;
    const turn = last.then(async () => {
      await breathe();
      if (mine !== generation) throw new AppError('cancelled');
      if (core === undefined) throw new Error('no matrix loaded');
      return work(core);
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    name: 'typed-arrays',
    concurrency: 1,
    load: async (data, rows, dims) => {
      await last;
      core = new ComputeCore(data, rows, dims);
    },
    solve: (task) => inTurn((it) => it.solve(task)),
    silhouetteRange: (labelings, ks, from, to) => inTurn((it) => it.silhouetteRange(labelings, ks, from, to)),
    lloyd: async (task) => {
      const run = runs++;
      await inTurn((it) => it.openShard(run, 0, it.rows, task.k));
      return splitLloyd(
        {
          ask: async (call) => [await inTurn((it) => it.askShard(run, call, 0))],
          finish: async (centres) => [await inTurn((it) => it.closeShard(run, centres))],
        },
        task,
      );
    },
    abort: () => {
      generation++;
      core = undefined;
    },
  };
}
