import * as Comlink from 'comlink';
import type { EngineApi, Reply } from '../../workers/protocol/engine';
import { AppError, fromWire } from '../../workers/protocol/errors';

/**
 * The only door to the workers. Calls in flight vanish in Comlink if a worker dies, so each is raced against the worker's
 * own errors; the proxy is held for the page's life, since a collected proxy loses its calls.
 */
export class EngineClient {
  #worker: Worker | undefined;
  #remote: Comlink.Remote<EngineApi> | undefined;
  #crash: Promise<never> | undefined;
  #onCrash: () => void;

  constructor(onCrash: () => void = () => undefined) {
    this.#onCrash = onCrash;
  }

  #start(): { remote: Comlink.Remote<EngineApi>; crash: Promise<never> } {
    if (this.#remote && this.#crash) return { remote: this.#remote, crash: this.#crash };
    const worker = new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), { type: 'module', name: 'shoal-engine' });
    const crash = new Promise<never>((_, reject) => {
      worker.onerror = (event) => {
        event.preventDefault();
        this.#drop();
        reject(new AppError('worker-crashed', { detail: event.message ?? '' }));
        this.#onCrash();
      };
    });
    // A crash while no call is waiting must not surface as an unhandled rejection.
    crash.catch(() => undefined);
    this.#worker = worker;
    this.#crash = crash;
    this.#remote = Comlink.wrap<EngineApi>(worker);
    return { remote: this.#remote, crash };
  }

  #drop(): void {
    this.#remote?.[Comlink.releaseProxy]();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#remote = undefined;
    this.#crash = undefined;
  }

  /** Calls the engine; rejects with an AppError. When the signal fires the engine is told to cancel the job and its reply is awaited. */
  async call<T>(ask: (engine: Comlink.Remote<EngineApi>) => Promise<Reply<T>>, cancel?: { job: string; signal: AbortSignal }): Promise<T> {
    const { remote, crash } = this.#start();
    if (cancel?.signal.aborted) throw new AppError('cancelled');
    const abort = () => void remote.cancel(cancel!.job);
    cancel?.signal.addEventListener('abort', abort, { once: true });
    try {
      const reply = await Promise.race([ask(remote), crash]);
      if (!reply.ok) throw fromWire(reply.error);
      return reply.value;
    } finally {
      cancel?.signal.removeEventListener('abort', abort);
    }
  }
}

/** A listener that the worker may call across the boundary. */
export function remoteListener<F extends (...args: never[]) => void>(listener: F): F {
  return Comlink.proxy(listener) as unknown as F;
}
