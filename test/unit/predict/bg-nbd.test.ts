import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectedIfAlive,
  expectedPurchases,
  fitBgNbd,
  logLikelihood,
  predictAll,
  probabilityAlive,
  probabilityOfPurchase,
} from '../../../workers/predict/bg-nbd';
import { distinctHistories } from '../../../workers/predict/histories';
import { logGamma } from '../../../workers/math/special-functions';
import published from '../../fixtures/published/cdnow.json';
import { simulate, toEnd } from './support';

const PAPER = published.paper.parameters;
const model = fc.record({
  r: fc.double({ min: 0.05, max: 20, noNaN: true }),
  alpha: fc.double({ min: 0.5, max: 100, noNaN: true }),
  a: fc.double({ min: 0.05, max: 10, noNaN: true }),
  b: fc.double({ min: 0.05, max: 10, noNaN: true }),
});
const history = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 300, noNaN: true }))
  .map(([x, share, age]) => ({ x, recency: x === 0 ? 0 : share * age, age }));

const one = ({ x, recency, age }: { x: number; recency: number; age: number }) =>
  distinctHistories({ x: [x], recency: [recency], age: [age] });

/** ₂F₁ by its series. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 100_000 && Math.abs(term) > 1e-17 * Math.abs(sum); n++)
    sum += term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
  return sum;
}

/** Simpson's rule over [0, 1] after t = u³(10 − 15u + 6u²), which flattens what lies at the ends. */
function integral(f: (t: number) => number, n = 4000): number {
  let sum = 0;
  for (let i = 1; i < n; i++) {
    const u = i / n;
    sum += (i % 2 ? 4 : 2) * f(u ** 3 * (10 - 15 * u + 6 * u * u)) * 30 * u ** 2 * (1 - u) ** 2;
  }
  return sum / (3 * n);
}

describe('the likelihood of a history', () => {
  it('is the one of the paper, written out', () => {
    fc.assert(
      fc.property(model, history, ({ r, alpha, a, b }, { x, recency, age }) => {
        const beta = (p: number, q: number) => logGamma(p) + logGamma(q) - logGamma(p + q);
        const start = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
        const stays = beta(a, b + x) - beta(a, b) + start - (r + x) * Math.log(alpha + age);
        const left = x > 0 ? beta(a + 1, b + x - 1) - beta(a, b) + start - (r + x) * Math.log(alpha + recency) : -Infinity;
        const top = Math.max(stays, left);
        const expected = top + Math.log(Math.exp(stays - top) + Math.exp(left - top));
        expect(logLikelihood({ r, alpha, a, b }, one({ x, recency, age }))).toBeCloseTo(expected, 8);
        if (x > 0) expect(probabilityAlive({ r, alpha, a, b }, x, recency, age)).toBeCloseTo(Math.exp(stays - expected), 8);
      }),
    );
  });

  it('does not overflow for thousands of purchases over years of seconds', () => {
    const history = { x: 5000, recency: 1e8, age: 2e8 };
    expect(Number.isFinite(logLikelihood(PAPER, one(history)))).toBe(true);
    expect(probabilityAlive(PAPER, 5000, 1e8, 2e8)).toBe(0);
    expect(probabilityAlive(PAPER, 5000, 2e8, 2e8)).toBeGreaterThan(0.999);
    expect(expectedIfAlive(PAPER, 5000, 1000, 500)).toBeGreaterThan(0);
  });
});

describe('purchases expected', () => {
  it('are those that the paper and its spreadsheet give', () => {
    const { x, recency, age, ahead, expected } = published.paper.conditional;
    expect(expectedPurchases(PAPER, x, recency, age, ahead)).toBeCloseTo(expected, 3);
    for (const row of published.paper.newCustomers) {
      // The parameters are rounded to three digits, the figures to four decimals.
      expect(expectedPurchases(PAPER, 0, 0, 0, row.ahead) / row.expected, `${row.ahead} weeks`).toBeCloseTo(1, 2);
    }
  });

  it('are those of the closed form wherever that does not cancel', () => {
    fc.assert(
      fc.property(model, history, fc.double({ min: 1, max: 200, noNaN: true }), (params, { x, age }, ahead) => {
        const { r, alpha, a, b } = params;
        fc.pre(Math.abs(a - 1) > 0.05 && Math.abs(a + b + x - 1) > 0.05);
        const z = ahead / (alpha + age + ahead);
        const fall = hypergeometric(r + x, b + x, a + b + x - 1, z) * Math.exp((r + x) * Math.log1p(-z));
        const closed = ((a + b + x - 1) / (a - 1)) * (1 - fall);
        expect(expectedIfAlive(params, x, age, ahead) / closed).toBeCloseTo(1, 6);
      }),
    );
  });

  it('are finite and continuous where the closed form divides by zero', () => {
    const at = (a: number) => expectedIfAlive({ ...PAPER, a }, 3, 40, 20);
    expect(at(1)).toBeCloseTo((at(1 - 1e-4) + at(1 + 1e-4)) / 2, 7);
  });

  it('are the integral over how likely a customer is to leave', () => {
    const { r, alpha } = PAPER;
    const [a, b, x, age, ahead] = [2.5, 3.5, 4, 30, 26];
    const density = (p: number) =>
      Math.exp(logGamma(a + b + x) - logGamma(a) - logGamma(b + x) + (a - 1) * Math.log(p) + (b + x - 1) * Math.log1p(-p));
    const bought = (p: number) => (1 - (1 + (p * ahead) / (alpha + age)) ** -(r + x)) / p;
    expect(expectedIfAlive({ r, alpha, a, b }, x, age, ahead)).toBeCloseTo(
      integral((p) => density(p) * bought(p)),
      6,
    );
  });

  it('rise with the time ahead and never exceed those of a customer who cannot leave', () => {
    fc.assert(
      fc.property(model, history, (params, { x, age }) => {
        const figures = [0, 1, 10, 100].map((ahead) => expectedIfAlive(params, x, age, ahead));
        expect(figures[0]).toBe(0);
        for (let i = 1; i < 4; i++) expect(figures[i]).toBeGreaterThan(figures[i - 1]!);
        expect(figures[3]).toBeLessThanOrEqual((((params.r + x) * 100) / (params.alpha + age)) * (1 + 1e-9));
      }),
    );
  });
});

