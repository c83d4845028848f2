import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { nearestCentres } from '../../../workers/cluster/nearest';
import { applyEncoder, encode, refreshEmbedding } from '../../../workers/encode';
import { extractFeatures } from '../../../workers/features';
import { nextTask } from '../../../workers/math/breathe';
import type { EventTable } from '../../../workers/protocol/events';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type Recipe } from '../../../workers/protocol/recipe';
import {
  assignUpdate,
  chooseStrength,
  mergeEvents,
  placeUsers,
  refresh,
  tuneUpdate,
  updateFigures,
  type RefreshedUsers,
  type UpdateBase,
} from '../../../workers/update';
import { adjustedRand } from '../../fixtures/blobs';
import { eventTable, type EventRow } from '../../fixtures/events';
import { localTrainer } from '../../fixtures/local-trainer';
import { population } from '../../fixtures/population';

const defaults = defaultRecipe({} as never);
const recipe: Recipe = {
  ...defaults,
  encoder: { ...defaults.encoder, hidden: [16], code: 6, epochs: 16 },
  clustering: { ...defaults.clustering, k: 4, restarts: 2, bootstraps: 2 },
};
const CUT = Date.UTC(2023, 7, 1);

/** The rows of a table as a test writes them. */
function rowsOf(events: EventTable): EventRow[] {
  return events.userIds.flatMap((user, u) =>
    Array.from({ length: events.userOffsets[u + 1]! - events.userOffsets[u]! }, (_, i): EventRow => {
      const row = events.userOffsets[u]! + i;
      const order = events.order!.codes[row]!;
      return {
        user,
        t: events.time[row]!,
        type: events.type.names[events.type.codes[row]!]!,
        category: events.category!.names[events.category!.codes[row]!]!,
        value: events.value![row]!,
        ...(order >= 0 ? { order: events.order!.names[order]! } : {}),
      };
    }),
  );
}

interface Shop {
  readonly base: UpdateBase;
  readonly refreshed: RefreshedUsers;
  readonly ids: readonly string[];
}

/** A shop segmented at the cut, with what came after it appended. */
async function shop(kind: 'autoencoder' | 'none', newer: (row: EventRow) => EventRow = (row) => row): Promise<Shop> {
  const rows = rowsOf(population({ seed: 5, users: 320, months: 8 }).events);
  const held = eventTable(rows.filter(({ t }) => Number(t) < CUT));
  const matrix = await drive(extractFeatures(held, recipe.features));
  const idsOf = (users: Uint32Array, table: EventTable) => Array.from(users, (user) => table.userIds[user]!);
  const encoder = { ...recipe.encoder, kind };
  const embedding = await drive(encode(matrix, idsOf(matrix.userIndex, held), encoder, 1, localTrainer));
  const compute = inlineCompute();
  const clusterings = await drive(cluster(embedding, recipe.clustering, 1, compute, compute));
  const added = eventTable(rows.filter(({ t }) => Number(t) >= CUT).map(newer));
  const merged = await mergeEvents(held, added, nextTask);
  const refreshed = await drive(refresh(matrix, held, merged, recipe.features));
  const base = { matrix, embedding, clusterings, segmentation: clusterings.byK.get(4)! };
  return { base, refreshed, ids: idsOf(refreshed.matrix.userIndex, merged.events) };
}

/** Share of the users known before whose label is the same. */
function kept({ base, refreshed }: Shop, labels: Int32Array): number {
  const known = Array.from(refreshed.before, (row, i) => [row, labels[i]!] as const).filter(([row]) => row >= 0);
  return known.filter(([row, label]) => base.segmentation.labels[row] === label).length / known.length;
}

