import { AppError } from '../../../workers/protocol/errors';
import type { Progress } from '../../../workers/protocol/progress';
import { remoteListener } from '../../engine/client';
import { engine } from '../engine';
import { markFinished, markRunning } from '../interrupted';
import { loadNames, signatureOf } from '../names';
import { comeAfter, type Come } from '../stopped-training';
import { useWorkbench } from '../store';
import { runJob } from './jobs';
import { report } from './problems';
import { recipeOf } from './settings';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

/** Features, embedding, k-means, map, portraits, timeline. The last run stays until this one is complete. True if it came to an end. */
export async function buildSegments(): Promise<boolean> {
  const state = get();
  const { draft, backendChoice, job: before } = state;
  const recipe = recipeOf(state);
  if (!draft?.quality || !recipe || draft.readSeconds === null || before?.kind === 'build') return false;
  const { quality, readSeconds } = draft;
  set({ stopped: null });
  const reached: { come: Come | null } = { come: null };
  markRunning({ fileName: draft.file.name, fileSize: draft.file.size, sample: draft.sample, recipe });
  try {
    const result = await runJob('build', draft.file.name, (job, onProgress, signal) => {
      const follow = remoteListener((progress: Progress) => {
        reached.come = comeAfter(reached.come, recipe.encoder, progress);
        onProgress(progress);
      });
      return engine.call((remote) => remote.build(job, recipe, backendChoice, follow), { job, signal });
    });
    const signature = signatureOf(quality, recipe, result.segments.k);
    set({
      run: { fileName: quality.fileName, quality, readSeconds, result, signature },
      engineLost: false,
      backend: result.backend,
      // Built again after an update, segments keep their names by the users that they have.
      names: result.kind === 'rebuild' ? get().names : loadNames(signature),
      selection: null,
      hidden: new Set(),
    });
    return true;
  } catch (error) {
    const { come } = reached;
    if (come && error instanceof AppError && error.code === 'cancelled') set({ stopped: { file: draft.file, recipe, ...come } });
    report(error);
    return false;
  } finally {
    markFinished();
  }
}
