import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, orderByUserAndTime } from '../../../workers/ingest/order-rows';

describe('order of rows', () => {
  it('is the stable order by user, then time', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { places, offsets } = orderByUserAndTime(
          Int32Array.from(rows, ([u]) => u),
          Float64Array.from(rows, ([, t]) => t),
          5,
        );
        const expected = rows.map(([u, t], i) => ({ u, t, i })).sort((a, b) => a.u - b.u || a.t - b.t || a.i - b.i);
        const order = new Array<number>(rows.length);
        places.forEach((place, i) => (order[place] = i));
        expect(order).toEqual(expected.map(({ i }) => i));
        expect([...offsets]).toEqual([0, 1, 2, 3, 4, 5].map((u) => rows.filter(([user]) => user < u).length));
      }),
    );
  });
});

describe('median', () => {
  it('is the middle of the sorted values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const half = sorted.length >> 1;
        const expected = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
        expect(median(Float64Array.from(values))).toBe(expected);
      }),
      { numRuns: 500 },
    );
    expect(median(new Float64Array(0))).toBeNaN();
  });
});
