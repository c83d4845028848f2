import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dbscan } from '../../../workers/cluster/dbscan';
import { random } from '../../../workers/math/random';
import { adjustedRand } from '../../fixtures/blobs';
import { moons } from '../../fixtures/moons';
import { slowDbscan } from '../../fixtures/slow-dbscan';

function scattered(rows: number, dims: number, seed: number) {
  const rng = random(seed, 'test', 'dbscan');
  const data = Float32Array.from({ length: rows * dims }, () => rng.normal() + 3 * rng.int(3));
  const points = Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * dims, (row + 1) * dims)));
  return { data, points, weights: Float32Array.from({ length: rows }, () => 1 + rng.int(3)) };
}

describe('DBSCAN', () => {
  it('finds the core rows, their clusters, the rows at the edges and the noise of the definition, weights included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 80 }),
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.nat(1e6),
        (rows, dims, epsilon, minPoints, weighted, seed) => {
          const { data, points, weights } = scattered(rows, dims, seed);
          const counts = weighted ? Array.from(weights) : points.map(() => 1);
          const { core, component, reached } = slowDbscan(points, counts, epsilon, minPoints);
          const found = dbscan({ data, rows, dims, weights: weighted ? weights : null }, epsilon, minPoints);
          expect(Array.from(found.core)).toEqual(points.flatMap((_, row) => (core[row] ? [row] : [])));
          // One name a component, numbered by its first core row.
          const names = [...new Set(component.filter((one) => one >= 0))];
          expect(found.k).toBe(names.length);
          points.forEach((_, row) => {
            if (core[row]) expect(found.labels[row]).toBe(names.indexOf(component[row]!));
            else if (reached[row]!.size === 0) expect(found.labels[row]).toBe(-1);
            else expect(reached[row]).toContain(names[found.labels[row]!]);
          });
        },
      ),
    );
  });

  it('gives a row between two clusters to the nearer one, in whatever order the rows come', () => {
    const line = [0, 1, 2, 3.4, 5, 6, 7];
    const there = dbscan({ data: Float32Array.from(line), rows: 7, dims: 1, weights: null }, 1.7, 4);
    // Rows 1…3 and 4…6 would need four within 1.7.
    expect(Array.from(there.labels)).toEqual([-1, -1, -1, -1, -1, -1, -1]);
    const both = dbscan({ data: Float32Array.from(line), rows: 7, dims: 1, weights: null }, 1.6, 3);
    const back = dbscan({ data: Float32Array.from([...line].reverse()), rows: 7, dims: 1, weights: null }, 1.6, 3);
    expect(both.k).toBe(back.k);
    const sameAs = (labels: Int32Array) => labels.map((label) => Array.from(labels).indexOf(label));
    expect(sameAs(back.labels.slice().reverse())).toEqual(sameAs(both.labels));
  });

  it('parts two moons and leaves the rows spread about them as noise, at the knee of the k-distance curve', () => {
    for (const seed of [1, 2, 3]) {
      const { data, rows, dims, truth } = moons(1500, 100, seed);
      const { labels, curve, epsilon } = dbscan({ data, rows, dims, weights: null }, null, 10);
      const ofMoons = Array.from(truth.keys()).filter((row) => truth[row]! >= 0);
      expect(
        adjustedRand(
          ofMoons.map((row) => labels[row]!),
          ofMoons.map((row) => truth[row]!),
        ),
      ).toBeGreaterThan(0.95);
      const spread = Array.from(truth.keys()).filter((row) => truth[row] === -1);
      expect(spread.filter((row) => labels[row] === -1).length / spread.length).toBeGreaterThan(0.6);
      expect(curve.length).toBe(rows);
      expect(curve).toContain(epsilon);
      expect(curve).toEqual(curve.slice().sort());
    }
  });

  it('counts a row as often as its weight says, in the curve too', () => {
    const twice = dbscan({ data: Float32Array.of(0, 0.5, 9), rows: 3, dims: 1, weights: Float32Array.of(2, 1, 1) }, 1, 3);
    const spelled = dbscan({ data: Float32Array.of(0, 0, 0.5, 9), rows: 4, dims: 1, weights: null }, 1, 3);
    expect(twice.curve).toEqual(spelled.curve);
    expect(Array.from(twice.labels)).toEqual([0, 0, -1]);
    expect(Array.from(spelled.labels)).toEqual([0, 0, 0, -1]);
  });
});
