import { expect, it } from 'vitest';
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
  const { mae, rmse, ...totals } = backTestFigures(actual, good, bad, 1);
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

it('a baseline as good as the model is not beaten', () => {
  const { mae } = backTestFigures(actual, bad, bad, 1);
  expect(mae).toMatchObject({ low: 0, high: 0 });
  const other = actual.map((value) => value + rng.normal());
  const { low, high } = backTestFigures(actual, other, bad, 1).mae;
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
});
