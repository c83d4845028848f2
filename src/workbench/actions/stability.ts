import { remoteListener } from '../../engine/client';
import { engine } from '../engine';
import { useWorkbench, type Run } from '../store';
import { report } from './problems';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

let underWay: { readonly controller: AbortController; readonly done: Promise<void> } | null = null;
let serial = 0;

/** Stops the stability figures that are computed behind the result; whatever interrupts them starts them again. */
export async function pauseStability(): Promise<void> {
  underWay?.controller.abort();
  await underWay?.done;
}

const bootstrapsMissing = () => get().run?.result.validity.some((figures) => figures.stability.length === 0) ?? false;
const seedsMissing = () => get().run?.result.validity.some((figures) => figures.seedStability === undefined) ?? false;

export const stabilityMissing = () => bootstrapsMissing() || seedsMissing();

/**
 * Computes, behind the result on the screen, the stability of the k that the choice of k did not need, then what other seeds make of the segments.
 * Resolves when none is missing.
 */
export function completeStability(): Promise<void> {
  if (underWay || get().job || !stabilityMissing() || get().engineLost) return underWay?.done ?? Promise.resolve();
  const controller = new AbortController();
  const { signal } = controller;
  const silent = () => remoteListener(() => undefined);
  const work = async () => {
    if (bootstrapsMissing()) {
      const job = `stability-${++serial}`;
      show({ validity: await engine.call((remote) => remote.completeStability(job, silent()), { job, signal }) });
    }
    if (seedsMissing()) {
      const job = `stability-${++serial}`;
      show(await engine.call((remote) => remote.completeSeedStability(job, silent()), { job, signal }));
    }
  };
  const done = work()
    .catch(report)
    .finally(() => {
      underWay = null;
    });
  underWay = { controller, done };
  return done;
}

function show(figures: Partial<Pick<Run['result'], 'validity' | 'basis'>>): void {
  const { run } = get();
  if (run) set({ run: { ...run, result: { ...run.result, ...figures } } });
}
