import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select, selectQuantile } from '../../../workers/math/select';
import { quantile } from '../../../workers/math/statistics';

const anyValues = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), { minLength: 1 });

describe('select', () => {
  it('puts the k-th smallest in its place and keeps the values', () => {
    fc.assert(
      fc.property(anyValues, fc.nat(), (values, pick) => {
        const k = pick % values.length;
        const sorted = Float64Array.from(values).sort();
        const work = Float64Array.from(values);
        expect(select(work, values.length, k) === sorted[k]).toBe(true);
        expect(work.slice(0, k).every((x) => x <= work[k]!)).toBe(true);
        expect(work.slice(k).every((x) => x >= work[k]!)).toBe(true);
        expect(work.sort()).toEqual(sorted);
      }),
    );
  });

  it('looks at each value a few times only where many are equal, ascending or descending', () => {
    const n = 20_000;
    for (const make of [() => 1, (i: number) => i, (i: number) => -i, (i: number) => i % 2]) {
      const values = Float64Array.from({ length: n }, (_, i) => make(i));
      const sorted = Float64Array.from(values).sort();
      let looks = 0;
      const counted = new Proxy(values, {
        get: (target, key) => {
          looks++;
          return Reflect.get(target, key) as unknown;
        },
      });
      expect(select(counted, n, n >> 1)).toBe(sorted[n >> 1]);
      expect(looks).toBeLessThan(20 * n);
    }
  });
});

describe('selectQuantile', () => {
  it('equals the quantile of the sorted values', () => {
    fc.assert(
      fc.property(anyValues, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const expected = quantile(Float64Array.from(values).sort(), p);
        expect(selectQuantile(Float64Array.from(values), values.length, p)).toBeCloseTo(expected, 9);
      }),
    );
    expect(selectQuantile(new Float64Array(3), 0, 0.5)).toBeNaN();
  });
});
