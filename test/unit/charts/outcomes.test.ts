import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartLook } from '../../../src/charts/base-option';
import { calibrationError, calibrationOption } from '../../../src/charts/calibration';
import { demandOption } from '../../../src/charts/demand';
import { liftOf, liftOption } from '../../../src/charts/lift';
import { formatFor } from '../../../src/i18n/make-format';
import { THEME } from './support';

const LOOK: ChartLook = { theme: THEME, format: formatFor('en'), width: 600, height: 280 };
const series = (option: object) => (option as { series: Record<string, unknown>[] }).series;
const tenth = fc.record({
  users: fc.integer({ min: 1, max: 500 }),
  predicted: fc.double({ min: 0, max: 1, noNaN: true }),
  actual: fc.double({ min: 0, max: 1, noNaN: true }),
});
const tenths = fc.array(tenth, { minLength: 1, maxLength: 10 });

describe('the lift chart', () => {
  const WORDS = { tenth: 'T', share: 'S', predicted: 'P', users: 'U', lift: 'L', average: 'A' };

  test('has a bar a tenth in the order given, its lift above it, and the average as a line', () => {
    const data = [0.6, 0.3, 0].map((actual, i) => ({ users: 10, predicted: 0.5 - i / 10, actual }));
    const [bars, figures] = series(liftOption({ tenths: data, rate: 0.3 }, WORDS, LOOK));
    expect(bars!['data']).toEqual([0.6, 0.3, 0]);
    expect(bars!['label']).toBeUndefined();
    const { formatter } = figures!['label'] as { formatter(at: { dataIndex: number }): string };
    expect([0, 1, 2].map((dataIndex) => formatter({ dataIndex }))).toEqual(['×2.00', '×1.00', '×0.00']);
    expect(bars!['markLine']).toMatchObject({ data: [{ yAxis: 0.3 }] });
    expect(liftOf(data[0]!, 0)).toBeNaN();
  });

  test('has no figure that the line of the average strikes through', () => {
    // About what a figure of 12 px takes of the highest bar, with the space under it.
    const height = 0.12;
    const cases: readonly (readonly [rate: number, shares: readonly number[]])[] = [
      [0.3, [0.6, 0.35, 0.25, 0.1, 0]],
      // One tenth holds most of them, and the bars of all others are low.
      [0.183, [0.9, 0.3, 0.16, 0.12, 0.1, 0.08, 0.07, 0.05, 0.03, 0.02]],
    ];
    for (const [rate, shares] of cases) {
      const data = shares.map((actual) => ({ users: 10, predicted: 0.5, actual }));
      const [, figures] = series(liftOption({ tenths: data, rate }, WORDS, LOOK));
      expect(figures).toMatchObject({ barGap: '-100%', itemStyle: { color: 'transparent' }, label: { position: 'top' } });
      (figures!['data'] as readonly number[]).forEach((foot, i) => {
        expect(foot).toBeGreaterThanOrEqual(shares[i]!);
        expect(foot >= rate || foot + height * shares[0]! < rate, `bar ${i}`).toBe(true);
      });
      // Each on its own bar, but for the line.
      expect((figures!['data'] as readonly number[]).filter((foot, i) => foot !== shares[i]).every((foot) => foot === rate)).toBe(true);
    }
  });
});

describe('the demand chart', () => {
  const WORDS = { week: 'W', amount: 'U', ahead: 'H', forecast: 'F', interval: 'I', noInterval: 'NONE' };

  test('joins the forecast to the last week known, with the band between its bounds', () => {
    const data = {
      weeks: ['1', '2', '3', '4'],
      history: [3, 5],
      forecast: [
        { value: 4, low: 2, high: 7 },
        { value: 6, low: 1, high: 9 },
      ],
    };
    const [low, band, history, forecast] = series(demandOption(data, WORDS, LOOK));
    expect(history!['data']).toEqual([3, 5]);
    expect(forecast!['data']).toEqual([null, 5, 4, 6]);
    expect(low!['data']).toEqual([null, 5, 2, 1]);
    expect(band!['data']).toEqual([null, 0, 5, 8]);
  });

  test('has no band over weeks without an interval, and says so', () => {
    const data = {
      weeks: ['1', '2', '3'],
      history: [5],
      forecast: [
        { value: 4, low: 2, high: 7 },
        { value: 6, low: null, high: null },
      ],
    };
    const option = demandOption(data, WORDS, LOOK);
    const [low, band] = series(option);
    expect(low!['data']).toEqual([5, 2, null]);
    expect(band!['data']).toEqual([0, 5, null]);
    const { formatter } = option.tooltip as { formatter(raw: unknown): string };
    expect(formatter([{ dataIndex: 2 }])).toContain('NONE');
    expect(formatter([{ dataIndex: 1 }])).not.toContain('NONE');
  });
});

describe('the calibration curve', () => {
  const words = { predicted: 'P', actual: 'A', users: 'U', right: 'R' };

  test('has every group on it, whatever they are, with the same scale on both axes', () => {
    fc.assert(
      fc.property(tenths, (data) => {
        const option = calibrationOption({ tenths: data }, words, LOOK) as { xAxis: { max: number }; yAxis: { max: number } };
        const points = series(option)[1]!['data'] as [number, number][];
        expect(points).toHaveLength(data.length);
        expect(option.xAxis.max).toBe(option.yAxis.max);
        for (const [x, y] of points) expect(Math.max(x, y)).toBeLessThanOrEqual(option.xAxis.max + 1e-9);
        points.slice(1).forEach(([x], i) => expect(x).toBeGreaterThanOrEqual(points[i]![0]));
      }),
    );
  });

  test('is off by the mean distance of its users', () => {
    fc.assert(
      fc.property(tenths, (data) => {
        const each = data.flatMap(({ users, predicted, actual }) => Array<number>(users).fill(Math.abs(predicted - actual)));
        expect(calibrationError(data)).toBeCloseTo(each.reduce((sum, one) => sum + one, 0) / each.length, 8);
      }),
    );
  });
});
