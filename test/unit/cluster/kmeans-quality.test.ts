import { describe, expect, it } from 'vitest';
import { solveKMeans } from '../../../workers/cluster/solve';
import { extractFeatures } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { blobs, codes } from '../../fixtures/blobs';
import { slowKMeans } from '../../fixtures/slow-kmeans';
import { hasSharedData, sharedFile, SKIPPED } from '../ingest/support';

const RESTARTS = 10;
const TOLERANCE = 1.001;
/**
 * With more centres than the data have groups, ten starts are not enough for either to find the lowest: measured on ecom and Online Retail at k = 8, ten starts of
 * ours end 0.03 % to 1.8 % above the best of a hundred.
 */
const TOLERANCE_OF_MANY = 1.02;

function inertias(data: Float32Array, dims: number, k: number): [ours: number, reference: number] {
  const rows = data.length / dims;
  const { inertia } = solveKMeans(data, rows, dims, { k, seed: 1, restarts: RESTARTS, tolerance: 1e-4, maxIterations: 300 });
  return [inertia, slowKMeans(data, rows, dims, k, RESTARTS)];
}

describe('the inertia of k-means, beside the best of ten starts of the textbook’s algorithm', () => {
  it.each([4, 6, 8])('is no more than a thousandth above it on made data, k = %i', (k) => {
    for (const { data, dims } of [blobs({ rows: 1500, dims: 6, count: 6, separation: 4 }), { data: codes(1500, 8), dims: 8 }]) {
      const [ours, reference] = inertias(data, dims, k);
      expect(ours / reference).toBeLessThan(TOLERANCE);
    }
  });

  it.skipIf(!hasSharedData).each(['simple-shop.csv', 'ecom.csv.gz', 'complete-journey-transactions.csv.gz', 'online-retail.csv.gz'])(
    `is no more than a thousandth above it on %s, for as many as eight no more than a fiftieth (${SKIPPED})`,
    { timeout: 240_000 },
    async (name) => {
      const file = sharedFile(name);
      const { mapping } = await previewFile(file);
      const recipe = defaultRecipe(mapping);
      const { events } = await drive(ingest(file, mapping, recipe.cleaning));
      const { scaled, features } = await drive(extractFeatures(events, recipe.features));
      for (const k of [3, 5, 8]) {
        const [ours, reference] = inertias(scaled, features, k);
        expect(ours / reference).toBeLessThan(k < 8 ? TOLERANCE : TOLERANCE_OF_MANY);
      }
    },
  );
});
