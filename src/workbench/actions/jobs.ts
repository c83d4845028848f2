import { AppError } from '../../../workers/protocol/errors';
import type { Progress } from '../../../workers/protocol/progress';
import { remoteListener } from '../../engine/client';
import { advanceJob, startJob, type JobKind } from '../job';
import { useWorkbench } from '../store';
import { completeStability, pauseStability } from './stability';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

/** One job's call of the engine. */
export type JobWork<T> = (job: string, onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<T>;

/**
 * Jobs that leave the engine as it was. An answer of theirs that comes after the cancel is dropped, so that what would follow it does not
 * push a newer job aside. What the other kinds changed in the engine must be shown, however late.
 */
const WITHOUT_TRACE: ReadonlySet<JobKind> = new Set<JobKind>(['preview', 'sample', 'rejected', 'clean', 'compare', 'sizes', 'place']);

let controller: AbortController | null = null;
let queue: Promise<void> = Promise.resolve();
let serial = 0;
let prepare: () => Promise<void> = () => Promise.resolve();

/** What every job waits for before it begins. It must not fail. */
export function beforeEachJob(work: () => Promise<void>): void {
  prepare = work;
}

/** Runs one job with progress and cancel. One at a time: a newer one cancels the older, and begins when that has ended. */
export function runJob<T>(kind: JobKind, fileName: string, work: JobWork<T>): Promise<T> {
  const id = `${kind}-${++serial}`;
  const own = new AbortController();
  controller?.abort();
  controller = own;
  // Before anything is awaited, so that no second job can slip in between.
  set({ job: startJob(id, kind, fileName, performance.now()), problem: null });
  const before = queue;
  const done = (async () => {
    await before;
    await pauseStability();
    await prepare();
    try {
      if (own.signal.aborted) throw new AppError('cancelled');
      const result = await work(id, remoteListener(coalesced(id)), own.signal);
      if (own.signal.aborted && WITHOUT_TRACE.has(kind)) throw new AppError('cancelled');
      return result;
    } finally {
      if (get().job?.id === id) set({ job: null });
      if (controller === own) controller = null;
      // After the caller has stored the result.
      setTimeout(() => {
        if (!get().job) void completeStability();
      });
    }
  })();
  queue = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

/** Asks the job under way to stop; it is over once the store's job is null. */
export function cancelJob(): void {
  const { job } = get();
  if (job) set({ job: { ...job, cancelling: true } });
  controller?.abort();
}

/** Resolves when the jobs begun until now have ended. */
export function jobsEnded(): Promise<void> {
  return queue;
}

/** How often the screens follow a job. Reports in between are gathered, since drawing them takes time from the work itself. */
const DRAW_EVERY_MS = 250;

/** Takes a job's reports; the store sees a new stage at once and everything else a few times a second. */
function coalesced(id: string): (progress: Progress) => void {
  let waiting: Progress[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    const { job } = get();
    const reports = waiting;
    waiting = [];
    if (job?.id === id) set({ job: reports.reduce((state, progress) => advanceJob(state, progress, performance.now()), job) });
  };
  return (progress) => {
    waiting.push(progress);
    if (progress.stage !== get().job?.current) draw();
    else timer ??= setTimeout(draw, DRAW_EVERY_MS);
  };
}
