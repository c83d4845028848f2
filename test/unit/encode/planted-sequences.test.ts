import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { solveKMeans } from '../../../workers/cluster/solve';
import { embedWindow, encode, refreshEmbedding, rowsOf } from '../../../workers/encode';
import { initialWeights, viewWeights } from '../../../workers/encode/sequence/layout';
import { extractFeatures } from '../../../workers/features';
import { nextTask } from '../../../workers/math/breathe';
import { leastSquares } from '../../../workers/math/least-squares';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { adjustedRandIndex } from '../../browser/oracle';
import { eventTable } from '../../fixtures/events';
import { localTrainer } from '../../fixtures/local-trainer';
import { plantedSequences, type Planted } from '../../fixtures/planted-sequences';

/** A small network within the encoder of features and events; the categories of a round are three steps apart at most. */
const SMALL = { sequence: { architecture: 'cnn', steps: 32, width: 16, layers: 2, masking: 0 } } as const;
/** Near the defaults, but of fewer steps, for fewer epochs: they are trained five times each, and what follows from the last step is learned sooner. */
const sequence = { steps: 16, width: 32, layers: 1, masking: 0 } as const;
const CHOICES = { order: { sequence: { ...sequence, layers: 2 }, epochs: 8 }, rhythm: { sequence, epochs: 20 } } as const;

async function embed(what: Planted, seed: number, kind: EncoderRecipe['kind'], users = 400, choices: Partial<EncoderRecipe> = SMALL) {
  const { events, truth } = plantedSequences(what, users, seed);
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const embedding = await drive(encode(rowsOf(events, matrix), ids, { ...defaultEncoder(kind), ...choices }, seed, localTrainer));
  const { labels } = solveKMeans(embedding.data, embedding.users, embedding.dims, {
    k: 2,
    seed,
    restarts: 10,
    tolerance: 1e-4,
    maxIterations: 300,
  });
  const planted = Array.from(matrix.userIndex, (user) => truth[user]!);
  return { events, matrix, embedding, planted, agreement: adjustedRandIndex(planted, Array.from(labels)) };
}

describe('users who do the same on the average, in another order or rhythm', () => {
  beforeAll(async () => {
    expect(await setBackend('wasm')).toBe(true);
  });

  it.each([1, 2, 3, 4, 5])(
    'are one to the features and two to a network that reads events in order (seed %d)',
    async (seed) => {
      expect(Math.abs((await embed('order', seed, 'autoencoder')).agreement)).toBeLessThan(0.05);
      const { agreement, embedding } = await embed('order', seed, 'cnn', 400, CHOICES.order);
      expect(agreement).toBeGreaterThanOrEqual(0.8);
      // Where the next category follows from the round and the last one, a chain that knows the last one alone is right half of the time.
      const topic = embedding.training!.nextStep!.find(({ field }) => field === 'topic')!;
      expect(topic.low).toBeGreaterThan(0.2);
      expect(topic.accuracy).toBeGreaterThan(0.8);
      expect(topic.loss).toBeLessThan(topic.markovLoss);
    },
    240_000,
  );

  it.each([1, 2, 3, 4, 5])(
    'are one to the features and two to a network that reads the time between events (seed %d)',
    async (seed) => {
      expect(Math.abs((await embed('rhythm', seed, 'autoencoder')).agreement)).toBeLessThan(0.05);
      const { agreement, embedding } = await embed('rhythm', seed, 'gru', 400, CHOICES.rhythm);
      expect(agreement).toBeGreaterThanOrEqual(0.8);
      // Three of four gaps follow from the one before; which of the others, from those before it.
      const gap = embedding.training!.nextStep!.find(({ field }) => field === 'gap')!;
      expect(gap.loss).toBeLessThan(gap.markovLoss);
    },
    240_000,
  );

  it('are told by a code of features and order together, as by none of features alone', async () => {
    /** Share of the variance of the planted segment that the code explains by a linear relation. */
    const explained = ({ embedding: { data, dims, users }, planted }: Awaited<ReturnType<typeof embed>>) => {
      const target = Float64Array.from(planted);
      const columns = Array.from({ length: dims }, (_, d) => Float64Array.from({ length: users }, (_u, user) => data[user * dims + d]!));
      const { intercept, weights } = leastSquares(columns, target, Uint32Array.from(target.keys()));
      const mean = target.reduce((sum, value) => sum + value / users, 0);
      const left = target.reduce((sum, value, user) => {
        return sum + (value - intercept - weights.reduce((total, weight, d) => total + weight * columns[d]![user]!, 0)) ** 2;
      }, 0);
      return 1 - left / target.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    expect(explained(await embed('order', 2, 'autoencoder'))).toBeLessThan(0.15);
    const fused = await embed('order', 2, 'fused');
    expect(explained(fused)).toBeGreaterThan(0.6);
    expect(fused.embedding.training).toMatchObject({
      baselineLoss: expect.any(Number) as number,
      difference: { high: expect.any(Number) as number },
      nextStep: expect.any(Array) as object[],
    });
    const { events, matrix, embedding } = fused;
    expect(await embedWindow(embedding, events, matrix, nextTask)).toEqual(embedding.data);
  }, 240_000);

  it('have the same code again where the same encoder reads the same events', async () => {
    const { events, matrix, embedding } = await embed('rhythm', 1, 'gru', 60, { sequence, epochs: 2 });
    const rows = rowsOf(events, matrix);
    const before = Int32Array.from(matrix.userIndex.keys());
    const { data } = await drive(refreshEmbedding(embedding, matrix, rows, before));
    expect(data).toEqual(embedding.data);
  });

  it('teach a Transformer every place at which it reads the last of longer histories', async () => {
    const { embedding } = await embed('rhythm', 1, 'transformer', 60, { sequence, epochs: 1 });
    const { shape, parameters } = embedding.sequence!;
    const [begun, learned] = [initialWeights(shape, 1), parameters].map((of) => viewWeights(shape, of).position!);
    for (let at = 0; at <= shape.steps; at++) {
      const row = (of: Float32Array) => of.subarray(at * shape.width, (at + 1) * shape.width);
      expect(row(learned!), `place ${at}`).not.toEqual(row(begun!));
    }
  });

  it('are refused where there is no order', async () => {
    const timeless = { ...eventTable([{ user: 'u', t: 0 }]), timeless: true };
    const told = {
      events: timeless,
      rows: { userIndex: Uint32Array.of(0), lo: Uint32Array.of(0), hi: Uint32Array.of(1) },
      timesOfDay: false,
    };
    const rows = { users: 1, features: 1, scaled: Float32Array.of(0), told: () => told };
    await expect(drive(encode(rows, ['u'], defaultEncoder('lstm'), 1, localTrainer))).rejects.toMatchObject({ code: 'no-order' });
  });
});
