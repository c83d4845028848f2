import { bandAxis, baseOption, card, valueAxis } from './base-option';
import type { ChartOption } from './echarts';
import type { WindowBar, WindowWords } from './share-timeline';
import type { ChartTheme } from './theme';
import { bandMarks, INCOMPLETE } from './window-marks';

/** Users with at least one event, by window. `right` keeps the bars under those of the shares. */
export function activeUsersOption(
  windows: readonly WindowBar[],
  selectedWindow: number | null,
  words: WindowWords,
  theme: ChartTheme,
  right: number,
): ChartOption {
  const most = Math.max(1, ...windows.map((window) => window.activeUsers));
  const step = 10 ** Math.floor(Math.log10(most));
  const top = Math.ceil(most / (step / 2)) * (step / 2);
  return {
    grid: { left: 44, right, top: 52, bottom: 26 },
    xAxis: bandAxis(
      theme,
      windows.map((window) => window.tick),
    ),
    yAxis: {
      ...valueAxis(theme, words.activeUsers),
      nameGap: 28,
      max: top,
      interval: top / 2,
      axisLabel: { color: theme.muted, formatter: (value: number) => words.compact(value) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (raw: unknown) => {
        const window = windows[(raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0];
        if (!window) return '';
        const notes = [window.reference ? words.reference : '', window.complete ? '' : words.incomplete].filter(Boolean);
        return card([window.name, ...notes].join(' · '), [[words.activeUsers, words.number(window.activeUsers)]]);
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
