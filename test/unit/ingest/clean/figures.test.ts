import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centralFigure } from '../../../../workers/ingest/clean/fill-numbers';
import { nearestDonors } from '../../../../workers/ingest/clean/neighbours';
import { byIsolation, byRobustZ, clipBounds } from '../../../../workers/ingest/clean/outliers';
import { completeByRegression, othersMean } from '../../../../workers/ingest/clean/regression';
import { random } from '../../../../workers/math/random';

const gap = NaN;
const figure = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1e4, noNaN: true }));
const figures = fc.array(fc.oneof(figure, fc.constant(gap)), { minLength: 1, maxLength: 40 }).map((list) => Float64Array.from(list));
const there = (list: Float64Array) => [...list].filter((x) => !Number.isNaN(x));
const middle = (list: readonly number[]) => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};
const noPause = () => Promise.resolve();

describe('figures that stand for all gaps', () => {
  it('are mean, median, least, greatest and most frequent', () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 40 }), (list) => {
        const of = (method: 'mean' | 'median' | 'min' | 'max' | 'mode') => centralFigure(Float64Array.from(list), { method, constant: 0 });
        const times = (x: number) => list.filter((y) => y === x).length;
        const most = Math.max(...list.map(times));
        expect(of('mean')).toBeCloseTo(list.reduce((a, b) => a + b) / list.length, 8);
        expect(of('median')).toBeCloseTo(middle(list), 8);
        expect(of('min')).toBe(Math.min(...list));
        expect(of('max')).toBe(Math.max(...list));
        expect(of('mode')).toBe(Math.min(...list.filter((x) => times(x) === most)));
      }),
    );
    expect(centralFigure(new Float64Array(0), { method: 'constant', constant: 3 })).toBe(3);
    expect(centralFigure(new Float64Array(0), { method: 'median', constant: 3 })).toBeNaN();
  });
});

describe('outliers', () => {
  it('by robust z-score are those that a slow count finds', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(1, 2, 3.5), (list, z) => {
        const known = there(list);
        const centre = middle(known);
        const deviations = known.map((x) => Math.abs(x - centre));
        const mad = middle(deviations);
        const scale = mad > 0 ? 1.4826 * mad : (1.2533 * deviations.reduce((a, b) => a + b, 0)) / known.length;
        const expected = [...list].map((x) => (Math.abs(x - centre) > z * scale ? 1 : 0));
        const marked = byRobustZ([list], z);
        // On the very edge the last bit decides.
        list.forEach((x, i) => {
          if (Math.abs(Math.abs(x - centre) - z * scale) > 1e-9 * Math.max(1, scale)) expect(marked[i]).toBe(expected[i]);
        });
      }),
    );
  });

  it('are clipped to quantiles between which so many figures lie', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(0, 0.05, 0.2), fc.constantFrom(0.8, 0.99, 1), (list, low, high) => {
        const known = there(list);
        if (known.length === 0) return;
        const [lower, upper] = clipBounds(list, low, high);
        expect(lower).toBeLessThanOrEqual(upper);
        expect(known.filter((x) => x < lower).length).toBeLessThanOrEqual(Math.ceil(low * (known.length - 1)));
        expect(known.filter((x) => x > upper).length).toBeLessThanOrEqual(Math.ceil((1 - high) * (known.length - 1) + 1e-9));
        if (low === 0) expect(lower).toBe(Math.min(...known));
        if (high === 1) expect(upper).toBe(Math.max(...known));
      }),
    );
  });

  it('by isolation are the planted ones, and few others', async () => {
    const rng = random(3, 'test');
    const price = Float64Array.from({ length: 500 }, (_, i) => (i === 17 ? 90_000 : 10 + 5 * rng.next()));
    const units = Float64Array.from({ length: 500 }, (_, i) => (i === 99 ? 70_000 : i === 5 ? gap : 1 + rng.int(3)));
    const marked = await byIsolation([price, units], 0.6, noPause);
    expect([marked[17], marked[99]]).toEqual([1, 1]);
    expect(marked.reduce((sum, mark) => sum + mark, 0)).toBeLessThan(25);
  });
});