describe('parameters of maximum likelihood', () => {
  const planted = { r: 0.8, alpha: 12, a: 0.9, b: 2.2 };
  const shop = simulate(planted, 30_000, 78, 26, 4);

  it('are those that a shop was made with', { timeout: 60_000 }, () => {
    const fit = toEnd(fitBgNbd(distinctHistories(shop)));
    expect(fit.converged).toBe(true);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) expect(Math.abs(Math.log(fit[name] / planted[name])), name).toBeLessThan(0.15);
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihood(planted, distinctHistories(shop)));

    const { expected } = toEnd(predictAll(fit, shop, 26));
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(expected) / sum(shop.after)).toBeCloseTo(1, 1);
  });

  it('do not depend on the order of the customers, and scale with the unit of time', { timeout: 60_000 }, () => {
    const some = Array.from({ length: 2000 }, (_, i) => i);
    const table = (order: readonly number[], scale: number) => {
      const pick = (values: ArrayLike<number>, factor = 1) => order.map((i) => values[i]! * factor);
      return distinctHistories({ x: pick(shop.x), recency: pick(shop.recency, scale), age: pick(shop.age, scale) });
    };
    const fit = toEnd(fitBgNbd(table(some, 1)));
    expect(toEnd(fitBgNbd(table(some.toReversed(), 1)))).toEqual(fit);
    const inDays = toEnd(fitBgNbd(table(some, 7)));
    expect(inDays.alpha / fit.alpha).toBeCloseTo(7, 1);
    expect(inDays.r).toBeCloseTo(fit.r, 2);
  });
});

describe('histories counted once', () => {
  it('say of every customer which is theirs', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 5 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const [x, recency, age] = [0, 1, 2].map((column) => rows.map((cells) => cells[column]!)) as [number[], number[], number[]];
        const distinct = distinctHistories({ x, recency, age });
        expect(distinct.x).toHaveLength(new Set(rows.map(String)).size);
        rows.forEach((cells, i) => {
          const group = distinct.of[i]!;
          expect([distinct.x[group], distinct.recency[group], distinct.age[group]]).toEqual(cells);
        });
        expect(distinct.count.reduce((sum, n) => sum + n, 0)).toBe(rows.length);
      }),
    );
  });
});

describe('the probability of a purchase', () => {
  it('is the share of simulated customers who bought, and of those with each number of purchases before', () => {
    const { x, recency, age, after } = simulate({ r: 0.8, alpha: 10, a: 0.9, b: 2.5 }, 60_000, 80, 20, 9);
    const p = Float64Array.from(after, (_, i) =>
      probabilityOfPurchase({ r: 0.8, alpha: 10, a: 0.9, b: 2.5 }, x[i]!, recency[i]!, age[i]!, 20),
    );
    for (const wanted of [() => true, (n: number) => n === 0, (n: number) => n === 3, (n: number) => n > 5]) {
      const rows = Array.from(p.keys()).filter((i) => wanted(x[i]!));
      const bought = rows.filter((i) => after[i]! > 0).length / rows.length;
      const mean = rows.reduce((sum, i) => sum + p[i]!, 0) / rows.length;
      expect(Math.abs(mean - bought)).toBeLessThan(0.02);
    }
  });

  it('is nothing in no time, and at most the probability of being there', () => {
    fc.assert(
      fc.property(model, history, fc.double({ min: 0, max: 500, noNaN: true }), (parameters, { x, recency, age }, ahead) => {
        const p = probabilityOfPurchase(parameters, x, recency, age, ahead);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(probabilityAlive(parameters, x, recency, age));
        expect(probabilityOfPurchase(parameters, x, recency, age, 0)).toBeCloseTo(0, 12);
        expect(p).toBeLessThanOrEqual(expectedPurchases(parameters, x, recency, age, ahead) + 1e-9);
      }),
    );
  });
});
