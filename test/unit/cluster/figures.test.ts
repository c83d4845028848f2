import { describe, expect, it } from 'vitest';
import { canonical } from '../../../workers/cluster/canonical';
import { chooseK, holdK } from '../../../workers/cluster/choose-k';
import { distinctRows } from '../../../workers/cluster/distinct';
import { bootstrapJaccard, meanJaccard } from '../../../workers/cluster/stability';
import { clusterFigures } from '../../../workers/cluster/validity';
import type { KValidity } from '../../../workers/protocol/model';

describe('clusterFigures', () => {
  it('is Davies–Bouldin and Caliński–Harabasz by hand', () => {
    // Clusters {0, 2}, {10, 12, 14}: means 1 and 12, mean distances 1 and 4/3, overall mean 7.6.
    const figures = clusterFigures(Float32Array.from([0, 10, 2, 12, 14]), 5, 1, Int32Array.from([0, 1, 0, 1, 1]), 2);
    expect(figures.sizes).toEqual([2, 3]);
    expect(figures.daviesBouldin).toBeCloseTo((1 + 4 / 3) / 11, 12);
    const between = 2 * (1 - 7.6) ** 2 + 3 * (12 - 7.6) ** 2;
    const within = 2 + 8;
    expect(figures.calinskiHarabasz).toBeCloseTo((between * 3) / (within * 1), 6);
  });

  it('takes the worst neighbour of each cluster', () => {
    // Means 0, 10, 14, each cluster with mean distance 1: worst neighbours 2/10, 2/4, 2/4.
    const figures = clusterFigures(Float32Array.from([-1, 1, 9, 11, 13, 15]), 6, 1, Int32Array.from([0, 0, 1, 1, 2, 2]), 3);
    expect(figures.daviesBouldin).toBeCloseTo((0.2 + 0.5 + 0.5) / 3, 12);
  });

  it('is 1 and 0 where nothing spreads, as scikit-learn has it', () => {
    const figures = clusterFigures(Float32Array.from([1, 1, 2, 2]), 4, 1, Int32Array.from([0, 0, 1, 1]), 2);
    expect(figures.calinskiHarabasz).toBe(1);
    expect(figures.daviesBouldin).toBe(0);
  });
});

describe('bootstrapJaccard', () => {
  it('matches each segment with its best cluster among the rows drawn, each once', () => {
    const labels = Int32Array.from([0, 0, 0, 1, 1, 2]);
    const resampled = Int32Array.from([2, 2, 1, 1, 1, 0]);
    const counts = Float32Array.from([1, 3, 1, 1, 0, 0]);
    // Drawn: rows 0–3. Segment 0 {0,1,2} against {0,1}: 2/3. Segment 1 {3} against {2,3}: 1/2. Segment 2: nobody drawn.
    const jaccard = Array.from(bootstrapJaccard(labels, resampled, counts, 3));
    expect(jaccard).toEqual([2 / 3, 1 / 2, 0]);
    const means = meanJaccard([Float64Array.from(jaccard), Float64Array.from([1, 1, 1])], 3);
    [5 / 6, 3 / 4, 1 / 2].forEach((mean, segment) => expect(means[segment]).toBeCloseTo(mean, 12));
  });

  it('is 1 for the same partition under other names', () => {
    const labels = Int32Array.from([0, 1, 2, 0, 1, 2]);
    expect(
      Array.from(
        bootstrapJaccard(
          labels,
          labels.map((l) => (l + 1) % 3),
          new Float32Array(6).fill(1),
          3,
        ),
      ),
    ).toEqual([1, 1, 1]);
  });
});

const table = (rows: readonly (readonly [k: number, silhouette: number, worst: number])[]): KValidity[] =>
  rows.map(([k, silhouette, worst]) => ({
    k,
    silhouette,
    inertia: 1,
    daviesBouldin: 1,
    calinskiHarabasz: 1,
    stability: [1, worst],
    sizes: [2, 1],
  }));

