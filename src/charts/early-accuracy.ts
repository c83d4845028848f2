import { bandAxis, baseOption, card, textWidth, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { spread } from './point-map/medians';

export interface EarlyAccuracyData {
  /** By a rising number of events. */
  readonly readings: readonly {
    readonly events: number;
    readonly users: number;
    readonly accuracy: { readonly value: number; readonly low: number; readonly high: number };
    /** Shares that the baselines place right, in the order of their names. */
    readonly baselines: readonly number[];
  }[];
  /** Share from which on placing may be called reliable. */
  readonly wanted: number;
}

export interface EarlyAccuracyWords {
  readonly events: string;
  /** Name of the axis. */
  readonly right: string;
  readonly users: string;
  readonly interval: string;
  readonly network: string;
  readonly baselines: readonly string[];
  /** Name of the line of what is wanted. */
  readonly wanted: string;
}

const LINE = 15;

/** Share placed right by the number of events seen: the network with its interval as a band, its baselines, and what is wanted, all named at their ends. */
export function earlyAccuracyOption(
  { readings, wanted }: EarlyAccuracyData,
  words: EarlyAccuracyWords,
  { theme, format, height }: ChartLook,
): ChartOption {
  const last = readings.at(-1);
  const plot = height - 78;
  const ends = [last?.accuracy.value ?? 0, ...(last?.baselines ?? [])].map((share) => ({ x: 0, y: plot * (1 - share), width: 1 }));
  const places = spread(ends, LINE);
  const line = (name: string, values: readonly number[], at: number, colour: string, dashed: boolean) => ({
    type: 'line' as const,
    name,
    data: [...values],
    symbol: 'circle',
    symbolSize: 6,
    showSymbol: true,
    lineStyle: { color: colour, width: 2, type: dashed ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color: colour },
    endLabel: {
      show: true,
      formatter: name,
      color: colour,
      fontSize: 12,
      distance: 8,
      offset: [0, places[at]! - ends[at]!.y],
    },
  });
  const bound = (values: readonly number[], more: object) => ({
    type: 'line' as const,
    stack: 'interval',
    silent: true,
    symbol: 'none',
    lineStyle: { opacity: 0 },
    data: [...values],
    ...more,
  });
  return {
    grid: {
      left: 24,
      right: 16 + Math.max(...[words.network, ...words.baselines].map((name) => textWidth(name))),
      top: 44,
      bottom: 34,
      containLabel: true,
    },
    xAxis: {
      ...bandAxis(
        theme,
        readings.map(({ events }) => format.number(events)),
        words.events,
      ),
      boundaryGap: false,
    },
    yAxis: {
      ...valueAxis(theme, words.right),
      nameGap: 24,
      min: 0,
      max: 1,
      interval: 0.2,
      axisLabel: { color: theme.muted, formatter: (value: number) => format.percent(value, 0) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { lineStyle: { color: theme.line } },
      formatter: (raw: unknown) => {
        const reading = readings[(raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0];
        if (!reading) return '';
        const { accuracy, baselines } = reading;
        return card(format.said(words.events, format.number(reading.events)), [
          [words.network, format.percent(accuracy.value)],
          [words.interval, `${format.percent(accuracy.low)} – ${format.percent(accuracy.high)}`],
          ...baselines.map((share, i) => [words.baselines[i]!, format.percent(share)] as const),
          [words.users, format.number(reading.users)],
        ]);
      },
    },
    series: [
      bound(
        readings.map(({ accuracy }) => accuracy.low),
        {},
      ),
      bound(
        readings.map(({ accuracy }) => accuracy.high - accuracy.low),
        { areaStyle: { color: theme.accent, opacity: 0.2 } },
      ),
      {
        ...line(
          words.network,
          readings.map(({ accuracy }) => accuracy.value),
          0,
          theme.accent,
          false,
        ),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.watch, type: 'dashed', width: 1.5 },
          // Where lines that reach it are past it already; those that do not, run below.
          label: {
            formatter: words.wanted,
            position: 'insideEndTop',
            color: theme.watch,
            fontSize: 12,
            textBorderColor: theme.surface,
            textBorderWidth: 3,
          },
          data: [{ yAxis: wanted }],
        },
      },
      ...words.baselines.map((name, i) =>
        line(
          name,
          readings.map(({ baselines }) => baselines[i]!),
          1 + i,
          theme.muted,
          i > 0,
        ),
      ),
    ] as ChartOption['series'],
  };
}
