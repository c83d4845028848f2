import type { Recipe } from '../../workers/protocol/recipe';
import { buildSegments, changeSettings, setCleaning, setMapping } from './actions';
import { settingsOf } from './kept-page';
import { useWorkbench } from './store';
import { openWorkspace } from './workspaces';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Opens the workspace and builds under the recipe of a run that was cut off. True if it came to an end. */
export async function buildAgain(workspace: string, recipe: Recipe): Promise<boolean> {
  if (!(await openWorkspace(workspace))) return false;
  changeSettings(settingsOf(recipe));
  const { draft } = useWorkbench.getState();
  if (!draft) return false;
  // It was kept as it was read before the run; should the storage have failed just then, it is read again.
  if (!same(draft.mapping, recipe.mapping)) await setMapping(recipe.mapping);
  if (!same(draft.cleaning, recipe.cleaning)) await setCleaning(recipe.cleaning);
  return buildSegments();
}
