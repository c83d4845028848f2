import { describe, expect, it } from 'vitest';
import { silhouettes } from '../../../workers/cluster/silhouette';
import { random } from '../../../workers/math/random';
import { codes, uniform } from '../../fixtures/blobs';

/** The definition, row by row. */
function slowSilhouette(data: Float32Array, rows: number, dims: number, labels: Int32Array, k: number): number {
  const distance = (i: number, j: number) =>
    Math.hypot(...Array.from({ length: dims }, (_, d) => data[i * dims + d]! - data[j * dims + d]!));
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const mean = (cluster: number) => {
      const others = Array.from({ length: rows }, (_, j) => j).filter((j) => j !== i && labels[j] === cluster);
      return others.length === 0 ? NaN : others.reduce((sum, j) => sum + distance(i, j), 0) / others.length;
    };
    const a = mean(labels[i]!);
    if (Number.isNaN(a)) continue;
    const b = Math.min(
      ...Array.from({ length: k }, (_, j) => j)
        .filter((j) => j !== labels[i] && !Number.isNaN(mean(j)))
        .map(mean),
    );
    total += Math.max(a, b) > 0 ? (b - a) / Math.max(a, b) : 0;
  }
  return total / rows;
}

function randomLabels(rows: number, k: number, seed: number): Int32Array {
  const rng = random(seed);
  return Int32Array.from({ length: rows }, (_, i) => (i < k ? i : rng.int(k)));
}

describe('silhouettes', () => {
  it.each([1, 3, 4, 7, 16])('is the definition for several labelings at once, %i dimensions', (dims) => {
    const rows = 61;
    const data = codes(rows, dims);
    const ks = [2, 3, 5, 12];
    const labelings = ks.map((k) => randomLabels(rows, k, k));
    const sums = silhouettes(data, rows, dims, labelings, ks, [0, rows]);
    ks.forEach((k, l) => expect(sums[l]! / rows).toBeCloseTo(slowSilhouette(data, rows, dims, labelings[l]!, k), 7));
  });

  it('adds up over parts', () => {
    const rows = 203;
    const data = uniform(rows, 5);
    const ks = [2, 6];
    const labelings = ks.map((k) => randomLabels(rows, k, k));
    const whole = silhouettes(data, rows, 5, labelings, ks, [0, rows]);
    const parts = [0, 50, 51, 120].map((from, at, all) => silhouettes(data, rows, 5, labelings, ks, [from, all[at + 1] ?? rows]));
    ks.forEach((_, l) => expect(parts.reduce((sum, part) => sum + part[l]!, 0)).toBeCloseTo(whole[l]!, 10));
  });

  it('gives a row alone in its cluster 0, and identical rows in one cluster 1', () => {
    const data = Float32Array.from([0, 0, 0, 5]);
    const labels = Int32Array.from([0, 0, 0, 1]);
    expect(silhouettes(data, 4, 1, [labels], [2], [0, 4])[0]).toBeCloseTo(3, 6);
  });

  it('is right far from the origin', () => {
    const rows = 40;
    const data = uniform(rows, 2).map((x) => Math.round(x * 64) + 1e6);
    const labels = randomLabels(rows, 3, 1);
    expect(silhouettes(data, rows, 2, [labels], [3], [0, rows])[0]! / rows).toBeCloseTo(slowSilhouette(data, rows, 2, labels, 3), 6);
  });
});
