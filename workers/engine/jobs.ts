import type { Progress } from '../protocol/progress';

/** Abort controllers of the jobs under way, by the page's id. */
export class Jobs {
  readonly #controllers = new Map<string, AbortController>();

  /** Whether one is under way. */
  get any(): boolean {
    return this.#controllers.size > 0;
  }

  async run<T>(job: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#controllers.set(job, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#controllers.delete(job);
    }
  }

  cancel(job: string): void {
    this.#controllers.get(job)?.abort();
  }
}

/**
 * Passes at most one report in `everyMs` of a stage, since each crosses to the page; the first and last of a stage and
 * every epoch's losses and notices always pass.
 */
export function throttled(listener: (progress: Progress) => void, everyMs = 50): (progress: Progress) => void {
  let last = -Infinity;
  let stage: string | undefined;
  return (progress) => {
    const now = performance.now();
    const must =
      progress.stage !== stage ||
      progress.done >= progress.total ||
      progress.notice !== undefined ||
      progress.figures?.trainingLoss !== undefined;
    if (!must && now - last < everyMs) return;
    last = now;
    stage = progress.stage;
    listener(progress);
  };
}