describe.each(['autoencoder', 'none'] as const)('an update of a model with encoder %s', (kind) => {
  let stationary: Shop;
  const of = { ...recipe, encoder: { ...recipe.encoder, kind } };
  const devices = () => {
    const compute = inlineCompute();
    return { trainer: localTrainer, compute, kmeans: compute };
  };

  const assigned = async (base: UpdateBase, refreshed: RefreshedUsers) =>
    drive(assignUpdate(base, await drive(placeUsers(base, refreshed)), of, devices()));

  beforeAll(async () => {
    await setBackend('cpu');
    stationary = await shop(kind);
  }, 60_000);

  it('embeds bitwise as a full pass would, and assigns to the nearest of the old centres', async () => {
    const { base, refreshed } = stationary;
    const { matrix, before } = refreshed;
    const embedding = await drive(refreshEmbedding(base.embedding, base.matrix, matrix, before));
    const whole = applyEncoder(base.embedding.encoder, matrix.scaled, matrix.users);
    expect(embedding.data).toEqual(whole);
    const updated = await assigned(base, refreshed);
    expect(updated.embedding.data).toEqual(whole);
    const { centres, k } = base.segmentation;
    expect(updated.segmentation.centres).toEqual(centres);
    expect(updated.segmentation.labels).toEqual(nearestCentres(whole, matrix.users, embedding.dims, centres, k).labels);
    expect(updated.origin).toEqual([0, 1, 2, 3]);
    expect([...updated.clusterings.byK.keys()]).toEqual([4]);
    expect(updated.clusterings.choice).toMatchObject({ k: 4, rule: 'kept' });
    expect(updated.clusterings.validity[0]!.stability).toEqual([]);
    expect(kept(stationary, updated.segmentation.labels)).toBeGreaterThan(0.75);
  });

  it('goes on from weights and centres, segments keeping their labels', async () => {
    const { base, refreshed, ids } = stationary;
    const updated = await drive(tuneUpdate(base, refreshed, ids, of, devices()));
    expect(updated.origin).toEqual([0, 1, 2, 3]);
    expect(updated.matrix.specs).toBe(base.matrix.specs);
    expect(kept(stationary, updated.segmentation.labels)).toBeGreaterThan(0.75);
    const other = await assigned(base, refreshed);
    expect(adjustedRand(updated.segmentation.labels, other.segmentation.labels)).toBeGreaterThan(0.6);
    const [validity] = updated.clusterings.validity;
    expect(validity!.stability).toHaveLength(4);
    expect(validity!.sizes.reduce((a, b) => a + b, 0)).toBe(refreshed.matrix.users);
    const { training } = updated.embedding;
    expect(training?.epochs ?? 5).toBeLessThanOrEqual(5);
    expect(updated.embedding.decoder).toHaveLength(kind === 'none' ? 0 : 2);
  });

  it('is an assignment where nothing but time passed', async () => {
    const { base, refreshed } = stationary;
    const { clusterings } = await assigned(base, refreshed);
    const figures = await drive(updateFigures(base, refreshed, clusterings, 1));
    expect(chooseStrength(figures)).toEqual({ strength: 'assign', reason: 'nothing-moved' });
    expect(figures.computedOn.driftUsers).toEqual({ before: base.matrix.users, after: refreshed.matrix.users });
    expect(figures.computedOn.errorUsers.changed).toBe(refreshed.changed.length);
    expect(figures.errorRatio === null).toBe(kind === 'none');
  });

  it('is more than an assignment where what users do is another thing than before', async () => {
    const other = await shop(kind, (row) => ({
      ...row,
      type: 'purchase',
      value: 4000,
      user: `${row.user}`,
      t: Math.floor(Number(row.t) / 6e4) * 6e4,
    }));
    const { base, refreshed } = other;
    const { clusterings } = await assigned(base, refreshed);
    const figures = await drive(updateFigures(base, refreshed, clusterings, 1));
    expect(figures.driftedFeatures).toEqual(expect.arrayContaining(['value_total', 'frequency_orders']));
    expect(chooseStrength(figures).strength).not.toBe('assign');
    if (kind === 'autoencoder') expect(figures.errorRatio).toBeGreaterThan(1);
  });

  it('stops when asked to', async () => {
    const { base, refreshed, ids } = stationary;
    const cancelled = { code: 'cancelled' };
    const signal = AbortSignal.abort();
    await expect(drive(placeUsers(base, refreshed, signal))).rejects.toMatchObject(cancelled);
    await expect(drive(tuneUpdate(base, refreshed, ids, of, devices(), signal))).rejects.toMatchObject(cancelled);
    await expect(drive(updateFigures(base, refreshed, null, 1, signal))).rejects.toMatchObject(cancelled);
    const controller = new AbortController();
    const midway = drive(tuneUpdate(base, refreshed, ids, of, devices(), controller.signal), () => controller.abort());
    await expect(midway).rejects.toMatchObject(cancelled);
  });
});
