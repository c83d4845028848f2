import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestThreshold, calledAt, RankedScores, tenths } from '../../../workers/math/classification';
import { rocAuc } from '../../../workers/track/auc';

/** Scores on a coarse grid, so that many are the same, with both outcomes. */
const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 2, maxLength: 40 })
  .filter((rows) => new Set(rows.map(([, yes]) => yes)).size === 2)
  .map((rows) => ({ p: rows.map(([score]) => score / 12), y: rows.map(([, yes]) => (yes ? 1 : 0)) }));

const aucOf = (p: number[], y: number[]) => {
  let beats = 0;
  let pairs = 0;
  p.forEach((one, i) =>
    p.forEach((other, j) => {
      if (y[i] !== 1 || y[j] !== 0) return;
      pairs++;
      beats += one > other ? 1 : one === other ? 0.5 : 0;
    }),
  );
  return beats / pairs;
};

/** Σ over the distinct thresholds of (recall − recall before) · precision. */
const averagePrecisionOf = (p: number[], y: number[]) => {
  const positive = y.filter((one) => one === 1).length;
  let before = 0;
  let sum = 0;
  for (const threshold of [...new Set(p)].sort((a, b) => b - a)) {
    const called = y.filter((_, i) => p[i]! >= threshold);
    const hits = called.filter((one) => one === 1).length;
    sum += (hits / positive - before) * (hits / called.length);
    before = hits / positive;
  }
  return sum;
};

describe('figures of scores', () => {
  it('are those of all pairs, of all thresholds and of each row', () => {
    fc.assert(
      fc.property(scored, ({ p, y }) => {
        const figures = new RankedScores(Float64Array.from(p), y).figures();
        expect(figures.auc).toBeCloseTo(aucOf(p, y), 10);
        const side = (wanted: number) => Float64Array.from(p.filter((_, i) => y[i] === wanted));
        expect(figures.auc).toBeCloseTo(rocAuc(side(1), side(0)).auc, 10);
        expect(figures.averagePrecision).toBeCloseTo(averagePrecisionOf(p, y), 10);
        expect(figures.brier).toBeCloseTo(p.reduce((sum, one, i) => sum + (one - y[i]!) ** 2, 0) / p.length, 10);
      }),
    );
  });

  it('under weights are those of rows that are there as often', () => {
    fc.assert(
      fc.property(scored, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 40 }), ({ p, y }, times) => {
        const repeat = (of: number[]) => of.flatMap((one, i) => Array<number>(times[i]!).fill(one));
        fc.pre(new Set(repeat(y)).size === 2);
        const weighted = new RankedScores(Float64Array.from(p), y).figures(times);
        const repeated = new RankedScores(Float64Array.from(repeat(p)), repeat(y)).figures();
        for (const name of ['auc', 'averagePrecision', 'logLoss', 'brier'] as const) expect(weighted[name]).toBeCloseTo(repeated[name], 9);
      }),
    );
  });

  it('have the log loss that a hand computes, and stay finite at certainty', () => {
    const { logLoss } = new RankedScores(Float64Array.of(0.9, 0.2, 0.5), [1, 0, 1]).figures();
    expect(logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.5)) / 3, 12);
    expect(new RankedScores(Float64Array.of(1, 0), [0, 1]).figures().logLoss).toBeCloseTo(-Math.log(1e-15), 1);
    expect(new RankedScores(Float64Array.of(0.5, 0.5), [1, 1]).figures().auc).toBeNaN();
  });
});

describe('calling users', () => {
  it('counts whom it hits, and calls from the score with the highest F1 of all', () => {
    const p = Float64Array.of(0.9, 0.8, 0.7, 0.1);
    expect(calledAt(0.8, p, [1, 0, 1, 0])).toEqual({ threshold: 0.8, precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(calledAt(0.95, p, [1, 0, 1, 0])).toMatchObject({ precision: 0, recall: 0, f1: 0 });
    fc.assert(
      fc.property(scored, ({ p: scores, y }) => {
        const at = Float64Array.from(scores);
        const best = Math.max(...scores.map((threshold) => calledAt(threshold, at, y).f1));
        expect(calledAt(bestThreshold(at, y), at, y).f1).toBeCloseTo(best, 12);
      }),
    );
  });
});

describe('tenths', () => {
  it('hold every user once, from the highest to the lowest', () => {
    fc.assert(
      fc.property(scored, ({ p, y }) => {
        const groups = tenths(Float64Array.from(p), y);
        expect(groups).toHaveLength(Math.min(10, p.length));
        expect(groups.reduce((sum, { users }) => sum + users, 0)).toBe(p.length);
        expect(groups.reduce((sum, { users, actual }) => sum + users * actual, 0)).toBeCloseTo(y.filter((one) => one === 1).length, 8);
        const sizes = groups.map(({ users }) => users);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        groups.slice(1).forEach(({ predicted }, i) => expect(predicted).toBeLessThanOrEqual(groups[i]!.predicted + 1e-12));
      }),
    );
  });

  it('are the same in whatever order the users stand, and alike where nobody is told apart', () => {
    fc.assert(
      fc.property(scored, ({ p, y }) => {
        const there = tenths(Float64Array.from(p), y);
        const back = tenths(Float64Array.from(p).reverse(), [...y].reverse());
        there.forEach(({ actual, predicted }, i) => {
          expect(back[i]!.actual).toBeCloseTo(actual, 9);
          expect(back[i]!.predicted).toBeCloseTo(predicted, 9);
        });
      }),
    );
    // The first half of the rows are those for whom it happened; a probability that is the same for all does not know that.
    const y = Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0));
    for (const { actual } of tenths(new Float64Array(40).fill(0.3), y)) expect(actual).toBeCloseTo(0.5, 12);
  });
});
