import { describe, expect, it } from 'vitest';
import { applyEncoder, fieldsOf, sizeOf, weightsOf } from '../../../workers/encode';
import { besideEachOther } from '../../../workers/encode/fused';
import { ClassReader } from '../../../workers/encode/sequence/class-reader';
import { SequenceReader } from '../../../workers/encode/sequence/read-users';
import { tokenize } from '../../../workers/encode/sequence/tokens';
import { embedTexts } from '../../../workers/encode/text';
import { random } from '../../../workers/math/random';
import type { FeatureSpec } from '../../../workers/protocol/features';
import type { DenseWeights } from '../../../workers/protocol/model';
import { SEQUENCE_ENCODERS, type SequenceEncoder, type SequenceModel, type Vocabulary } from '../../../workers/protocol/sequences';
import { sequenceTensors, type KeptRun } from '../../../workers/runs';
import { eventTable } from '../../fixtures/events';
import { keptRun, placingRun } from './kept-run';
import { languages, programs } from './programs';

/** With all the fields that there are. */
const vocabulary: Vocabulary = {
  types: [
    { name: 'view', refund: false },
    { name: 'purchase', refund: false },
  ],
  topicOf: 'category',
  topics: ['tea', '茶杯'],
  valueEdges: [5, 10, 20],
  sizes: true,
  timesOfDay: true,
};
const LEVELS = fieldsOf(vocabulary).map(({ levels }) => levels);
const numbers = (length: number, name: string): Float32Array => {
  const rng = random(7, 'readme', name);
  return Float32Array.from({ length }, () => 0.4 * rng.normal());
};

/** Two heads of a Transformer, and four layers of a network whose taps lie as far apart as they can. */
function modelOf(architecture: SequenceEncoder): SequenceModel {
  const shape = { architecture, levels: LEVELS, predicted: [0], width: 32, layers: 2, code: 3, steps: 4 } as const;
  return { shape, vocabulary, parameters: numbers(sizeOf(weightsOf(shape)), architecture) };
}

/** The user of the programs: a view of tea, and a day later three lines of something unknown. */
const late = { t: '2025-01-07T21:30:00Z', user: 'u', type: 'something else' };
const EXAMPLE = eventTable([{ t: '2025-01-06T09:00:00Z', user: 'u', type: 'view', category: 'tea', value: 12.5 }, late, late, late]);
const stepsOf = (most: number) =>
  tokenize(EXAMPLE, { userIndex: Uint32Array.of(0), lo: Uint32Array.of(0), hi: Uint32Array.of(4) }, vocabulary, most);

function codeOf(model: SequenceModel): Float32Array {
  const code = new Float32Array(model.shape.code);
  new SequenceReader(model).codeInto(code, 0, stepsOf(model.shape.steps), 0);
  return code;
}

const runOf = (model: SequenceModel, body: Partial<KeptRun['body']> = {}): KeptRun =>
  keptRun(
    '1',
    {},
    {
      body: {
        tensors: sequenceTensors('sequence', model),
        sequence: { shape: model.shape, vocabulary },
        centres: Float32Array.of(...codeOf(model), 9, 9, 9),
        ...body,
      },
    },
  );

function close(found: readonly number[], expected: ArrayLike<number>): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
}

