import type { SizeChoice } from '../../../workers/protocol/sizes';
import { engine } from '../engine';
import { useWorkbench } from '../store';
import { runJob } from './jobs';
import { report } from './problems';
import { changeSettings, recipeOf } from './settings';
import { trainedWhole } from '../stopped-training';

const get = useWorkbench.getState;

/**
 * Has the sizes of the encoder timed on this device with the users of the file, and writes the largest that trains within the time into the settings.
 * null where that was cancelled or went wrong, which is reported.
 */
export async function measureSizes(budgetSeconds: number): Promise<SizeChoice | null> {
  const state = get();
  const { draft, backendChoice, job: before } = state;
  const recipe = recipeOf(state);
  if (!draft?.quality || !recipe || before) return null;
  try {
    const choice = await runJob('sizes', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.measureSizes(job, recipe, backendChoice, budgetSeconds, onProgress), { job, signal }),
    );
    const size = choice.chosen === null ? undefined : choice.measured[choice.chosen];
    const { encoder } = get().settings;
    if (size?.encoder.kind === encoder.kind) {
      const { hidden, sequence } = size.encoder;
      changeSettings({ encoder: { ...trainedWhole(encoder), hidden, ...(sequence && { sequence }) } });
    }
    return choice;
  } catch (error) {
    report(error);
    return null;
  }
}
