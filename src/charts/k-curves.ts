import type { Format } from '../i18n/make-format';
import { bandAxis, baseOption, card, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';

export interface KFigures {
  readonly k: number;
  readonly silhouette: number;
  readonly daviesBouldin: number;
  readonly calinskiHarabasz: number;
  /** Of the least stable segment. */
  readonly stability: number;
}

export interface KData {
  readonly figures: readonly KFigures[];
  readonly chosen: number;
}

export const K_MEASURES = ['silhouette', 'stability', 'daviesBouldin', 'calinskiHarabasz'] as const;
export type KMeasure = (typeof K_MEASURES)[number];

export interface KWords {
  readonly k: string;
  /** Name of each measure with the direction that is better: «Silhouette (higher is better)». */
  readonly measures: Readonly<Record<KMeasure, string>>;
  readonly stable: string;
}

/** From this on a segment is called stable (Hennig). */
const STABLE = 0.75;

/** The four measures are of very different sizes; one that is still being computed is an ellipsis. @param most of the measure, at any k */
export function kFigure(value: number, most: number, format: Format): string {
  if (Number.isNaN(value)) return '…';
  return Math.abs(value) < 10 ? format.number(value, 2) : format.compact(Math.round(value), most);
}

/** A measure's largest figure, as far as they are known. */
export const mostOf = (figures: readonly KFigures[], measure: KMeasure): number =>
  figures.reduce((most, { [measure]: value }) => (value > most ? value : most), 0);

/** Pixels above a curve for its name and the label of its highest point, below the lowest for the name of the axis, and between two. */
const ABOVE = 40;
const BELOW = 22;
const BETWEEN = 20;

/** Small multiples: each measure by k, the chosen k marked. Two across where there is room for two. */
export function kCurvesOption({ figures, chosen }: KData, words: KWords, { theme, format, width, height }: ChartLook): ChartOption {
  const across = width >= 900 ? 4 : width >= 260 ? 2 : 1;
  const down = K_MEASURES.length / across;
  const position = figures.findIndex((figure) => figure.k === chosen);
  const cellWidth = width / across;
  const cellHeight = (height - BELOW) / down;
  const write = (measure: KMeasure) => {
    const most = mostOf(figures, measure);
    return (value: number) => kFigure(value, most, format);
  };
  const left = (i: number) => (i % across) * cellWidth;
  const top = (i: number) => Math.floor(i / across) * cellHeight;
  const cell = (i: number) => ({
    left: left(i) + 8,
    width: cellWidth - 8 - BETWEEN,
    top: top(i) + ABOVE,
    height: cellHeight - ABOVE - 6,
    containLabel: true,
  });
  return {
    title: K_MEASURES.map((measure, i) => ({
      text: words.measures[measure],
      left: left(i),
      top: top(i),
      padding: [3, 8],
      textStyle: { color: theme.muted, fontSize: 12, fontWeight: 'normal' as const, fontFamily: theme.font },
    })),
    grid: K_MEASURES.map((_, i) => cell(i)),
    xAxis: K_MEASURES.map((_, i) => ({
      ...bandAxis(
        theme,
        figures.map((figure) => String(figure.k)),
        i >= K_MEASURES.length - across ? words.k : '',
      ),
      gridIndex: i,
      boundaryGap: true,
      axisLabel: {
        color: theme.muted,
        hideOverlap: true,
        fontSize: 12,
        formatter: (k: string) => (Number(k) === chosen ? `{chosen|${k}}` : k),
        rich: { chosen: { fontWeight: 'bold' as const, color: theme.text, fontSize: 12 } },
      },
    })),
    yAxis: K_MEASURES.map((measure, i) => ({
      type: 'value' as const,
      gridIndex: i,
      scale: measure !== 'stability',
      ...(measure === 'stability' ? { min: 0, max: 1 } : {}),
      splitNumber: 2,
      axisLabel: { color: theme.muted, formatter: write(measure) },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.line } },
    })),
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { lineStyle: { color: theme.line } },
      formatter: (raw: unknown) => {
        const figure = figures[(raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0];
        if (!figure) return '';
        return card(
          `${words.k} = ${figure.k}`,
          K_MEASURES.map((measure) => [words.measures[measure], write(measure)(figure[measure])]),
        );
      },
    },
    series: K_MEASURES.map((measure, i) => ({
      type: 'line' as const,
      xAxisIndex: i,
      yAxisIndex: i,
      data: figures.map((figure, at) => ({
        value: figure[measure],
        symbolSize: at === position ? 9 : 4,
        itemStyle: { color: at === position ? theme.accent : theme.muted },
        label: {
          show: at === position,
          position: 'top' as const,
          // At either end it would reach into the figures of the axis, or out of the picture.
          align: at < 2 ? ('left' as const) : at > figures.length - 3 ? ('right' as const) : ('center' as const),
          color: theme.text,
          fontWeight: 'bold' as const,
          formatter: write(measure)(figure[measure]),
        },
      })),
      symbol: 'circle',
      // On a narrow screen too, where labels of the axis are left out.
      showAllSymbol: true,
      lineStyle: { color: theme.muted, width: 1.5 },
      ...(measure === 'stability'
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: theme.line, type: 'solid' as const, width: 1.5 },
              // Away from the figure of the k that is shown.
              label: {
                formatter: words.stable,
                position: position < figures.length / 2 ? ('insideEndTop' as const) : ('insideStartTop' as const),
                color: theme.muted,
                fontSize: 12,
              },
              data: [{ yAxis: STABLE }],
            },
          }
        : {}),
    })),
  } as ChartOption;
}
