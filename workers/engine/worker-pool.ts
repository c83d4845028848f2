import * as Comlink from 'comlink';
import type { Reply } from '../protocol/engine';
import { AppError, fromWire } from '../protocol/errors';

interface Member<Api> {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<Api>;
  /** Calls sent and not answered. */
  pending: number;
  /** Rejects when the worker crashes or is dropped, since Comlink's own calls would hang. */
  readonly lost: Promise<never>;
  readonly lose: (error: AppError) => void;
}

/**
 * Nested workers of one kind. Calls go to the worker with the fewest under way; two may wait at each, so that none idles between an answer and
 * the next call.
 *
 * `end` ends all workers, and {@link toAll} starts new ones. A crash rejects all calls with `worker-crashed` and ends the others, too, since what
 * they hold was shared out among them.
 */
export class WorkerPool<Api> {
  /** Calls worth having under way at once. */
  readonly concurrency: number;
  readonly #name: string;
  readonly #spawn: () => Worker;
  readonly size: number;
  #members: Member<Api>[] = [];

  /** `name` is the worker's in the error that says that it crashed. */
  constructor(name: string, spawn: () => Worker, size: number) {
    this.#name = name;
    this.#spawn = spawn;
    this.size = Math.max(1, size);
    this.concurrency = 2 * this.size;
  }

  get started(): boolean {
    return this.#members.length > 0;
  }

  /** Starts the workers that are missing. */
  start(): void {
    while (this.#members.length < this.size) this.#members.push(this.#start());
  }

  /** Calls every worker, started or not. */
  async toAll<T>(call: (remote: Comlink.Remote<Api>) => Promise<Reply<T>>): Promise<void> {
    this.start();
    await this.toFirst(this.size, call);
  }

  /** Calls so many of the workers, always the same ones and in the same order. @throws Error where they were not started */
  async toFirst<T>(count: number, call: (remote: Comlink.Remote<Api>, at: number) => Promise<Reply<T>>): Promise<T[]> {
    if (this.#members.length < count) throw new Error('no worker started');
    return Promise.all(this.#members.slice(0, count).map((member, at) => this.#call(member, (remote) => call(remote, at))));
  }

  /** Calls the worker with the least to do. @throws Error where none was started */
  async toAny<T>(call: (remote: Comlink.Remote<Api>) => Promise<Reply<T>>): Promise<T> {
    const [first, ...others] = this.#members;
    if (first === undefined) throw new Error('no worker started');
    return this.#call(
      others.reduce((a, b) => (b.pending < a.pending ? b : a), first),
      call,
    );
  }

  /** Ends the workers; calls under way reject with `cancelled`. */
  end(): void {
    this.#drop(new AppError('cancelled'));
  }

  async #call<T>(member: Member<Api>, call: (remote: Comlink.Remote<Api>) => Promise<Reply<T>>): Promise<T> {
    member.pending++;
    try {
      const reply = await Promise.race([call(member.remote), member.lost]);
      if (!reply.ok) throw fromWire(reply.error);
      return reply.value;
    } finally {
      member.pending--;
    }
  }

  #start(): Member<Api> {
    const worker = this.#spawn();
    let lose!: (error: AppError) => void;
    const lost = new Promise<never>((_, reject) => (lose = reject));
    // Nobody may be waiting when it is lost.
    lost.catch(() => undefined);
    const crashed = (event: Event) => {
      // Else the error goes on to the parent worker, and from there to the page, as if the engine itself had failed.
      event.preventDefault();
      const detail = 'message' in event ? String(event.message) : event.type;
      this.#drop(new AppError('worker-crashed', { worker: this.#name }, { cause: detail }));
    };
    worker.addEventListener('error', crashed);
    worker.addEventListener('messageerror', crashed);
    return { worker, remote: Comlink.wrap<Api>(worker), pending: 0, lost, lose };
  }

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
