import { describe, expect, it } from 'vitest';
import { cluster, completeStability, reChoose } from '../../../workers/cluster';
import type { Compute } from '../../../workers/cluster/compute';
import { inlineCompute } from '../../../workers/cluster/compute';
import { random } from '../../../workers/math/random';
import type { KMeansBackend } from '../../../workers/protocol/kmeans';
import type { Clusterings, Embedding } from '../../../workers/protocol/model';
import type { Progress } from '../../../workers/protocol/progress';
import { drive } from '../../../workers/protocol/progress';
import type { ClusteringRecipe } from '../../../workers/protocol/recipe';
import { adjustedRand, blobs, uniform } from '../../fixtures/blobs';

const recipe: ClusteringRecipe = { method: 'kmeans', k: null, restarts: 3, bootstraps: 20, tolerance: 1e-4, maxIterations: 300 };

function embed(data: Float32Array, dims: number): Embedding {
  return { users: data.length / dims, dims, data, encoder: [], decoder: [], training: null };
}

function run(
  embedding: Embedding,
  options: Partial<ClusteringRecipe> = {},
  compute = inlineCompute(),
  kmeans: KMeansBackend = compute,
  seed = 1,
) {
  return drive(cluster(embedding, { ...recipe, ...options }, seed, compute, kmeans));
}

/** Works on many calls at once and answers them in random order, late. */
function shuffling(seed: number, concurrency: number): Compute {
  const inner = inlineCompute();
  const rng = random(seed, 'shuffling');
  const later = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    await new Promise((resolve) => setTimeout(resolve, rng.int(8)));
    return value;
  };
  return {
    name: 'typed-arrays',
    concurrency,
    load: (...args) => inner.load(...args),
    solve: (task) => later(inner.solve(task)),
    silhouetteRange: (...args) => later(inner.silhouetteRange(...args)),
    lloyd: (task) => later(inner.lloyd(task)),
    abort: () => inner.abort(),
  };
}

