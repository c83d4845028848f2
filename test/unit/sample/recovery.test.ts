import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { encode } from '../../../workers/encode';
import { extractFeatures } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import { drive } from '../../../workers/protocol/progress';
import type { EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { makeSampleShop, sampleTruth } from '../../../workers/sample';
import { adjustedRandIndex } from '../../browser/oracle';
import { localTrainer } from '../../fixtures/local-trainer';

/** Opens and reads a sample as a person would who accepts every proposal. */
async function read(seed: number, drift: boolean) {
  const options = { seed, drift, users: 1200 };
  const file = new File([await drive(makeSampleShop(options))], 'sample-shop.csv');
  const { mapping } = await previewFile(file);
  const recipe = defaultRecipe(mapping);
  const { events, quality } = await drive(ingest(file, mapping, recipe.cleaning));
  return { recipe, mapping, events, quality, truth: sampleTruth(options).segmentOf };
}

/** The agreement of the segments that the defaults find with the planted ones. */
async function recover(seed: number, drift: boolean, kind: EncoderRecipe['kind']) {
  const { recipe, events, truth } = await read(seed, drift);
  const matrix = await drive(extractFeatures(events, recipe.features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const embedding = await drive(encode(matrix, ids, { ...recipe.encoder, kind }, recipe.seed, localTrainer));
  const compute = inlineCompute();
  const { byK, choice } = await drive(cluster(embedding, recipe.clustering, recipe.seed, compute, compute));
  const labels = Array.from(byK.get(choice.k)!.labels);
  return {
    k: choice.k,
    index: adjustedRandIndex(
      labels,
      ids.map((id) => truth.get(id)!),
    ),
  };
}

describe('the sample shop, read and segmented with the defaults', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('is read whole, with every column understood', async () => {
    const { quality, mapping } = await read(11, true);
    expect(quality.kept).toBe(quality.rowsRead);
    expect(quality.users).toBe(1200);
    expect(quality.byMonth).toHaveLength(18);
    expect(mapping.columns.map(({ role }) => role)).toEqual([
      'time',
      'event',
      'user',
      'item',
      'category',
      'value',
      'quantity',
      'order',
      'session',
    ]);
    expect([mapping.purchaseTypes, mapping.refundTypes, mapping.valueIs]).toEqual([['purchase'], ['refund'], 'unit']);
    expect(quality.refundValue).toBeGreaterThan(0);
  });

  it.each([
    [21, false, 'none'],
    [22, true, 'autoencoder'],
  ] as const)(
    'gives the planted segments back (seed %i, drift %s, encoder %s)',
    async (seed, drift, kind) => {
      const { index, k } = await recover(seed, drift, kind);
      expect(index, `k ${k}`).toBeGreaterThanOrEqual(0.85);
    },
    120_000,
  );
});
