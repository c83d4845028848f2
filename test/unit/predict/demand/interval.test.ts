import { describe, expect, it } from 'vitest';
import { forecastsNeeded, withInterval } from '../../../../workers/predict/demand/interval';

/** Forecasts whose roots were off by 1, 2 … n, in any order, up and down. */
const off = (n: number) =>
  Array.from({ length: n }, (_, i) => ((i * 7) % n) + 1).map((error, i) =>
    i % 2 === 0 ? { said: 40 ** 2, came: (40 + error) ** 2 } : { said: 40 ** 2, came: (40 - error) ** 2 },
  );

describe('the interval about a forecast', () => {
  it('reaches as far as the ⌈0.8 (n + step)⌉-th smallest error, on the scale of square roots', () => {
    for (const [n, step, rank] of [
      [9, 1, 8],
      [19, 1, 16],
      [19, 2, 17],
      [26, 4, 24],
      [16, 4, 16],
    ] as const)
      for (const root of [10, 50]) {
        const { low, high } = withInterval(root ** 2, off(n), step);
        expect(low).toBeCloseTo(Math.max(0, root - rank) ** 2, 9);
        expect(high).toBeCloseTo((root + rank) ** 2, 9);
      }
  });

  it('is not below nothing, and there is none where too few were made', () => {
    expect(withInterval(4, off(9), 1).low).toBe(0);
    for (const step of [1, 2, 3, 4]) {
      expect(forecastsNeeded(step)).toBe(4 * step);
      expect(withInterval(5, off(4 * step - 1), step)).toEqual({ value: 5, low: null, high: null });
      expect(withInterval(5, off(4 * step), step).high).not.toBeNull();
    }
  });
});
