import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePath, IsolationForest } from '../../../workers/math/isolation-forest';
import { random } from '../../../workers/math/random';

describe('the isolation forest', () => {
  it('ranks planted outliers before everything else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 3 }), (seed, columns) => {
        const rng = random(seed, 'test');
        const rows = 400;
        const planted = [0, 1, 2];
        const points = Float64Array.from({ length: rows * columns }, (_, i) => {
          const row = Math.floor(i / columns);
          return planted.includes(row) ? (row % 2 === 0 ? 12 : -12) + rng.normal() : rng.normal();
        });
        const forest = new IsolationForest(points, columns, { seed });
        const scores = forest.scores(points);
        const ranked = Array.from(scores, (score, row) => ({ score, row })).sort((a, b) => b.score - a.score);
        expect(new Set(ranked.slice(0, planted.length).map(({ row }) => row))).toEqual(new Set(planted));
        for (const score of scores) expect(score > 0 && score < 1).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('finds nothing odd where all rows are the same', () => {
    const forest = new IsolationForest(new Float64Array(300).fill(4), 1);
    // Every tree is a leaf of 256 rows, whose expected path is the usual one.
    expect(forest.scores(new Float64Array([4]))[0]).toBeCloseTo(0.5, 12);
    expect([...new IsolationForest(new Float64Array([1]), 1).scores(new Float64Array([1, 2]))]).toEqual([0.5, 0.5]);
    expect(new IsolationForest(new Float64Array(0), 1).scores(new Float64Array([1]))).toEqual(new Float64Array([NaN]));
  });

  it('knows the mean path by its sum: c(n) = 2·H(n − 1) − 2(n − 1)/n', () => {
    for (const n of [50, 256, 1000]) {
      let harmonic = 0;
      for (let i = 1; i < n; i++) harmonic += 1 / i;
      expect(Math.abs(averagePath(n) - (2 * harmonic - (2 * (n - 1)) / n))).toBeLessThan(1 / (n - 1));
    }
    expect([averagePath(0), averagePath(1), averagePath(2)]).toEqual([0, 0, 1]);
  });
});
