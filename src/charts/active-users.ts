import { bandAxis, baseOption, card, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { labelSpace, type WindowBar, type WindowWords } from './share-timeline';
import { bandMarks, INCOMPLETE } from './window-marks';

export interface ActiveUsersData {
  readonly windows: readonly WindowBar[];
  readonly selectedWindow: number | null;
  /** Names beside the shares above, so that the bars of both charts stand under one another. */
  readonly names: readonly string[];
}

/** Users with at least one event, by window. */
export function activeUsersOption(data: ActiveUsersData, words: WindowWords, { theme, format, width }: ChartLook): ChartOption {
  const { windows, selectedWindow, names } = data;
  const most = Math.max(1, ...windows.map((window) => window.activeUsers));
  const step = 10 ** Math.floor(Math.log10(most));
  const top = Math.ceil(most / (step / 2)) * (step / 2);
  return {
    grid: { left: 44, right: labelSpace(names, width), top: 52, bottom: 26 },
    xAxis: bandAxis(
      theme,
      windows.map((window) => window.tick),
    ),
    yAxis: {
      ...valueAxis(theme, words.activeUsers),
      nameGap: 28,
      max: top,
      interval: top / 2,
      axisLabel: { color: theme.muted, formatter: (value: number) => format.compact(value, top) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (raw: unknown) => {
        const window = windows[(raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0];
        if (!window) return '';
        const notes = [window.reference ? words.reference : '', window.complete ? '' : words.incomplete].filter(Boolean);
        return card([window.name, ...notes].join(' · '), [[words.activeUsers, format.number(window.activeUsers)]]);
      },
    },
    series: [
      {
        type: 'bar',
        name: words.activeUsers,
        barCategoryGap: windows.length > 40 ? '10%' : '18%',
        emphasis: { disabled: true },
        itemStyle: { color: theme.muted },
        data: windows.map((window) => ({ value: window.activeUsers, itemStyle: { opacity: window.complete ? 0.75 : 0.75 * INCOMPLETE } })),
      },
      ...bandMarks(windows, selectedWindow, top, words.reference, theme),
    ] as ChartOption['series'],
  };
}
