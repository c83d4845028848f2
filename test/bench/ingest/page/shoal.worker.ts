import * as Comlink from 'comlink';
import { TablePool } from '../../../../workers/engine/table-pool';
import { rawFeatures } from '../../../../workers/features';
import { ingest, previewFile } from '../../../../workers/ingest';
import { drive } from '../../../../workers/protocol/progress';
import { defaultRecipe } from '../../../../workers/protocol/recipe';
import { FEATURES, type UserFeatures } from './contender';

const tables = new TablePool(
  () => new Worker(new URL('../../../../workers/table.worker.ts', import.meta.url), { type: 'module' }),
  Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8)),
);

/** As the product does it: look at the file, read all of it under the mapping proposed, compute features. */
async function run(file: File): Promise<UserFeatures> {
  const { mapping } = await previewFile(file);
  const recipe = defaultRecipe(mapping);
  const { events } = await drive(ingest(file, mapping, recipe.cleaning, undefined, { ranges: { reader: tables } }));
  const { raw, userIndex } = rawFeatures(events, -Infinity, Infinity, recipe.features, FEATURES);
  const userIds = Array.from(userIndex, (user) => events.userIds[user]!);
  return Comlink.transfer({ userIds, values: raw }, [raw.buffer as ArrayBuffer]);
}

Comlink.expose({ run });
