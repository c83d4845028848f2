import { expect, it } from 'vitest';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { startingCentres } from '../../../workers/cluster/starting-centres';
import { random } from '../../../workers/math/random';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';

it('a number of clusters that people know is held where it is about as good: 85 % of the best silhouette, no segment unstable', async () => {
  // One cloud: no number is much better than another.
  const rng = random(4, 'cloud');
  const users = 240;
  const data = Float32Array.from({ length: 2 * users }, () => rng.normal());
  const embedding: Embedding = { users, dims: 2, data, encoder: [], decoder: [], training: null };
  const recipe = { ...defaultRecipe({ timeZone: 'UTC' } as never).clustering, restarts: 2, bootstraps: 20, k: null };
  const compute = inlineCompute();
  const { validity, choice } = await drive(cluster(embedding, recipe, 1, compute, compute));
  const judged = validity.filter(({ k }) => k >= 3 && k <= 8);
  const best = Math.max(...judged.map(({ silhouette }) => silhouette));
  let held = 0;
  for (const { k, silhouette, stability } of judged) {
    const found = await drive(startingCentres(embedding, recipe, 1, compute, compute, undefined, k));
    const sound = silhouette >= 0.85 * best && (choice.rule !== 'stable' || stability.every((jaccard) => jaccard >= 0.6));
    expect(found).toMatchObject({ k: sound ? k : choice.k, chosen: 'rule' });
    expect(found.centres).toHaveLength(2 * found.k);
    if (sound && k !== choice.k) held++;
  }
  expect(held).toBeGreaterThan(0);
});
