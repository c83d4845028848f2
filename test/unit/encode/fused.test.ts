import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { embedWindow, encode, rowsOf } from '../../../workers/encode';
import { fuse, readerOf } from '../../../workers/encode/fused';
import { goingOn } from '../../../workers/encode/going-on';
import { extractFeatures } from '../../../workers/features';
import { windowRows } from '../../../workers/features/window-rows';
import { nextTask } from '../../../workers/math/breathe';
import { random } from '../../../workers/math/random';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder, defaultSequence, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import { eventTable, type EventRow } from '../../fixtures/events';
import { localTrainer } from '../../fixtures/local-trainer';
import { collect } from './support';

const DAY = 86_400_000;
const USERS = 120;
const WORDS = [
  ['棉衬衫', 'cotton shirt', '蓝色', 'sleeves'],
  ['木椅', 'oak chair', '餐桌', 'kitchen'],
] as const;

const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ras'] as const;

/** Users who buy clothes or furniture of any model: nothing but the words of what they buy tells them apart. */
function shop(words: boolean) {
  const rng = random(3, 'words');
  let bought = 0;
  const rows: EventRow[] = Array.from({ length: USERS }, (_, user) =>
    Array.from({ length: 6 + rng.int(4) }, (_v, i): EventRow => {
      const of = WORDS[user % 2]!;
      const model = `${SYLLABLES[rng.int(6)]!}${SYLLABLES[rng.int(6)]!}${SYLLABLES[rng.int(6)]!}`;
      const item = words ? `${of[rng.int(4)]!} ${of[rng.int(4)]!} ${model}` : `SKU-${++bought}`;
      return { user: `u${user}`, t: (user + 9 * i + 3 * rng.next()) * DAY, value: 10 + rng.int(90), item };
    }),
  ).flat();
  return eventTable(rows);
}

async function fused(words: boolean, choices: Partial<EncoderRecipe> = {}) {
  const events = shop(words);
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const sequence = { architecture: 'gru', steps: 16, width: 16, layers: 1, masking: 0 } as const;
  const encoder = { ...defaultEncoder('fused'), sequence, ...choices };
  const { result: embedding, items } = await collect(encode(rowsOf(events, matrix), ids, encoder, 1, localTrainer));
  return { events, matrix, embedding, figures: items.flatMap((item) => item.figures ?? []) };
}

/** Share of users whose nearest other user in the code is of their group. */
function neighbours({ data, dims }: { readonly data: Float32Array; readonly dims: number }): number {
  const distance = (a: number, b: number) =>
    Array.from({ length: dims }, (_, d) => (data[a * dims + d]! - data[b * dims + d]!) ** 2).reduce((sum, value) => sum + value, 0);
  const right = Array.from({ length: USERS }, (_, user) => {
    const others = Array.from({ length: USERS }, (_v, other) => other).filter((other) => other !== user);
    const nearest = others.reduce((best, other) => (distance(user, other) < distance(user, best) ? other : best));
    return nearest % 2 === user % 2 ? 1 : 0;
  });
  return right.reduce<number>((sum, one) => sum + one, 0) / USERS;
}

it('lets its network have the recipe’s way of learning, at the network’s own pace', () => {
  const usual = defaultEncoder('fused');
  for (const architecture of SEQUENCE_ENCODERS) {
    const recipe = { ...usual, code: 9, sequence: { architecture, ...defaultSequence(architecture) } };
    const { sequence } = recipe;
    expect(readerOf(recipe)).toEqual({ ...defaultEncoder(architecture), code: 9, sequence });
    // Where the training goes on: a quarter of its own 30 epochs at half its own rate.
    expect(readerOf(goingOn(recipe))).toEqual({ ...defaultEncoder(architecture), code: 9, sequence, epochs: 8, learningRate: 0.005 });
  }
  const optimizer = { kind: 'adamw', momentum: 0.9, weightDecay: 0.1, warmup: 7 } as const;
  const chosen = { ...usual, optimizer, dropout: 0.3, learningRate: 0.001, batchSize: 128, epochs: 20, patience: 10 };
  expect(readerOf(chosen)).toMatchObject({
    kind: 'gru',
    optimizer,
    dropout: 0.3,
    learningRate: 0.02,
    batchSize: 32,
    epochs: 15,
    patience: 12,
  });
  expect(readerOf({ ...usual, batchSize: 8, epochs: 1, patience: 1 })).toMatchObject({ batchSize: 8, epochs: 1, patience: 1 });
  expect(readerOf({ ...chosen, optimizer: { ...optimizer, kind: 'sgd' } })).toMatchObject({ learningRate: 0.001 });
});

beforeAll(async () => {
  expect(await setBackend('wasm')).toBe(true);
});

it('what users buy counts by its words, in any script', async () => {
  const { embedding, events, matrix } = await fused(true);
  expect(embedding.fusion!.text).not.toBeNull();
  expect(neighbours(embedding)).toBeGreaterThan(0.85);
  expect(await embedWindow(embedding, events, matrix, nextTask)).toEqual(embedding.data);
  // A file whose names are codes says nothing of the words: every user stands where the mean does.
  const other = shop(false);
  const rows = windowRows(other, matrix.from, matrix.to);
  const codes = new Float32Array(USERS * embedding.fusion!.codes.mean.length);
  const inputs = await fuse(embedding.fusion!, matrix, { events: other, rows }, codes, nextTask);
  const width = inputs.length / USERS;
  const { dims } = embedding.fusion!.text!.model;
  for (let user = 0; user < USERS; user++)
    expect(inputs.slice((user + 1) * width - dims, (user + 1) * width).every((x) => x === 0)).toBe(true);
}, 120_000);

it('goes without words where the names are codes', async () => {
  const { embedding, figures } = await fused(false);
  expect(embedding.fusion!.text).toBeNull();
  expect(embedding.fusion!.codes.mean).toHaveLength(16);
  // The losses of both parts are told while they learn, each counted for itself, and kept.
  const { reading, trainingLoss, validationLoss } = embedding.training!;
  const told = (of: typeof figures) => of.map(({ epoch, trainingLoss: taught, validationLoss: tested }) => [epoch, taught, tested]);
  const course = (taught: readonly number[], tested: readonly number[]) => taught.map((loss, i) => [i + 1, loss, tested[i]]);
  expect(reading!.trainingLoss.length).toBeGreaterThan(0);
  expect(told(figures.filter(({ part }) => part === 'reading'))).toEqual(course(reading!.trainingLoss, reading!.validationLoss));
  expect(told(figures.filter(({ part }) => part === undefined))).toEqual(course(trainingLoss, validationLoss));
}, 120_000);

it('gives every part the variance of the features', async () => {
  const { embedding, events, matrix } = await fused(true);
  const rows = windowRows(events, matrix.from, matrix.to);
  const { mean: means } = embedding.fusion!.codes;
  // The codes themselves, undone from their scale.
  const inputs = await fuse(
    embedding.fusion!,
    matrix,
    { events, rows },
    new Float32Array(USERS * means.length).map((_, i) => means[i % means.length]!),
    nextTask,
  );
  const width = inputs.length / USERS;
  const { dims } = embedding.fusion!.text!.model;
  const variance = (from: number, to: number) => {
    let total = 0;
    for (let column = from; column < to; column++) {
      const values = Array.from({ length: USERS }, (_, user) => inputs[user * width + column]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / USERS;
      total += values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / USERS;
    }
    return total;
  };
  expect(variance(width - dims, width)).toBeCloseTo(matrix.features, 2);
  expect(variance(matrix.features, width - dims)).toBeCloseTo(0, 6);
}, 120_000);
