import { bandAxis, baseOption, card, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';

export interface KDistanceData {
  /** Distances to the n-th nearest user, ascending, at even steps from the first user to the last. */
  readonly curve: readonly number[];
  /** The distance that was taken. */
  readonly epsilon: number;
}

export interface KDistanceWords {
  readonly users: string;
  readonly distance: string;
  readonly epsilon: string;
}

/** How far into the curve a point lies: share of the users at or below it. */
export const shareAt = (index: number, points: number): number => (points > 1 ? index / (points - 1) : 0);

/** The k-distance curve, with the distance that was taken across it. */
export function kDistanceOption({ curve, epsilon }: KDistanceData, words: KDistanceWords, { theme, format }: ChartLook): ChartOption {
  const fifths = new Set([0, 1, 2, 3, 4, 5].map((fifth) => Math.round((fifth / 5) * (curve.length - 1))));
  const share = (index: number) => format.percent(shareAt(index, curve.length), 0);
  return {
    grid: { left: 8, right: 24, top: 34, bottom: 34, containLabel: true },
    xAxis: {
      ...bandAxis(
        theme,
        curve.map((_, i) => String(i)),
        words.users,
      ),
      boundaryGap: false,
      axisLabel: {
        color: theme.muted,
        hideOverlap: true,
        formatter: (_: string, i: number) => share(i),
        interval: (i: number) => fifths.has(i),
      },
    },
    yAxis: {
      ...valueAxis(theme, words.distance),
      nameTextStyle: { color: theme.muted, align: 'left', fontSize: 12, padding: [0, 0, 0, -16] },
      axisLabel: { color: theme.muted, formatter: (value: number) => format.significant(value) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { lineStyle: { color: theme.line } },
      formatter: (raw: unknown) => {
        const at = (raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0;
        return card(share(at), [[words.distance, format.significant(curve[at] ?? Number.NaN)]]);
      },
    },
    series: [
      {
        type: 'line',
        data: [...curve],
        showSymbol: false,
        lineStyle: { color: theme.muted, width: 2 },
        itemStyle: { color: theme.muted },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.accent, type: 'dashed', width: 1.5 },
          label: { formatter: words.epsilon, position: 'insideStartTop', color: theme.accent, fontSize: 12 },
          data: [{ yAxis: epsilon }],
        },
      },
    ] as ChartOption['series'],
  };
}
