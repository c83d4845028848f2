import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RankedAmounts } from '../../../workers/math/amounts';
import { calibrateMean, fitGammaCalibration } from '../../../workers/math/gamma-calibration';
import { random } from '../../../workers/math/random';

const amounts = (values: readonly number[]) => Float64Array.from(values);

/** Spearman's rank correlation by its definition: Pearson's of the ranks, each the mean of the places that its value could take. */
function spearman(a: readonly number[], b: readonly number[]): number {
  const ranks = (of: readonly number[]) =>
    of.map((one) => of.filter((other) => other < one).length + (of.filter((other) => other === one).length + 1) / 2);
  const [ra, rb] = [ranks(a), ranks(b)];
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [ma, mb] = [mean(ra), mean(rb)];
  const sum = (f: (i: number) => number) => ra.reduce((total, _, i) => total + f(i), 0);
  const product = sum((i) => (ra[i]! - ma) * (rb[i]! - mb));
  const scale = Math.sqrt(sum((i) => (ra[i]! - ma) ** 2) * sum((i) => (rb[i]! - mb) ** 2));
  return scale > 0 ? product / scale : 0;
}

const rowsOf = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 })), {
  minLength: 2,
  maxLength: 12,
});

describe('figures of amounts', () => {
  it('of a worked example', () => {
    const { mae, rmse, r2, rank } = new RankedAmounts(amounts([1, 2, 6]), amounts([2, 2, 3])).figures();
    expect(mae).toBeCloseTo(4 / 3, 12);
    expect(rmse).toBeCloseTo(Math.sqrt(10 / 3), 12);
    // Deviations from 7/3: 1/9 + 1/9 + 4/9.
    expect(r2).toBeCloseTo(1 - 10 / (6 / 9), 12);
    // Ranks 1, 2, 3 beside 1.5, 1.5, 3.
    expect(rank).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });

  it('with weights are those of rows that stand there so often', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const repeated = rows.flatMap(([p, y, w]) => Array.from({ length: w }, () => [p, y] as const));
        fc.pre(repeated.length > 1);
        const ranked = new RankedAmounts(amounts(rows.map(([p]) => p)), amounts(rows.map(([, y]) => y)));
        const slow = new RankedAmounts(amounts(repeated.map(([p]) => p)), amounts(repeated.map(([, y]) => y))).figures();
        const figures = ranked.figures(rows.map(([, , w]) => w));
        for (const name of ['mae', 'rmse', 'r2', 'rank'] as const) expect(figures[name]).toBeCloseTo(slow[name], 9);
        const direct = spearman(
          repeated.map(([p]) => p),
          repeated.map(([, y]) => y),
        );
        expect(figures.rank).toBeCloseTo(direct, 9);
      }),
    );
  });
});

describe('calibration of amounts', () => {
  it('finds how predictions are off, however the amounts spread', () => {
    const rng = random(1, 'test', 'gamma-calibration');
    const logMean = Float64Array.from({ length: 20_000 }, () => rng.normal());
    // The mean of exp(normal · 0.8 − 0.32) is 1.
    const y = logMean.map((z) => Math.exp(0.7 + 0.5 * z) * Math.exp(0.8 * rng.normal() - 0.32));
    const { slope, intercept } = fitGammaCalibration(logMean, y);
    expect(slope).toBeCloseTo(0.5, 1);
    expect(intercept).toBeCloseTo(0.7, 1);
  });

  it('of predictions that say nothing, or the opposite, is the mean', () => {
    const y = amounts([1, 2, 3, 6]);
    expect(fitGammaCalibration(amounts([2, 2, 2, 2]), y)).toEqual({ slope: 0, intercept: Math.log(3) });
    const { slope, intercept } = fitGammaCalibration(amounts([4, 3, 2, 1]), y);
    expect(slope).toBe(0);
    expect(calibrateMean({ slope, intercept }, 17)).toBeCloseTo(3, 12);
  });

  it('makes the ratios of amounts to predictions average one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 50, noNaN: true })), {
          minLength: 5,
          maxLength: 60,
        }),
        (rows) => {
          const logMean = amounts(rows.map(([z]) => z));
          const y = amounts(rows.map(([, one]) => one));
          const calibration = fitGammaCalibration(logMean, y);
          const ratios = rows.map(([z, one]) => one / calibrateMean(calibration, z));
          expect(ratios.reduce((sum, one) => sum + one, 0) / rows.length).toBeCloseTo(1, 5);
        },
      ),
      { numRuns: 300 },
    );
  });
});
