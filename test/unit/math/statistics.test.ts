import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaI, logGamma } from '../../../workers/math/special-functions';
import {
  benjaminiHochberg,
  binomialTestP,
  chiSquaredQuantile,
  chiSquaredSurvival,
  kolmogorovSurvival,
  mean,
  normalCdf,
  normalQuantile,
  studentQuantile,
  quantile,
  quantileOf,
  sd,
  twoProportionP,
  variance,
  wilson,
} from '../../../workers/math/statistics';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

/** Relative closeness. */
const near = (actual: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(actual - expected), `${actual} beside ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected));

describe('moments', () => {
  it('of a known sample', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).toBe(5);
    expect(variance(values)).toBe(4);
    expect(sd(values)).toBe(2);
    near(variance(values, 1), 32 / 7);
  });

  it('keeps its digits far from zero and is exactly 0 for equal values', () => {
    near(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]), 22.5);
    expect(variance([0.1, 0.1, 0.1])).toBeLessThan(1e-30);
  });

  it('of too few values is NaN', () => {
    expect(mean([])).toBeNaN();
    expect(variance([])).toBeNaN();
    expect(variance([3], 1)).toBeNaN();
    expect(variance([3])).toBe(0);
  });
});

describe('quantile', () => {
  it('interpolates as numpy: np.quantile([1, 2, 4, 8], [0, .1, .5, .75, 1])', () => {
    const sorted = [1, 2, 4, 8];
    [0, 0.1, 0.5, 0.75, 1].forEach((p, i) => near(quantile(sorted, p), [1, 1.3, 3, 5, 8][i]!));
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('of any order leaves NaN out, stays within the values and grows with p', () => {
    expect(quantileOf([3, NaN, 1, 2], 0.5)).toBe(2);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), probability, probability, (values, p, q) => {
        const [low, high] = p < q ? [p, q] : [q, p];
        expect(quantileOf(values, low)).toBeLessThanOrEqual(quantileOf(values, high));
        expect(quantileOf(values, low)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(quantileOf(values, high)).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe('gamma and beta functions', () => {
  it('agree with factorials and closed forms', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) {
      near(Math.exp(logGamma(n)), factorial, 1e-12);
      factorial *= n;
    }
    near(logGamma(0.5), Math.log(Math.PI) / 2, 1e-13);
    near(logGamma(0.3), 1.0957979948180756, 1e-13);
    near(betaI(0.3, 1, 1), 0.3);
    near(betaI(0.3, 2, 1), 0.09);
    near(betaI(0.3, 2.5, 1.5), 0.08894372317066562, 1e-12);
  });
});

describe('normal distribution', () => {
  it('has its published quantiles', () => {
    near(normalQuantile(0.975), 1.959963984540054, 1e-13);
    near(normalQuantile(0.999), 3.090232306167813, 1e-12);
    near(normalQuantile(1e-10), -6.361340902404056, 1e-12);
    near(normalCdf(-1.96), 0.024997895148220435, 1e-12);
    near(normalCdf(-8), 6.22096057427174e-16, 1e-11);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(1.5)).toBeNaN();
  });

  it('is symmetric, and the quantile inverts it', () => {
    fc.assert(
      fc.property(probability, (p) => {
        near(normalCdf(normalQuantile(p)), p, 1e-11);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        expect(Math.abs(normalCdf(z) + normalCdf(-z) - 1)).toBeLessThan(1e-14);
      }),
    );
  });
});

describe("Student's distribution", () => {
  it('has its published quantiles', () => {
    near(studentQuantile(0.975, 3), 3.182446305284263, 1e-12);
    near(studentQuantile(0.9, 10), 1.3721836411103363, 1e-12);
    near(studentQuantile(0.995, 30), 2.7499956535670305, 1e-12);
    expect(studentQuantile(0.5, 4)).toBe(0);
    expect(studentQuantile(1, 4)).toBe(Infinity);
    expect(studentQuantile(1.5, 4)).toBeNaN();
    expect(studentQuantile(0.9, 0)).toBeNaN();
  });

  it('has the closed forms of one and two degrees of freedom, and lies between Cauchy and normal for any between', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
        near(studentQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)), 1e-9);
        near(studentQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 1e-9);
        const between = Math.abs(studentQuantile(p, 2.5));
        expect(between).toBeLessThanOrEqual(Math.abs(studentQuantile(p, 2)));
        expect(between).toBeGreaterThanOrEqual(Math.abs(normalQuantile(p)));
      }),
    );
  });
});

describe('chi-squared distribution', () => {
  it('has its published quantiles', () => {
    expect(chiSquaredQuantile(0.95, 9)).toBeCloseTo(16.919, 3);
    near(chiSquaredQuantile(0.95, 9), 16.918977604620448, 1e-12);
    near(chiSquaredQuantile(0.95, 1), 3.841458820694124, 1e-12);
    near(chiSquaredQuantile(0.99, 5), 15.08627246938899, 1e-12);
    near(chiSquaredQuantile(0.001, 3), 0.024297585815692732, 1e-11);
    near(chiSquaredQuantile(0.5, 200), 199.33372983863097, 1e-12);
    near(chiSquaredQuantile(0.05, 0.5), 8.437150840525987e-6, 1e-9);
    expect(chiSquaredQuantile(0, 4)).toBe(0);
    expect(chiSquaredQuantile(1, 4)).toBe(Infinity);
    expect(chiSquaredQuantile(0.5, 0)).toBeNaN();
  });

  it('has its published tails', () => {
    near(chiSquaredSurvival(16.919, 9), 0.049999640848349826, 1e-12);
    near(chiSquaredSurvival(100, 9), 1.5735176303753876e-17, 1e-11);
    near(chiSquaredSurvival(1000, 900), 0.010994608942135844, 1e-10);
    // With two degrees of freedom it is the exponential distribution.
    near(chiSquaredSurvival(0.1, 2), Math.exp(-0.05), 1e-13);
    expect(chiSquaredSurvival(0, 3)).toBe(1);
  });

  it('is inverted by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 500 }), (p, df) => {
        near(chiSquaredSurvival(chiSquaredQuantile(p, df), df), 1 - p, 1e-9);
      }),
    );
  });
});

describe("Wilson's interval", () => {
  it('agrees with Newcombe (1998), table I', () => {
    const cases = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [x, n, low, high] of cases) {
      const interval = wilson(x, n, 1.959964);
      expect(interval[0]).toBeCloseTo(low, 4);
      expect(interval[1]).toBeCloseTo(high, 4);
    }
    expect(wilson(0, 0)).toEqual([0, 1]);
  });

  it('holds the share, stays in [0, 1] and mirrors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (n, raw) => {
        const x = raw % (n + 1);
        const [low, high] = wilson(x, n);
        const [mirrorLow, mirrorHigh] = wilson(n - x, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(x / n);
        expect(high).toBeGreaterThanOrEqual(x / n);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeCloseTo(1 - mirrorHigh, 12);
        expect(high).toBeCloseTo(1 - mirrorLow, 12);
      }),
    );
  });
});

describe('Benjamini–Hochberg', () => {
  it('rejects the first four of the fifteen tests of the paper at 0.05', () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    const adjusted = benjaminiHochberg(p);
    expect([...adjusted].filter((q) => q <= 0.05)).toHaveLength(4);
    near(adjusted[0]!, 0.0015);
    near(adjusted[3]!, (0.0095 * 15) / 4);
  });

  it('equals the slow definition in any order, NaN apart', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: probability }, { weight: 1, arbitrary: fc.constant(NaN) })), (p) => {
        const tests = p.filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
        const adjusted = benjaminiHochberg(p);
        p.forEach((value, i) => {
          if (Number.isNaN(value)) return expect(adjusted[i]).toBeNaN();
          const expected = Math.min(1, ...tests.map((q, rank) => (q >= value ? (q * tests.length) / (rank + 1) : Infinity)));
          expect(adjusted[i]).toBeCloseTo(expected, 12);
        });
      }),
    );
  });
});

describe('tests of shares', () => {
  it('two proportions: its z squared is the 2 × 2 chi-squared statistic', () => {
    const [a, n, b, m] = [30, 100, 55, 120];
    const pooled = (a + b) / (n + m);
    const table = [
      [a, n * pooled],
      [n - a, n * (1 - pooled)],
      [b, m * pooled],
      [m - b, m * (1 - pooled)],
    ] as const;
    const statistic = table.reduce((sum, [seen, expected]) => sum + (seen - expected) ** 2 / expected, 0);
    near(twoProportionP(a, n, b, m), chiSquaredSurvival(statistic, 1), 1e-9);
    expect(twoProportionP(10, 100, 10, 100)).toBe(1);
    expect(twoProportionP(0, 50, 0, 70)).toBe(1);
    expect(twoProportionP(0, 0, 3, 70)).toBe(1);
    near(twoProportionP(a, n, b, m), twoProportionP(b, m, a, n));
  });

  it('binomial: agrees with SciPy and R', () => {
    near(binomialTestP(3, 15, 0.1), 0.18406106910639106, 1e-10);
    near(binomialTestP(682, 925, 0.75), 0.3824915595748517, 1e-9);
    near(binomialTestP(0, 20, 0.2), 0.02151100136679278, 1e-10);
    near(binomialTestP(59, 1000, 0.05), 0.19119809501750396, 1e-9);
    near(binomialTestP(120000, 1000000, 0.1195), 0.12321430237887487, 1e-7);
    expect(binomialTestP(5, 10, 0.5)).toBe(1);
    expect(binomialTestP(0, 10, 0)).toBe(1);
    expect(binomialTestP(1, 10, 0)).toBe(0);
    expect(binomialTestP(10, 10, 1)).toBe(1);
  });

  it('binomial: equals the sum over all outcomes no likelier', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, raw, p) => {
        const k = raw % (n + 1);
        const pmf = Array.from({ length: n + 1 }, (_, i) => choose(n, i) * p ** i * (1 - p) ** (n - i));
        const expected = pmf.filter((q) => q <= pmf[k]! * (1 + 1e-7)).reduce((sum, q) => sum + q, 0);
        near(binomialTestP(k, n, p), Math.min(1, expected), 1e-6);
      }),
    );
  });
});

describe("Kolmogorov's limit", () => {
  it('has its published tail, 1.36 at 0.05 and 1.63 at 0.01', () => {
    const cases = [
      [0.3, 0.9999906941986655],
      [0.8, 0.5441424115741981],
      [1, 0.26999967167735456],
      [1.3581, 0.0499996304316674],
      [1.6276, 0.010001537333060776],
      [2.5, 7.453306344157342e-6],
    ] as const;
    for (const [lambda, p] of cases) near(kolmogorovSurvival(lambda), p, 1e-11);
    expect(kolmogorovSurvival(0)).toBe(1);
  });

  it('falls, and its two series meet', () => {
    near(kolmogorovSurvival(1 - 1e-12), kolmogorovSurvival(1), 1e-10);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 4, noNaN: true }), fc.double({ min: 0.01, max: 4, noNaN: true }), (a, b) => {
        expect(kolmogorovSurvival(Math.min(a, b))).toBeGreaterThanOrEqual(kolmogorovSurvival(Math.max(a, b)) - 1e-14);
      }),
    );
  });
});
