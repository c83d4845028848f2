import type { Format } from '../i18n/make-format';
import { bandAxis, baseOption, card, textWidth, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { segmentColour } from './palette';
import { bandMarks, INCOMPLETE } from './window-marks';

export interface WindowBar {
  /** On the axis, and in full for the hover card. */
  readonly tick: string;
  readonly name: string;
  readonly complete: boolean;
  readonly reference: boolean;
  readonly activeUsers: number;
}

export interface ShareTimelineData {
  readonly windows: readonly WindowBar[];
  /** In the order of the stack, bottom first; one share a window. */
  readonly segments: readonly { readonly id: number; readonly name: string; readonly shares: readonly number[] }[];
  readonly selectedWindow: number | null;
  readonly selectedSegment: number | null;
}

export interface WindowWords {
  readonly window: string;
  readonly share: string;
  readonly activeUsers: string;
  readonly reference: string;
  readonly incomplete: string;
}

/** Narrower than this the segments are named below the bars instead of beside them. */
export const DIRECT_LABELS = 520;
/** Plot of the shares within its canvas, in pixels from the top and the bottom edge. */
export const PLOT = { height: 300, top: 52, bottom: 26 } as const;

/** Space beside the bars for direct labels, none where the chart is narrow. */
export function labelSpace(names: readonly string[], width: number): number {
  if (width < DIRECT_LABELS) return 12;
  return Math.min(220, 40 + Math.max(0, ...names.map((name) => textWidth(name))));
}

/** A decimal where the share is small. */
export function sharePercent(share: number, format: Format): string {
  return format.percent(share, share === 0 || share >= 0.1 ? 0 : 1);
}

/** Middles of the last window's parts, as shares from the bottom: where the direct labels stand. */
export function stackMiddles(segments: ShareTimelineData['segments']): number[] {
  let below = 0;
  return segments.map(({ shares }) => {
    const share = shares.at(-1) ?? 0;
    below += share;
    return below - share / 2;
  });
}

/** Stacked bars of segment shares, one a window. */
export function shareTimelineOption(data: ShareTimelineData, words: WindowWords, { theme, format, width }: ChartLook): ChartOption {
  const { windows, segments, selectedSegment } = data;
  const right = labelSpace(
    segments.map(({ name }) => name),
    width,
  );
  const bars = segments.map(({ id, name, shares }) => {
    const faded = selectedSegment !== null && selectedSegment !== id;
    return {
      type: 'bar' as const,
      name,
      stack: 'shares',
      barCategoryGap: windows.length > 40 ? '10%' : '18%',
      itemStyle: { color: segmentColour(id, theme.dark), borderColor: theme.surface, borderWidth: windows.length > 60 ? 0 : 1 },
      emphasis: { disabled: true },
      data: shares.map((share, i) => ({
        value: share,
        itemStyle: { opacity: (faded ? 0.25 : 1) * (windows[i]?.complete === false ? INCOMPLETE : 1) },
      })),
    };
  });
  return {
    grid: { left: 44, right, top: PLOT.top, bottom: PLOT.bottom },
    xAxis: bandAxis(
      theme,
      windows.map((window) => window.tick),
    ),
    yAxis: {
      ...valueAxis(theme, words.share),
      nameGap: 28,
      max: 1,
      interval: width < 520 ? 0.5 : 0.25,
      axisLabel: { color: theme.muted, formatter: (value: number) => sharePercent(value, format) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (raw: unknown) => {
        const points = raw as readonly { dataIndex: number }[];
        const i = points[0]?.dataIndex ?? 0;
        const window = windows[i];
        if (!window) return '';
        const notes = [window.reference ? words.reference : '', window.complete ? '' : words.incomplete].filter(Boolean);
        return card([window.name, ...notes].join(' · '), [
          ...[...segments].reverse().map(({ name, shares }) => [name, sharePercent(shares[i] ?? 0, format)] as const),
          [words.activeUsers, format.number(window.activeUsers)] as const,
        ]);
      },
    },
    series: [...bars, ...bandMarks(windows, data.selectedWindow, 1, words.reference, theme)] as ChartOption['series'],
  };
}
