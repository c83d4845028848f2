import { readRange, type RangeJob, type RangePart, type RangeReader, type RangeTask } from '../ingest/ranges';
import type { Reply } from '../protocol/engine';
import { answer } from './answer';
import { WorkerPool } from './worker-pool';

/** What `table.worker.ts` exposes. */
export interface TableWorkerApi {
  open(job: RangeJob): Promise<Reply<void>>;
  read(task: RangeTask): Promise<Reply<RangePart | null>>;
}

export function tableWorker(): TableWorkerApi {
  let opened: RangeJob | undefined;
  return {
    open: (job) => answer(() => void (opened = job)),
    read: (task) =>
      answer(() => {
        if (opened === undefined) throw new Error('no file opened');
        return readRange(opened, task);
      }),
  };
}

/** Work on tables over several nested workers. They start with the first file, and end when told to, since what they read leaves their heaps large. */
export class TablePool implements RangeReader {
  readonly concurrency: number;
  readonly #pool: WorkerPool<TableWorkerApi>;

  constructor(spawn: () => Worker, size: number) {
    this.#pool = new WorkerPool('table', spawn, size);
    this.concurrency = this.#pool.concurrency;
  }

  open(job: RangeJob): Promise<void> {
    return this.#pool.toAll((remote) => remote.open(job));
  }

  read(task: RangeTask): Promise<RangePart | null> {
    return this.#pool.toAny((remote) => remote.read(task));
  }

  /** Ends the workers; what is under way rejects with `cancelled`. */
  end(): void {
    this.#pool.end();
  }
}