describe('the programs in the README of a run whose network reads events in order', { timeout: 60_000 }, () => {
  const { printed } = programs();

  it.each(SEQUENCE_ENCODERS.flatMap((one) => languages.map((language) => [one, language] as const)))(
    'give the code that the product does, and the segment (%s, %s)',
    async (architecture, language) => {
      const model = modelOf(architecture);
      const { code, segment } = (await printed(runOf(model), language)) as { code: number[]; segment: number };
      close(code, codeOf(model));
      expect(segment).toBe(0);
    },
  );

  it.each(
    languages.flatMap(
      (language) =>
        [
          [language, true],
          [language, false],
        ] as const,
    ),
  )('join it, where there is one, with features and texts (%s, %s)', async (language, ordered) => {
    const model = modelOf('gru');
    const feature = {
      id: 'orders',
      key: 'orders',
      missing: { fill: 'median', value: 3, users: 1 },
      scale: { log: false, lower: 0, upper: 10, mean: 4, sd: 2 },
    } as FeatureSpec;
    const model64 = (grams: number) => ({
      grams,
      buckets: 64,
      dims: 2,
      idf: numbers(64, 'idf').map(Math.abs),
      projection: numbers(128, 'projection'),
      explained: 1,
    });
    const text = { mean: numbers(2, 'text mean'), scale: 0.5, model: model64(1) };
    const words = { mean: numbers(2, 'words mean'), scale: 0.7, model: model64(2) };
    const fusion = { codes: { mean: numbers(ordered ? 3 : 0, 'mean'), scale: ordered ? 1.5 : 0 }, text, words };
    const layer = (name: string, inputs: number, outputs: number, activation: 'relu' | 'linear') => ({
      name,
      inputs,
      outputs,
      activation,
      kernel: numbers(inputs * outputs, name),
      bias: numbers(outputs, `${name} bias`),
    });
    const layers = [
      layer('encoder_1', ordered ? 8 : 5, 5, 'relu'),
      layer('code', 5, 2, 'linear'),
      layer('output', 2, ordered ? 8 : 5, 'linear'),
    ];
    const tensors = [
      ...(ordered ? sequenceTensors('sequence', model) : []),
      ...(ordered ? partTensors('codes', fusion.codes) : []),
      ...Object.entries({ text, words }).flatMap(([kind, { model: own, ...part }]) => [
        ...partTensors(kind, part),
        ...(kind === 'text' ? [] : [{ name: `${kind}/grams`, shape: [1], data: Float32Array.of(own.grams) }]),
        { name: `${kind}/idf`, shape: [64], data: own.idf },
        { name: `${kind}/projection`, shape: [64, 2], data: own.projection },
      ]),
    ];
    // Two events, the first of which bears two names; the program in Python has a user without any.
    const of = (one: typeof text, texts: readonly (readonly string[])[]) =>
      language === 'js' ? meanOf(texts.map((event) => meanOf(event.map((name) => [...embedded(one.model, [name])])))) : [NaN, NaN];
    const texts = {
      text: Float32Array.from(of(text, [['Green tea 100g', 'Tea'], ['绿茶']])),
      words: Float32Array.from(of(words, [['green tea'], ['gift']])),
    };
    const codes = ordered ? codeOf(model) : new Float32Array();
    const inputs = besideEachOther(fusion, { users: 1, features: 1, scaled: Float32Array.of(-0.5) }, codes, texts);
    const expected = applyEncoder(layers.slice(0, 2) as DenseWeights[], inputs, 1);
    const run = runOf(model, {
      features: [feature],
      layers,
      tensors,
      centres: Float32Array.of(9, 9, ...expected),
      ...(!ordered && { sequence: null }),
    });
    const { code, segment } = (await printed(run, language)) as { code: number[]; segment: number };
    close(code, expected);
    expect(segment).toBe(1);
  });

  it('place a new user as the product does', async () => {
    const shape = { architecture: 'lstm', levels: LEVELS, predicted: [], width: 16, layers: 2, code: 0, classes: 2, steps: 34 } as const;
    const network = { shape, vocabulary, parameters: numbers(sizeOf(weightsOf(shape)), 'placing'), temperature: 1.7 };
    const expected = new ClassReader(shape, network.parameters).probabilities(stepsOf(34), 0, 1.7);
    const { probabilities, segment } = (await printed(placingRun(undefined, network), 'js', 1)) as {
      probabilities: number[];
      segment: number;
    };
    close(probabilities, expected);
    expect(segment).toBe(expected[0]! > expected[1]! ? 0 : 1);
  });
});

const partTensors = (name: string, { mean, scale }: { readonly mean: Float32Array; readonly scale: number }) => [
  { name: `fusion/${name}/mean`, shape: [mean.length], data: mean },
  { name: `fusion/${name}/scale`, shape: [1], data: Float32Array.of(scale) },
];

const meanOf = (rows: readonly (readonly number[])[]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

function embedded(model: Parameters<typeof embedTexts>[0], names: readonly string[]): Float32Array {
  const steps = embedTexts(model, names);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
