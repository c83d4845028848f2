import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Centres } from '../../../workers/cluster/centres';
import { lloyd, lloydOn, makeShard } from '../../../workers/cluster/lloyd';
import { LloydKernel } from '../../../workers/cluster/lloyd-kernel';
import { BLOCK_ROWS, type ShardCall } from '../../../workers/cluster/lloyd-shard';
import { cutShards, splitLloyd } from '../../../workers/cluster/split-lloyd';
import { kmeansPlusPlus, meanFeatureVariance } from '../../../workers/math/kmeans-seeding';
import { random } from '../../../workers/math/random';
import { blobs, codes, uniform } from '../../fixtures/blobs';
import { slowLloyd } from '../../fixtures/slow-lloyd';

function both(
  data: Float32Array,
  rows: number,
  dims: number,
  k: number,
  weights: Float32Array | null,
  start: Float32Array,
  tolerance = 1e-4,
  most = 300,
) {
  const threshold = tolerance * meanFeatureVariance(data, rows, dims);
  return {
    fast: lloyd({ data, rows, dims, weights }, start, k, threshold, most),
    slow: slowLloyd(data, rows, dims, weights, start, k, threshold, most),
  };
}

function expectSame({ fast, slow }: ReturnType<typeof both>): void {
  expect(Array.from(fast.labels)).toEqual(slow.labels);
  expect(fast.iterations).toBe(slow.iterations);
  slow.centres.flat().forEach((value, at) => expect(fast.centres[at]).toBeCloseTo(value, 8));
  expect(fast.inertia).toBeCloseTo(slow.inertia, 6);
}

/** A problem of small whole numbers, so that ties and duplicates abound, or of any, some far from the origin. */
const problem = fc
  .record({ rows: fc.integer({ min: 2, max: 60 }), dims: fc.integer({ min: 1, max: 19 }), k: fc.integer({ min: 1, max: 14 }) })
  .chain((size) => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.float({ min: -100, max: 100, noNaN: true }));
    const values = (length: number) => fc.array(value, { minLength: length, maxLength: length });
    return fc.record({
      size: fc.constant(size),
      data: values(size.rows * size.dims),
      start: values(size.k * size.dims),
      weights: fc.option(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: size.rows, maxLength: size.rows })),
      far: fc.constantFrom(0, 1000, 1e7),
      scale: fc.constantFrom(1, 1e-20, 1e18),
    });
  });

describe('the kernel', () => {
  it('does what the bounds on plain arrays do, to the bit', () => {
    fc.assert(
      fc.property(problem, ({ size: { rows, dims, k }, data, start, weights, far, scale }) => {
        const place = (values: number[]) => Float32Array.from(values, (value) => (value + far) * scale);
        const points = { data: place(data), rows, dims, weights: weights && Float32Array.from(weights) };
        const task = { start: place(start), k, threshold: 0, maxIterations: 40, reseed: true };
        const kernel = LloydKernel.make();
        expect(kernel).not.toBeNull();
        expect(lloydOn(makeShard(kernel, points, k), task)).toEqual(lloydOn(makeShard(null, points, k), task));
      }),
      { numRuns: 300 },
    );
  });

  it('takes over from a larger problem without a trace of it', () => {
    const [large, small] = [codes(3000, 12), codes(200, 5)];
    lloyd({ data: large, rows: 3000, dims: 12, weights: null }, large.slice(0, 9 * 12), 9, 0, 20);
    const points = { data: small, rows: 200, dims: 5, weights: null };
    const task = { start: small.slice(0, 15), k: 3, threshold: 0, maxIterations: 300, reseed: true };
    expect(lloyd(points, task.start, 3, 0, 300)).toEqual(lloydOn(makeShard(null, points, 3), task));
  });
});

describe('shards', () => {
  it('are whole blocks, as even as can be', () => {
    expect(cutShards(BLOCK_ROWS, 4)).toEqual([[0, BLOCK_ROWS]]);
    expect(cutShards(5 * BLOCK_ROWS - 1, 2)).toEqual([
      [0, 2 * BLOCK_ROWS],
      [2 * BLOCK_ROWS, 5 * BLOCK_ROWS - 1],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * BLOCK_ROWS }), fc.integer({ min: 1, max: 9 }), (rows, most) => {
        const cuts = cutShards(rows, most);
        expect(cuts[0]![0]).toBe(0);
        expect(cuts.at(-1)![1]).toBe(rows);
        cuts.forEach(([from, to], at) => {
          expect(to).toBeGreaterThan(from);
          expect(from % BLOCK_ROWS).toBe(0);
          if (at > 0) expect(from).toBe(cuts[at - 1]![1]);
        });
      }),
    );
  });

  it('come to the run of one alone to the bit, empty centres and their farthest rows included', async () => {
    const { data, rows, dims } = blobs({ rows: 2 * BLOCK_ROWS + 100, dims: 2, count: 3, separation: 3 });
    // Two centres are nobody's nearest; the farthest row lies in the last shard.
    data.set([500, 500], (rows - 1) * dims);
    const start = [0, 0, 1, 1, -9e5, 9e5, 9e5, 9e5];
    const task = { start, k: 4, threshold: 1e-9, maxIterations: 25, reseed: true };
    const alone = lloyd({ data, rows, dims, weights: null }, start, 4, 1e-9, 25);
    expect(new Set(alone.labels).size).toBe(4);
    for (const count of [2, 3]) {
      const parts = cutShards(rows, count).map(([from, to], at) => {
        const points = { data: data.subarray(from * dims, to * dims), rows: to - from, dims, weights: null };
        return makeShard(at === 0 ? null : LloydKernel.make(), points, 4);
      });
      const shards = {
        ask: (call: ShardCall) => Promise.resolve(parts.map((part, at) => part.answer(structuredClone(call), at))),
        finish: (centres: Centres) => Promise.resolve(parts.map((part) => part.finish(centres))),
      };
      expect(await splitLloyd(shards, task)).toEqual(alone);
    }
  });
});

