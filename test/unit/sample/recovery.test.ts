import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { encode, type Trainer } from '../../../workers/encode';
import { trainAutoencoder } from '../../../workers/encode/autoencoder';
import { extractFeatures } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type EncoderRecipe } from '../../../workers/protocol/recipe';
import { makeSampleShop, sampleTruth } from '../../../workers/sample';
import { adjustedRandIndex } from '../../browser/oracle';

const cpuTrainer: Trainer = {
  async train(request) {
    const epochs = trainAutoencoder(request);
    for (;;) {
      const epoch = await epochs.next();
      if (epoch.done) return epoch.value;
    }
  },
};

/** Reads a sample as a person would and segments it with the defaults; the agreement of its segments with the planted ones. */
async function recover(seed: number, drift: boolean, kind: EncoderRecipe['kind']) {
  const options = { seed, drift, users: 2000 };
  const file = new File([await drive(makeSampleShop(options))], 'sample-shop.csv');
  const { mapping } = await previewFile(file);
  const recipe = defaultRecipe(mapping);
  const { events, quality } = await drive(ingest(file, mapping, recipe.cleaning));
  const matrix = await drive(extractFeatures(events, recipe.features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const embedding = await drive(encode(matrix, ids, { ...recipe.encoder, kind }, recipe.seed, cpuTrainer));
  const compute = inlineCompute();
  const { byK, choice } = await drive(cluster(embedding, recipe.clustering, recipe.seed, compute, compute));
  const { segmentOf } = sampleTruth(options);
  const truth = ids.map((id) => segmentOf.get(id)!);
  return { quality, mapping, choice, index: adjustedRandIndex(Array.from(byK.get(choice.k)!.labels), truth) };
}

describe('the sample shop, read and segmented with the defaults', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('is read whole, with every column understood', async () => {
    const { quality, mapping } = await recover(11, true, 'none');
    expect(quality.kept).toBe(quality.rowsRead);
    expect(quality.users).toBe(2000);
    expect(quality.byMonth).toHaveLength(18);
    expect(mapping.columns.map(({ role }) => role)).toEqual(['time', 'event', 'user', 'item', 'category', 'value', 'quantity', 'order', 'session']);
    expect([mapping.purchaseTypes, mapping.refundTypes, mapping.valueIs]).toEqual([['purchase'], ['refund'], 'unit']);
    expect(quality.refundValue).toBeGreaterThan(0);
  });

  it.each([
    [21, false, 'none'],
    [22, true, 'none'],
    [23, false, 'autoencoder'],
    [24, true, 'autoencoder'],
  ] as const)('gives the planted segments back (seed %i, drift %s, encoder %s)', async (seed, drift, kind) => {
    const { index, choice } = await recover(seed, drift, kind);
    expect(index, `k ${choice.k}`).toBeGreaterThanOrEqual(0.85);
  });
});
