import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { rocAuc } from '../../../workers/track/auc';
import { embeddingDrift, poolSides, sampleSide } from '../../../workers/track/embedding-drift';

const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 }).map((list) => Float64Array.from(list));

describe('ROC AUC', () => {
  it('is the share of pairs in order, ties by half', () => {
    fc.assert(
      fc.property(scores, scores, (positive, negative) => {
        let won = 0;
        for (const a of positive) for (const b of negative) won += a > b ? 1 : a === b ? 0.5 : 0;
        expect(rocAuc(positive, negative).auc).toBeCloseTo(won / (positive.length * negative.length), 12);
        expect(rocAuc(negative, positive).auc).toBeCloseTo(1 - rocAuc(positive, negative).auc, 12);
        expect(rocAuc(negative, positive).variance).toBeCloseTo(rocAuc(positive, negative).variance, 12);
      }),
    );
  });

  it('has the variance by which samples differ', () => {
    const rng = random(1, 'auc-test');
    const draw = (n: number, shift: number) => Float64Array.from({ length: n }, () => shift + rng.normal());
    const found = Array.from({ length: 400 }, () => rocAuc(draw(60, 0.7), draw(80, 0)));
    const mean = found.reduce((sum, { auc }) => sum + auc, 0) / 400;
    const variance = found.reduce((sum, { auc }) => sum + (auc - mean) ** 2, 0) / 399;
    const claimed = found.reduce((sum, each) => sum + each.variance, 0) / 400;
    // The variance of 400 draws has a relative standard error of 7 %.
    expect(Math.abs(variance / claimed - 1)).toBeLessThan(0.25);
    // Φ(0.7/√2) = 0.6897.
    expect(Math.abs(mean - 0.6897)).toBeLessThan(0.01);
  });
});

describe('embedding drift', () => {
  const DIMS = 6;
  /** Users first … first + n − 1, each with a place of its own that all of its rows share. */
  const side = (seed: number, first: number, n: number, window: number, shift = 0) => {
    const rng = random(seed, 'embedding-test', window);
    const users = Uint32Array.from({ length: n }, (_, i) => first + i);
    const rows = new Float32Array(n * DIMS);
    users.forEach((user, row) => {
      const own = random(seed, 'embedding-user', user);
      for (let i = 0; i < DIMS; i++) rows[row * DIMS + i] = own.normal() + 0.7 * rng.normal() + (i === 2 ? shift : 0);
    });
    return sampleSide(users, rows, DIMS, window);
  };

  it('is a half where nothing differs, the users on both sides or not, and its interval holds a half nearly always', () => {
    for (const first of [0, 5000]) {
      let inside = 0;
      let sum = 0;
      const runs = 60;
      for (let seed = 0; seed < runs; seed++) {
        const { auc, low, high } = embeddingDrift(side(seed, first, 200, 1), side(seed, 0, 400, 0))!;
        sum += auc / runs;
        if (low <= 0.5 && 0.5 <= high) inside++;
      }
      expect(Math.abs(sum - 0.5)).toBeLessThan(0.015);
      expect(inside / runs).toBeGreaterThanOrEqual(0.88);
    }
  });

  it('is what a shift of one coordinate makes it', () => {
    // Each has variance 1.49, the difference 2.98: Φ(1/√2.98) = 0.719.
    const { auc, low, high } = embeddingDrift(side(1, 3000, 900, 1, 1), side(1, 0, 900, 0))!;
    expect(Math.abs(auc - 0.719)).toBeLessThan(0.03);
    expect(low).toBeGreaterThan(0.5);
    expect(high - low).toBeLessThan(0.08);
  });

  it('says nothing of fewer than 30 rows, and is the same twice', () => {
    expect(embeddingDrift(side(1, 0, 29, 1), side(1, 0, 400, 0))).toBeNull();
    expect(embeddingDrift(side(2, 0, 100, 1), side(2, 0, 400, 0))).toEqual(embeddingDrift(side(2, 0, 100, 1), side(2, 0, 400, 0)));
  });

  it('takes from each window its part of the users', () => {
    const pooled = poolSides([side(1, 0, 900, 0), side(1, 10_000, 300, 1)], [900, 300]);
    expect(pooled.users.length).toBe(1000);
    expect(pooled.users.filter((user) => user >= 10_000).length).toBe(250);
  });
});