describe('lloyd', () => {
  it.each([2, 3, 5, 8, 12])('ends where plain iterations end, k = %i', (k) => {
    const rows = 400;
    for (const [dims, data] of [
      [3, uniform(rows, 3)],
      [16, codes(rows, 16)],
      [9, blobs({ rows, dims: 9, count: 4, separation: 2 }).data],
      [1, uniform(rows, 1)],
    ] as const) {
      for (let seed = 0; seed < 3; seed++)
        expectSame(both(data, rows, dims, k, null, kmeansPlusPlus(data, rows, dims, k, null, random(seed))));
    }
  });

  it('does with weights what plain iterations do with repeated rows', () => {
    const rows = 150;
    const dims = 4;
    const data = codes(rows, dims);
    const rng = random(7);
    const weights = Float32Array.from({ length: rows }, () => 1 + rng.int(4));
    const repeated: number[] = [];
    for (let i = 0; i < rows; i++) for (let copy = 0; copy < weights[i]!; copy++) repeated.push(...data.subarray(i * dims, (i + 1) * dims));
    const start = kmeansPlusPlus(data, rows, dims, 4, weights, random(3));
    const weighted = lloyd({ data, rows, dims, weights }, start, 4, 1e-6, 300);
    const plain = slowLloyd(Float32Array.from(repeated), repeated.length / dims, dims, null, start, 4, 1e-6, 300);
    plain.centres.flat().forEach((value, at) => expect(weighted.centres[at]).toBeCloseTo(value, 8));
    expect(weighted.inertia).toBeCloseTo(plain.inertia, 6);
    expect(weighted.iterations).toBe(plain.iterations);
  });

  it('ends in a fixed point on data full of ties and duplicates, from any start', () => {
    const small = fc.integer({ min: -3, max: 3 });
    const problem = fc
      .record({ rows: fc.integer({ min: 2, max: 24 }), dims: fc.integer({ min: 1, max: 3 }), k: fc.integer({ min: 2, max: 5 }) })
      .chain((size) =>
        fc.record({
          size: fc.constant(size),
          data: fc.array(small, { minLength: size.rows * size.dims, maxLength: size.rows * size.dims }),
          start: fc.array(small, { minLength: size.k * size.dims, maxLength: size.k * size.dims }),
        }),
      );
    fc.assert(
      fc.property(problem, ({ size: { rows, dims, k }, data, start }) => {
        const run = lloyd({ data: Float32Array.from(data), rows, dims, weights: null }, start, k, 0, 1000);
        expect(run.iterations).toBeLessThan(1000);
        const square = (i: number, j: number) => {
          let sum = 0;
          for (let d = 0; d < dims; d++) sum += (data[i * dims + d]! - run.centres[j * dims + d]!) ** 2;
          return sum;
        };
        let inertia = 0;
        for (let i = 0; i < rows; i++) {
          const own = square(i, run.labels[i]!);
          inertia += own;
          for (let j = 0; j < k; j++) expect(own).toBeLessThanOrEqual(square(i, j) + 1e-9);
        }
        expect(run.inertia).toBeCloseTo(inertia, 9);
        for (let j = 0; j < k; j++) {
          const members = Array.from(run.labels.keys()).filter((i) => run.labels[i] === j);
          if (members.length === 0) continue;
          for (let d = 0; d < dims; d++) {
            const mean = members.reduce((sum, i) => sum + data[i * dims + d]!, 0) / members.length;
            expect(run.centres[j * dims + d]).toBeCloseTo(mean, 9);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives an empty centre the farthest row', () => {
    const data = Float32Array.from([0, 1, 2, 10]);
    const run = lloyd({ data, rows: 4, dims: 1, weights: null }, [1, 500], 2, 0, 300);
    expect(Array.from(run.centres)).toEqual([1, 10]);
    expect(Array.from(run.labels)).toEqual([0, 0, 0, 1]);
    expect(run.inertia).toBe(2);
  });

  it('leaves centres where they are when there are fewer distinct rows', () => {
    const data = Float32Array.from([1, 1, 1, 2]);
    const run = lloyd({ data, rows: 4, dims: 1, weights: null }, [1, 2, 1], 3, 0, 300);
    expect(run.inertia).toBe(0);
    expect(Array.from(run.centres).every(Number.isFinite)).toBe(true);
  });

  it('stops at the iterations allowed, with the labels of the centres it returns', () => {
    const data = uniform(500, 2);
    const start = kmeansPlusPlus(data, 500, 2, 8, null, random(1));
    const run = both(data, 500, 2, 8, null, start, 0, 3);
    expect(run.fast.iterations).toBe(3);
    expectSame(run);
  });
});
