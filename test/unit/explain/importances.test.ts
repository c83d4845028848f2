import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '../../../workers/cluster';
import { rowsOf } from '../../../workers/encode';
import { readUsers } from '../../../workers/encode/sequence/encode-sequences';
import { fieldsOf, learnVocabulary } from '../../../workers/encode/sequence/fields';
import { sizeOf, viewWeights, weightsOf } from '../../../workers/encode/sequence/layout';
import { importances, type Explained } from '../../../workers/explain';
import { inputColumns } from '../../../workers/explain/columns';
import { ratioOver, shareOver } from '../../../workers/explain/estimate';
import { columnImportance } from '../../../workers/explain/feature-importance';
import { chanceOfOther, shuffles } from '../../../workers/explain/shuffles';
import { extractFeatures } from '../../../workers/features';
import type { EventTable } from '../../../workers/protocol/events';
import type { Importances, LookedAt } from '../../../workers/protocol/looks';
import type { DenseWeights } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import type { SequenceShape } from '../../../workers/protocol/sequences';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { inTwo, resultOf, rowsWith } from './support';

const linear = (inputs: number, outputs: number, entries: readonly number[]): DenseWeights => ({
  inputs,
  outputs,
  activation: 'linear',
  kernel: Float32Array.from(entries),
  bias: new Float32Array(outputs),
});

const features = (count: number) =>
  Array.from({ length: count }, (_, feature) => ({ of: { kind: 'feature', feature } as const, columns: [feature] }));

describe('a mean over users with its interval', () => {
  it('is that of the textbook where each user counts once', () => {
    const { mean, low, high } = ratioOver(Float64Array.of(1, 2, 3, 6), [1, 1, 1, 1]);
    const deviation = Math.sqrt((4 + 1 + 0 + 9) / 3);
    expect(mean).toBe(3);
    expect(high - mean).toBeCloseTo((1.959964 * deviation) / 2, 12);
    expect(mean - low).toBeCloseTo(high - mean, 12);
  });

  it('covers a ratio 95 times in 100', () => {
    let covered = 0;
    const rounds = 400;
    for (let round = 0; round < rounds; round++) {
      // Each user brings 1…4 things that are worth 2 on the average.
      const worth = rowsWith(200, 2, [], 0, round + 1);
      const counts = Uint32Array.from({ length: 200 }, (_, user) => 1 + (user % 4));
      const sums = Float64Array.from(counts, (count, user) => count * 2 + count * worth[2 * user]!);
      const { low, high } = ratioOver(sums, counts);
      if (low <= 2 && 2 <= high) covered++;
    }
    expect(covered / rounds).toBeGreaterThan(0.91);
    expect(covered / rounds).toBeLessThan(0.985);
  });

  it('of shares stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
        const { mean, low, high } = shareOver(Float64Array.from(shares));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low - 1e-12 <= mean && mean <= high + 1e-12).toBe(true);
      }),
    );
  });
});

describe('what is left of a user by chance', () => {
  it('is the share of pairs in different segments', () => {
    expect(chanceOfOther(Int32Array.of(0, 0, 1, -1))).toBeCloseTo(1 - (0.25 + 1 / 16 + 1 / 16), 12);
    expect(chanceOfOther(Int32Array.of(2, 2, 2))).toBe(0);
  });

  it('is shuffled by the seed, each place once', () => {
    const [first, second] = shuffles(50, 3, 'users');
    expect(first!.slice().sort()).toEqual(Uint32Array.from({ length: 50 }, (_, i) => i));
    expect(first).not.toEqual(second);
    expect(shuffles(50, 3, 'users')[0]).toEqual(first);
    expect(shuffles(50, 4, 'users')[0]).not.toEqual(first);
  });
});

