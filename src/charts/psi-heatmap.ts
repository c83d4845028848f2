import { bandAxis, baseOption, card, FONT_SIZE, textWidth, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { mix } from './palette';
import type { WindowBar } from './share-timeline';
import type { ChartTheme } from './theme';

export interface HeatCell {
  readonly window: number;
  readonly feature: number;
  readonly psi: number;
  /** Sample-size-aware threshold of this feature in this window. */
  readonly threshold: number;
  readonly band: Band;
  readonly n: number;
  readonly m: number;
  readonly ks: number;
  readonly ksPAdjusted: number;
  readonly jensenShannon: number;
  readonly wasserstein: number;
}

export interface HeatmapData {
  readonly windows: readonly WindowBar[];
  /** Names in the order of the rows, top first. */
  readonly features: readonly string[];
  readonly cells: readonly HeatCell[];
  /** PSI that calls for action. */
  readonly psiAct: number;
  readonly selectedWindow: number | null;
}

export interface HeatmapWords {
  readonly feature: string;
  readonly threshold: string;
  /** With `{{n}}` and `{{m}}` where the two sample sizes go. */
  readonly sampleSizes: string;
  readonly ks: string;
  readonly jensenShannon: string;
  readonly wasserstein: string;
  readonly pValue: string;
  readonly incomplete: string;
  readonly reference: string;
}

export const ROW = 22;
/** Narrowest column that can still be pointed at. */
export const COLUMN = 18;

/** In the order of the legend. `high`: above the threshold without an alert; `watch` and `act`: an alert of that level. */
export const BANDS = ['none', 'high', 'watch', 'act'] as const;
export type Band = (typeof BANDS)[number];

/** PSI at which red is full, as a multiple of the one that calls for action. */
const FULL = 4;

/** Greys without an alert, the darker one above the threshold; amber, then red with one, deeper with PSI. */
export function psiColour({ psi, band }: Pick<HeatCell, 'psi' | 'band'>, psiAct: number, theme: ChartTheme): string {
  const share = (from: number, to: number) => Math.min(1, Math.max(0, (psi - from) / (to - from)));
  switch (band) {
    case 'none':
      return mix(theme.surface, theme.line, Number.isFinite(psi) ? 0.75 : 0.25);
    case 'high':
      return mix(theme.surface, theme.muted, 0.4);
    case 'watch':
      return mix(theme.surface, theme.watch, 0.5 + 0.3 * share(0, psiAct));
    case 'act':
      return mix(theme.surface, theme.act, 0.65 + 0.35 * share(psiAct, FULL * psiAct));
  }
}

/** Width that the names of the features take on the left. */
export function namesWidth(features: readonly string[]): number {
  return Math.ceil(16 + Math.max(0, ...features.map((name) => textWidth(name, FONT_SIZE))));
}

export function heatmapHeight(features: number): number {
  return features * ROW + 34 + 12;
}

interface Api {
  value(dimension: number): number;
  coord(data: readonly [number, number]): [number, number];
  size(data: readonly [number, number]): [number, number];
}

/** Features × windows, coloured by what their PSI against the reference amounts to. */
export function psiHeatmapOption(data: HeatmapData, words: HeatmapWords, { theme, format }: ChartLook): ChartOption {
  const { windows, features, cells, psiAct, selectedWindow } = data;
  const figure = (value: number) => format.number(value, 3);
  const sizes = (n: number, m: number) => words.sampleSizes.replace('{{n}}', format.number(n)).replace('{{m}}', format.number(m));
  return {
    grid: { left: namesWidth(features), right: 8, top: 8, bottom: 30 },
    xAxis: bandAxis(
      theme,
      windows.map((window) => window.tick),
    ),
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...features],
      axisLabel: { color: theme.text, fontSize: FONT_SIZE, interval: 0 },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'item',
      formatter: (raw: unknown) => {
        const cell = cells[(raw as { dataIndex: number }).dataIndex];
        const window = cell && windows[cell.window];
        if (!cell || !window) return '';
        return card(`${features[cell.feature] ?? ''} · ${window.name}${window.complete ? '' : ` · ${words.incomplete}`}`, [
          ['PSI', figure(cell.psi)],
          [words.threshold, figure(cell.threshold)],
          [sizes(cell.n, cell.m), ''],
          [words.ks, format.aside(figure(cell.ks), `${words.pValue} ${figure(cell.ksPAdjusted)}`)],
          [words.jensenShannon, figure(cell.jensenShannon)],
          [words.wasserstein, figure(cell.wasserstein)],
        ]);
      },
    },
    series: [
      {
        type: 'custom',
        data: cells.map((cell, i) => [cell.window, cell.feature, i]),
        encode: { x: 0, y: 1 },
        renderItem: ((_: unknown, raw: unknown) => {
          const api = raw as Api;
          const cell = cells[api.value(2)]!;
          const [x, y] = api.coord([cell.window, cell.feature]);
          const [width, height] = api.size([1, 1]);
          const window = windows[cell.window];
          return {
            type: 'rect',
            shape: { x: x - width / 2 + 0.5, y: y - height / 2 + 0.5, width: width - 1, height: height - 1, r: 2 },
            style: { fill: psiColour(cell, psiAct, theme), opacity: window?.complete === false ? 0.5 : 1 },
            emphasis: { style: { stroke: theme.text, lineWidth: 1 } },
          };
        }) as never,
      },
      ...(selectedWindow === null
        ? []
        : [
            {
              type: 'custom' as const,
              silent: true,
              z: 5,
              data: [[selectedWindow, 0]],
              encode: { x: 0, y: 1 },
              renderItem: ((_: unknown, raw: unknown) => {
                const api = raw as Api;
                const [x, top] = api.coord([selectedWindow, 0]);
                const [width, height] = api.size([1, 1]);
                return {
                  type: 'rect',
                  shape: { x: x - width / 2, y: top - height / 2, width, height: height * features.length },
                  style: { fill: 'none', stroke: theme.text, lineWidth: 2 },
                };
              }) as never,
            },
          ]),
    ] as ChartOption['series'],
  };
}
