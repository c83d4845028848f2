import type { BackendChoice } from '../../../workers/protocol/backend';
import { engine } from '../engine';
import { useWorkbench } from '../store';
import { report } from './problems';
import { completeStability, pauseStability } from './stability';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

export async function chooseBackend(choice: BackendChoice): Promise<void> {
  set({ backendChoice: choice });
  await pauseStability();
  await probeBackend();
  if (!get().job) void completeStability();
}

/** Asks what the device can compute on. */
export async function probeBackend(): Promise<void> {
  try {
    set({ backend: await engine.call((remote) => remote.probe(get().backendChoice)) });
  } catch (error) {
    report(error);
  }
}

/** Has the engine get ready for the first file. */
export async function warmUpEngine(): Promise<void> {
  try {
    await engine.call((remote) => remote.warmUp());
  } catch (error) {
    report(error);
  }
}
