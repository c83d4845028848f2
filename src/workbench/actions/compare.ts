import type { MethodComparison } from '../../../workers/protocol/comparison';
import type { ClusterMethod } from '../../../workers/protocol/recipe';
import { engine } from '../engine';
import { useWorkbench } from '../store';
import { runJob } from './jobs';
import { report } from './problems';
import { changeSettings } from './settings';

const get = useWorkbench.getState;

/** Every clustering method on users of the run on the screen; null where that was cancelled or went wrong, which is reported. */
export async function compareMethods(): Promise<MethodComparison | null> {
  const fileName = get().run?.fileName;
  if (fileName === undefined) return null;
  try {
    return await runJob('compare', fileName, (job, onProgress, signal) =>
      engine.call((remote) => remote.compareMethods(job, onProgress), { job, signal }),
    );
  } catch (error) {
    report(error);
    return null;
  }
}

/** The method for the next build. */
export function chooseMethod(method: ClusterMethod): void {
  const { clustering } = get().settings;
  changeSettings({ clustering: { ...clustering, method } });
}
