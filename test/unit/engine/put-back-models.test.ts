import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../workers/cluster/compute';
import { hindranceOf, putBack } from '../../../workers/engine/put-back';
import { runStages, type Opened, type RunDevices } from '../../../workers/engine/run';
import { runRecord } from '../../../workers/engine/run-record';
import { Runs } from '../../../workers/engine/runs';
import { defaultEncoder, defaultSequence, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import type { EventTable } from '../../../workers/protocol/events';
import { AppError } from '../../../workers/protocol/errors';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type Recipe } from '../../../workers/protocol/recipe';
import type { RunForecasts } from '../../../workers/protocol/runs';
import { defaultNetwork } from '../../../workers/protocol/training-recipe';
import { exportRun, importRun, modelOf, NOTHING_LEARNED, placeUsers, type KeptRun } from '../../../workers/runs';
import { inlineTables } from '../../fixtures/inline-ranges';
import { localTrainer } from '../../fixtures/local-trainer';
import { plantedWords } from '../../fixtures/planted-words';
import { population } from '../../fixtures/population';
import { mappingOf } from '../ingest/support';

const { events: views } = population({ seed: 3, users: 60, months: 3 });
/** The categories are words, users search and say something of themselves, so that a fused encoder has text of every kind to learn from. */
const NAMES = ['cotton shirt', 'oak chair', '棉衬衫', 'kitchen table', 'linen shirt', 'garden chair'];
const named = (events: EventTable): EventTable => ({
  ...events,
  category: { ...events.category!, names: NAMES.slice(0, events.category!.names.length) },
  text: { codes: Int32Array.from(events.time, (_, row) => (row % 3 === 0 ? (row * 7) % NAMES.length : -1)), names: NAMES, full: false },
  attributes: {
    table: {
      rows: events.users,
      ids: events.userIds,
      columns: [
        {
          name: 'about',
          as: 'text',
          label: false,
          values: null,
          coded: { codes: Int32Array.from(events.userIds, (_, user) => (user % 4 === 0 ? -1 : (user * 5) % NAMES.length)), names: NAMES },
        },
      ],
    },
    rowOf: Int32Array.from(events.userIds.keys()),
  },
});

const defaults = defaultRecipe(
  mappingOf({ user_id: 'user', event: 'event', timestamp: 'time', price: 'value' }, { purchaseTypes: ['purchase'] }),
);
const openedOf = (events: EventTable): Opened => ({
  file: new File([], 'shop.csv', { lastModified: 1 }),
  mapping: defaults.mapping,
  cleaning: defaults.cleaning,
  ingested: { events } as Opened['ingested'],
  seconds: 0,
  appended: [],
});
const opened = openedOf(named(views));
const compute = inlineCompute();
const devices: RunDevices = {
  tables: inlineTables(),
  trainer: localTrainer,
  compute,
  kmeans: compute,
  backend: () => ({ active: 'wasm', choice: 'auto', probes: [] }),
};
const { signal } = new AbortController();
const silent = () => undefined;
const FORESEEN: RunForecasts = {
  purchases: { days: 24, mae: { model: 1, baseline: 2, low: 0.9, high: 1.1 } },
  outcomes: { days: 30, figures: [{ kind: 'purchase', auc: 0.8, baselineAuc: 0.7 }] },
  spending: { days: 30, rmse: 12, baselineRmse: 15 },
  categories: { of: 'category', days: 30, accuracy: 0.4, baselineAccuracy: 0.3 },
  demand: { weeks: 4, mase: 0.8, baselineMase: 1.1 },
};

const small = (kind: EncoderRecipe['kind']): EncoderRecipe => {
  const encoder = { ...defaultEncoder(kind), epochs: 2, code: 4, hidden: [12] };
  const sequence = { ...defaultSequence('gru'), steps: 12, width: 16 } as const;
  if (kind === 'gru') return { ...encoder, sequence };
  if (kind === 'fused') return { ...encoder, sequence: { architecture: 'gru', ...sequence } };
  return kind === 'idec' ? { ...encoder, joint: { gamma: 0.1, interval: 10, change: 0.001, steps: 20 } } : encoder;
};

