import { describe, expect, it } from 'vitest';
import { lloyd, type LloydRun } from '../../../workers/cluster/lloyd';
import { SwapSearch, triesFor } from '../../../workers/math/kmeans-swaps';
import { random } from '../../../workers/math/random';
import { blobs, codes, uniform } from '../../fixtures/blobs';

type Points = Parameters<typeof lloyd>[0];

const run = (points: Points, start: ArrayLike<number>, k: number): LloydRun => lloyd(points, start, k, 1e-6, 300);

/** Drives a search, so many starts at once, and tells what it ran. */
function search(points: Points, k: number, from: LloydRun, tries: number, atOnce: number, seed = 1) {
  const found = new SwapSearch(points, k, tries, random(seed, 'swaps'), from);
  const inertias: number[] = [];
  for (let starts = found.next(atOnce); starts.length > 0; starts = found.next(atOnce)) {
    const runs = starts.map((start) => run(points, start, k));
    inertias.push(...runs.map(({ inertia }) => inertia));
    found.take(runs);
  }
  return { found: found.found, inertias };
}

describe('swaps of centres', () => {
  it('lead out of a local optimum that Lloyd’s algorithm cannot leave', () => {
    const { data, rows, dims, truth } = blobs({ rows: 600, dims: 2, count: 4, separation: 30 });
    const points = { data, rows, dims, weights: null };
    const rowOf = (blob: number, nth = 0) => Array.from(truth.keys()).filter((row) => truth[row] === blob)[nth]!;
    // Two centres share a blob, and one stands between two.
    const start = [rowOf(0), rowOf(0, 1), rowOf(1), rowOf(2)].flatMap((row) => Array.from(data.subarray(row * dims, (row + 1) * dims)));
    const stuck = run(points, start, 4);
    /** Sum of the squares about the planted means. */
    let planted = 0;
    for (let blob = 0; blob < 4; blob++) {
      const members = Array.from(truth.keys()).filter((row) => truth[row] === blob);
      for (let d = 0; d < dims; d++) {
        const values = members.map((row) => data[row * dims + d]!);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        planted += values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      }
    }
    expect(stuck.inertia).toBeGreaterThan(10 * planted);
    expect(search(points, 4, stuck, 1, 1).found.inertia / planted).toBeCloseTo(1, 9);
  });

  it('never end higher, and the same however many go at once', () => {
    for (const [data, dims] of [
      [uniform(500, 3), 3],
      [codes(500, 8), 8],
    ] as const) {
      const weights = Float32Array.from({ length: 500 }, (_, row) => 1 + (row % 4));
      for (const points of [
        { data, rows: 500, dims, weights: null },
        { data, rows: 500, dims, weights },
      ]) {
        const from = run(points, data.slice(0, 7 * dims), 7);
        const alone = search(points, 7, from, 6, 1);
        expect(alone.found.inertia).toBeLessThanOrEqual(from.inertia);
        expect(search(points, 7, from, 6, 4).found.inertia).toBe(alone.found.inertia);
        // The last tries, and no others, were for nothing.
        const best = alone.inertias.lastIndexOf(alone.found.inertia);
        expect(alone.inertias.length - 1 - best).toBeLessThanOrEqual(6);
      }
    }
  });

  it('are not tried after one start alone, nor where every row has its centre', () => {
    const points = { data: uniform(50, 2), rows: 50, dims: 2, weights: null };
    const from = run(points, points.data.slice(0, 6), 3);
    expect(triesFor({ restarts: 1 })).toBe(0);
    expect(triesFor({ restarts: 10, bootstrap: 3 })).toBe(0);
    expect(triesFor({ restarts: 10 })).toBeGreaterThan(0);
    expect(search(points, 3, from, 0, 1)).toEqual({ found: from, inertias: [] });
    const few = { data: Float32Array.from([1, 1, 2, 2]), rows: 4, dims: 1, weights: null };
    expect(search(few, 2, run(few, [1, 2], 2), 5, 1).inertias).toEqual([]);
  });

  it('of very many rows are drawn from a part of them', () => {
    const { data, rows, dims } = blobs({ rows: 25_000, dims: 2, count: 5, separation: 20 });
    const points = { data, rows, dims, weights: null };
    const from = run(points, data.slice(0, 5 * dims), 5);
    const { found } = search(points, 5, from, 5, 1);
    // Unit spread: two squares a row.
    expect(found.inertia / rows).toBeCloseTo(2, 1);
  });
});
