import { AppError, throwIfAborted } from '../protocol/errors';

export interface Job {
  /** Share of the work, in the stage's own steps. */
  readonly steps: number;
  readonly k: number;
  run(): Promise<void>;
}

/** Jobs that one backend works on, so many at once, started in order. */
export interface Lane {
  readonly jobs: readonly Job[];
  readonly concurrency: number;
}

/**
 * Runs the jobs of all lanes, yielding each job as it ends, in whatever order they do. Throws what the first failing job threw, or `cancelled` as
 * soon as the signal fires; no further job starts then, and those under way are left to whoever runs them.
 */
export async function* runLanes(lanes: readonly Lane[], signal?: AbortSignal): AsyncGenerator<Job, void, void> {
  throwIfAborted(signal);
  const ended: { job?: Job; error?: unknown }[] = [];
  let wake: () => void = () => undefined;
  const report = (event: { job?: Job; error?: unknown }) => {
    ended.push(event);
    wake();
  };
  const onAbort = () => report({ error: new AppError('cancelled') });
  signal?.addEventListener('abort', onAbort, { once: true });

  const start = (lane: Lane, at: number): void => {
    const job = lane.jobs[at]!;
    job.run().then(
      () => report({ job }),
      (error: unknown) => report({ error: error ?? new AppError('unknown') }),
    );
  };
  const started = lanes.map(() => 0);
  const running = lanes.map(() => 0);
  const laneOf = new Map<Job, number>();
  lanes.forEach((lane, l) => lane.jobs.forEach((job) => laneOf.set(job, l)));
  const fill = (l: number) => {
    const lane = lanes[l]!;
    while (running[l]! < Math.max(1, lane.concurrency) && started[l]! < lane.jobs.length) {
      running[l]!++;
      start(lane, started[l]!++);
    }
  };

  try {
    lanes.forEach((_, l) => fill(l));
    for (let left = laneOf.size; left > 0; left--) {
      while (ended.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const { job, error } = ended.shift()!;
      if (job === undefined) throw error;
      const l = laneOf.get(job)!;
      running[l]!--;
      fill(l);
      yield job;
      throwIfAborted(signal);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