async function built(kind: EncoderRecipe['kind'], clustering: Partial<Recipe['clustering']> = {}) {
  const recipe = {
    ...defaults,
    encoder: small(kind),
    clustering: { ...defaults.clustering, k: 3, restarts: 1, bootstraps: 20, ...clustering },
  };
  const run = await runStages(opened, recipe, devices, null, silent, signal);
  return { run, kept: runRecord(run, { purchases: null, outcomes: null }, NOTHING_LEARNED, []) };
}

const back = (kept: KeptRun, file = opened) => putBack(kept, file, [], devices.tables, silent, signal);

describe('a run with a model', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    await setBackend('wasm');
  });

  it.each(['none', 'autoencoder', 'variational', 'idec', 'gru', 'fused'] as const)(
    'of kind %s is put back bit for bit, and places its users where they are after a way through an archive',
    async (kind) => {
      const { run, kept } = await built(kind);
      expect(hindranceOf(kept, opened)).toBe(null);
      // As the device gives it back.
      const found = await back(structuredClone(kept));
      const { joint, spread, fusion, sequence, ...plain } = run.embedding;
      expect(found.embedding).toEqual({
        ...plain,
        ...(joint && { joint }),
        ...(spread && { spread }),
        ...(fusion && { fusion }),
        ...(sequence && { sequence }),
      });
      expect(found.segmentation).toEqual(run.segmentation);
      expect(found.matrix).toEqual(run.matrix);
      expect(found.projection).toEqual(run.projection);
      expect(found.portraits).toEqual(run.portraits);
      expect(found.tracked).toEqual(run.tracked);
      expect([kind === 'variational', kind === 'idec']).toEqual([spread != null, joint != null]);
      for (const text of ['text', 'words', 'profile'] as const) expect(fusion?.[text] != null).toBe(kind === 'fused');

      const archive = new File([await exportRun(kept, {})], 'run.zip');
      const imported = await importRun(archive, 'imported-1');
      expect(imported.body.support).toEqual(kept.body.support);
      const placement = await drive(placeUsers(imported, opened.ingested.events));
      expect(placement.segments).toEqual(kept.body.segments);
      expect(placement.userIndex).toEqual(run.matrix.userIndex);
      placement.distances.forEach((distance, row) => expect(distance).toBeCloseTo(run.segmentation.distances[row]!, 4));
    },
  );

  it('of users alone joins features and free text, without a network that reads events', async () => {
    const alone = openedOf(plantedWords('profiles alone', 60, 1).events);
    const encoder = { ...defaultEncoder('fused'), epochs: 2 };
    const recipe = { ...defaults, encoder, clustering: { ...defaults.clustering, k: 2, restarts: 1, bootstraps: 20 } };
    const run = await runStages(alone, recipe, devices, null, silent, signal);
    expect(run.embedding.sequence).toBeUndefined();
    expect(run.embedding.fusion).toMatchObject({ codes: { scale: 0 }, text: null });
    const kept = runRecord(run, { purchases: null, outcomes: null }, NOTHING_LEARNED, []);
    const found = await back(structuredClone(kept), alone);
    expect(found.embedding.data).toEqual(run.embedding.data);
    expect(found.embedding.fusion).toEqual(run.embedding.fusion);
  });

  it.each(['ward', 'mixture', 'hdbscan'] as const)('whose segments are found by %s keeps what these are told by', async (method) => {
    const { run, kept } = await built('none', { method, density: { epsilon: null, minPoints: null, minClusterSize: 4 } });
    const found = await back(structuredClone(kept));
    expect(found.segmentation).toEqual(run.segmentation);
    expect(found.clusterings.dendrogram).toEqual(run.clusterings.dendrogram);
    expect(found.clusterings.density).toEqual(run.clusterings.density);
    expect(found.clusterings.choice.rule).toBe(method === 'hdbscan' ? 'found' : 'kept');
  });

  it('is told as one of an earlier version where what puts it back was not kept', async () => {
    const { kept } = await built('none');
    const { remainder: _, ...body } = kept.body;
    expect(hindranceOf({ ...kept, body }, opened)).toBe('run-earlier');
    const { basis: _basis, ...summary } = kept.summary;
    expect(hindranceOf({ ...kept, summary }, opened)).toBe('run-earlier');
    await expect(back({ ...kept, body })).rejects.toMatchObject({ code: 'run-earlier' });
  });

  it('of an earlier version becomes one that can be put back while it is on the screens, and stays the same from then on', async () => {
    const { run, kept } = await built('none');
    const { remainder: _, support: _support, ...body } = kept.body;
    const earlier = { ...kept, summary: { ...kept.summary, name: 'ours', pinned: true }, body };
    const record = runRecord(run, kept.summary.forecasts, NOTHING_LEARNED, [earlier]);
    expect(record.summary).toEqual(earlier.summary);
    expect(hindranceOf(record, opened)).toBe(null);
    expect((await back(structuredClone(record))).segmentation).toEqual(run.segmentation);
    expect(runRecord(run, kept.summary.forecasts, NOTHING_LEARNED, [record])).toBe(record);
  });

  it('is told in the list with the prediction figures of its own networks and horizon alone', async () => {
    const { run } = await built('none');
    const { recipe } = run;
    const runs = new Runs();
    const known = (predict: Recipe['predict'], found: RunForecasts | null = null) => {
      runs.follow({ ...run, recipe: { ...recipe, ...(predict && { predict }) } }, NOTHING_LEARNED, found);
      return runs.library.current!.summary.forecasts;
    };
    const { purchases, categories } = FORESEEN;
    expect(known(undefined, FORESEEN)).toEqual(FORESEEN);
    // The networks by default, said.
    expect(known({ horizonDays: null, network: defaultNetwork() })).toEqual(FORESEEN);
    const network = { ...defaultNetwork(), dropout: 0.3 };
    expect(known({ horizonDays: null, network })).toEqual({ purchases, outcomes: null, categories });
    expect(known({ horizonDays: null, network }, FORESEEN)).toEqual(FORESEEN);
    const { demand } = FORESEEN;
    expect(known({ horizonDays: 60, network })).toEqual({ purchases, outcomes: null, demand });
  });

  it('that reads events in order says what it misses in a file', async () => {
    const { kept } = await built('gru');
    const { events } = opened.ingested;
    const lacks = async (change: Partial<EventTable>) => {
      const error: unknown = await drive(placeUsers(kept, { ...events, ...change })).catch((thrown: unknown) => thrown);
      return error instanceof AppError && error.code === 'place-lacks' ? error.params['lacks'] : error;
    };
    expect(await lacks({ category: null })).toBe('categories');
    expect(await lacks({ value: null })).toBe('amounts');
    expect(await lacks({ time: events.time.map((time) => time - (time % 86_400_000)) })).toBe('times');
    expect(await lacks({ type: { ...events.type, names: events.type.names.map((name) => `${name} (new)`) } })).toBe('types');
    // Words that a file merely does not use are no lack.
    const others = { ...events.category!, names: events.category!.names.map((name) => `${name} (new)`) };
    expect((await drive(placeUsers(kept, { ...events, category: others }))).segments.length).toBe(kept.summary.users);
  });

  it('is refused where the events are others under the same names', async () => {
    const { kept } = await built('autoencoder');
    const { events } = opened.ingested;
    const dearer = openedOf({ ...events, value: events.value!.map((value, row) => (row % 3 === 0 ? 50 * value : value)) });
    await expect(back(kept, dearer)).rejects.toMatchObject({ code: 'run-other-events' });
    const renamed = openedOf({ ...events, userIds: events.userIds.map((id) => `${id}x`) });
    await expect(back(kept, renamed)).rejects.toMatchObject({ code: 'run-other-events' });
  });

  it('whose parts do not fit each other is refused', async () => {
    const { kept } = await built('gru');
    const { body } = kept;
    const refused = (change: Partial<KeptRun['body']>) => expect(() => modelOf({ ...body, ...change })).toThrow('run-model-damaged');
    refused({ tensors: body.tensors.slice(1) });
    refused({ tensors: body.tensors.map((tensor) => ({ ...tensor, data: tensor.data.subarray(1) })) });
    const { shape, vocabulary } = body.sequence!;
    refused({ sequence: { shape: { ...shape, levels: shape.levels.slice(1) }, vocabulary } });
    refused({ sequence: { shape: { ...shape, code: 3 }, vocabulary } });
    refused({ sequence: { shape, vocabulary: { ...vocabulary, types: [] } } });
    refused({ centres: body.centres.subarray(1) });
    const { kept: dense } = await built('autoencoder');
    expect(() => modelOf({ ...dense.body, features: dense.body.features.slice(1) })).toThrow('run-model-damaged');
  });
});
