import * as Comlink from 'comlink';
import type { Reply } from '../protocol/engine';
import { AppError, fromWire } from '../protocol/errors';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';
import type { Compute } from './compute';

/** What `compute.worker.ts` exposes. */
export interface ComputeWorkerApi {
  load(data: Float32Array, rows: number, dims: number): Reply<void>;
  solve(task: KMeansTask): Reply<KMeansSolution>;
  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Reply<Float64Array>;
}

interface Member {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<ComputeWorkerApi>;
  /** Calls sent and not answered. */
  pending: number;
  /** Rejects when the worker crashes or is dropped, since Comlink's own calls would hang. */
  readonly lost: Promise<never>;
  readonly lose: (error: AppError) => void;
}

/**
 * Compute over several nested workers, each with its own copy of the matrix (sent once a `load`). Calls go to the worker with
 * the fewest under way; two may wait at each, so that none idles between an answer and the next call.
 *
 * Workers start with the first `load`. `abort` ends them (a long task must not delay a cancel) and the next `load` starts new ones. A worker's
 * crash rejects its calls with `worker-crashed`, and the pool starts afresh at the next `load`.
 */
export class ComputePool implements Compute {
  readonly name = 'typed-arrays';
  readonly concurrency: number;
  readonly #spawn: () => Worker;
  readonly #size: number;
  #members: Member[] = [];

  constructor(spawn: () => Worker, size: number) {
    this.#spawn = spawn;
    this.#size = Math.max(1, size);
    this.concurrency = 2 * this.#size;
  }

  async load(data: Float32Array, rows: number, dims: number): Promise<void> {
    while (this.#members.length < this.#size) this.#members.push(this.#start());
    await Promise.all(this.#members.map((member) => this.#call(member, (remote) => remote.load(data, rows, dims))));
  }

  solve(task: KMeansTask): Promise<KMeansSolution> {
    return this.#anywhere((remote) => remote.solve(task));
  }

  silhouetteRange(labelings: readonly Int32Array[], ks: readonly number[], from: number, to: number): Promise<Float64Array> {
    return this.#anywhere((remote) => remote.silhouetteRange(labelings, ks, from, to));
  }

  abort(): void {
    this.#drop(new AppError('cancelled'));
  }

  /** Ends the workers; calls under way reject with `cancelled`. */
  terminate(): void {
    this.abort();
  }

  async #anywhere<T>(call: (remote: Comlink.Remote<ComputeWorkerApi>) => Promise<Reply<T>>): Promise<T> {
    const [first, ...others] = this.#members;
    if (first === undefined) throw new Error('no matrix loaded');
    return this.#call(
      others.reduce((a, b) => (b.pending < a.pending ? b : a), first),
      call,
    );
  }

  async #call<T>(member: Member, call: (remote: Comlink.Remote<ComputeWorkerApi>) => Promise<Reply<T>>): Promise<T> {
    member.pending++;
    try {
      const reply = await Promise.race([call(member.remote), member.lost]);
      if (!reply.ok) throw fromWire(reply.error);
      return reply.value;
    } finally {
      member.pending--;
    }
  }

  #start(): Member {
    const worker = this.#spawn();
    let lose!: (error: AppError) => void;
    const lost = new Promise<never>((_, reject) => (lose = reject));
    // Nobody may be waiting when it is lost.
    lost.catch(() => undefined);
    const crashed = (event: Event) => {
      // Else the error goes on to the parent worker, and from there to the page, as if the engine itself had failed.
      event.preventDefault();
      const detail = 'message' in event ? String(event.message) : event.type;
      this.#drop(new AppError('worker-crashed', { worker: 'compute' }, { cause: detail }));
    };
    worker.addEventListener('error', crashed);
    worker.addEventListener('messageerror', crashed);
    return { worker, remote: Comlink.wrap<ComputeWorkerApi>(worker), pending: 0, lost, lose };
  }

  /** One worker lost means that its copy of the matrix and its tasks are, so all start afresh. */
  #drop(error: AppError): void {
    const members = this.#members;
    this.#members = [];
    for (const member of members) {
      member.lose(error);
      member.remote[Comlink.releaseProxy]();
      member.worker.terminate();
    }
  }
}
