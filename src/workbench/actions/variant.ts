import type { KChoice } from '../../../workers/protocol/model';
import type { TrackRecipe } from '../../../workers/protocol/recipe';
import { engine } from '../engine';
import { loadNames, signatureOf } from '../names';
import { useWorkbench, type Draft, type Run } from '../store';
import { runJob } from './jobs';
import { report } from './problems';
import { changeSettings } from './settings';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

/** Where segments were found, or kept by an update or with a run that was put back, there is one number of them and nothing to choose. */
const ONE_K: ReadonlySet<KChoice['rule']> = new Set(['found', 'kept']);

/** Another number of segments for the run on the screen, without training; null: back to the rule. */
export async function chooseK(k: number | null): Promise<void> {
  const before = get().run;
  if (!before || ONE_K.has(before.result.segments.choice.rule)) return;
  const { fileName } = before;
  try {
    const { segments, ...track } = await runJob('choose-k', fileName, (job, onProgress, signal) =>
      engine.call((remote) => remote.chooseK(job, k, onProgress), { job, signal }),
    );
    const { run, draft, settings, names } = get();
    if (!run) return;
    const recipe = { ...run.result.recipe, clustering: { ...run.result.recipe.clustering, k } };
    const signature = signatureOf(run.quality, recipe, segments.k);
    set({
      run: { ...run, signature, result: { ...run.result, recipe, segments, ...track } },
      // The next run of the same file keeps what the person chose; a file opened since knows nothing of it.
      settings: isOf(run, draft) ? { ...settings, clustering: { ...settings.clustering, k } } : settings,
      // After an update segments keep their names by the users that they have.
      names: run.result.kind === 'build' ? loadNames(signature) : names,
      selection: null,
      hidden: new Set(),
    });
  } catch (error) {
    report(error);
  }
}

/** Other windows for the run on the screen, and for those to come. */
export async function setTrack(track: TrackRecipe): Promise<void> {
  const fileName = get().run?.fileName;
  if (fileName === undefined) return changeSettings({ track });
  try {
    const tracked = await runJob('retrack', fileName, (job, onProgress, signal) =>
      engine.call((remote) => remote.retrack(job, track, onProgress), { job, signal }),
    );
    changeSettings({ track });
    const { run } = get();
    if (run) set({ run: { ...run, result: { ...run.result, recipe: { ...run.result.recipe, track }, ...tracked } }, selection: null });
  } catch (error) {
    report(error);
  }
}

function isOf({ quality }: Run, draft: Draft | null): boolean {
  if (draft === null) return false;
  // After an update the figures are of several files, the open one the first of them.
  return quality === draft.quality || (quality.fileName === draft.file.name && quality.fileSize === draft.file.size);
}
