import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { solveKMeans } from '../../../workers/cluster/solve';
import { embedWindow, encode, refreshEmbedding, rowsOf } from '../../../workers/encode';
import { fuse } from '../../../workers/encode/fused';
import { extractFeatures } from '../../../workers/features';
import { nextTask } from '../../../workers/math/breathe';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { adjustedRandIndex } from '../../browser/oracle';
import { localTrainer } from '../../fixtures/local-trainer';
import { plantedWords, type WordsIn } from '../../fixtures/planted-words';

const SMALL = { sequence: { architecture: 'cnn', steps: 16, width: 16, layers: 2, masking: 0 }, epochs: 20 } as const;

async function embed(where: WordsIn, seed: number, kind: EncoderRecipe['kind'], users = 200) {
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
    ['profiles alone', 1],
    ['profiles alone', 2],
    ['profiles alone', 3],
    ['brands', 1],
  ] as const)(
    'are one to the features and two to the fused encoder where these stand in %s (seed %d)',
    async (where, seed) => {
      expect(Math.abs((await embed(where, seed, 'autoencoder')).agreement)).toBeLessThan(0.1);
      const { events, matrix, rows, embedding, agreement } = await embed(where, seed, 'fused');
      expect(agreement).toBeGreaterThanOrEqual(0.8);
      const column = {
        searches: { of: 'text' },
        profiles: { of: 'profile', name: 'about' },
        'profiles alone': { of: 'profile', name: 'about' },
        brands: { of: 'brand' },
      }[where];
      expect(embedding.training!.parts).toEqual({ events: where !== 'profiles alone', texts: [column] });
      if (seed > 1) return;
      const { data } = await drive(refreshEmbedding(embedding, rows, rows, Int32Array.from(matrix.userIndex.keys())));
      expect(data).toEqual(embedding.data);
      if (!events.timeless) expect(await embedWindow(embedding, events, matrix, nextTask)).toEqual(embedding.data);
    },
    120_000,
  );

  it('stand where the mean does without words of their own', async () => {
    const { events, matrix, rows, embedding } = await embed('profiles alone', 1, 'fused', 60);
    const { table } = events.attributes!;
    const silent = table.columns.map((column) =>
      column.as === 'text' ? { ...column, coded: { names: column.coded!.names, codes: column.coded!.codes.map(() => -1) } } : column,
    );
    const without = { ...events, attributes: { ...events.attributes!, table: { ...table, columns: silent } } };
    const inputs = await fuse(embedding.fusion!, matrix, { events: without, rows: rows.told!().rows }, new Float32Array(), nextTask);
    const width = inputs.length / matrix.users;
    expect(width).toBe(matrix.features + embedding.fusion!.profile!.model.dims);
    for (let user = 0; user < matrix.users; user++) {
      expect(inputs.slice(user * width + matrix.features, (user + 1) * width).every((x) => x === 0)).toBe(true);
    }
  });
});