describe('chooseK', () => {
  it('takes the number that the encoder was trained for, where there is one, and says what the rule would', () => {
    const validity = table([
      [3, 0.4, 0.9],
      [4, 0.4, 0.9],
      [5, 0.4, 0.9],
    ]);
    const rule = chooseK(validity, null);
    expect(chooseK(validity, null, 4)).toEqual({ ...rule, k: 4, rule: 'trained', ruleK: rule.k });
    expect(chooseK(validity, null, 9)).toEqual(rule);
    expect(chooseK(validity, 3, 4)).toMatchObject({ k: 3, rule: 'manual' });
  });

  it('takes the largest k that is stable and keeps 85 % of the best silhouette of 3…8', () => {
    const validity = table([
      [2, 0.9, 1],
      [3, 0.4, 0.9],
      [4, 0.38, 0.8],
      [5, 0.35, 0.75],
      [6, 0.36, 0.74],
      [7, 0.33, 0.9],
      [9, 0.5, 1],
    ]);
    expect(chooseK(validity, null)).toEqual({ k: 5, rule: 'stable', bestK: 3, bestSilhouette: 0.4 });
  });

  it('counts 0.75 as stable and exactly 85 % as kept', () => {
    expect(
      chooseK(
        table([
          [3, 1, 1],
          [8, 0.85, 0.75],
        ]),
        null,
      ),
    ).toMatchObject({ k: 8, rule: 'stable' });
    expect(
      chooseK(
        table([
          [3, 1, 1],
          [8, 0.849, 0.75],
        ]),
        null,
      ),
    ).toMatchObject({ k: 3, rule: 'stable' });
    expect(
      chooseK(
        table([
          [3, 1, 1],
          [8, 0.85, 0.749],
        ]),
        null,
      ),
    ).toMatchObject({ k: 3, rule: 'stable' });
  });

  it('falls back on the best silhouette of 3…8', () => {
    expect(
      chooseK(
        table([
          [2, 0.9, 1],
          [3, 0.2, 0.5],
          [6, 0.3, 0.7],
          [8, 0.3, 0.1],
          [12, 0.8, 1],
        ]),
        null,
      ),
    ).toEqual({
      k: 6,
      rule: 'best-silhouette',
      bestK: 6,
      bestSilhouette: 0.3,
    });
  });

  it('judges over what there is when the range is empty, and does as a person says', () => {
    expect(chooseK(table([[2, 0.5, 1]]), null)).toMatchObject({ k: 2, rule: 'stable', bestK: 2 });
    expect(
      chooseK(
        table([
          [2, 0.5, 1],
          [3, 0.4, 1],
        ]),
        2,
      ),
    ).toEqual({ k: 2, rule: 'manual', bestK: 3, bestSilhouette: 0.4 });
  });
});

describe('holdK', () => {
  const rebuilt = (rows: Parameters<typeof table>[0], k: number) => holdK(table(rows), chooseK(table(rows), null), k);

  it('keeps the k there was where no segment is unstable and it is about as good, and says what the rule takes', () => {
    const rows: Parameters<typeof table>[0] = [
      [4, 0.5, 0.8],
      [5, 0.45, 0.6],
      [6, 0.43, 0.9],
    ];
    expect(rebuilt(rows, 5)).toEqual({ k: 5, rule: 'held', ruleK: 6, bestK: 4, bestSilhouette: 0.5 });
    expect(rebuilt(rows, 6)).toMatchObject({ k: 6, rule: 'stable' });
  });

  it('gives it up where it is unstable and another is stable, where it is clearly worse, and outside the range', () => {
    expect(
      rebuilt(
        [
          [4, 0.5, 0.8],
          [5, 0.5, 0.59],
        ],
        5,
      ),
    ).toMatchObject({ k: 4, rule: 'stable' });
    expect(
      rebuilt(
        [
          [4, 0.42, 0.9],
          [5, 0.5, 0.9],
        ],
        4,
      ),
    ).toMatchObject({ k: 5, rule: 'stable' });
    expect(
      rebuilt(
        [
          [2, 0.9, 1],
          [3, 0.5, 0.9],
        ],
        2,
      ),
    ).toMatchObject({ k: 3, rule: 'stable' });
    expect(rebuilt([[3, 0.5, 0.9]], 7)).toMatchObject({ k: 3, rule: 'stable' });
  });

  it('keeps it where no k is all stable and its silhouette is close to the best', () => {
    const rows: Parameters<typeof table>[0] = [
      [3, 0.3, 0.2],
      [4, 0.26, 0.1],
      [5, 0.25, 0.1],
    ];
    expect(rebuilt(rows, 4)).toMatchObject({ k: 4, rule: 'held', ruleK: 3 });
    expect(rebuilt(rows, 5)).toMatchObject({ k: 3, rule: 'best-silhouette' });
  });

  it('leaves a person’s choice alone', () => {
    const rows = table([
      [3, 0.5, 0.9],
      [4, 0.5, 0.9],
    ]);
    expect(holdK(rows, chooseK(rows, 3), 4)).toMatchObject({ k: 3, rule: 'manual' });
  });
});

describe('canonical', () => {
  it('orders by size, then by centre', () => {
    const { labels, centres } = canonical({
      k: 3,
      inertia: 0,
      iterations: 1,
      centres: Float32Array.from([9, 9, 5, 7, 5, 6]),
      labels: Int32Array.from([0, 0, 0, 1, 1, 2, 2]),
    });
    expect(Array.from(centres)).toEqual([9, 9, 5, 6, 5, 7]);
    expect(Array.from(labels)).toEqual([0, 0, 0, 2, 2, 1, 1]);
  });
});

describe('distinctRows', () => {
  it('counts up to the limit', () => {
    const data = Float32Array.from([1, 2, 1, 2, 1, 3, 2, 2]);
    expect(distinctRows(data, 4, 2, 12)).toBe(3);
    expect(distinctRows(data, 4, 2, 2)).toBe(2);
  });
});
