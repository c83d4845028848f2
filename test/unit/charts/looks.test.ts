import { describe, expect, test } from 'vitest';
import type { ChartLook } from '../../../src/charts/base-option';
import { gridColour, gridMapOption, gridSpan } from '../../../src/charts/grid-map';
import { importanceOption } from '../../../src/charts/importance';
import { mix } from '../../../src/charts/palette';
import { formatFor } from '../../../src/i18n/make-format';
import { THEME } from './support';

const LOOK: ChartLook = { theme: THEME, format: formatFor('en'), width: 900, height: 300 };
const words = { row: 'User', column: 'Unit', value: 'Activation' };

interface Drawn {
  readonly series: readonly { readonly data: readonly (readonly number[])[]; readonly markLine?: object }[];
  readonly xAxis: { readonly min: number; readonly max: number; readonly interval: number }[];
  readonly tooltip: { formatter(raw: unknown): string };
}
const drawn = (option: object): Drawn => option as Drawn;

describe('a matrix as a picture', () => {
  const data = {
    values: Float32Array.of(1, 2, Number.NaN, -4),
    rows: ['first', 'second'],
    columns: ['unit 1', 'unit 2'],
    rowTicks: [],
    columnTicks: [],
    bands: [],
    unit: 'number' as const,
    rowHeight: 10,
  };

  test('has the same colours on either side of 0, and none where there is nothing', () => {
    expect(gridSpan(Float32Array.of(0.5, 1), 'share')).toEqual({ low: 0, high: 1, beyond: false });
    expect(gridSpan(data.values, 'number')).toEqual({ low: -4, high: 4, beyond: false });
    expect(gridSpan(new Float32Array(3), 'number')).toEqual({ low: 0, high: 1, beyond: false });
    expect(gridColour(0, 4, THEME)).toBe(mix(THEME.surface, THEME.accent, 0));
    expect(gridColour(4, 4, THEME)).toBe(mix(THEME.surface, THEME.accent, 1));
    expect(gridColour(-2, 4, THEME)).toBe(mix(THEME.surface, THEME.watch, 0.5));
    const { series, xAxis } = drawn(gridMapOption(data, words, LOOK));
    expect(series[0]!.data).toEqual([
      [0, 0, 1],
      [1, 0, 2],
      [1, 1, -4],
    ]);
    expect(xAxis[1]).toMatchObject({ min: -4, max: 4, interval: 4 });
  });

  test('is not left pale by a few far values', () => {
    const values = Float32Array.from({ length: 400 }, (_, i) => (i === 7 ? 1000 : i < 200 ? 0 : i % 2 === 0 ? -2 : 2));
    expect(gridSpan(values, 'number')).toEqual({ low: -2, high: 2, beyond: true });
    expect(gridSpan(values, 'share').high).toBe(1000);
  });

  test('says of a cell which it is', () => {
    const { tooltip } = drawn(gridMapOption(data, words, LOOK));
    expect(tooltip.formatter({ dataIndex: 2 })).toBe('second · unit 2\nActivation  −4');
  });
});

describe('bars of importance', () => {
  const bars = [
    { name: 'Orders', mean: 0.2, low: 0.15, high: 0.25 },
    { name: 'Sessions', mean: 0, low: 0, high: 0 },
  ];
  const said = { what: 'Feature', measure: 'Users who change segment', interval: '95 % interval', chance: 'by chance 70%' };

  test('have their intervals, and a line where chance would put them', () => {
    const { series, tooltip } = drawn(importanceOption({ bars, chance: 0.7, unit: 'share' }, said, LOOK));
    expect(series[1]!.data).toEqual([
      [0.15, 0.25, 0],
      [0, 0, 1],
    ]);
    expect(series[0]!.markLine).toMatchObject({ data: [{ xAxis: 0.7 }] });
    expect(tooltip.formatter([{ dataIndex: 0 }])).toBe('Orders\nUsers who change segment  20.0%\n95 % interval  15.0% – 25.0%');
  });

  test('have no such line where it says nothing', () => {
    const { series, tooltip } = drawn(importanceOption({ bars, chance: null, unit: 'loss' }, said, LOOK));
    expect(series[0]!.markLine).toBeUndefined();
    expect(tooltip.formatter([{ dataIndex: 0 }])).toContain('0.15 – 0.25');
  });
});
