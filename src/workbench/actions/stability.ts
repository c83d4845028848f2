import { remoteListener } from '../../engine/client';
import { engine } from '../engine';
import { useWorkbench } from '../store';
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

export const stabilityMissing = () => get().run?.result.validity.some((figures) => figures.stability.length === 0) ?? false;

/** Computes the stability of the k that the choice of k did not need, behind the result on the screen. Resolves when none is missing. */
export function completeStability(): Promise<void> {
  if (underWay || get().job || !stabilityMissing() || get().engineLost) return underWay?.done ?? Promise.resolve();
  const controller = new AbortController();
  const job = `stability-${++serial}`;
  const done = engine
    .call(
      (remote) =>
        remote.completeStability(
          job,
          remoteListener(() => undefined),
        ),
      { job, signal: controller.signal },
    )
    .then((validity) => {
      const { run } = get();
      if (run) set({ run: { ...run, result: { ...run.result, validity } } });
    })
    .catch(report)
    .finally(() => {
      underWay = null;
    });
  underWay = { controller, done };
  return done;
}
