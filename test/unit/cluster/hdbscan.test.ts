import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hdbscan } from '../../../workers/cluster/hdbscan';
import { random } from '../../../workers/math/random';
import { adjustedRand } from '../../fixtures/blobs';
import { moons } from '../../fixtures/moons';
import { slowHdbscan } from '../../fixtures/slow-hdbscan';

const sorted = (rows: readonly number[]) => [...rows].sort((a, b) => a - b);

describe('HDBSCAN', () => {
  it('finds the clusters, strengths and core distances of the definition, weights included', () => {
    let several = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 26 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 2, max: 5 }),
        fc.boolean(),
        fc.nat(1e6),
        (rows, dims, minClusterSize, weighted, seed) => {
          const rng = random(seed, 'test', 'hdbscan');
          const data = Float32Array.from({ length: rows * dims }, (_, at) => rng.normal() + 6 * (Math.floor(at / dims) % 3));
          const points = Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * dims, (row + 1) * dims)));
          const weights = Float32Array.from({ length: rows }, () => (weighted ? 1 + rng.int(2) : 1));
          // A row heavier than a cluster need be is one that never splits, of which the sets of rows say nothing.
          fc.pre(Math.max(...weights) < minClusterSize);
          const expected = slowHdbscan(points, Array.from(weights), minClusterSize);
          const found = hdbscan({ data, rows, dims, weights: weighted ? weights : null }, minClusterSize);
          found.coreDistances.forEach((distance, row) => expect(distance).toBeCloseTo(expected.coreDistances[row]!, 9));
          const clusters = Array.from({ length: found.k }, (_, k) =>
            sorted(Array.from(found.labels.keys()).filter((row) => found.labels[row] === k)),
          );
          expect(clusters.sort((a, b) => a[0]! - b[0]!)).toEqual(expected.clusters.map(sorted).sort((a, b) => a[0]! - b[0]!));
          found.strengths.forEach((strength, row) => expect(strength).toBeCloseTo(expected.strengths.get(row) ?? 0, 5));
          if (found.k > 1) several++;
        },
      ),
      { numRuns: 150 },
    );
    expect(several).toBeGreaterThan(20);
  });

  it('does not depend on the order of the rows', () => {
    const { data, rows } = moons(120, 20, 4);
    const back = Float32Array.from(data, (_, at) => data[2 * (rows - 1 - Math.floor(at / 2)) + (at % 2)]!);
    const there = hdbscan({ data, rows, dims: 2, weights: null }, 6);
    const again = hdbscan({ data: back, rows, dims: 2, weights: null }, 6);
    expect(again.strengths.slice().reverse()).toEqual(there.strengths);
    const first = (labels: Int32Array) => labels.map((label) => (label < 0 ? -1 : labels.indexOf(label)));
    expect(first(again.labels.slice().reverse())).toEqual(first(there.labels));
  });

  it('parts two moons, and leaves most of what is spread about them as noise', () => {
    for (const seed of [1, 2, 3]) {
      const { data, rows, dims, truth } = moons(1000, 60, seed);
      const { labels, k, strengths } = hdbscan({ data, rows, dims, weights: null }, 20);
      expect(k).toBe(2);
      const ofMoons = Array.from(truth.keys()).filter((row) => truth[row]! >= 0);
      expect(
        adjustedRand(
          ofMoons.map((row) => labels[row]!),
          ofMoons.map((row) => truth[row]!),
        ),
      ).toBeGreaterThan(0.9);
      for (let row = 0; row < rows; row++) {
        expect(strengths[row]! > 0).toBe(labels[row]! >= 0);
        expect(strengths[row]!).toBeLessThanOrEqual(1);
      }
    }
  });

  it('takes rows in one place as a cluster, and calls all noise where nothing parts', () => {
    const pairs = Float32Array.from([...new Array<number>(10).fill(0), ...new Array<number>(12).fill(5)]);
    const { k, labels, strengths } = hdbscan({ data: pairs, rows: 22, dims: 1, weights: null }, 5);
    expect(k).toBe(2);
    expect(labels.slice(0, 10).every((label) => label === labels[0])).toBe(true);
    expect(strengths.every((strength) => strength === 1)).toBe(true);
    const even = Float32Array.from({ length: 30 }, (_, i) => i + (i % 7) / 100);
    expect(hdbscan({ data: even, rows: 30, dims: 1, weights: null }, 10).k).toBe(0);
  });
});
