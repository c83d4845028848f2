import * as Comlink from 'comlink';
import { shardFeatures, type FeatureShard, type ShardFeatures } from '../features';
import { rangeReading, type RangeJob, type RangePart, type RangeReading, type RangeTask } from '../ingest/ranges';
import { SpareKernels } from '../ingest/kernel';
import { sortKeys, type UnsortedKeys } from '../ingest/sort-keys';
import type { Reply } from '../protocol/engine';
import type { KeyedColumn } from '../protocol/events';
import { answer } from './answer';
import type { TableDevice } from './run';
import { buffersOf } from './transfer';
import { WorkerPool } from './worker-pool';

/** What `table.worker.ts` exposes. */
export interface TableWorkerApi {
  open(job: RangeJob): Promise<Reply<void>>;
  read(task: RangeTask): Promise<Reply<RangePart | null>>;
  sortKeys(column: UnsortedKeys): Promise<Reply<KeyedColumn>>;
  features(shard: FeatureShard): Promise<Reply<ShardFeatures>>;
}

export function tableWorker(): TableWorkerApi {
  const kernels = new SpareKernels();
  let reading: RangeReading | null = null;
  return {
    open: (job) =>
      answer(() => {
        reading?.end();
        reading = rangeReading(job, { kernels });
      }),
    read: (task) =>
      answer(() => {
        if (reading === null) throw new Error('no file opened');
        return reading.read(task);
      }),
    sortKeys: (column) => answer(() => sortKeys(column, async () => undefined)),
    features: (shard) => answer(() => shardFeatures(shard)),
  };
}

/** Work on tables over several nested workers. They start when needed, or while nobody asks for anything (`warm-up.ts`), and end when told to, since what they held leaves their heaps large. */
export class TablePool implements TableDevice {
  readonly concurrency: number;
  readonly #pool: WorkerPool<TableWorkerApi>;
  #job: RangeJob | undefined;

  constructor(spawn: () => Worker, size: number) {
    this.#pool = new WorkerPool('table', spawn, size);
    this.concurrency = this.#pool.concurrency;
  }

  /** Starts the workers before there is work for them. */
  warm(): void {
    this.#pool.start();
  }

  open(job: RangeJob): Promise<void> {
    this.#job = job;
    return this.#pool.toAll((remote) => remote.open(job));
  }

  /** A crash loses the ranges under way, and the next one finds new workers: only a range that crashes them again fails. */
  async read(task: RangeTask): Promise<RangePart | null> {
    if (!this.#pool.started && this.#job !== undefined) await this.open(this.#job);
    return this.#pool.toAny((remote) => remote.read(Comlink.transfer(task, buffersOf(task.spare))));
  }

  sortKeys(column: UnsortedKeys): Promise<KeyedColumn> {
    this.#pool.start();
    return this.#pool.toAny((remote) => remote.sortKeys(Comlink.transfer(column, buffersOf([column.a, column.b]))));
  }

  features(shard: FeatureShard): Promise<ShardFeatures> {
    this.#pool.start();
    return this.#pool.toAny((remote) => remote.features(Comlink.transfer(shard, buffersOf(shard))));
  }

  /** Ends the workers; what is under way rejects with `cancelled`. */
  end(): void {
    this.#pool.end();
  }
}
