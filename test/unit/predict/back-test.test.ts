import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { backTestFigures } from '../../../workers/predict/back-test';

const N = 9000;
const rng = random(3, 'test', 'back-test');
const draws = (of: () => number) => Float64Array.from({ length: N }, of);
const actual = draws(() => rng.int(5));
const good = actual.map((value) => value + rng.normal() * 0.5);
const bad = actual.map((value) => value + rng.normal());

const meanOf = (of: (i: number) => number) => actual.reduce((sum, _, i) => sum + of(i), 0) / N;

it('errors are those of the definition, totals those of all users', () => {
  const { mae, rmse, r2: _, ...totals } = backTestFigures(actual, good, bad, 1);
  expect(mae.model).toBeCloseTo(
    meanOf((i) => Math.abs(good[i]! - actual[i]!)),
    10,
  );
  expect(mae.baseline).toBeCloseTo(
    meanOf((i) => Math.abs(bad[i]! - actual[i]!)),
    10,
  );
  expect(rmse.model).toBeCloseTo(Math.sqrt(meanOf((i) => (good[i]! - actual[i]!) ** 2)), 10);
  expect(rmse.baseline).toBeCloseTo(Math.sqrt(meanOf((i) => (bad[i]! - actual[i]!) ** 2)), 10);
  for (const [name, values] of [
    ['actual', actual],
    ['predicted', good],
    ['repeated', bad],
  ] as const) {
    expect(totals[name]).toBeCloseTo(
      values.reduce((sum, value) => sum + value, 0),
      6,
    );
  }
});

it('the interval is as wide as the spread of the difference between users makes it, in groups too', () => {
  for (const n of [1500, N]) {
    const [a, g, b] = [actual, good, bad].map((values) => values.subarray(0, n)) as [Float64Array, Float64Array, Float64Array];
    const differences = Array.from(a, (value, i) => Math.abs(g[i]! - value) - Math.abs(b[i]! - value));
    const centre = differences.reduce((sum, d) => sum + d, 0) / n;
    const error = Math.sqrt(differences.reduce((sum, d) => sum + (d - centre) ** 2, 0) / n / n);
    const { low, high } = backTestFigures(a, g, b, 1).mae;
    expect((centre - low) / (1.96 * error), `${n} users`).toBeCloseTo(1, 0);
    expect(Math.abs((high - low) / (3.92 * error) - 1), `${n} users`).toBeLessThan(0.12);
  }
});

describe('R²', () => {
  /** 1 − residual / total sum of squares, in as many passes as the definition has parts. */
  const slow = (came: readonly number[], said: readonly number[]) => {
    const mean = came.reduce((sum, one) => sum + one, 0) / came.length;
    const residual = came.map((one, i) => (one - said[i]!) ** 2).reduce((sum, one) => sum + one, 0);
    const total = came.map((one) => (one - mean) ** 2).reduce((sum, one) => sum + one, 0);
    return 1 - residual / total;
  };

  it('is that of the definition, for the model and the baseline, in groups too and far from 0', () => {
    for (const n of [1500, N]) {
      for (const shift of [0, 1e6]) {
        const [a, g, b] = [actual, good, bad].map((values) => values.subarray(0, n).map((value) => value + shift)) as [
          Float64Array,
          Float64Array,
          Float64Array,
        ];
        const { r2 } = backTestFigures(a, g, b, 1);
        expect(r2.model, `${n} users from ${shift}`).toBeCloseTo(slow([...a], [...g]), 9);
        expect(r2.baseline, `${n} users from ${shift}`).toBeCloseTo(slow([...a], [...b]), 9);
        expect(r2.low).toBeGreaterThan(0);
      }
    }
  });

  it('has the interval of a bootstrap that draws users and computes it anew', () => {
    const n = 300;
    const [a, g, b] = [actual, good, bad].map((values) => [...values.subarray(0, n)]) as [number[], number[], number[]];
    const own = random(9, 'test', 'back-test', 'bootstrap');
    const differences = Array.from({ length: 1000 }, () => {
      const drawn = Array.from({ length: n }, () => own.int(n));
      const of = (values: number[]) => drawn.map((i) => values[i]!);
      return slow(of(a), of(g)) - slow(of(a), of(b));
    }).sort((one, other) => one - other);
    const { low, high } = backTestFigures(Float64Array.from(a), Float64Array.from(g), Float64Array.from(b), 1).r2;
    const width = differences[975]! - differences[25]!;
    expect(Math.abs(low - differences[25]!)).toBeLessThan(0.2 * width);
    expect(Math.abs(high - differences[975]!)).toBeLessThan(0.2 * width);
  });

  it('is 0 for a guess of the mean, below it for a worse one, and 0 where the same came of everybody', () => {
    const came = Float64Array.of(1, 2, 6);
    const { r2 } = backTestFigures(came, Float64Array.of(3, 3, 3), Float64Array.of(6, 2, 1), 1);
    expect(r2.model).toBeCloseTo(0, 12);
    // Squares 25 + 0 + 25 beside 4 + 1 + 9.
    expect(r2.baseline).toBeCloseTo(1 - 50 / 14, 12);
    for (const same of [0, 0.1]) {
      const all = new Float64Array(7).fill(same);
      expect(
        backTestFigures(
          all,
          all.map((value, i) => value + i),
          all,
          1,
        ).r2,
      ).toEqual({ model: 0, baseline: 0, low: 0, high: 0 });
    }
  });
});

it('a baseline as good as the model is not beaten', () => {
  const { mae } = backTestFigures(actual, bad, bad, 1);
  expect(mae).toMatchObject({ low: 0, high: 0 });
  const other = actual.map((value) => value + rng.normal());
  const { low, high } = backTestFigures(actual, other, bad, 1).mae;
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
});
