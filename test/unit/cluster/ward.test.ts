import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hierarchy, WARD_ROWS } from '../../../workers/cluster/hierarchy';
import { cutLinkage, wardLinkage } from '../../../workers/cluster/ward';
import { random } from '../../../workers/math/random';
import { adjustedRand, blobs } from '../../fixtures/blobs';
import { slowWard } from '../../fixtures/slow-ward';

/** Points in general position, so that no two merges cost the same. */
function scattered(rows: number, dims: number, seed: number) {
  const rng = random(seed, 'test', 'ward');
  const points = Array.from({ length: rows }, () => Array.from({ length: dims }, () => rng.normal()));
  const weights = Array.from({ length: rows }, () => 1 + rng.int(4));
  return { points, weights };
}

const sorted = (rows: readonly number[]) => [...rows].sort((a, b) => a - b);
/** The same partition whatever its numbers. */
const partition = (labels: ArrayLike<number>) => {
  const groups = new Map<number, number[]>();
  Array.from(labels).forEach((label, row) => groups.set(label, [...(groups.get(label) ?? []), row]));
  return [...groups.values()].map(sorted).sort((a, b) => a[0]! - b[0]!);
};

describe('Ward’s linkage', () => {
  it('makes the merges that the definition makes, at the same heights, weights included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 18 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(1e6),
        fc.boolean(),
        (rows, dims, seed, weighted) => {
          const { points, weights } = scattered(rows, dims, seed);
          const counted = weighted ? weights : weights.map(() => 1);
          const expected = slowWard(points, counted);
          const linkage = wardLinkage(points.flat(), rows, dims, weighted ? weights : null);
          const members: number[][] = points.map((_, row) => [row]);
          expected.forEach(({ parts, height }, i) => {
            const [left, right] = [members[linkage.left[i]!]!, members[linkage.right[i]!]!];
            members.push([...left, ...right]);
            expect([left, right].map(sorted).sort((a, b) => a[0]! - b[0]!)).toEqual(parts.map(sorted).sort((a, b) => a[0]! - b[0]!));
            expect(linkage.heights[i]).toBeCloseTo(height, 9);
            expect(linkage.sizes[i]).toBeCloseTo(
              [...left, ...right].reduce((sum, row) => sum + counted[row]!, 0),
              9,
            );
          });
          for (let k = 1; k <= rows; k++) {
            let clusters: number[][] = points.map((_, row) => [row]);
            for (const { parts } of expected.slice(0, rows - k)) {
              const joined = parts.flat();
              clusters = [...clusters.filter(([first]) => !joined.includes(first!)), joined];
            }
            expect(partition(cutLinkage(linkage, k))).toEqual(clusters.map(sorted).sort((a, b) => a[0]! - b[0]!));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('begins with the distance of the two nearest points, and ends where points coincide', () => {
    const { heights, left, right } = wardLinkage([0, 0, 3, 4, 3, 4, 30, 40], 4, 2);
    expect([left[0], right[0], heights[0]]).toEqual([1, 2, 0]);
    // A pair and a single point five away: √(2 · 2·1/3 · 25).
    expect(heights[1]).toBeCloseTo(Math.sqrt((4 / 3) * 25), 12);
    expect(wardLinkage([7, 7, 7], 3, 1).heights).toEqual(Float64Array.of(0, 0));
  });
});

describe('a hierarchy', () => {
  it('stands on micro-clusters above a number of rows, and finds the same groups', () => {
    const many = blobs({ rows: 2 * WARD_ROWS, dims: 4, count: 6, separation: 10 });
    const hierarchy = new Hierarchy({ data: many.data, rows: many.rows, dims: many.dims, weights: null }, 1);
    expect(adjustedRand(hierarchy.labels(6), many.truth)).toBeGreaterThan(0.98);
    const { micro, sizes, rows, left, heights } = hierarchy.dendrogram();
    expect(micro).toBeGreaterThan(500);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(many.rows);
    expect([rows.length, left.length, heights.length]).toEqual([30, 29, 29]);
  });

  it('draws the merges that are left, each over clusters that were there', () => {
    const few = blobs({ rows: 200, dims: 3, count: 4, separation: 5 });
    const hierarchy = new Hierarchy({ data: few.data, rows: few.rows, dims: few.dims, weights: null }, 1);
    const { sizes, rows, left, right, heights, micro } = hierarchy.dendrogram();
    expect(micro).toBe(null);
    const members = Array.from(rows, (row) => [row]);
    left.forEach((one, i) => members.push([...members[one]!, ...members[right[i]!]!]));
    expect(new Set(members.at(-1))).toEqual(new Set(rows));
    expect([...heights]).toEqual([...heights].sort((a, b) => a - b));
    // Cut where k clusters are left, the drawn tree says what the whole one says.
    for (let k = 2; k <= 12; k++) {
      const labels = hierarchy.labels(k);
      const open = new Set(rows.keys());
      for (let i = 0; i < rows.length - k; i++) {
        open.delete(left[i]!);
        open.delete(right[i]!);
        open.add(rows.length + i);
      }
      expect(open.size).toBe(k);
      for (const cluster of open) expect(new Set(members[cluster]!.map((row) => labels[row])).size).toBe(1);
    }
    expect(sizes.length).toBe(30);
  });
});
