import { bandAxis, baseOption, card, FONT_SIZE, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';

export interface DemandData {
  /** Labels of the weeks, those that were before those to come. */
  readonly weeks: readonly string[];
  readonly history: readonly number[];
  /** Those without bounds have no interval. */
  readonly forecast: readonly { readonly value: number; readonly low: number | null; readonly high: number | null }[];
}

export interface DemandWords {
  readonly week: string;
  /** Name of the axis, with its unit. */
  readonly amount: string;
  /** Names the line and the band of the weeks to come. */
  readonly ahead: string;
  readonly forecast: string;
  readonly interval: string;
  /** What stands where a week has none. */
  readonly noInterval: string;
}

/** The bounds of a week, or that there are none. */
export const boundsWords = (
  { low, high }: DemandData['forecast'][number],
  { noInterval }: Pick<DemandWords, 'noInterval'>,
  format: Pick<ChartLook['format'], 'number'>,
): string => (low === null || high === null ? noInterval : `${format.number(low)} – ${format.number(high)}`);

/** Weeks as they were, then the forecast with its interval as a band, joined to the last week known. */
export function demandOption({ weeks, history, forecast }: DemandData, words: DemandWords, { theme, format }: ChartLook): ChartOption {
  const n = history.length;
  const last = history.at(-1) ?? 0;
  const most = [...history, ...forecast.map(({ value, high }) => high ?? value)].reduce((a, b) => Math.max(a, b), 0);
  const before = Array<null>(Math.max(0, n - 1)).fill(null);
  const week = bandAxis(theme, weeks, words.week);
  const line = (data: readonly (number | null)[], more: object) => ({ type: 'line' as const, symbol: 'none', data: [...data], ...more });
  return {
    grid: { left: 24, right: 24, top: 44, bottom: 34, containLabel: true },
    // Above the weeks to come, in their colour.
    title: { text: words.ahead, right: 24, top: 16, textStyle: { color: theme.accent, fontSize: FONT_SIZE, fontWeight: 400 } },
    // The last week stands at the edge, and its date would run out of the picture.
    xAxis: { ...week, boundaryGap: false, axisLabel: { ...week.axisLabel, alignMaxLabel: 'right' } },
    yAxis: {
      ...valueAxis(theme, words.amount),
      nameGap: 24,
      min: 0,
      axisLabel: { color: theme.muted, formatter: (value: number) => format.compact(value, most) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { lineStyle: { color: theme.line } },
      formatter: (raw: unknown) => {
        const at = (raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0;
        const week = weeks[at] ?? '';
        if (at < n) return card(week, [[words.amount, format.number(history[at]!)]]);
        const ahead = forecast[at - n]!;
        return card(week, [
          [words.forecast, format.number(ahead.value)],
          [words.interval, boundsWords(ahead, words, format)],
        ]);
      },
    },
    series: [
      line([...before, last, ...forecast.map(({ low }) => low)], { stack: 'interval', silent: true, lineStyle: { opacity: 0 } }),
      line([...before, 0, ...forecast.map(({ low, high }) => (low === null || high === null ? null : high - low))], {
        stack: 'interval',
        silent: true,
        lineStyle: { opacity: 0 },
        areaStyle: { color: theme.accent, opacity: 0.2 },
      }),
      line(history, { name: words.amount, lineStyle: { color: theme.muted, width: 2 }, itemStyle: { color: theme.muted } }),
      line([...before, last, ...forecast.map(({ value }) => value)], {
        name: words.forecast,
        lineStyle: { color: theme.accent, width: 2 },
        itemStyle: { color: theme.accent },
      }),
    ] as ChartOption['series'],
  };
}
