import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { encode, rowsOf } from '../../../workers/encode';
import { extractFeatures } from '../../../workers/features';
import { nextTask } from '../../../workers/math/breathe';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { assignUpdate, mergeEvents, placeUsers, refresh, tuneUpdate } from '../../../workers/update';
import { eventTable, type EventRow } from '../../fixtures/events';
import { localTrainer } from '../../fixtures/local-trainer';

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 1);

/** Users who look and buy by turns, or look twice and buy twice; a year of it. */
const rows: EventRow[] = Array.from({ length: 80 }, (_, user) =>
  Array.from({ length: 12 + (user % 5) }, (_v, i): EventRow => {
    const buys = user % 2 === 0 ? i % 2 === 1 : i % 4 > 1;
    return { user: `u${user}`, t: START + (user + i * 20) * DAY, type: buys ? 'purchase' : 'view', ...(buys && { value: 10 + user }) };
  }),
).flat();
const CUT = START + 250 * DAY;

it.each(['gru', 'fused'] as const)('users with new events are read again by a %s encoder, the others keep their codes', async (kind) => {
  await setBackend('wasm');
  const defaults = defaultRecipe({} as never);
  const recipe = {
    ...defaults,
    encoder: { ...defaultEncoder(kind), epochs: 3, code: 4, sequence: { steps: 16, width: 16 as const, layers: 1, masking: 0 } },
    clustering: { ...defaults.clustering, k: 2, restarts: 2, bootstraps: 2 },
  };
  const held = eventTable(rows.filter(({ t }) => Number(t) < CUT));
  const matrix = await drive(extractFeatures(held, recipe.features));
  const idsOf = (users: Uint32Array, ids: readonly string[]) => Array.from(users, (user) => ids[user]!);
  const embedding = await drive(encode(rowsOf(held, matrix), idsOf(matrix.userIndex, held.userIds), recipe.encoder, 1, localTrainer));
  const compute = inlineCompute();
  const clusterings = await drive(cluster(embedding, recipe.clustering, 1, compute, compute));
  const base = { matrix, embedding, clusterings, segmentation: clusterings.byK.get(2)! };
  const merged = await mergeEvents(held, eventTable(rows.filter(({ t }) => Number(t) >= CUT)), nextTask);
  const refreshed = await drive(refresh(matrix, held, merged, recipe.features));
  const devices = { trainer: localTrainer, compute, kmeans: compute };

  const placed = await drive(placeUsers(base, refreshed));
  const changed = new Set(refreshed.changed);
  const { dims } = embedding;
  expect(changed.size).toBeGreaterThan(10);
  if (kind === 'gru') {
    refreshed.before.forEach((row, now) => {
      const code = placed.embedding.data.subarray(now * dims, (now + 1) * dims);
      const old = embedding.data.subarray(row * dims, (row + 1) * dims);
      if (row >= 0 && !changed.has(now)) expect(code).toEqual(old);
      if (row >= 0 && changed.has(now)) expect(code).not.toEqual(old);
    });
  }
  const assigned = await drive(assignUpdate(base, placed, recipe, devices));
  expect(assigned.segmentation.labels).toHaveLength(refreshed.matrix.users);

  const ids = idsOf(refreshed.matrix.userIndex, merged.events.userIds);
  const tuned = await drive(tuneUpdate(base, refreshed, ids, recipe, devices));
  expect(tuned.embedding.users).toBe(refreshed.matrix.users);
  expect(tuned.embedding.sequence!.vocabulary).toEqual(embedding.sequence!.vocabulary);
  // What the training began from counts as an epoch: it never ends worse.
  const { bestLoss, bestEpoch } = tuned.embedding.training!;
  expect(bestEpoch === 0 || bestLoss! <= Math.min(...tuned.embedding.training!.validationLoss)).toBe(true);
});