describe('the importance of a column', () => {
  const users = 4000;
  const inputs = rowsWith(users, 3, [], 0);

  it('is, where a segment is the sign of one column, the chance of another sign, and nothing for the others', async () => {
    const place = placesOf({ k: 2, centres: Float32Array.of(1, 0, 0, -1, 0, 0) }, 3);
    const found = await drive(columnImportance({ inputs, users, encoder: [], decoder: [], place }, features(3), 1, undefined));
    expect(found.chance).toBeCloseTo(0.5, 2);
    expect(found.items[0]!.moved.mean).toBeCloseTo(found.chance, 1);
    expect(found.items[0]!.moved.low).toBeLessThan(found.chance);
    expect(found.items[0]!.moved.high).toBeGreaterThan(found.chance - 0.02);
    expect(found.items.slice(1).map(({ moved }) => moved)).toEqual([
      { mean: 0, low: 0, high: 0 },
      { mean: 0, low: 0, high: 0 },
    ]);
    expect(found.loss).toBeNull();
    expect(found.items[0]!.loss).toBeNull();
  });

  it('costs a linear code twice the variance of what it keeps, and nothing of what it drops', async () => {
    // The code is the first column doubled and the second; the third is lost, whatever it is.
    const encoder = [linear(3, 2, [2, 0, 0, 1, 0, 0])];
    const decoder = [linear(2, 3, [0.5, 0, 0, 0, 1, 0])];
    const place = placesOf({ k: 2, centres: Float32Array.of(2, 0, -2, 0) }, 2);
    const found = await drive(columnImportance({ inputs, users, encoder, decoder, place }, features(3), 1, undefined));
    const variance = (column: number) => {
      const values = Array.from({ length: users }, (_, user) => inputs[user * 3 + column]!);
      const mean = values.reduce((sum, value) => sum + value / users, 0);
      return values.reduce((sum, value) => sum + (value - mean) ** 2 / users, 0);
    };
    const square = (column: number) =>
      Array.from({ length: users }, (_, user) => inputs[user * 3 + column]! ** 2).reduce((a, b) => a + b, 0);
    expect(found.loss).toBeCloseTo(square(2) / users / 3, 5);
    for (const column of [0, 1]) {
      const { mean, low, high } = found.items[column]!.loss!;
      expect(Math.abs(mean - (2 * variance(column)) / 3)).toBeLessThan(high - low);
      expect(high - low).toBeLessThan(0.1);
    }
    expect(found.items[2]!.loss!.mean).toBe(0);
    expect(found.items[1]!.moved.mean).toBe(0);
  });

  it('of indicators of one category is taken together, and of features of a group besides', () => {
    const specs = [
      { group: 'value' },
      { group: 'profile', category: 'city' },
      { group: 'profile', category: 'city' },
      { group: 'value' },
      { group: 'profile', category: 'plan' },
    ] as const;
    const part = { mean: new Float32Array(2), scale: 1 };
    const columns = inputColumns(specs, {
      codes: part,
      text: { ...part, model: {} as never },
      profile: { mean: new Float32Array(1), scale: 1, model: {} as never },
    });
    const told = (of: LookedAt) => Object.values(of).join(' ');
    expect(columns.map(({ of, columns: list }) => [told(of), list])).toEqual([
      ['feature 0', [0]],
      ['category city', [1, 2]],
      ['feature 3', [3]],
      ['category plan', [4]],
      ['group value', [0, 3]],
      ['group profile', [1, 2, 4]],
      ['codes', [5, 6]],
      ['words', [7, 8, 9]],
    ]);
  });
});

const ranked = ({ items }: Importances) => items.filter(({ of }) => of.kind !== 'group').sort((a, b) => b.moved.mean - a.moved.mean);

