import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { binomialTestP } from '../../../workers/math/statistics';
import { addUser, businessFigure, noBusiness, pool, type BusinessSums } from '../../../workers/track/business';
import { businessLimits, pastValues } from '../../../workers/track/business-limits';

const sumsOf = (users: readonly (readonly [orders: number, revenue: number])[]): BusinessSums => {
  const sums = noBusiness();
  for (const [orders, revenue] of users) addUser(sums, orders, revenue);
  return sums;
};

describe('business figures', () => {
  const sums = sumsOf([
    [0, 0],
    [1, 10],
    [2, 50],
    [1, 20],
  ]);

  it('are what their names say', () => {
    expect(businessFigure('conversion', sums).value).toBe(0.75);
    expect(businessFigure('orders-a-user', sums).value).toBe(1);
    expect(businessFigure('revenue-a-user', sums).value).toBe(20);
    expect(businessFigure('order-value', sums).value).toBe(20);
    expect(businessFigure('order-value', sumsOf([[0, 0]])).value).toBeNaN();
  });

  it('have the standard error of a share, of a mean and of a ratio', () => {
    expect(businessFigure('conversion', sums).error).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 4), 12);
    // Σ(x − x̄)²: 400 + 100 + 900 + 0 for revenue; revenue − 20·orders: 0, −10, 10, 0.
    expect(businessFigure('revenue-a-user', sums).error).toBeCloseTo(Math.sqrt(1400) / 4, 12);
    expect(businessFigure('order-value', sums).error).toBeCloseTo(Math.sqrt(200) / 4, 12);
  });

  it('have errors that cover what samples show', () => {
    const rng = random(1, 'business-test');
    const values: number[] = [];
    let error = 0;
    for (let sample = 0; sample < 300; sample++) {
      const users = Array.from({ length: 200 }, () => {
        const orders = rng.next() < 0.5 ? 0 : 1 + rng.int(4);
        return [orders, orders * 30 * Math.exp(0.5 * rng.normal())] as const;
      });
      const figure = businessFigure('order-value', sumsOf(users));
      values.push(figure.value);
      error += figure.error / 300;
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / 300;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 299);
    expect(Math.abs(sd / error - 1)).toBeLessThan(0.15);
  });

  it('add up over windows', () => {
    expect(pool([sums, sums])).toEqual(
      sumsOf([
        ...[0, 1].flatMap(
          () =>
            [
              [0, 0],
              [1, 10],
              [2, 50],
              [1, 20],
            ] as const,
        ),
      ]),
    );
  });
});

describe('limits of business figures', () => {
  it('are mean ± 3 standard deviations, of five windows or more', () => {
    const limits = businessLimits('order-value', [20, 22, 18, 21, 19], 100)!;
    expect(limits.low).toBeCloseTo(20 - 3 * Math.sqrt(2.5), 12);
    expect(limits.high).toBeCloseTo(20 + 3 * Math.sqrt(2.5), 12);
    expect(businessLimits('order-value', [20, 22, 18, 21, NaN], 100)).toBeNull();
  });

  it('are those of a binomial test at 0.001 where conversion never varied', () => {
    const { low, high } = businessLimits('conversion', [0.5, 0.5, 0.5, 0.5, 0.5], 100)!;
    expect(binomialTestP(Math.round(100 * high), 100, 0.5)).toBeGreaterThanOrEqual(0.001);
    expect(binomialTestP(Math.round(100 * high) + 1, 100, 0.5)).toBeLessThan(0.001);
    expect(low + high).toBeCloseTo(1, 12);
    expect(businessLimits('conversion', [1, 1, 1, 1, 1], 100)).toEqual({ low: 1, high: 1 });
    expect(businessLimits('order-value', [5, 5, 5, 5, 5], 100)).toBeNull();
  });

  it('follow the distance to a reference of their own', () => {
    const sums = [10, 11, 12, 13, 14].map((revenue) => sumsOf([[1, revenue]]));
    const history = { sums, shown: [], comparedWith: [[], [0], [1], [2], [3]], fixed: false };
    // Each is one above the window before it: seen from window 3, at 13, that is 14.
    expect(pastValues(history, 'revenue-a-user', [3], [1, 2, 3])).toEqual([14, 14, 14]);
    expect(pastValues({ ...history, fixed: true }, 'revenue-a-user', [0, 1], [0, 1])).toEqual([10, 11]);
  });
});
