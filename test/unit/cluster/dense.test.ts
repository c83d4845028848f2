import { describe, expect, it } from 'vitest';
import { cluster, completeStability, continueCentres, HELD_NOISE, judgePlaced, placeAtCentres, reChoose } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { DENSITY_ROWS, fitDensity } from '../../../workers/cluster/density';
import { random } from '../../../workers/math/random';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { BY_RULE, defaultRecipe, DENSITY_METHODS, type ClusteringRecipe } from '../../../workers/protocol/recipe';
import { adjustedRand, blobs, uniform } from '../../fixtures/blobs';

const DIMS = 3;

/** Four groups, and users spread evenly over a space that holds them all; truth −1 for these. */
function shop(grouped: number, spread: number, seed = 1) {
  const made = blobs({ rows: grouped, dims: DIMS, count: 4, separation: 9, shares: [4, 3, 2, 1], seed });
  const rng = random(seed, 'test', 'dense');
  const data = new Float32Array((grouped + spread) * DIMS);
  data.set(made.data);
  for (let at = grouped * DIMS; at < data.length; at++) data[at] = 60 * rng.next() - 30;
  return { data, truth: Int32Array.from({ length: grouped + spread }, (_, row) => made.truth[row] ?? -1), grouped };
}

const embed = (data: Float32Array, dims = DIMS): Embedding => ({
  users: data.length / dims,
  dims,
  data,
  encoder: [],
  decoder: [],
  training: null,
});

const recipeOf = (method: ClusteringRecipe['method'], density = BY_RULE): ClusteringRecipe => ({
  ...defaultRecipe({} as never).clustering,
  method,
  density,
});

const run = (embedding: Embedding, recipe: ClusteringRecipe) => {
  const compute = inlineCompute();
  return drive(cluster(embedding, recipe, 1, compute, compute));
};

const sizesOf = (labels: Int32Array, k: number) => Array.from({ length: k }, (_, label) => labels.filter((one) => one === label).length);