describe('what the segments of a run rest on', () => {
  beforeAll(async () => {
    expect(await setBackend('wasm')).toBe(true);
  });

  it.each(['none', 'autoencoder'] as const)('is the one feature that makes them (%s)', async (kind) => {
    const users = 600;
    const result = await resultOf(rowsWith(users, 6, [2], 5), users, kind, { epochs: 15, code: 4, hidden: [16] });
    const { features: found, tokens } = await drive(importances(result));
    expect(tokens).toBeNull();
    const [first, second] = ranked(found!);
    expect(first!.of).toEqual({ kind: 'feature', feature: 2 });
    expect(first!.moved.mean).toBeCloseTo(0.5, 1);
    expect(second!.moved.high).toBeLessThan(0.05);
    expect(found!.heldOut).toBe(false);
    // The same again by the same seed, other users and orders by another.
    expect(await drive(importances(result))).toEqual({ features: found, tokens: null });
    const other = await drive(importances({ ...result, recipe: { ...result.recipe, seed: 2 } }));
    expect(other.features!.items).not.toEqual(found!.items);
  });

  it('is taken on users that the network did not learn from, where there are enough', async () => {
    const users = 1500;
    const result = await resultOf(rowsWith(users, 3, [0], 4), users, 'autoencoder', {
      epochs: 2,
      code: 2,
      hidden: [],
      validationShare: 0.2,
    });
    const { features: found } = await drive(importances(result));
    expect(found!.heldOut).toBe(true);
    expect(found!.users).toBeGreaterThanOrEqual(200);
    expect(found!.users).toBeLessThan(450);
  });

  it('is what comes after what, where users differ in nothing else', async () => {
    const result = await roundReader(plantedSequences('order', 200, 1).events);
    const { features: none, tokens } = await drive(importances(result));
    expect(none).toBeNull();
    expect(tokens!.heldOut).toBe(false);
    const [first, second, ...others] = ranked(tokens!);
    expect([first!.of, second!.of].sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: 'order' },
      { kind: 'token', field: 'topic' },
    ]);
    // Nothing of the round is left: a user is as good as another.
    for (const { moved } of [first!, second!]) expect(moved.mean).toBeGreaterThan(0.8 * tokens!.chance);
    expect(others.map(({ of }) => of.kind === 'token' && of.field)).toEqual(['type', 'gap', 'value', 'hour', 'weekday']);
    for (const { moved, loss } of others) {
      expect(moved.mean).toBe(0);
      expect(loss!.mean).toBe(0);
    }
    const topic = tokens!.items.find(({ of }) => of.kind === 'token' && of.field === 'topic')!;
    expect(topic.loss!.low).toBeGreaterThan(0.05);
    expect(tokens!.items.find(({ of }) => of.kind === 'order')!.loss).toBeNull();
    expect(await drive(importances(result))).toEqual({ features: null, tokens });
  });
});

/**
 * A network made by hand: a convolution that rises by 1 where shoes come right after shirts, and whose mean is the code. It foretells by heart that shirts
 * are followed by shoes, shoes by hats, hats by shirts. It looks at nothing but topics.
 */
async function roundReader(events: EventTable): Promise<Explained> {
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  const { told } = rowsOf(events, matrix);
  const { rows } = told!();
  const vocabulary = learnVocabulary(events, rows, true);
  const fields = fieldsOf(vocabulary);
  const topic = fields.findIndex(({ name }) => name === 'topic');
  const levelOf = (name: string) => 2 + vocabulary.topics.indexOf(name);
  const round = ['shirts', 'shoes', 'hats'];
  const levels = fields.map((field) => field.levels);
  const shape: SequenceShape = { architecture: 'cnn', levels, predicted: [topic], width: 4, layers: 1, code: 1, steps: 64 };
  const parameters = new Float32Array(sizeOf(weightsOf(shape)));
  const weights = viewWeights(shape, parameters);
  const first = levels.slice(0, topic).reduce((sum, count) => sum + count, 0);
  round.forEach((name, i) => (weights.embedding![(first + levelOf(name)) * 4 + i] = 1));
  const tap = (steps: number, of: string) => (steps * 4 + round.indexOf(of)) * 4 + 3;
  weights.taps0![tap(0, 'shoes')] = 1;
  weights.taps0![tap(1, 'shirts')] = 1;
  weights.bias0![3] = -1;
  weights.code![3] = 1;
  round.forEach((_, i) => (weights[`head${topic}`]![i * levels[topic]! + levelOf(round[(i + 1) % 3]!)] = 2));
  const model = { shape, vocabulary, parameters };
  const data = await drive(readUsers(model, { events, rows }, 1, undefined));
  const embedding = { users: matrix.users, dims: 1, data, encoder: [], decoder: [], sequence: model, training: null };
  return { events, matrix, embedding, segmentation: inTwo(embedding), recipe: { seed: 1, encoder: defaultEncoder('cnn') } };
}
