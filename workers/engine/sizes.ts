import { rowsOf } from '../encode';
import { measureSizes, type Timer } from '../encode/sizes/measure-sizes';
import { extractFeatures } from '../features';
import { drive, type Progress } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import type { SizeChoice } from '../protocol/sizes';
import { hasFeaturesOf, type Opened, type RunState, type TableDevice } from './run';

/** The sizes of the recipe's encoder that train within the time on the users of a file. The features of `run` serve where they are those of the recipe. */
export async function sizesOf(
  opened: Opened,
  recipe: Recipe,
  { tables, timer }: { readonly tables: TableDevice; readonly timer: Timer },
  run: RunState | null,
  budgetSeconds: number,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<SizeChoice> {
  const { events } = opened.ingested;
  const matrix = hasFeaturesOf(run, opened, recipe)
    ? run.matrix
    : await drive(extractFeatures(events, recipe.features, signal, tables), onProgress).finally(() => tables.end());
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  return drive(measureSizes(rowsOf(events, matrix), ids, recipe.encoder, recipe.seed, timer, budgetSeconds, signal), onProgress);
}
