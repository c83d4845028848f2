import type { Assignment } from '../../../workers/protocol/assignment';
import type { AssignmentRecipe } from '../../../workers/protocol/training-recipe';
import { engine } from '../engine';
import { useWorkbench } from '../store';
import { runJob } from './jobs';
import { report } from './problems';
import { changeSettings } from './settings';

const get = useWorkbench.getState;

/**
 * How well new users can be placed in the segments on the screen; the recipe of the run, and those of runs to come, have these choices from then on. Null
 * where it was cancelled or went wrong, which is reported.
 */
export async function learnAssignment(assignment: AssignmentRecipe): Promise<Assignment | null> {
  const before = get().run;
  if (!before) return null;
  try {
    const result = await runJob('assignment', before.fileName, (job, onProgress, signal) =>
      engine.call((remote) => remote.learnAssignment(job, assignment, onProgress), { job, signal }),
    );
    changeSettings({ assignment });
    const { run } = get();
    if (run) useWorkbench.setState({ run: { ...run, result: { ...run.result, recipe: { ...run.result.recipe, assignment } } } });
    return result;
  } catch (error) {
    report(error);
    return null;
  }
}