describe('cluster', () => {
  const planted = blobs({ rows: 600, dims: 6, count: 5, separation: 4, shares: [5, 4, 3, 2, 1] });

  it('computes the stability that the choice needs at once, and the others afterwards, alike in all else', async () => {
    for (const many of [planted, blobs({ rows: 12_000, dims: 2, count: 3, separation: 6, shares: [3, 2, 1] })]) {
      const embedding = embed(many.data, many.dims);
      const first = await run(embedding, { restarts: 1 });
      const lengths = (result: Clusterings) => result.validity.map(({ stability }) => stability.length);
      expect(lengths(first)).toEqual([0, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0]);
      const compute = inlineCompute();
      const whole = await drive(completeStability(first, embedding, { ...recipe, restarts: 1 }, 1, compute, compute));
      expect(lengths(whole)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(whole.choice).toEqual(first.choice);
      for (const [at, figures] of first.validity.entries()) {
        if (figures.stability.length > 0) expect(whole.validity[at]).toEqual(figures);
        for (const jaccard of whole.validity[at]!.stability) {
          expect(jaccard).toBeGreaterThan(0);
          expect(jaccard).toBeLessThanOrEqual(1);
        }
      }
      // The planted truth is what comes back in every resample.
      const few = whole.validity.find(({ k }) => k === (many === planted ? 5 : 3))!;
      expect(Math.min(...few.stability)).toBeGreaterThan(0.9);
      if (many !== planted) continue;
      // A k that the person asked for is judged at once, and no different from afterwards.
      const manual = await run(embedding, { restarts: 1, k: 10 });
      expect(manual.validity.at(-3)!.stability).toEqual(whole.validity.at(-3)!.stability);
    }
  });

  it('finds planted segments, calls them stable and chooses their number', async () => {
    const result = await run(embed(planted.data, planted.dims), { restarts: 10 });
    expect(result.choice).toMatchObject({ k: 5, rule: 'stable' });
    const five = result.byK.get(5)!;
    expect(adjustedRand(five.labels, planted.truth)).toBeGreaterThan(0.98);
    const validity = result.validity.find(({ k }) => k === 5)!;
    expect(Math.min(...validity.stability)).toBeGreaterThan(0.95);
    expect(validity.sizes).toEqual([...validity.sizes].sort((a, b) => b - a));
    expect(validity.sizes.reduce((a, b) => a + b, 0)).toBe(planted.rows);
    expect([...result.byK.keys()]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(result.basis).toEqual({
      silhouetteUsers: 600,
      silhouetteSampled: false,
      restartUsers: 600,
      stabilityUsers: 600,
      stabilitySampled: false,
      bootstraps: 20,
    });
    expect(result.computedOn).toBe('typed-arrays');
  });

  it('labels each user with the nearest centre, at its distance, and inertia is the sum of their squares', async () => {
    const { byK, validity } = await run(embed(planted.data, planted.dims), { bootstraps: 2 });
    for (const { k, inertia } of validity) {
      const { labels, centres, distances } = byK.get(k)!;
      let sum = 0;
      for (let i = 0; i < planted.rows; i++) {
        const to = Array.from({ length: k }, (_, j) =>
          Math.hypot(
            ...Array.from({ length: planted.dims }, (_, d) => planted.data[i * planted.dims + d]! - centres[j * planted.dims + d]!),
          ),
        );
        expect(to[labels[i]!]).toBeCloseTo(Math.min(...to), 9);
        expect(distances[i]).toBeCloseTo(to[labels[i]!]!, 4);
        sum += Math.min(...to) ** 2;
      }
      expect(inertia).toBeCloseTo(sum, 3);
    }
  });

  it('does not call segments of uniform data stable', async () => {
    const result = await run(embed(uniform(600, 8), 8), { restarts: 3 });
    expect(result.choice.rule).toBe('best-silhouette');
    expect(result.choice.k).toBe(result.choice.bestK);
  });

  it('has inertia fall as k grows', async () => {
    const { validity } = await run(embed(planted.data, planted.dims), { restarts: 10, bootstraps: 2 });
    for (let at = 1; at < validity.length; at++) expect(validity[at]!.inertia).toBeLessThan(validity[at - 1]!.inertia);
  });

  it('gives the same result whatever the order in which tasks end', async () => {
    const { data, dims } = blobs({ rows: 250, dims: 4, count: 4, separation: 1.5 });
    const once = await run(embed(data, dims));
    for (const [seed, concurrency] of [
      [1, 3],
      [2, 16],
    ] as const) {
      const again = await run(embed(data, dims), {}, shuffling(seed, concurrency));
      expect(again).toEqual(once);
      const apart = await run(embed(data, dims), {}, inlineCompute(), shuffling(seed, concurrency));
      expect(apart).toEqual(once);
    }
  });

  it('gives another seed the same planted segments under the same names', async () => {
    const a = await run(embed(planted.data, planted.dims), { restarts: 10, bootstraps: 2 }, undefined, undefined, 1);
    const b = await run(embed(planted.data, planted.dims), { restarts: 10, bootstraps: 2 }, undefined, undefined, 2);
    expect(b.byK.get(5)!.labels).toEqual(a.byK.get(5)!.labels);
  });

  it('depends on the set of users, not on their order, where segments are clear', async () => {
    const { data, dims, rows } = planted;
    const reversed = new Float32Array(data.length);
    for (let i = 0; i < rows; i++) reversed.set(data.subarray(i * dims, (i + 1) * dims), (rows - 1 - i) * dims);
    const a = await run(embed(data, dims), { restarts: 10, bootstraps: 2 });
    const b = await run(embed(reversed, dims), { restarts: 10, bootstraps: 2 });
    expect(Array.from(b.byK.get(5)!.labels).reverse()).toEqual(Array.from(a.byK.get(5)!.labels));
  });

  it('takes silhouette and stability of many users on a sample, and says so', async () => {
    const { data, dims, truth } = blobs({ rows: 12_000, dims: 2, count: 3, separation: 30, shares: [6, 3, 1] });
    const result = await run(embed(data, dims), { restarts: 1, bootstraps: 2 });
    expect(result.basis).toMatchObject({
      silhouetteUsers: 10_000,
      silhouetteSampled: true,
      restartUsers: 12_000,
      stabilityUsers: 10_000,
      stabilitySampled: true,
    });
    expect(result.byK.get(3)!.labels).toHaveLength(12_000);
    expect(adjustedRand(result.byK.get(3)!.labels, truth)).toBe(1);
    expect(Math.min(...result.validity.find(({ k }) => k === 3)!.stability)).toBeGreaterThan(0.99);
  });

  it('reports progress that rises to the total', async () => {
    const seen: Progress[] = [];
    await drive(cluster(embed(planted.data, planted.dims), { ...recipe, restarts: 1 }, 1, inlineCompute(), inlineCompute()), (p) =>
      seen.push(p),
    );
    expect(seen.every((p) => p.stage === 'cluster')).toBe(true);
    for (let at = 1; at < seen.length; at++) expect(seen[at]!.done).toBeGreaterThan(seen[at - 1]!.done);
    expect(seen.at(-1)!.done).toBe(seen.at(-1)!.total);
  });
});

describe('a person’s k', () => {
  const { data, dims } = blobs({ rows: 300, dims: 3, count: 4 });

  it('wins over the rule and can be changed without computing again', async () => {
    const manual = await run(embed(data, dims), { k: 7, restarts: 2 });
    expect(manual.choice).toMatchObject({ k: 7, rule: 'manual' });
    const ruled = reChoose(manual, null);
    expect(ruled.choice.rule).toBe('stable');
    expect(ruled.byK).toBe(manual.byK);
    expect(reChoose(ruled, 2).choice).toMatchObject({ k: 2, rule: 'manual' });
    expect(() => reChoose(ruled, 13)).toThrowError(
      expect.objectContaining({ code: 'users-fewer-than-k', params: { users: 300, k: 13 } }) as Error,
    );
  });
});

describe('data that cannot be segmented', () => {
  const fails = (data: number[], dims: number, options: Partial<ClusteringRecipe> = {}) =>
    run(embed(Float32Array.from(data), dims), options);

  it('says that there are fewer users than segments', async () => {
    await expect(fails([1, 2], 1)).rejects.toMatchObject({ code: 'users-fewer-than-k', params: { users: 2, k: 3 } });
    await expect(fails([1, 2, 3, 4], 1, { k: 5 })).rejects.toMatchObject({ code: 'users-fewer-than-k', params: { users: 4, k: 5 } });
    await expect(fails([1, 2, 2, 2, 1], 1, { k: 3 })).rejects.toMatchObject({ code: 'users-fewer-than-k', params: { users: 2, k: 3 } });
  });

  it('says that nothing varies', async () => {
    await expect(fails([3, 1, 3, 1, 3, 1, 3, 1], 2)).rejects.toMatchObject({ code: 'features-no-variance' });
  });

  it('says that the embedding is not finite', async () => {
    await expect(fails([1, 2, NaN, 4], 1)).rejects.toMatchObject({ code: 'training-diverged' });
  });

  it('leaves out k beyond the distinct users', async () => {
    const data = [0, 0, 0, 5, 5, 9, 9, 9];
    const result = await fails(data, 1);
    expect([...result.byK.keys()]).toEqual([2, 3]);
    expect(result.choice.k).toBe(3);
    expect(Array.from(result.byK.get(3)!.centres)).toEqual([0, 9, 5]);
  });

  it('works with three users', async () => {
    const result = await fails([0, 1, 9], 1);
    expect([...result.byK.keys()]).toEqual([2]);
    expect(Array.from(result.byK.get(2)!.labels)).toEqual([0, 0, 1]);
    const three = await fails([0, 1, 9], 1, { k: 3 });
    expect(three.choice).toMatchObject({ k: 3, rule: 'manual' });
  });
});

describe('cancelling', () => {
  const { data, dims } = blobs({ rows: 2000, dims: 8, count: 4, separation: 1 });

  it('stops at once while a task is under way, and tells the compute', async () => {
    let aborted = 0;
    const hanging: Compute = {
      name: 'typed-arrays',
      concurrency: 2,
      load: async () => undefined,
      solve: () => new Promise(() => undefined),
      silhouetteRange: () => new Promise(() => undefined),
      lloyd: () => new Promise(() => undefined),
      abort: () => void aborted++,
    };
    const controller = new AbortController();
    const work = drive(cluster(embed(data, dims), recipe, 1, hanging, hanging, controller.signal));
    setTimeout(() => controller.abort(), 20);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(aborted).toBe(1);
  });

  it('stops in-thread work between tasks', async () => {
    const controller = new AbortController();
    const compute = inlineCompute();
    const work: Promise<Clusterings> = drive(cluster(embed(data, dims), recipe, 1, compute, compute, controller.signal));
    setTimeout(() => controller.abort(), 40);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('does not start when already cancelled', async () => {
    await expect(drive(cluster(embed(data, dims), recipe, 1, inlineCompute(), inlineCompute(), AbortSignal.abort()))).rejects.toMatchObject(
      {
        code: 'cancelled',
      },
    );
  });

  it('passes on a failing task', async () => {
    const failing: Compute = { ...inlineCompute(), load: async () => undefined, solve: () => Promise.reject(new Error('boom')) };
    await expect(run(embed(data, dims), {}, failing)).rejects.toThrow('boom');
  });
});
