import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KdTree, neighbours } from '../../../workers/math/kd-tree';
import { kneeOf } from '../../../workers/math/knee';
import { random } from '../../../workers/math/random';

/** Whole numbers, so that many rows coincide or lie equally far. */
function rowsOf(rows: number, dims: number, spread: number, seed: number) {
  const rng = random(seed, 'test', 'kd-tree');
  return Float32Array.from({ length: rows * dims }, () => rng.int(spread));
}

const squareOf = (data: Float32Array, dims: number, row: number, query: readonly number[]) =>
  query.reduce((sum, x, d) => sum + (x - data[row * dims + d]!) ** 2, 0);

const cases = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }), fc.nat(1e6));

describe('a k-d tree', () => {
  it('finds the rows that looking at every row finds', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 60 }), ([rows, dims, spread, seed], count) => {
        const data = rowsOf(rows, dims, spread, seed);
        const tree = new KdTree(data, rows, dims);
        const rng = random(seed, 'test', 'query');
        const query = Array.from({ length: dims }, () => rng.int(2 * spread) - spread / 2);
        const all = Array.from({ length: rows }, (_, row) => ({ row, square: squareOf(data, dims, row, query) })).sort(
          (a, b) => a.square - b.square || a.row - b.row,
        );
        const near = neighbours(count);
        tree.nearest(query, 0, near);
        expect(near.count).toBe(Math.min(count, rows));
        expect(Array.from(near.rows.subarray(0, near.count))).toEqual(all.slice(0, count).map(({ row }) => row));
        const square = all[Math.floor(rows / 3)]?.square ?? 1;
        const found: number[] = [];
        tree.within(query, 0, square, (row, at) => {
          expect(at).toBe(squareOf(data, dims, row, query));
          found.push(row);
        });
        expect(found.sort((a, b) => a - b)).toEqual(
          all
            .filter((one) => one.square <= square)
            .map(({ row }) => row)
            .sort((a, b) => a - b),
        );
      }),
    );
  });
});

describe('the knee of a curve', () => {
  it('is where two straight lines meet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 2, max: 9 }),
        (flat, steep, slope) => {
          const curve = [
            ...Array.from({ length: flat }, (_, i) => 0.1 * i),
            ...Array.from({ length: steep }, (_, i) => 0.1 * (flat - 1) + slope * (i + 1)),
          ];
          expect(kneeOf(curve)).toBe(flat - 1);
        },
      ),
    );
  });

  it('is the beginning of a curve without any', () => {
    for (const curve of [[], [3], [3, 3, 3], [0, 1, 2, 3]]) expect(kneeOf(curve)).toBe(0);
  });
});
