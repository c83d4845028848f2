import { describe, expect, it } from 'vitest';
import { cluster, completeStability, continueCentres, judgePlaced, placeAtCentres } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { blobs } from '../../fixtures/blobs';

const recipe = { ...defaultRecipe({} as never).clustering, restarts: 3, bootstraps: 20 };
const { data, dims, rows } = blobs({ rows: 400, dims: 3, count: 4, separation: 8 });
const embed = (values: Float32Array): Embedding => ({
  users: values.length / dims,
  dims,
  data: values,
  encoder: [],
  decoder: [],
  training: null,
});
const compute = inlineCompute();
/** All users have new events. */
const none = new Int32Array(rows).fill(-1);
const before = await drive(cluster(embed(data), { ...recipe, k: 4 }, 1, compute, compute));
const segmentation = before.byK.get(4)!;
const assigned = async (embedding: Embedding) =>
  drive(judgePlaced(embedding, await drive(placeAtCentres(embedding, segmentation, { labels: none })), before, recipe, 1, compute));

describe('assigning to the centres there were', () => {
  it('of the same users finds the same segments, with the same figures', async () => {
    const { clusterings, origin } = await assigned(embed(data));
    expect(origin).toEqual([0, 1, 2, 3]);
    expect(clusterings.byK.get(4)).toEqual(segmentation);
    const { silhouette, stability: _, ...same } = before.validity.find(({ k }) => k === 4)!;
    expect(clusterings.validity).toEqual([{ ...same, silhouette: expect.closeTo(silhouette, 9) as number, stability: [] }]);
  });

  it('leaves stability to be completed', async () => {
    const { clusterings } = await assigned(embed(data));
    const whole = await drive(completeStability(clusterings, embed(data), recipe, 1, compute, compute));
    expect(whole.validity[0]!.stability).toEqual(before.validity.find(({ k }) => k === 4)!.stability);
  });

  it('drops a segment that lost all its users, and says which', async () => {
    const left = Array.from(segmentation.labels, (label, row) => [label, row] as const).filter(([label]) => label !== 1);
    const values = new Float32Array(left.flatMap(([, row]) => Array.from(data.subarray(row * dims, (row + 1) * dims))));
    const { clusterings, origin } = await assigned(embed(values));
    expect(origin).toEqual([0, 2, 3]);
    const three = clusterings.byK.get(3)!;
    expect(Array.from(three.labels, (label) => origin[label])).toEqual(left.map(([label]) => label));
    expect(clusterings.choice).toMatchObject({ k: 3, rule: 'kept' });
  });

  it('refuses fewer than two segments, and values that are not finite', async () => {
    const one = data.subarray(0, dims);
    await expect(assigned(embed(one))).rejects.toMatchObject({
      code: 'users-fewer-than-k',
    });
    const broken = Float32Array.from(data, (value, i) => (i === 7 ? NaN : value));
    await expect(assigned(embed(broken))).rejects.toMatchObject({
      code: 'training-diverged',
    });
  });
});

describe('going on from the segments there were', () => {
  it('keeps each its label in a space that was turned, moved and stretched', async () => {
    const turned = new Float32Array(data.length);
    for (let row = 0; row < rows; row++) {
      const [x, y, z] = data.subarray(row * dims, (row + 1) * dims);
      turned.set([3 - 2 * y!, 2 * x! + 1, -2 * z!], row * dims);
    }
    const stage = continueCentres(embed(turned), segmentation.labels, { labels: none }, 4, recipe, 1, compute, compute);
    const { clusterings, origin } = await drive(stage);
    expect(origin).toEqual([0, 1, 2, 3]);
    expect(clusterings.byK.get(4)!.labels).toEqual(segmentation.labels);
    expect(Math.min(...clusterings.validity[0]!.stability)).toBeGreaterThan(0.9);
    expect(clusterings.basis.restartUsers).toBe(rows);
  });

  it('gives new users a segment, and never one that has no users its place', async () => {
    const labels = segmentation.labels.map((label, row) => (label === 2 || row % 5 === 0 ? -1 : label));
    const { clusterings, origin } = await drive(continueCentres(embed(data), labels, { labels: none }, 4, recipe, 1, compute, compute));
    expect(origin).toEqual([0, 1, 3]);
    const { labels: now } = clusterings.byK.get(3)!;
    const stayed = labels.filter((label, row) => label >= 0 && origin[now[row]!] === label).length;
    expect(stayed).toBe(labels.filter((label) => label >= 0).length);
  });
});
