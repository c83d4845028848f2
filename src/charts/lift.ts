import { bandAxis, baseOption, card, valueAxis, type ChartLook } from './base-option';
import type { Format } from '../i18n/make-format';
import type { ChartOption } from './echarts';

/** A tenth of the tested users by predicted probability or amount. */
export interface LiftTenth {
  readonly users: number;
  /** Mean predicted probability, and share for whom it happened; or mean amounts. */
  readonly predicted: number;
  readonly actual: number;
}

export interface LiftData {
  /** Highest probability first. */
  readonly tenths: readonly LiftTenth[];
  /** Share of all tested users for whom it happened. */
  readonly rate: number;
  /** In place of probabilities and shares, money a user. */
  readonly amounts?: boolean;
}

/** How what is predicted is written. */
export const writtenAs =
  (format: Pick<Format, 'money' | 'percent'>, amounts = false) =>
  (value: number): string =>
    amounts ? format.money(value) : format.percent(value);

/** The same beside an axis, where round values need no decimals. */
export const tickAs =
  (format: Pick<Format, 'number' | 'percent'>, amounts = false) =>
  (value: number): string =>
    amounts ? format.number(value, 2) : format.percent(value, 0);

export interface LiftWords {
  readonly tenth: string;
  readonly share: string;
  readonly predicted: string;
  readonly users: string;
  readonly lift: string;
  /** Name of the line of all users. */
  readonly average: string;
}

/** How many times as often as on average; NaN where it never happened. */
export const liftOf = ({ actual }: LiftTenth, rate: number): number => (rate > 0 ? actual / rate : NaN);

/** Height of a figure with what lies between it and its bar, as a share of the highest bar. */
const FIGURE = 0.16;

/** Where the figure of a bar stands: on it, or on the line of the average where that would strike through it. */
const footOf = (actual: number, rate: number, highest: number): number =>
  actual < rate && actual > rate - FIGURE * highest ? rate : actual;

/** Share for whom it happened by tenth, its lift over each bar and clear of the line of the average. */
export function liftOption({ tenths, rate, amounts }: LiftData, words: LiftWords, { theme, format, width }: ChartLook): ChartOption {
  const narrow = width < 420;
  const written = writtenAs(format, amounts);
  const highest = Math.max(rate, ...tenths.map(({ actual }) => actual));
  const lift = (tenth: LiftTenth) => `×${format.fixed(liftOf(tenth, rate), narrow ? 1 : 2)}`;
  // Where there is no room for the sign on every bar, the first has it for all.
  const figure = (at: number) => (narrow && at > 0 ? lift(tenths[at]!).slice(1) : lift(tenths[at]!));
  return {
    grid: { left: 8, right: 12, top: 58, bottom: 34, containLabel: true },
    // Above the bars: beside its line the name would lie over their figures.
    title: { text: words.average, right: 12, top: 24, textStyle: { color: theme.watch, fontSize: 12, fontWeight: 400 } },
    xAxis: bandAxis(
      theme,
      tenths.map((_, i) => String(i + 1)),
      words.tenth,
    ),
    yAxis: {
      ...valueAxis(theme, words.share),
      nameGap: 38,
      axisLabel: { color: theme.muted, formatter: tickAs(format, amounts) },
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (raw: unknown) => {
        const at = (raw as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0;
        const tenth = tenths[at];
        if (!tenth) return '';
        return card(format.said(words.tenth, String(at + 1)), [
          [words.share, written(tenth.actual)],
          [words.predicted, written(tenth.predicted)],
          [words.lift, lift(tenth)],
          [words.users, format.number(tenth.users)],
        ]);
      },
    },
    series: [
      {
        type: 'bar',
        name: words.share,
        barCategoryGap: '24%',
        emphasis: { disabled: true },
        itemStyle: { color: theme.accent },
        data: tenths.map(({ actual }) => actual),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.watch, type: 'dashed', width: 1.5 },
          label: { show: false },
          data: [{ yAxis: rate }],
        },
      },
      {
        // Bars that are not seen carry the figures, since some stand higher than their own.
        type: 'bar',
        barGap: '-100%',
        silent: true,
        itemStyle: { color: 'transparent' },
        label: {
          show: true,
          position: 'top',
          color: theme.text,
          fontSize: 12,
          formatter: ({ dataIndex }: { dataIndex: number }) => figure(dataIndex),
        },
        data: tenths.map(({ actual }) => footOf(actual, rate, highest)),
      },
    ] as ChartOption['series'],
  };
}
