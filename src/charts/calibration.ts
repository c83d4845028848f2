import { baseOption, card, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { tickAs, writtenAs, type LiftTenth } from './lift';

export interface CalibrationData {
  readonly tenths: readonly LiftTenth[];
  /** In place of probabilities and shares, money a user. */
  readonly amounts?: boolean;
}

export interface CalibrationWords {
  readonly predicted: string;
  readonly actual: string;
  readonly users: string;
  /** Name of the line on which predictions are right. */
  readonly right: string;
}

/** Σ users · |predicted − actual| / Σ users: how far off a predicted probability is on average. */
export function calibrationError(tenths: readonly LiftTenth[]): number {
  const users = tenths.reduce((sum, tenth) => sum + tenth.users, 0);
  return tenths.reduce((sum, { users: n, predicted, actual }) => sum + n * Math.abs(predicted - actual), 0) / users;
}

/** Share for whom it happened by mean predicted probability of ten groups, beside the line on which both are the same. */
export function calibrationOption(
  { tenths, amounts = false }: CalibrationData,
  words: CalibrationWords,
  { theme, format }: ChartLook,
): ChartOption {
  const points = [...tenths].sort((a, b) => a.predicted - b.predicted);
  const most = Math.max(amounts ? 0 : 0.01, ...points.flatMap(({ predicted, actual }) => [predicted, actual]));
  const step = amounts ? roundStep(most / 5) : ([0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((size) => size * 5 >= most) ?? 0.25);
  const top = Math.min(amounts ? Infinity : 1, Math.ceil(most / step - 1e-9) * step);
  const written = writtenAs(format, amounts);
  const onAxis = tickAs(format, amounts);
  const axis = { min: 0, max: top, interval: step, axisLabel: { color: theme.muted, formatter: onAxis, hideOverlap: true } };
  return {
    grid: { left: 8, right: 24, top: 44, bottom: 34, containLabel: true },
    xAxis: {
      type: 'value',
      name: words.predicted,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: theme.muted, fontSize: 12 },
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      ...axis,
    },
    yAxis: { ...valueAxis(theme, words.actual), nameGap: 24, ...axis },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'item',
      formatter: (raw: unknown) => {
        const point = points[(raw as { dataIndex: number }).dataIndex];
        if (!point) return '';
        return card(format.said(words.users, format.number(point.users)), [
          [words.predicted, written(point.predicted)],
          [words.actual, written(point.actual)],
        ]);
      },
    },
    series: [
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        lineStyle: { color: theme.muted, width: 1.5, type: 'dashed' },
        data: [
          [0, 0],
          [top, top],
        ],
        // Above its end, where there are no points.
        endLabel: { show: true, formatter: words.right, color: theme.muted, fontSize: 12, align: 'right', offset: [0, -14] },
      },
      {
        type: 'line',
        symbol: 'circle',
        symbolSize: 8,
        lineStyle: { color: theme.accent, width: 2 },
        itemStyle: { color: theme.accent },
        data: points.map(({ predicted, actual }) => [predicted, actual]),
      },
    ] as ChartOption['series'],
  };
}

/** 1, 2 or 5 times a power of ten, at least the value. */
function roundStep(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= value - 1e-9 * power)!;
}
