import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyScale, fitScale, unscale, type RawFeatures } from '../../../workers/features';
import type { FeatureDefinition } from '../../../workers/features';
import { quantile, variance } from '../../../workers/math/statistics';

const DAY = 86_400_000;

const definition = (unit: FeatureDefinition['unit'], fill: FeatureDefinition['fill'] = 'zero'): FeatureDefinition => ({
  id: `${unit}_${fill}`,
  key: 'k',
  group: 'events',
  unit,
  fill,
  ages: 'never',
  formula: '',
});

/** One column a definition. */
function table(columns: readonly [FeatureDefinition, readonly number[]][], days = 30): RawFeatures {
  const users = columns[0]![1].length;
  const raw = new Float64Array(users * columns.length);
  columns.forEach(([, values], f) => values.forEach((x, i) => (raw[i * columns.length + f] = x)));
  const definitions = columns.map(([d]) => d);
  return {
    users,
    userIndex: Uint32Array.from({ length: users }, (_, i) => i),
    ids: definitions.map((d) => d.id),
    definitions,
    raw,
    from: 0,
    to: days * DAY,
    end: days * DAY,
    support: { purchases: true, refunds: false, browsing: false, timesOfDay: false, types: [], view: [], cart: [] },
  };
}

const anyNumbers = fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 2, maxLength: 80 });

describe('scaling', () => {
  it('logs with sign, clips at the quantiles and standardises, as written out slowly', () => {
    fc.assert(
      fc.property(anyNumbers, fc.constantFrom('money', 'share') as fc.Arbitrary<'money' | 'share'>, (values, unit) => {
        const raw = table([[definition(unit), values]]);
        const [spec] = fitScale(raw, [0.1, 0.9]);
        const logged = values.map((x) => (unit === 'money' ? Math.sign(x) * Math.log(1 + Math.abs(x)) : x));
        const sorted = [...logged].sort((a, b) => a - b);
        const [low, high] = [quantile(sorted, 0.1), quantile(sorted, 0.9)];
        const clipped = logged.map((x) => Math.min(Math.max(x, low), high));
        const mean = clipped.reduce((a, b) => a + b) / clipped.length;
        const sd = Math.sqrt(variance(clipped));
        fc.pre(sd > 1e-6 * Math.max(1, Math.abs(mean)));
        expect(spec!.scale.log).toBe(unit === 'money');
        expect(spec!.scale.lower).toBeCloseTo(low, 9);
        expect(spec!.scale.upper).toBeCloseTo(high, 9);
        applyScale(raw, [spec!]).forEach((z, i) => expect(Math.abs(z - (clipped[i]! - mean) / sd)).toBeLessThan(1e-4));
      }),
    );
  });

  it('comes out with mean 0 and variance 1', () => {
    fc.assert(
      fc.property(anyNumbers, (values) => {
        const raw = table([[definition('days'), values]]);
        const specs = fitScale(raw, [0.01, 0.99]);
        fc.pre(specs[0]!.scale.sd > 1e-6);
        const scaled = applyScale(raw, specs);
        expect(Math.abs(scaled.reduce((a, b) => a + b) / values.length)).toBeLessThan(1e-4);
        expect(variance(scaled)).toBeCloseTo(1, 3);
      }),
    );
  });

  it('is undone by unscale within the bounds, and clips beyond them', () => {
    fc.assert(
      fc.property(anyNumbers, fc.constantFrom('money', 'ratio') as fc.Arbitrary<'money' | 'ratio'>, (values, unit) => {
        const raw = table([[definition(unit), values]]);
        const [spec] = fitScale(raw, [0.05, 0.95]);
        fc.pre(spec!.scale.sd > 1e-3);
        const { log, lower, upper } = spec!.scale;
        const inverse = (y: number) => (log ? Math.sign(y) * (Math.exp(Math.abs(y)) - 1) : y);
        const [low, high] = [inverse(lower), inverse(upper)];
        applyScale(raw, [spec!]).forEach((z, i) => {
          const expected = Math.min(Math.max(values[i]!, low), high);
          // Float32 keeps seven digits of the scaled value.
          expect(Math.abs(unscale(z, spec!) - expected)).toBeLessThanOrEqual(
            1e-5 * (Math.abs(expected) + Math.abs(high) + Math.abs(low)) + 1e-6,
          );
        });
      }),
    );
  });
});

