import { baseOption, card, FONT_SIZE, textWidth, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { mix } from './palette';

export interface ImportanceBar {
  readonly name: string;
  readonly mean: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
}

export interface ImportanceData {
  /** Top first. */
  readonly bars: readonly ImportanceBar[];
  /** What is to be expected where nothing of a user is left; null where that is not known. */
  readonly chance: number | null;
  readonly unit: 'share' | 'loss';
}

export interface ImportanceWords {
  /** What is shuffled, and what is measured with its unit. */
  readonly what: string;
  readonly measure: string;
  readonly interval: string;
  readonly chance: string;
}

const ROW = 26;
const BAR = 12;
const ABOVE = 28;
const BELOW = 48;

export const importanceHeight = (bars: number): number => bars * ROW + ABOVE + BELOW;

interface Api {
  value(dimension: number): number;
  coord(data: readonly [number, number]): [number, number];
}

/** A bar a thing that was shuffled, with its interval as a line; a dashed line where chance alone would put it. */
export function importanceOption(
  { bars, chance, unit }: ImportanceData,
  words: ImportanceWords,
  { theme, format, width }: ChartLook,
): ChartOption {
  const figure = (value: number) => (unit === 'share' ? format.percent(value) : format.significant(value));
  const names = Math.min(0.42 * width, 20 + Math.max(0, ...bars.map(({ name }) => textWidth(name))));
  return {
    grid: { left: names, right: 24, top: ABOVE, bottom: BELOW },
    xAxis: {
      type: 'value',
      name: words.measure,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: theme.muted, fontSize: FONT_SIZE },
      axisLabel: {
        color: theme.muted,
        hideOverlap: true,
        formatter: (value: number) =>
          unit === 'share' ? format.percent(value, Number.isInteger(Math.round(value * 1e6) / 1e4) ? 0 : 1) : format.number(value, 3),
      },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.line } },
      splitNumber: width < 480 ? 3 : 5,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      name: words.what,
      nameLocation: 'start',
      nameGap: 10,
      nameTextStyle: { color: theme.muted, fontSize: FONT_SIZE, align: 'right', padding: [0, 8, 0, 0] },
      axisLabel: { color: theme.text, fontSize: FONT_SIZE, interval: 0, width: names - 12, overflow: 'truncate', ellipsis: '…' },
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (raw: unknown) => {
        const bar = bars[(raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? -1];
        if (!bar) return '';
        return card(bar.name, [
          [words.measure, figure(bar.mean)],
          [words.interval, `${figure(bar.low)} – ${figure(bar.high)}`],
        ]);
      },
    },
    series: [
      {
        type: 'bar',
        barWidth: BAR,
        emphasis: { disabled: true },
        // Pale enough for the interval to be seen on it.
        itemStyle: { color: mix(theme.surface, theme.accent, 0.6) },
        data: bars.map(({ mean }) => mean),
        ...(chance === null
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: theme.watch, type: 'dashed', width: 1.5 },
                label: { formatter: words.chance, position: 'start', distance: 4, color: theme.watch, fontSize: FONT_SIZE, align: 'right' },
                data: [{ xAxis: chance }],
              },
            }),
      },
      {
        type: 'custom',
        silent: true,
        z: 5,
        data: bars.map(({ low, high }, row) => [low, high, row]),
        encode: { x: [0, 1], y: 2 },
        renderItem: ((_: unknown, raw: unknown) => {
          const api = raw as Api;
          const [from, y] = api.coord([api.value(0), api.value(2)]);
          const [to] = api.coord([api.value(1), api.value(2)]);
          const line = (x1: number, y1: number, x2: number, y2: number) => ({
            type: 'line',
            shape: { x1, y1, x2, y2 },
            style: { stroke: theme.text, lineWidth: 1.5 },
          });
          return { type: 'group', children: [line(from, y, to, y), line(from, y - 4, from, y + 4), line(to, y - 4, to, y + 4)] };
        }) as never,
      },
    ] as ChartOption['series'],
  };
}
