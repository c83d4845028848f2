import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cluster, seedStability } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { jaccardAgain, OTHER_SEEDS, OTHER_SEEDS_USERS } from '../../../workers/cluster/other-seeds';
import { random } from '../../../workers/math/random';
import { AppError } from '../../../workers/protocol/errors';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import type { ClusteringRecipe } from '../../../workers/protocol/recipe';
import { blobs, uniform } from '../../fixtures/blobs';

const recipe: ClusteringRecipe = { method: 'kmeans', k: null, restarts: 3, bootstraps: 20, tolerance: 1e-4, maxIterations: 300 };

const embeddingOf = (data: Float32Array, dims: number): Embedding => ({
  users: data.length / dims,
  dims,
  data,
  encoder: [],
  decoder: [],
  training: null,
});

describe('jaccardAgain', () => {
  it('is 1 for the same segments under any names', () => {
    const named = fc.integer({ min: 1, max: 6 }).chain((k) =>
      fc.record({
        k: fc.constant(k),
        extra: fc.array(fc.nat(k - 1), { maxLength: 60 }),
        names: fc.shuffledSubarray(
          Array.from({ length: k }, (_, label) => label),
          { minLength: k },
        ),
      }),
    );
    fc.assert(
      fc.property(named, ({ k, extra, names }) => {
        const labels = Int32Array.from([...Array.from({ length: k }, (_, label) => label), ...extra]);
        expect([...jaccardAgain(labels, labels, k)]).toEqual(new Array(k).fill(1));
        expect([
          ...jaccardAgain(
            labels,
            Int32Array.from(labels, (label) => names[label]!),
            k,
          ),
        ]).toEqual(new Array(k).fill(1));
      }),
    );
  });

  it('does not depend on what the other clustering calls its clusters', () => {
    const pair = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(pair, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (users, names) => {
        const labels = Int32Array.from(users, ([label]) => label);
        const again = Int32Array.from(users, ([, label]) => label);
        expect(
          jaccardAgain(
            labels,
            again.map((label) => names[label]!),
            4,
          ),
        ).toEqual(jaccardAgain(labels, again, 4));
      }),
    );
  });

  it('gives the value of a case worked by hand', () => {
    // {0 1 2 3} and {4 5} against {0 1 2} and {3 4 5}: 3 of 4, and 2 of 3.
    expect([...jaccardAgain(Int32Array.of(0, 0, 0, 0, 1, 1), Int32Array.of(1, 1, 1, 0, 0, 0), 2)]).toEqual([3 / 4, 2 / 3]);
  });
});

describe('seedStability', () => {
  const compute = inlineCompute();
  const segmented = async (embedding: Embedding) => drive(cluster(embedding, recipe, 1, compute, compute));
  /** Embeds again as `data` says for each seed, and notes what was asked for. */
  const embedAgain = (data: (seed: number) => Float32Array, dims: number) => {
    const asked: { rows: Uint32Array | null; seed: number }[] = [];
    return {
      asked,

      embed: async function* (rows: Uint32Array | null, seed: number) {
        asked.push({ rows, seed });
        const all = data(seed);
        if (rows === null) return embeddingOf(all, dims);
        return embeddingOf(
          Float32Array.from({ length: rows.length * dims }, (_, i) => all[rows[Math.floor(i / dims)]! * dims + (i % dims)]!),
          dims,
        );
      },
    };
  };

  it('is 1 where every start finds the same segments, though each turns and moves the embedding', async () => {
    const { data, dims } = blobs({ rows: 400, dims: 2, count: 4, separation: 30 });
    const turned = (seed: number) => {
      const angle = 6 * random(seed, 'turn').next();
      return data.map((_, i) =>
        i % 2 === 0
          ? Math.cos(angle) * data[i]! - Math.sin(angle) * data[i + 1]! + 5
          : Math.sin(angle) * data[i - 1]! + Math.cos(angle) * data[i]! - 7,
      );
    };
    const before = await segmented(embeddingOf(data, dims));
    const { asked, embed } = embedAgain(turned, dims);
    const after = await drive(seedStability(before, embed, recipe, 1, compute, () => compute));
    expect(after.validity.find(({ k }) => k === 4)!.seedStability).toEqual([1, 1, 1, 1]);
    for (const { k, seedStability: figures } of after.validity) expect(figures).toHaveLength(k);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(OTHER_SEEDS);
    expect(asked.every(({ rows }) => rows === null)).toBe(true);
    expect(after.basis.otherSeeds).toEqual({ seeds: OTHER_SEEDS, users: 400, sampled: false });
    expect({ ...after, validity: null, basis: null }).toEqual({ ...before, validity: null, basis: null });
  });

  it('finds out segments that an embedding has by chance alone, where a bootstrap on it does not', async () => {
    // The first dimension is of the start, not of the users: four clear groups in it, other ones each time.
    const data = (seed: number) => {
      const rng = random(seed, 'by chance');
      return Float32Array.from({ length: 300 * 2 }, (_, i) => (i % 2 === 0 ? 50 * rng.int(4) + rng.next() : rng.next()));
    };
    const before = await segmented(embeddingOf(data(0), 2));
    const four = before.validity.find(({ k }) => k === 4)!;
    expect(Math.min(...four.stability)).toBeGreaterThan(0.95);
    const after = await drive(seedStability(before, embedAgain(data, 2).embed, recipe, 1, compute, () => compute));
    expect(Math.max(...after.validity.find(({ k }) => k === 4)!.seedStability!)).toBeLessThan(0.3);
  });

  it('takes a stated sample of many users, in which every segment is', async () => {
    const { data, dims, rows: users } = blobs({ rows: OTHER_SEEDS_USERS + 700, dims: 2, count: 3, separation: 30, shares: [300, 100, 1] });
    const before = await segmented(embeddingOf(data, dims));
    const { asked, embed } = embedAgain(() => data, dims);
    const after = await drive(seedStability(before, embed, recipe, 1, compute, () => compute));
    expect(after.basis.otherSeeds).toEqual({ seeds: OTHER_SEEDS, users: OTHER_SEEDS_USERS, sampled: true });
    const rows = asked[0]!.rows!;
    expect([rows.length, new Set(rows).size, Math.max(...rows) < users]).toEqual([OTHER_SEEDS_USERS, OTHER_SEEDS_USERS, true]);
    expect(after.validity.find(({ k }) => k === 3)!.seedStability).toEqual([1, 1, 1]);
  });

  it('counts a training that diverges as nothing come back, and stops at a cancel', async () => {
    const data = uniform(120, 2);
    const before = await segmented(embeddingOf(data, 2));

    const diverging = async function* (): AsyncGenerator<never, Embedding, void> {
      throw new AppError('training-diverged', { epoch: 1 });
    };
    const after = await drive(seedStability(before, diverging, recipe, 1, compute, () => compute));
    expect(after.validity[0]!.seedStability).toEqual([0, 0]);
    const signal = AbortSignal.abort();
    const cancelled = drive(seedStability(before, embedAgain(() => data, 2).embed, recipe, 1, compute, () => compute, signal));
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});