describe.each(DENSITY_METHODS)('segments by %s', (method) => {
  const { data, truth, grouped } = shop(700, 60);
  const embedding = embed(data);
  const recipe = recipeOf(method);

  it('are as many as there are planted, largest first; who belongs to none has none, and no part in the figures', async () => {
    const { byK, choice, validity, basis, density } = await run(embedding, { ...recipe, k: 7 });
    expect(choice).toMatchObject({ k: 4, rule: 'found' });
    const { labels, centres, distances, k } = byK.get(4)!;
    expect(k).toBe(4);
    expect(adjustedRand(labels.subarray(0, grouped), truth.subarray(0, grouped))).toBeGreaterThan(0.85);
    const sizes = sizesOf(labels, 4);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const noise = labels.filter((label) => label === -1).length;
    expect(noise).toBeGreaterThan(30);
    const figures = validity[0]!;
    expect(validity).toHaveLength(1);
    expect(figures.noise).toBeCloseTo(noise / labels.length, 12);
    expect(figures.sizes).toEqual(sizes);
    expect(basis).toMatchObject({ silhouetteUsers: labels.length - noise, silhouetteSampled: false, restartUsers: labels.length });
    expect(density!.rows).toBe(labels.length);

    // Silhouette from its definition, over those with a segment.
    const known = Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
    const distance = (a: number, b: number) => Math.hypot(...[0, 1, 2].map((d) => data[a * DIMS + d]! - data[b * DIMS + d]!));
    let silhouette = 0;
    for (const row of known) {
      const sums = new Float64Array(4);
      for (const other of known) sums[labels[other]!]! += distance(row, other);
      const own = labels[row]!;
      const inside = sums[own]! / (sizes[own]! - 1);
      const outside = Math.min(...[0, 1, 2, 3].filter((one) => one !== own).map((one) => sums[one]! / sizes[one]!));
      silhouette += (outside - inside) / Math.max(outside, inside) / known.length;
    }
    expect(figures.silhouette).toBeCloseTo(silhouette, 6);
    for (const [row, label] of labels.entries()) {
      if (label < 0) expect(distances[row]).toBeNaN();
      else {
        const to = Math.hypot(...[0, 1, 2].map((d) => data[row * DIMS + d]! - centres[label * DIMS + d]!));
        expect(distances[row]).toBeCloseTo(to, 4);
      }
    }
  });

  it('come back on resamples of the users, and stay the number that was found', async () => {
    const result = await run(embedding, recipe);
    expect(Math.min(...result.validity[0]!.stability)).toBeGreaterThan(0.75);
    expect(reChoose(result, 9)).toBe(result);
    expect(await run(embedding, recipe)).toEqual(result);
  });

  it('keep their users, and their noise, where nothing changes; who moves is placed by where the dense regions are', async () => {
    const result = await run(embedding, recipe);
    const segmentation = result.byK.get(4)!;
    const held = { labels: segmentation.labels.map((label) => (label < 0 ? HELD_NOISE : label)), strengths: segmentation.strengths! };
    const before = await drive(placeAtCentres(embedding, segmentation, held));
    expect(before.kept.labels).toEqual(segmentation.labels);
    expect(before.kept.strengths).toEqual(segmentation.strengths);
    const compute = inlineCompute();
    const { clusterings, origin } = await drive(judgePlaced(embedding, before, result, recipe, 1, compute));
    expect(origin).toEqual([0, 1, 2, 3]);
    expect(clusterings.validity[0]).toMatchObject({ noise: result.validity[0]!.noise, silhouette: result.validity[0]!.silhouette });
    expect(clusterings.density).toBe(result.density);
    const whole = await drive(completeStability(clusterings, embedding, recipe, 1, compute, compute));
    expect(whole.validity[0]!.stability).toHaveLength(4);

    // One user goes from the first segment into the middle of the second, one to where nobody is.
    const moved = data.slice();
    const [a, b] = [segmentation.labels.indexOf(0), segmentation.labels.lastIndexOf(0)];
    moved.set(segmentation.centres.subarray(DIMS, 2 * DIMS), a * DIMS);
    moved.set([500, 500, 500], b * DIMS);
    const labels = held.labels.slice();
    labels[a] = labels[b] = -1;
    const { kept } = await drive(placeAtCentres(embed(moved), segmentation, { ...held, labels }));
    expect([kept.labels[a], kept.labels[b]]).toEqual([1, -1]);
    expect(kept.labels.filter((label, row) => label !== segmentation.labels[row])).toHaveLength(2);
  });

  it('go on where the space has turned: who has new events is placed where the nearest is who has none', async () => {
    const { byK } = await run(embedding, recipe);
    const { labels } = byK.get(4)!;
    const turned = data.map((_, at) => (at % DIMS === 0 ? 2 - data[at + 1]! : at % DIMS === 1 ? data[at - 1]! : data[at]!));
    const held = labels.map((label, row) => (row % 10 === 0 ? -1 : label < 0 ? HELD_NOISE : label));
    const compute = inlineCompute();
    const { clusterings, origin } = await drive(continueCentres(embed(turned), labels, { labels: held }, 4, recipe, 1, compute, compute));
    expect(origin).toEqual([0, 1, 2, 3]);
    const after = clusterings.byK.get(4)!;
    const same = after.labels.filter((label, row) => label === labels[row]).length;
    expect(same / labels.length).toBeGreaterThan(0.98);
    for (let row = 1; row < labels.length; row += 10) expect(after.labels[row]).toBe(labels[row]);
    // What came out of it can be gone on from again.
    const all = { labels: new Int32Array(labels.length).fill(-1) };
    const { kept } = await drive(placeAtCentres(embed(turned), after, all));
    expect(kept.labels.filter((label, row) => row % 10 !== 0 && label !== labels[row])).toHaveLength(0);
  });

  it('of many users are sought on a sample, among which the others are placed', async () => {
    const many = shop(2 * DENSITY_ROWS, 400, 3);
    const { byK, basis, validity } = await run(embed(many.data), { ...recipe, bootstraps: 5 });
    expect(basis).toMatchObject({
      restartUsers: DENSITY_ROWS,
      stabilityUsers: DENSITY_ROWS,
      stabilitySampled: true,
      silhouetteSampled: true,
    });
    expect(byK.size).toBe(1);
    const { labels } = byK.get(4)!;
    expect(adjustedRand(labels.subarray(0, many.grouped), many.truth.subarray(0, many.grouped))).toBeGreaterThan(0.85);
    expect(validity[0]!.noise).toBeGreaterThan(0.02);
  });

  it('are none where all users are noise, and none where all hang together: what was used is said', async () => {
    const even = embed(uniform(400, DIMS));
    const failed = (density: typeof BY_RULE) =>
      run(even, recipeOf(method, density)).then(
        () => null,
        (error: unknown) => error,
      );
    if (method === 'dbscan') {
      const thin = { epsilon: 0.001, minPoints: 5, minClusterSize: null };
      expect(await failed(thin)).toMatchObject({ code: 'density-none', params: { method, epsilon: 0.001, minPoints: 5 } });
      expect(await failed({ ...thin, epsilon: 2 })).toMatchObject({ code: 'density-one', params: { epsilon: 2 } });
      expect(await failed({ epsilon: 0.08, minPoints: 2, minClusterSize: null })).toMatchObject({
        code: 'density-many',
        params: { most: 40 },
      });
    } else {
      expect(await failed({ ...BY_RULE, minClusterSize: 150 })).toMatchObject({ code: 'density-none', params: { method, minPoints: 150 } });
    }
  });
});

describe('the figures of dense regions', () => {
  it('by hand: ε, minimum points and the least size of a segment', async () => {
    const { data } = shop(300, 10);
    const dbscan = await run(embed(data), recipeOf('dbscan', { epsilon: 2, minPoints: 6, minClusterSize: null }));
    expect(dbscan.density).toMatchObject({ epsilon: 2, minPoints: 6, minClusterSize: null });
    expect(dbscan.density!.curve).toHaveLength(200);
    const hdbscan = await run(embed(data), recipeOf('hdbscan', { epsilon: null, minPoints: null, minClusterSize: 12 }));
    expect(hdbscan.density).toEqual({ rows: 310, epsilon: null, minPoints: 12, minClusterSize: 12, curve: null });
    const { strengths, labels } = hdbscan.byK.get(hdbscan.choice.k)!;
    for (const [row, strength] of strengths!.entries()) expect(strength > 0 && strength <= 1).toBe(labels[row]! >= 0);
  });
});

describe('what is found', () => {
  it('leaves the worker without what was clustered: other tasks may be waiting for it', () => {
    const { data } = shop(300, 10);
    const points = { data, rows: data.length / DIMS, dims: DIMS, weights: null };
    for (const method of DENSITY_METHODS) {
      const { labels, model } = fitDensity(points, method, { epsilon: null, minPoints: null, minClusterShare: null });
      expect(model.points.buffer).not.toBe(data.buffer);
      expect(model.labels.buffer).not.toBe(labels.buffer);
    }
  });
});
