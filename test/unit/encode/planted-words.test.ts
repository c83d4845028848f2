import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { solveKMeans } from '../../../workers/cluster/solve';
import { embedWindow, encode, refreshEmbedding, rowsOf } from '../../../workers/encode';
import { extractFeatures } from '../../../workers/features';
import { nextTask } from '../../../workers/math/breathe';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { adjustedRandIndex } from '../../browser/oracle';
import { localTrainer } from '../../fixtures/local-trainer';
import { plantedWords, type WordsIn } from '../../fixtures/planted-words';

const SMALL = { sequence: { architecture: 'gru', steps: 16, width: 16, layers: 1, masking: 0 }, epochs: 10 } as const;

async function embed(where: WordsIn, seed: number, kind: EncoderRecipe['kind'], users = 240) {
  const { events, truth } = plantedWords(where, users, seed);
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const rows = rowsOf(events, matrix);
  const embedding = await drive(encode(rows, ids, { ...defaultEncoder(kind), ...SMALL }, seed, localTrainer));
  const { labels } = solveKMeans(embedding.data, embedding.users, embedding.dims, {
    k: 2,
    seed,
    restarts: 10,
    tolerance: 1e-4,
    maxIterations: 300,
  });
  const planted = Array.from(ids, (id) => truth[Number(id.slice(1))]!);
  return { events, matrix, rows, embedding, agreement: adjustedRandIndex(planted, Array.from(labels)) };
}

describe('users who differ in nothing but words', () => {
  beforeAll(async () => {
    expect(await setBackend('wasm')).toBe(true);
  });

  it.each([
    ['searches', 1],
    ['searches', 2],
    ['searches', 3],
    ['profiles', 1],
    ['profiles', 2],
    ['profiles alone', 1],
    ['profiles alone', 2],
    ['profiles alone', 3],
    ['brands', 1],
    ['brands', 2],
  ] as const)(
    'are one to the features and two to the fused encoder where these stand in %s (seed %d)',
    async (where, seed) => {
      expect(Math.abs((await embed(where, seed, 'autoencoder')).agreement)).toBeLessThan(0.1);
      const { agreement } = await embed(where, seed, 'fused');
      console.log(where, seed, agreement);
      expect(agreement).toBeGreaterThanOrEqual(0.8);
    },
    120_000,
  );
});
