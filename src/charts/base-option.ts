import type { Format } from '../i18n/make-format';
import type { ChartOption } from './echarts';
import type { ChartTheme } from './theme';

/** What an option depends on besides its data and words. */
export interface ChartLook {
  readonly theme: ChartTheme;
  readonly format: Format;
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export const FONT_SIZE = 12;

/** Width of a text in pixels, close enough to place labels without a canvas: CJK is square, Latin half as wide. */
export function textWidth(text: string, size = FONT_SIZE): number {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0)! > 0x2e80 ? 1 : 0.56;
  return width * size;
}

/** What all charts share: no animation (pictures of data, not films), the tokens' font and the one hover card. */
export function baseOption(theme: ChartTheme): ChartOption {
  return {
    animation: false,
    // Whole in one frame. In parts, ECharts draws on canvases of its own, which keep their size when a worker's canvas takes another,
    // and a picture to save would be taken before the last part.
    progressive: 0,
    textStyle: { fontFamily: theme.font, fontSize: FONT_SIZE, color: theme.text },
    tooltip: {
      // On the canvas, since a worker has no document; and the HTML tooltip writes markup, which values from files must never become.
      renderMode: 'richText',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.line,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { fontFamily: theme.font, fontSize: FONT_SIZE, color: theme.text, lineHeight: 18 },
      shadowBlur: 0,
      shadowColor: 'transparent',
    },
  };
}

/** A quantity's axis: light rules, no axis line, its name above the end. */
export function valueAxis(theme: ChartTheme, name: string) {
  return {
    type: 'value' as const,
    name,
    nameLocation: 'end' as const,
    nameGap: 10,
    nameTextStyle: { color: theme.muted, align: 'left' as const, fontSize: FONT_SIZE, padding: [0, 0, 0, -36] },
    axisLabel: { color: theme.muted, fontSize: FONT_SIZE },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: theme.line } },
    splitNumber: 4,
  };
}

/** An axis of windows, epochs or k: one label under each place. */
export function bandAxis(theme: ChartTheme, data: readonly string[], name = '') {
  return {
    type: 'category' as const,
    data: [...data],
    name,
    nameLocation: 'middle' as const,
    nameGap: 28,
    nameTextStyle: { color: theme.muted, fontSize: FONT_SIZE },
    axisLabel: { color: theme.muted, fontSize: FONT_SIZE, hideOverlap: true },
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
  };
}

/** Lines of a hover card. */
export function card(title: string, rows: readonly (readonly [string, string])[]): string {
  return [title, ...rows.map(([name, value]) => `${name}  ${value}`)].join('\n');
}
