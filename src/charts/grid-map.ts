import { baseOption, card, FONT_SIZE, textWidth, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { mix } from './palette';
import type { ChartTheme } from './theme';

/** Rows that belong together. */
export interface GridBand {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly name: string;
  readonly colour: string;
}

export interface GridMapData {
  /** rows × columns, row-major; NaN where there is nothing. */
  readonly values: Float32Array;
  /** By row and by column: what the hover card calls it. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Rows and columns that have a label on the axis. */
  readonly rowTicks: readonly { readonly at: number; readonly label: string }[];
  readonly columnTicks: readonly { readonly at: number; readonly label: string }[];
  readonly bands: readonly GridBand[];
  readonly unit: 'share' | 'number';
  /** CSS pixels of a row. */
  readonly rowHeight: number;
}

export interface GridMapWords {
  readonly row: string;
  readonly column: string;
  /** What the colours mean, with its unit. */
  readonly value: string;
}

/** Narrowest column that can still be pointed at. */
export const GRID_COLUMN = 7;
const ABOVE = 74;
const BELOW = 46;
const SWATCHES = 48;
/** Where the scale of the colours is: in sight although a wide picture scrolls. */
const KEY_LEFT = 32;
const KEY_WIDTH = 160;
/** Longer names of rows stand in several lines, as their band has room for: on a phone the picture beside them has little of it. */
const NAMES = 110;
const NAME_LINE = 15;
/** Of the width of several lines, what words that are not parted fill. */
const WRAPPED = 0.8;

/** Width that the labels of the rows take on the left. */
export const gridLeft = (ticks: GridMapData['rowTicks']): number =>
  Math.ceil(24 + Math.min(NAMES, Math.max(24, ...ticks.map(({ label }) => textWidth(label)))));

/** As much of the name of a band as its lines hold. */
function nameWithin(name: string, height: number, width: number): string {
  const lines = Math.max(1, Math.floor(height / NAME_LINE));
  const room = lines === 1 ? width : lines * width * WRAPPED;
  if (textWidth(name) <= room) return name;
  const signs = [...name];
  while (signs.length > 1 && textWidth(`${signs.join('')}…`) > room) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

export const gridHeight = (rows: number, rowHeight: number): number => rows * rowHeight + ABOVE + BELOW;

/** Share of the values that the colours tell apart: a few far ones would leave the others pale. */
const TOLD = 0.99;

/**
 * What has the fullest colour: of shares the highest, of numbers that size (above or below 0) which 99 % of those that are not 0 do not pass.
 *
 * @returns lowest and highest value of the scale, from 0 or as far below 0 as above, and whether values lie beyond
 */
export function gridSpan(
  values: Float32Array,
  unit: GridMapData['unit'],
): { readonly low: number; readonly high: number; readonly beyond: boolean } {
  const sizes = values
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort();
  const highest = sizes.at(-1) ?? 1;
  const high = unit === 'share' ? highest : (sizes[Math.ceil(TOLD * sizes.length) - 1] ?? 1);
  return { low: values.some((value) => value < 0) ? -high : 0, high, beyond: high < highest };
}

/** Above 0 towards the accent, below 0 towards amber, 0 as the surface. */
export function gridColour(value: number, most: number, theme: ChartTheme): string {
  const share = Math.min(1, Math.abs(value) / most);
  return mix(theme.surface, value < 0 ? theme.watch : theme.accent, share);
}

interface Api {
  value(dimension: number): number;
  coord(data: readonly [number, number]): [number, number];
  size(data: readonly [number, number]): [number, number];
}

/** Rows × columns as coloured cells, with the scale of the colours above them. */
export function gridMapOption(data: GridMapData, words: GridMapWords, { theme, format }: ChartLook): ChartOption {
  const { values, rows, columns, rowTicks, columnTicks, bands, unit, rowHeight } = data;
  const { low, high, beyond } = gridSpan(values, unit);
  const figure = (value: number) => (unit === 'share' ? format.percent(value) : format.significant(value));
  const scaleLabel = (value: number) => {
    const text = unit === 'share' ? format.percent(value, 0) : figure(value);
    return beyond && Math.abs(value) === high ? `${value < 0 ? '≤' : '≥'} ${text}` : text;
  };
  const left = gridLeft(rowTicks);
  const rowNames = rowTicks.map((tick) => {
    const band = bands.find(({ from, to }) => from <= tick.at && tick.at < to);
    return band ? { ...tick, label: nameWithin(tick.label, (band.to - band.from) * rowHeight, left - 20) } : tick;
  });
  const cells: [number, number, number][] = [];
  values.forEach((value, at) => {
    if (!Number.isNaN(value)) cells.push([at % columns.length, Math.floor(at / columns.length), value]);
  });
  const labels = (ticks: GridMapData['rowTicks']) => {
    const at = new Map(ticks.map((tick) => [tick.at, tick.label]));
    return { hideOverlap: true, interval: (index: number) => at.has(index), formatter: (_: string, index: number) => at.get(index) ?? '' };
  };
  const gap = rowHeight >= 6 ? 1 : 0;
  const label = { color: theme.muted, fontSize: FONT_SIZE };
  return {
    title: { text: words.value, left: KEY_LEFT - 5, top: 0, textStyle: { color: theme.muted, fontSize: FONT_SIZE, fontWeight: 'normal' } },
    grid: [
      { left, right: 12, top: ABOVE, bottom: BELOW },
      { left: KEY_LEFT, top: 20, width: KEY_WIDTH, height: 8 },
    ],
    xAxis: [
      {
        type: 'category',
        data: [...columns],
        name: words.column,
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: label,
        axisLabel: { ...label, ...labels(columnTicks) },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      {
        type: 'value',
        gridIndex: 1,
        min: low,
        max: high,
        interval: (high - low) / 2,
        axisLabel: { ...label, margin: 4, formatter: scaleLabel },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
      },
    ],
    yAxis: [
      {
        type: 'category',
        inverse: true,
        data: rows.map((_, at) => String(at)),
        name: words.row,
        nameLocation: 'start',
        nameGap: 8,
        nameTextStyle: { ...label, align: 'left', padding: [0, 0, 0, 8 - left] },
        axisLabel: {
          ...label,
          ...(bands.length > 0 ? { margin: 14, width: left - 20, lineHeight: NAME_LINE, overflow: 'break' as const } : { margin: 8 }),
          ...labels(rowNames),
        },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      { type: 'value', gridIndex: 1, min: 0, max: 1, show: false },
    ],
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'item',
      formatter: (raw: unknown) => {
        const cell = cells[(raw as { dataIndex: number }).dataIndex];
        if (!cell) return '';
        return card(`${rows[cell[1]]} · ${columns[cell[0]]}`, [[words.value, figure(cell[2])]]);
      },
    },
    series: [
      {
        type: 'custom',
        data: cells,
        encode: { x: 0, y: 1 },
        renderItem: ((_: unknown, raw: unknown) => {
          const api = raw as Api;
          const [x, y] = api.coord([api.value(0), api.value(1)]);
          const [wide, tall] = api.size([1, 1]);
          return {
            type: 'rect',
            shape: { x: x - wide / 2, y: y - tall / 2, width: wide - gap, height: tall - gap },
            style: { fill: gridColour(api.value(2), high, theme) },
          };
        }) as never,
      },
      {
        type: 'custom',
        silent: true,
        clip: false,
        data: bands.map(({ from, to }, band) => [from, to, band]),
        encode: { y: [0, 1] },
        renderItem: ((_: unknown, raw: unknown) => {
          const api = raw as Api;
          const [x, top] = api.coord([0, api.value(0)]);
          const [wide, tall] = api.size([1, 1]);
          return {
            type: 'rect',
            shape: { x: x - wide / 2 - 9, y: top - tall / 2, width: 6, height: tall * (api.value(1) - api.value(0)) },
            style: { fill: bands[api.value(2)]!.colour },
          };
        }) as never,
      },
      {
        type: 'custom',
        silent: true,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: Array.from({ length: SWATCHES }, (_, i) => [low + ((i + 0.5) * (high - low)) / SWATCHES, 0]),
        renderItem: ((_: unknown, raw: unknown) => {
          const api = raw as Api;
          const value = api.value(0);
          const step = (high - low) / SWATCHES;
          const [from, bottom] = api.coord([value - step / 2, 0]);
          const [to, top] = api.coord([value + step / 2, 1]);
          return {
            type: 'rect',
            shape: { x: from, y: top, width: to - from + 0.5, height: bottom - top },
            style: { fill: gridColour(value, high, theme) },
          };
        }) as never,
      },
    ] as ChartOption['series'],
  };
}
