import '@tensorflow/tfjs-backend-cpu';
import { dispose, io, setBackend } from '@tensorflow/tfjs-core';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import type { FeatureSpec } from '../../../workers/protocol/features';
import { exportRun, importRun, type KeptRun, type NamedLayer } from '../../../workers/runs';
import { findingsOf } from '../../../workers/runs/findings';
import { keptRun, placingRun } from './kept-run';
import { languages, programs } from './programs';

const feature = (id: string, scale: FeatureSpec['scale'], missing: FeatureSpec['missing']): FeatureSpec => ({
  id,
  key: id,
  group: 'value',
  unit: 'money',
  formula: 'as given',
  missing,
  scale,
});

const FEATURES = [
  feature('value_total', { log: true, lower: -1, upper: 5, mean: 2, sd: 0.5 }, { fill: 'zero', value: 0, users: 0 }),
  feature('orders', { log: false, lower: 0, upper: 10, mean: 4, sd: 2 }, { fill: 'median', value: 3, users: 1 }),
  feature('recency_days', { log: false, lower: 0, upper: 365, mean: 100, sd: 50 }, { fill: 'window', value: 7, users: 1 }),
];

const layer = (name: string, activation: NamedLayer['activation'], kernel: number[][], bias: number[]): NamedLayer => ({
  name,
  activation,
  inputs: kernel.length,
  outputs: bias.length,
  kernel: Float32Array.from(kernel.flat()),
  bias: Float32Array.from(bias),
});

const LAYERS = [
  layer(
    'encoder_1',
    'relu',
    [
      [1, -1],
      [0.5, 0.25],
      [-2, 1],
    ],
    [0.125, -0.5],
  ),
  layer('code', 'linear', [[2], [-3]], [1]),
  layer('decoder_1', 'relu', [[1, 0.5]], [0, 0.25]),
  layer(
    'output',
    'linear',
    [
      [1, 2, 3],
      [-1, -2, -3],
    ],
    [0, 0, 0.5],
  ),
];

