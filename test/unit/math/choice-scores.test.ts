import { expect, it } from 'vitest';
import { brierOf, logLossOf } from '../../../workers/math/choice-scores';

it('log loss and Brier score are those computed by hand', () => {
  const p = [0.5, 0.25, 0.125, 0.125];
  expect(logLossOf(p, [1, 0, 0, 0])).toBeCloseTo(Math.LN2, 12);
  expect(logLossOf(p, [0, 0, 1, 0])).toBeCloseTo(3 * Math.LN2, 12);
  // (0.5 − 1)² + 0.25² + 2 · 0.125².
  expect(brierOf(p, [1, 0, 0, 0])).toBeCloseTo(0.34375, 12);
  // 0.5² + 0.25² + (0.125 − 1)² + 0.125².
  expect(brierOf(p, [0, 0, 1, 0])).toBeCloseTo(1.09375, 12);
});

it('of several choices made each counts by its part', () => {
  const p = [0.5, 0.25, 0.125, 0.125];
  expect(logLossOf(p, [0.75, 0, 0.25, 0])).toBeCloseTo(1.5 * Math.LN2, 12);
  expect(brierOf(p, [0.75, 0, 0.25, 0])).toBeCloseTo(0.75 * 0.34375 + 0.25 * 1.09375, 12);
});

it('a certainty scores 0 where it is right and the most where it is not', () => {
  expect(logLossOf([1, 0], [1, 0])).toBeCloseTo(0, 12);
  expect(brierOf([1, 0], [1, 0])).toBe(0);
  expect(brierOf([1, 0], [0, 1])).toBe(2);
  expect(logLossOf([1, 0], [0, 1])).toBeCloseTo(15 * Math.LN10, 9);
});

it('equal probabilities of k choices lose ln k and 1 − 1/k', () => {
  for (const k of [2, 7, 50]) {
    const p = new Float64Array(k).fill(1 / k);
    const taken = new Float64Array(k).fill(0);
    taken[k - 1] = 1;
    expect(logLossOf(p, taken)).toBeCloseTo(Math.log(k), 12);
    expect(brierOf(p, taken)).toBeCloseTo(1 - 1 / k, 12);
  }
});
