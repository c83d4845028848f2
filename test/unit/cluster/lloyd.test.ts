import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lloyd } from '../../../workers/cluster/lloyd';
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
