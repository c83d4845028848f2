import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, orderByUserAndTime, orderWithout } from '../../../workers/ingest/order-rows';

describe('order of rows', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 6 }));
  type Row = readonly [user: number, time: number];
  const ordered = (rows: readonly Row[], ties?: Uint8Array) =>
    orderByUserAndTime(
      Int32Array.from(rows, ([u]) => u),
      Float64Array.from(rows, ([, t]) => t),
      5,
      ties,
    );

  it('is the stable order by user, then time', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { places, offsets } = ordered(rows);
        const expected = rows.map(([u, t], i) => ({ u, t, i })).sort((a, b) => a.u - b.u || a.t - b.t || a.i - b.i);
        const order = new Array<number>(rows.length);
        places.forEach((place, i) => (order[place] = i));
        expect(order).toEqual(expected.map(({ i }) => i));
        expect([...offsets]).toEqual([0, 1, 2, 3, 4, 5].map((u) => rows.filter(([user]) => user < u).length));
      }),
    );
  });

  it('marks the rows of which another has the same user and time', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const ties = new Uint8Array(rows.length);
        ordered(rows, ties);
        expect([...ties]).toEqual(rows.map(([u, t]) => Number(rows.filter(([user, time]) => user === u && time === t).length > 1)));
      }),
    );
  });

  it('without some of the rows is that of the others', () => {
    const rows = fc.array(fc.tuple(row, fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(rows, (all) => {
        const gone = Uint32Array.from(all.flatMap(([, stays], i) => (stays ? [] : [i])));
        const left = all.flatMap(([one, stays]) => (stays ? [one] : []));
        expect(orderWithout(ordered(all.map(([one]) => one)), gone)).toEqual(ordered(left));
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