const dense = keptRun(
  '1',
  { name: 'Four, tuned' },
  { body: { features: FEATURES, windowDays: 130, layers: LAYERS, centres: Float32Array.of(1, 5) } },
);
const bare = keptRun('2', {}, { body: { features: FEATURES, windowDays: 130, centres: Float32Array.of(0, 0, 0, -4, -0.5, 0.6) } });
const ordered = keptRun(
  '3',
  { recipe: { ...dense.summary.recipe, encoder: defaultEncoder('gru') } },
  {
    body: {
      tensors: [
        { name: 'sequence/embedding', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
        { name: 'sequence/bias', shape: [1, 2], data: Float32Array.of(-1, 1e-20) },
      ],
      sequence: {
        shape: { architecture: 'gru', levels: [2], predicted: [0], width: 3, layers: 1, code: 2, steps: 8 },
        vocabulary: { types: [], topicOf: null, topics: ['客'], valueEdges: [], sizes: false, timesOfDay: true },
      },
    },
  },
);

/** Features and events in order together. */
const fused: KeptRun = { ...ordered, summary: { ...ordered.summary, parameters: 8 + 24 }, body: { ...ordered.body, layers: LAYERS } };

const filesOf = async (run: KeptRun) => unzipSync(new Uint8Array(await (await exportRun(run, { 0: 'Buyers' })).arrayBuffer()));
const jsonOf = (bytes: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** Nothing bought, no orders known, recency missing: as the network must see it, worked out by hand. */
const SCALED = [(0 - 2) / 0.5, (3 - 4) / 2, (130 - 100) / 50];
const HIDDEN = [
  Math.max(0, SCALED[0]! + 0.5 * SCALED[1]! - 2 * SCALED[2]! + 0.125),
  Math.max(0, -SCALED[0]! + 0.25 * SCALED[1]! + SCALED[2]! - 0.5),
];
const CODE = 2 * HIDDEN[0]! - 3 * HIDDEN[1]! + 1;

// Another file may have registered a backend that it never set up.
beforeAll(() => setBackend('cpu'));

describe('the weights in an exported run', () => {
  it('are those of the network, as tfjs reads them', async () => {
    const files = await filesOf(dense);
    const model = jsonOf(files['model.json']) as {
      format: string;
      modelTopology: { class_name: string; config: { layers: { config: { name: string; batch_input_shape?: unknown } }[] } };
      weightsManifest: { paths: string[]; weights: io.WeightsManifestEntry[] }[];
    };
    expect([model.format, model.modelTopology.class_name]).toEqual(['layers-model', 'Sequential']);
    expect(model.modelTopology.config.layers.map(({ config }) => config.name)).toEqual(LAYERS.map(({ name }) => name));
    expect(model.modelTopology.config.layers[0]!.config.batch_input_shape).toEqual([null, 3]);
    const [group] = model.weightsManifest;
    expect(group!.paths).toEqual(['weights.bin']);
    const weights = io.decodeWeights(new Uint8Array(files['weights.bin']!).buffer, group!.weights);
    for (const { name, kernel, bias, inputs, outputs } of LAYERS) {
      expect([weights[`${name}/kernel`]!.shape, await weights[`${name}/kernel`]!.data()]).toEqual([[inputs, outputs], kernel]);
      expect(await weights[`${name}/bias`]!.data()).toEqual(bias);
    }
    dispose(weights);
  });

  it('stand without a topology where a network reads events in order', async () => {
    const files = await filesOf(ordered);
    expect(Object.keys(files).sort()).toEqual([
      'README.md',
      'preprocessing.json',
      'recipe.json',
      'run.json',
      'segments.json',
      'sequence.bin',
      'sequence.json',
      'users.json',
    ]);
    const { weightsManifest } = jsonOf(files['sequence.json']) as { weightsManifest: { weights: io.WeightsManifestEntry[] }[] };
    const weights = io.decodeWeights(new Uint8Array(files['sequence.bin']!).buffer, weightsManifest[0]!.weights);
    expect(await weights['sequence/embedding']!.array()).toEqual([
      [1, 2, 3],
      [4, 5, 6.5],
    ]);
    dispose(weights);
  });
});

describe('a name in its README', () => {
  it('is a line of text, whatever signs are in it', async () => {
    const heading = async (name: string | null) => {
      const files = await filesOf({ ...dense, summary: { ...dense.summary, name } });
      return new TextDecoder().decode(files['README.md']).split('\n')[0];
    };
    expect(await heading('Spring, 2nd try')).toBe('# Spring, 2nd try (Shoal)');
    expect(await heading(null)).toBe('# A run (Shoal)');
    expect(await heading('<img src=x>\n# [x](javascript:y) `z`')).toBe('# \\<img src=x\\> \\# \\[x\\](javascript:y) \\`z\\` (Shoal)');
  });
});

describe('the programs in its README', () => {
  const { printed } = programs();

  it.each(languages)('take a user to the code and the segment (%s)', { timeout: 30_000 }, async (language) => {
    const { code, segment } = (await printed(dense, language)) as { code: number[]; segment: number };
    expect(code).toHaveLength(1);
    expect(code[0]).toBeCloseTo(CODE, 4);
    // Centres at 1 and 5: the code lies far below both.
    expect([CODE < 1, segment]).toEqual([true, 0]);
  });

  it('do without a network', { timeout: 30_000 }, async () => {
    const { code, segment } = (await printed(bare, 'js')) as { code: number[]; segment: number };
    SCALED.forEach((value, i) => expect(code[i]).toBeCloseTo(value, 5));
    expect(segment).toBe(1);
  });
});

describe('importRun', () => {
  const fileOf = async (run: KeptRun) => new File([await exportRun(run, {})], 'my run.zip');
  const error = (work: Promise<unknown>) => work.then(() => null).catch((reason: unknown) => reason);

  it.each([
    ['dense', dense],
    ['without a network', bare],
    ['that reads events in order', ordered],
    ['that does both', fused],
  ])('brings a run %s back as it was', async (_, run) => {
    const back = await importRun(await fileOf(run), 'imported-1');
    const { features, ...body } = run.body;
    expect(back.users).toEqual(run.users);
    expect(back.summary).toEqual({ ...run.summary, id: 'imported-1', imported: true, name: run.summary.name ?? 'my run' });
    expect(back.body).toMatchObject(body);
    // The length of the window stands in for the missing value itself.
    expect(back.body.features.map(({ missing }) => missing.value)).toEqual(
      features.map((spec) => (spec.missing.fill === 'window' ? 130 : spec.missing.value)),
    );
    const again = await importRun(await fileOf(back), 'imported-2');
    expect(again.body).toEqual(back.body);
  });

  it('brings the network that places new users back with what was found of it', async () => {
    const run = placingRun();
    const back = await importRun(await fileOf(run), 'imported-1');
    expect(findingsOf(back)).toEqual({ ...findingsOf(run), looks: null });
    const files = await filesOf(run);
    const { weightsManifest } = jsonOf(files['placing.json']) as { weightsManifest: { weights: io.WeightsManifestEntry[] }[] };
    const weights = io.decodeWeights(new Uint8Array(files['placing.bin']!).buffer, weightsManifest[0]!.weights);
    expect(await weights['placing/classHead']!.array()).toEqual([
      [0, 0],
      [3, -3],
    ]);
    dispose(weights);
    const damaged = { ...files, 'placing.bin': files['placing.bin']!.slice(4) };
    expect(await error(importRun(new File([zipSync(damaged) as Uint8Array<ArrayBuffer>], 'a.zip'), 'x'))).toMatchObject({
      code: 'run-damaged',
      params: { part: 'placing.json' },
    });
  });

  it('keeps figures that there are none of apart from zero', async () => {
    const validity = {
      k: 2,
      inertia: 1,
      silhouette: Number.NaN,
      daviesBouldin: 1,
      calinskiHarabasz: 2,
      stability: [1, Number.NaN],
      sizes: [2, 1],
    };
    const back = await importRun(await fileOf(keptRun('1', { validity })), 'x');
    expect(back.summary.validity).toEqual(validity);
  });

  it('says what it is not', async () => {
    const of = (content: BlobPart, name = 'a.zip') => error(importRun(new File([content], name), 'x'));
    expect(await of('user_id,time\n1,2\n', 'shop.csv')).toMatchObject({ code: 'run-not', params: { name: 'shop.csv' } });
    expect(await of('')).toMatchObject({ code: 'run-not' });
    expect(await of('PK')).toMatchObject({ code: 'packed-damaged' });
    const zipped = (files: Record<string, Uint8Array>) => of(zipSync(files) as Uint8Array<ArrayBuffer>);
    expect(await zipped({ 'shop.csv': strToU8('a,b\n1,2\n') })).toMatchObject({ code: 'run-not' });
    expect(await zipped({ 'run.json': strToU8('{"shoal":"run","version":7}') })).toMatchObject({
      code: 'run-newer',
      params: { version: 7 },
    });
    expect(await zipped({ 'run.json': strToU8('{"shoal":"run"') })).toMatchObject({ code: 'run-damaged', params: { part: 'run.json' } });
  });

  it('takes over nothing of an archive of which a part is missing or does not fit', async () => {
    const files = await filesOf(dense);
    const outcome = (changed: Record<string, Uint8Array>) =>
      error(importRun(new File([zipSync(changed) as Uint8Array<ArrayBuffer>], 'a.zip'), 'x'));
    for (const part of ['recipe.json', 'users.json', 'preprocessing.json', 'segments.json', 'weights.bin']) {
      const { [part]: _, ...others } = files;
      expect(await outcome(others)).toMatchObject({ code: 'run-damaged', params: { name: 'a.zip', part } });
    }
    const changed = (part: string, change: (value: Record<string, unknown>) => unknown) =>
      outcome({ ...files, [part]: strToU8(JSON.stringify(change(jsonOf(files[part]) as Record<string, unknown>))) });
    expect(await changed('users.json', (users) => ({ ...users, user_id: ['u1', 'u1', 'u3'] }))).toMatchObject({ code: 'run-damaged' });
    expect(await changed('users.json', (users) => ({ ...users, segment: [0, 9, 0] }))).toMatchObject({ code: 'run-damaged' });
    expect(await changed('users.json', (users) => ({ ...users, x: [1] }))).toMatchObject({ code: 'run-damaged' });
    type Centres = { segments: { centre: number[] }[] };
    const segments = (change: (all: Centres['segments']) => object[]) =>
      changed('segments.json', (told) => ({ ...told, segments: change((told as Centres).segments) }));
    for (const change of [
      () => [],
      (all: Centres['segments']) => all.slice(1),
      (all: Centres['segments']) => all.map((one, i) => (i === 0 ? { ...one, centre: one.centre.slice(1) } : one)),
    ])
      expect(await segments(change)).toMatchObject({ code: 'run-damaged', params: { part: 'segments.json' } });
    expect(await changed('recipe.json', () => ({ version: 1 }))).toMatchObject({ code: 'run-damaged', params: { part: 'run.json' } });
    expect(await outcome({ ...files, 'weights.bin': files['weights.bin']!.slice(4) })).toMatchObject({
      code: 'run-damaged',
      params: { part: 'model.json' },
    });
    const whole = new Uint8Array(await (await exportRun(dense, {})).arrayBuffer());
    for (let at = 0; at < whole.length; at += 97) {
      const damaged = whole.slice();
      damaged[at]! ^= 255;
      // A byte of the README, which is not read, or of a date does not matter.
      const found = (await error(importRun(new File([damaged], 'a.zip'), 'x'))) as { code: string } | null;
      expect(['run-not', 'run-damaged', 'packed-damaged', 'packed-encrypted', 'packed-unsupported', undefined]).toContain(found?.code);
    }
  });
});
