import * as Comlink from 'comlink';
import { TablePool } from '../../../../workers/engine/table-pool';
import { warmUp } from '../../../../workers/engine/warm-up';
import { computeShards, RawJob, windowOf } from '../../../../workers/features';
import { ingest, LastLook } from '../../../../workers/ingest';
import { isLikelyCut } from '../../../../workers/ingest/ranges';
import { drive } from '../../../../workers/protocol/progress';
import { defaultRecipe } from '../../../../workers/protocol/recipe';
import { FEATURES, type UserFeatures } from './contender';

const tables = new TablePool(
  () => new Worker(new URL('../../../../workers/table.worker.ts', import.meta.url), { type: 'module' }),
  Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8)),
);

/** As the engine does it: look at the file, read all of it under the mapping proposed, compute features. */
async function run(file: File): Promise<UserFeatures> {
  if (await isLikelyCut(file)) tables.warm();
  const looks = new LastLook();
  const { mapping } = await looks.preview(file);
  const recipe = defaultRecipe(mapping);
  const { events } = await drive(
    ingest(file, mapping, recipe.cleaning, undefined, { ranges: { reader: tables, sorter: tables }, open: looks.open }),
  );
  const { from, to } = windowOf(events, recipe.features);
  const job = new RawJob(events, from, to, recipe.features, FEATURES);
  if (!(await drive(computeShards(events, job, recipe.features, tables)))) job.compute(0, job.users);
  const userIds = Array.from(job.rows.userIndex, (user) => events.userIds[user]!);
  return Comlink.transfer({ userIds, values: job.raw }, [job.raw.buffer as ArrayBuffer]);
}

/** As the engine does once the page is open. */
const warmed = () => warmUp(tables, new AbortController().signal);

Comlink.expose({ run, warmed });
