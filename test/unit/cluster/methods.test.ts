import { describe, expect, it } from 'vitest';
import { cluster, completeStability, continueCentres, placeAtCentres } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { solveKMeans } from '../../../workers/cluster/solve';
import type { KMeansBackend } from '../../../workers/protocol/kmeans';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { CLUSTER_METHODS, defaultRecipe, isDensityMethod, type ClusteringRecipe } from '../../../workers/protocol/recipe';
import { adjustedRand, blobs, codes } from '../../fixtures/blobs';

const base = { ...defaultRecipe({} as never).clustering, restarts: 3 };
const { data, dims, rows, truth } = blobs({ rows: 600, dims: 4, count: 4, separation: 7, shares: [4, 3, 2, 1] });
const embed = (values: Float32Array): Embedding => ({
  users: values.length / dims,
  dims,
  data: values,
  encoder: [],
  decoder: [],
  training: null,
});
/** A device of its own for k-means, which must be asked for nothing else. */
const device: KMeansBackend = {
  name: 'webgpu',
  concurrency: 1,
  load: () => Promise.reject(new Error('asked for another method')),
  solve: () => Promise.reject(new Error('asked for another method')),
};

async function run(method: ClusteringRecipe['method'], k: number | null = null) {
  const compute = inlineCompute();
  const recipe = { ...base, method, k };
  return { recipe, compute, result: await drive(cluster(embed(data), recipe, 1, compute, method === 'kmeans' ? compute : device)) };
}

describe.each(CLUSTER_METHODS.filter((method) => !isDensityMethod(method)))('clustering by %s', (method) => {
  it('finds planted groups, for the k that the rule chooses, largest first, and the same twice', async () => {
    const { result } = await run(method);
    const { labels, centres, distances } = result.byK.get(4)!;
    expect(adjustedRand(labels, truth)).toBeGreaterThan(0.98);
    expect(result.choice.k).toBe(4);
    const sizes = result.validity.find(({ k }) => k === 4)!.sizes;
    expect([...sizes]).toEqual([...sizes].sort((a, b) => b - a));
    for (let user = 0; user < rows; user += 37) {
      let square = 0;
      for (let d = 0; d < dims; d++) square += (data[user * dims + d]! - centres[labels[user]! * dims + d]!) ** 2;
      expect(distances[user]).toBeCloseTo(Math.sqrt(square), 4);
    }
    expect((await run(method)).result).toEqual(result);
  });

  it('takes each segment’s stability on resamples by the same method', async () => {
    const { result, recipe, compute } = await run(method);
    const whole = await drive(completeStability(result, embed(data), recipe, 1, compute, method === 'kmeans' ? compute : device));
    expect(Math.min(...whole.validity.find(({ k }) => k === 4)!.stability)).toBeGreaterThan(0.95);
    // More segments than there are groups cannot all come back.
    expect(Math.min(...whole.validity.find(({ k }) => k === 9)!.stability)).toBeLessThan(0.75);
  });

  it('keeps the users’ segments where nothing has changed, and goes on where the space has turned', async () => {
    const { result, recipe, compute } = await run(method, 4);
    const segmentation = result.byK.get(4)!;
    const untouched = segmentation.labels.map((label, user) => (user % 10 === 0 ? -1 : label));
    const { kept } = await drive(placeAtCentres(embed(data), segmentation, { labels: untouched }));
    expect(kept.labels).toEqual(segmentation.labels);
    expect(kept.method).toBe(method === 'kmeans' ? undefined : method);
    const turned = data.map((_, at) => (at % dims === 0 ? 2 - data[at + 1]! : at % dims === 1 ? data[at - 1]! : data[at]!));
    const on = method === 'kmeans' ? compute : device;
    const { clusterings, origin } = await drive(
      continueCentres(embed(turned), segmentation.labels, { labels: untouched }, 4, recipe, 1, compute, on),
    );
    expect(origin).toEqual([0, 1, 2, 3]);
    expect(clusterings.byK.get(4)!.labels).toEqual(segmentation.labels);
  });
});

describe('what the methods bring beside segments', () => {
  it('a hierarchy that is drawn, over the users', async () => {
    const { result } = await run('ward');
    const { sizes, rows: some, micro } = result.dendrogram!;
    expect(micro).toBe(null);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows);
    expect(some).toHaveLength(30);
    expect((await run('kmeans')).result.dendrogram).toBeUndefined();
  });

  it('the mixture’s components in the order of the segments', async () => {
    const { result } = await run('mixture');
    const { mixture, labels, centres } = result.byK.get(4)!;
    const shares = [0, 1, 2, 3].map((label) => labels.filter((one) => one === label).length / rows);
    expect([...mixture!.shares]).toEqual(shares.map((share) => expect.closeTo(share, 1) as number));
    expect([...Float32Array.from(mixture!.means)]).toEqual([...centres]);
  });

  it('small batches with an inertia close to that of all rows, on data without groups too', () => {
    for (const [values, width, k] of [
      [codes(20_000, 8), 8, 6],
      [blobs({ rows: 20_000, dims: 5, count: 5, separation: 5 }).data, 5, 5],
    ] as const) {
      const task = { k, seed: 3, restarts: 3, tolerance: 1e-4, maxIterations: 300 };
      const inertia = (method: 'kmeans' | 'minibatch') => solveKMeans(values, values.length / width, width, { ...task, method }).inertia;
      expect(inertia('minibatch') / inertia('kmeans')).toBeLessThan(1.06);
    }
  });
});
