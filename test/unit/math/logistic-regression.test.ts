import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, logit, predictLogistic, sigmoid, type LogisticOptions } from '../../../workers/math/logistic-regression';
import { calibrate, fitPlatt } from '../../../workers/math/platt';
import { toEnd } from '../predict/support';

const fit = (x: number[], y: number[], dims: number, options?: LogisticOptions) => toEnd(fitLogistic(x, y, dims, options));

describe('a logistic regression', () => {
  it('has the coefficients that textbooks print for hours of study and passing', () => {
    const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
    const { intercept, weights, converged } = fit(hours, passed, 1);
    expect(converged).toBe(true);
    expect(intercept).toBeCloseTo(-4.0777, 4);
    expect(weights[0]).toBeCloseTo(1.5046, 4);
  });

  it('of one column of zeros and ones has the log odds of the four cells', () => {
    // 3 of 10 without it, 8 of 12 with it.
    const x = [...Array<number>(10).fill(0), ...Array<number>(12).fill(1)];
    const y = x.map((_, i) => (i < 3 || (i >= 10 && i < 18) ? 1 : 0));
    const { intercept, weights } = fit(x, y, 1);
    expect(intercept).toBeCloseTo(Math.log(3 / 7), 8);
    expect(weights[0]).toBeCloseTo(Math.log(8 / 4) - Math.log(3 / 7), 8);
  });

  it('counts a row as often as its importance says', () => {
    const twice = fit([0, 1, 1, 2, 2, 3], [0, 0, 0, 1, 0, 1], 1, { l2: 0.1 });
    const weighted = fit([0, 1, 2, 2, 3], [0, 0, 1, 0, 1], 1, { l2: 0.1, importance: [1, 2, 1, 1, 1] });
    expect(weighted.weights[0]).toBeCloseTo(twice.weights[0]!, 8);
    expect(weighted.intercept).toBeCloseTo(twice.intercept, 8);
  });

  it('lies where the gradient of its penalised likelihood is zero, separable rows among them, and wherever it starts', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), fc.boolean()), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 20, noNaN: true }), (drawn, l2) => {
        // With one class alone the intercept has no maximum.
        fc.pre(new Set(drawn.map(([, , yes]) => yes)).size === 2);
        const x = drawn.flatMap(([a, b]) => [a / 10, b / 10]);
        const y = drawn.map(([, , yes]) => (yes ? 1 : 0));
        const one = fit(x, y, 2, { l2 });
        const p = predictLogistic(one, x);
        const residual = y.map((value, i) => value - p[i]!);
        for (const j of [0, 1]) {
          const pull = residual.reduce((sum, r, i) => sum + r * x[i * 2 + j]!, 0);
          expect(pull).toBeCloseTo(l2 * one.weights[j]!, 4);
        }
        expect(residual.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 4);
        const other = fit(x, y, 2, { l2, start: { intercept: -1, weights: Float64Array.of(2, 1) } });
        expect(other.weights[0]).toBeCloseTo(one.weights[0]!, 3);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Platt’s calibration', () => {
  it('finds the line on which scores were bent, whatever they were', () => {
    const truth = Array.from({ length: 20_000 }, (_, i) => sigmoid(((i % 200) - 100) / 25));
    const y = truth.map((p, i) => (((i * 7919 + 13) % 20_011) / 20_011 < p ? 1 : 0));
    const bent = truth.map((p) => sigmoid(3 * logit(p) + 1));
    const { slope, intercept } = fitPlatt(bent, y);
    expect(slope).toBeCloseTo(1 / 3, 1);
    expect(intercept).toBeCloseTo(-1 / 3, 1);
    const mean = calibrate({ slope, intercept }, Float64Array.from(bent)).reduce((sum, p) => sum + p, 0) / bent.length;
    expect(mean).toBeCloseTo(y.reduce((sum: number, one) => sum + one, 0) / y.length, 3);
  });

  it('does not turn round an order that was wrong, nor is it certain of a few rows', () => {
    expect(fitPlatt([0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0]).slope).toBe(0);
    const few = fitPlatt([0.1, 0.9], [0, 1]);
    const [low, high] = calibrate(few, Float64Array.of(0.1, 0.9));
    expect(low).toBeCloseTo(1 / 3, 4);
    expect(high).toBeCloseTo(2 / 3, 4);
  });
});