describe('missing values', () => {
  const values = [NaN, 4, 8, NaN, 1];

  it('are filled with zero, the median of those who have one, or the length of the window', () => {
    const specs = fitScale(
      table([
        [definition('ratio', 'zero'), values],
        [definition('ratio', 'median'), values],
        [definition('days', 'window'), values],
      ]),
      [0, 1],
    );
    expect(specs.map((spec) => spec.missing)).toEqual([
      { fill: 'zero', value: 0, users: 2 },
      { fill: 'median', value: 4, users: 2 },
      { fill: 'window', value: 30, users: 2 },
    ]);
  });

  it('take the length of the window they are in, not of the one the scale was fitted to', () => {
    const year = table([[definition('days', 'window'), [10, 200, 300, NaN]]], 365);
    const month = table([[definition('days', 'window'), [NaN, 10]]], 30);
    const [spec] = fitScale(year, [0, 1]);
    expect(unscale(applyScale(month, [spec!])[0]!, spec!)).toBeCloseTo(30, 3);
    expect(unscale(applyScale(year, [spec!])[3]!, spec!)).toBeCloseTo(365, 2);
  });

  it('have a median to be filled with in a later window even if nobody lacked a value before', () => {
    const column = definition('ratio', 'median');
    const [spec] = fitScale(table([[column, [1, 2, 6]]]), [0, 1]);
    expect(unscale(applyScale(table([[column, [NaN]]]), [spec!])[0]!, spec!)).toBeCloseTo(2, 6);
  });
});

describe('several windows pooled', () => {
  it('fit as one table of all their rows would', () => {
    const column = definition('money');
    const [a, b] = [
      [1, 5, 9, 100],
      [2, 2, 70],
    ];
    const pooled = fitScale([table([[column, a]]), table([[column, b]])], [0.1, 0.9]);
    expect(pooled).toEqual(fitScale(table([[column, [...a, ...b]]]), [0.1, 0.9]));
  });
});

describe('features that hardly vary', () => {
  const flags = (ones: number, users: number) => Array.from({ length: users }, (_, i) => (i < ones ? 1 : 0));
  const sdOf = (values: readonly number[], winsor: [number, number]) =>
    fitScale(table([[definition('ratio'), values]]), winsor)[0]!.scale.sd;

  it('are constant when all values are one, rounding included', () => {
    expect(sdOf([3, 3, 3], [0.01, 0.99])).toBe(0);
    expect(sdOf([0.1 + 0.2, 0.3, 0.3], [0, 1])).toBe(0);
    expect([...applyScale(table([[definition('ratio'), [3, 3]]]), fitScale(table([[definition('ratio'), [3, 3]]]), [0, 1]))]).toEqual([
      0, 0,
    ]);
  });

  it('are constant when fewer than 1 % of the users differ, unclipped from there on', () => {
    expect(sdOf(flags(9, 1000), [0.05, 0.95])).toBe(0);
    const { lower, upper, sd } = fitScale(table([[definition('ratio'), flags(20, 1000)]]), [0.05, 0.95])[0]!.scale;
    expect([lower, upper]).toEqual([0, 1]);
    expect(sd).toBeCloseTo(Math.sqrt(0.02 * 0.98), 12);
  });

  it('tell nothing when all who have a value have the same one', () => {
    const orders = Array.from({ length: 100 }, (_, i) => (i < 40 ? 1 : NaN));
    const fitted = (values: readonly number[]) => fitScale(table([[definition('count'), values]]), [0.01, 0.99])[0]!.scale.sd;
    expect(fitted(orders)).toBe(0);
    expect(fitted(orders.map((x, i) => (i < 10 ? 2 : x)))).toBeGreaterThan(0);
  });

  it('tell nothing when almost nobody has a value and the others would get the median', () => {
    const rates = (known: number) => Array.from({ length: 100 }, (_, i) => (i < known ? i / 10 : NaN));
    const fitted = (fill: 'median' | 'window', known: number) =>
      fitScale(table([[definition('days', fill), rates(known)]]), [0, 1])[0]!.scale.sd;
    expect(fitted('median', 4)).toBe(0);
    expect(fitted('median', 6)).toBeGreaterThan(0);
    expect(fitted('window', 4)).toBeGreaterThan(0);
  });
});
