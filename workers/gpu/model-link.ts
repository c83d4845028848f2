import { proxy, releaseProxy, wrap } from 'comlink';
import type { ModelApi } from './model-api';

/** The worker died: a script that did not load, an exception outside any call, memory. */
export class WorkerCrashed extends Error {}

/**
 * A Comlink connection that cannot hang: a call ends when the worker answers, dies or is closed, whichever comes first
 * (Comlink alone leaves calls in flight for ever when their worker ends).
 */
export class ModelLink {
  readonly api: ModelApi;
  private readonly release: () => void;
  private readonly worker: Worker;
  private readonly ended: Promise<never>;
  private end: (error: WorkerCrashed) => void = () => undefined;
  private closed = false;

  constructor(spawn: () => Worker) {
    this.worker = spawn();
    this.ended = new Promise<never>((_, reject) => {
      this.end = reject;
    });
    this.ended.catch(() => undefined);
    this.worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      this.end(new WorkerCrashed(event.message || 'worker error'));
    });
    this.worker.addEventListener('messageerror', () => this.end(new WorkerCrashed('a message could not be read')));
    const remote = wrap<ModelApi>(this.worker);
    // Every method but abort returns a promise already, so that what Comlink makes of the type adds nothing but noise.
    this.api = remote as unknown as ModelApi;
    this.release = () => remote[releaseProxy]();
  }

  /** A function that the worker may call. */
  listener<Argument>(listen: (value: Argument) => void): (value: Argument) => void {
    return proxy((value: Argument) => {
      if (!this.closed) listen(value);
    });
  }

  race<T>(call: Promise<T>): Promise<T> {
    // Whoever loses the race must not count as an unhandled rejection.
    call.catch(() => undefined);
    return Promise.race([call, this.ended]);
  }

  abort(call: number): void {
    if (!this.closed) this.api.abort(call);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.release();
    this.worker.terminate();
    this.end(new WorkerCrashed('closed'));
  }
}
