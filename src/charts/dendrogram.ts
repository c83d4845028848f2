import { baseOption, bandAxis, textWidth, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { segmentColour } from './palette';

/** The last merges of a hierarchy over m clusters: merge i joins `left[i]` and `right[i]` into cluster m + i. */
export interface DendrogramData {
  /** Users in each of the m clusters, and the segment that they are in. */
  readonly sizes: readonly number[];
  readonly segments: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Ascending. */
  readonly heights: readonly number[];
  /** Clusters that are left where it is cut. */
  readonly k: number;
}

export interface DendrogramWords {
  readonly users: string;
  readonly height: string;
  readonly cut: string;
}

/** A merge as it is drawn: from its parts' places and heights up to its own. */
export interface Bracket {
  readonly from: number;
  readonly to: number;
  readonly fromHeight: number;
  readonly toHeight: number;
  readonly height: number;
  /** The segment of all users under it; null where they are in several. */
  readonly segment: number | null;
}

/** The m clusters in an order in which no two brackets cross, and the brackets over their places 0…m−1. */
export function layout({ segments, left, right, heights }: DendrogramData): {
  readonly order: readonly number[];
  readonly brackets: readonly Bracket[];
} {
  const m = segments.length;
  const order: number[] = [];
  const open = [m + left.length - 1];
  while (open.length > 0) {
    const cluster = open.pop()!;
    if (cluster < m) order.push(cluster);
    else open.push(right[cluster - m]!, left[cluster - m]!);
  }
  const place: number[] = [];
  order.forEach((cluster, at) => (place[cluster] = at));
  const height: number[] = segments.map(() => 0);
  const segment: (number | null)[] = [...segments];
  const brackets = left.map((one, i): Bracket => {
    const other = right[i]!;
    const [from, to] = place[one]! <= place[other]! ? [one, other] : [other, one];
    const bracket = {
      from: place[from]!,
      to: place[to]!,
      fromHeight: height[from]!,
      toHeight: height[to]!,
      height: heights[i]!,
      segment: segment[from] === segment[to] ? segment[from]! : null,
    };
    place[m + i] = (bracket.from + bracket.to) / 2;
    height[m + i] = bracket.height;
    segment[m + i] = bracket.segment;
    return bracket;
  });
  return { order, brackets };
}

/** Halfway between the last merge that is kept and the first that is not. */
export function cutHeight({ heights, k }: Pick<DendrogramData, 'heights' | 'k'>): number {
  const merges = heights.length + 1 - k;
  return ((heights[merges - 1] ?? 0) + (heights[merges] ?? 0)) / 2;
}

/** Upper end of the axis of heights. */
export function topHeight({ heights }: Pick<DendrogramData, 'heights'>): number {
  return 1.05 * (heights.at(-1) ?? 0) || 1;
}

/** Clusters × height of the merges, each segment in its colour, with the line at which the hierarchy is cut. */
export function dendrogramOption(data: DendrogramData, words: DendrogramWords, { theme, format, width }: ChartLook): ChartOption {
  const { order, brackets } = layout(data);
  const cut = cutHeight(data);
  const sizes = order.map((cluster) => format.number(data.sizes[cluster]!));
  const wide = width / Math.max(1, sizes.length) > 44;
  const groups = new Map<number | null, (readonly [number, number] | null)[]>();
  for (const { from, to, fromHeight, toHeight, height, segment } of brackets) {
    const points = groups.get(segment) ?? [];
    points.push([from, fromHeight], [from, height], [to, height], [to, toHeight], null);
    groups.set(segment, points);
  }
  return {
    grid: { left: 8, right: 12, top: 34, bottom: 28, containLabel: true },
    xAxis: [
      {
        ...bandAxis(theme, sizes, words.users),
        boundaryGap: true,
        // Below the figures, which stand upright where there is no room.
        nameGap: wide ? 28 : 16 + Math.max(...sizes.map((size) => textWidth(size, 11))),
        axisLabel: { color: theme.muted, fontSize: 11, interval: 0, rotate: wide ? 0 : 90 },
      },
      // Places between two clusters, over the same width.
      { type: 'value' as const, min: -0.5, max: sizes.length - 0.5, show: false },
    ],
    yAxis: {
      ...valueAxis(theme, words.height),
      min: 0,
      max: topHeight(data),
      splitLine: { lineStyle: { color: theme.line }, showMaxLine: false },
      axisLabel: { color: theme.muted, showMaxLabel: false, formatter: (value: number) => format.significant(value) },
    },
    tooltip: { ...baseOption(theme).tooltip, show: false },
    series: [...groups].map(([segment, points], at) => ({
      type: 'line' as const,
      xAxisIndex: 1,
      silent: true,
      showSymbol: false,
      connectNulls: false,
      data: points.map((point) => point ?? ['-', '-']),
      lineStyle: { width: 1.75, color: segment === null ? theme.muted : segmentColour(segment, theme.dark) },
      ...(at === 0
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: theme.accent, type: 'dashed' as const, width: 1.5 },
              label: { formatter: words.cut, position: 'insideEndTop' as const, color: theme.accent, fontSize: 12 },
              data: [{ yAxis: cut }],
            },
          }
        : {}),
    })) as ChartOption['series'],
  };
}