describe('predicted figures', () => {
  it('by regression recover a linear relation, with gaps in either column', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        async (seed, slope, base) => {
          const rng = random(seed, 'test');
          const units = Float64Array.from({ length: 200 }, (_, i) => (i < 2 ? [1, 30][i]! : 1 + 29 * rng.next()));
          const time = units.map(() => rng.next());
          const price = units.map((x, i) => base + slope * x + 2 * time[i]!);
          // The extremes stay, since predictions keep within what is known.
          const holes = (list: Float64Array, every: number, from: number) => list.map((x, i) => (i > 1 && i % every === from ? gap : x));
          const codes = Int32Array.from(units, () => rng.int(5) - 1);
          const holed = holes(price, 7, 3);
          const [filled] = await completeByRegression(
            [
              { figures: holed, hints: [othersMean(holed, codes)] },
              { figures: units, hints: [] },
            ],
            [time],
            noPause,
          );
          const top = Math.max(...there(holed));
          const bottom = Math.min(...there(holed));
          price.forEach((x, i) => expect(filled![i]).toBeCloseTo(Math.min(top, Math.max(bottom, x)), 4));
          const both = await completeByRegression(
            [
              { figures: holed, hints: [] },
              { figures: holes(units, 11, 5), hints: [] },
            ],
            [time],
            noPause,
          );
          // Where both are missing, only time is left to tell; elsewhere either tells the other.
          units.forEach((x, i) => {
            if (!(i % 7 === 3 && i % 11 === 5)) expect(Math.abs(both[1]![i]! - x)).toBeLessThan(1);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leave a row’s own figure out of the mean of its group', () => {
    const means = othersMean(Float64Array.from([1, 3, gap, 10, 5]), Int32Array.from([0, 0, 0, 1, -1]));
    expect([...means]).toEqual([3, 1, 2, 19 / 4, 19 / 4]);
  });

  it('by neighbours are those of a full sort by distance', async () => {
    const rowArb = fc.record({
      x: fc.integer({ min: 0, max: 9 }),
      y: fc.integer({ min: 0, max: 3 }),
      code: fc.integer({ min: 0, max: 2 }),
      item: fc.integer({ min: -1, max: 1 }),
      known: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(rowArb, { minLength: 2, maxLength: 40 }), async (rows) => {
        const column = (key: 'x' | 'y') => rows.map((row) => row[key]);
        const z = (list: readonly number[]) => {
          const mean = list.reduce((a, b) => a + b) / list.length;
          const sd = Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length);
          return list.map((x) => (sd === 0 ? 0 : (x - mean) / sd));
        };
        const [zx, zy] = [z(column('x')), z(column('y'))];
        const donors = rows.flatMap(({ known }, i) => (known ? [i] : []));
        const gaps = rows.flatMap(({ known }, i) => (known ? [] : [i]));
        const found = new Map<number, readonly number[]>();
        await nearestDonors(
          {
            figures: [Float64Array.from(column('x')), Float64Array.from(column('y'))],
            codes: [Int32Array.from(rows, ({ code }) => code)],
            first: Int32Array.from(rows, ({ item }) => item),
          },
          Uint32Array.from(donors),
          Uint32Array.from(gaps),
          (row, nearest) => void found.set(row, [...nearest]),
          noPause,
        );
        expect(found.size).toBe(donors.length === 0 ? 0 : gaps.length);
        if (donors.length === 0) return;
        for (const row of gaps) {
          const same = donors.filter((donor) => rows[donor]!.item === rows[row]!.item && rows[row]!.item >= 0);
          const pool = same.length >= 5 ? same : donors;
          const distance = (donor: number) =>
            (zx[donor]! - zx[row]!) ** 2 + (zy[donor]! - zy[row]!) ** 2 + (rows[donor]!.code === rows[row]!.code ? 0 : 1);
          const nearest = pool
            .map(distance)
            .sort((a, b) => a - b)
            .slice(0, 5);
          expect(found.get(row)!.map(distance).length).toBe(nearest.length);
          found.get(row)!.forEach((donor, i) => expect(distance(donor)).toBeCloseTo(nearest[i]!, 9));
        }
      }),
    );
  });
});
