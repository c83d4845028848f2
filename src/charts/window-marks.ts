import type { ChartTheme } from './theme';

/** Opacity of what an incomplete window holds: it is drawn, but not to be compared. */
export const INCOMPLETE = 0.4;

interface Api {
  value(dimension: number): number;
  coord(data: readonly [number, number]): [number, number];
  size(data: readonly [number, number]): [number, number];
}

/**
 * Marks drawn over bars: a hatch on incomplete windows, a bracket over the reference windows and an outline round the selected one.
 * `top` is the value axis's end.
 */
export function bandMarks(
  windows: readonly { readonly complete: boolean; readonly reference: boolean }[],
  selected: number | null,
  top: number,
  referenceWord: string,
  theme: ChartTheme,
) {
  const first = windows.findIndex((window) => window.reference);
  const last = windows.findLastIndex((window) => window.reference);
  const marks: { readonly kind: 'hatch' | 'reference' | 'selected'; readonly from: number; readonly to: number }[] = [];
  windows.forEach((window, i) => {
    if (!window.complete) marks.push({ kind: 'hatch', from: i, to: i });
  });
  if (first >= 0) marks.push({ kind: 'reference', from: first, to: last });
  if (selected !== null && selected < windows.length) marks.push({ kind: 'selected', from: selected, to: selected });
  if (marks.length === 0) return [];
  return [
    {
      type: 'custom' as const,
      silent: true,
      z: 5,
      data: marks.map((mark, i) => [mark.from, mark.to, i]),
      encode: { x: [0, 1] },
      tooltip: { show: false },
      renderItem: (_: unknown, raw: unknown) => {
        const api = raw as Api;
        const mark = marks[api.value(2)]!;
        const [left, high] = api.coord([mark.from, top]);
        const [right] = api.coord([mark.to, top]);
        const [, low] = api.coord([mark.from, 0]);
        const band = api.size([1, 0])[0];
        const x = left - band / 2;
        const width = right - left + band;
        if (mark.kind === 'selected') {
          return {
            type: 'rect' as const,
            shape: { x: x + 0.5, y: high - 3.5, width: width - 1, height: low - high + 4 },
            style: { fill: 'none', stroke: theme.text, lineWidth: 2 },
          };
        }
        if (mark.kind === 'reference') {
          const y = high - 7.5;
          return {
            type: 'group' as const,
            children: [
              {
                type: 'polyline' as const,
                shape: {
                  points: [
                    [x + 2, y + 4],
                    [x + 2, y],
                    [x + width - 2, y],
                    [x + width - 2, y + 4],
                  ],
                },
                style: { fill: 'none', stroke: theme.muted, lineWidth: 1 },
              },
              {
                type: 'text' as const,
                style: {
                  text: referenceWord,
                  x: x + width / 2,
                  y: y - 3,
                  align: 'center' as const,
                  verticalAlign: 'bottom' as const,
                  fill: theme.muted,
                  font: `12px ${theme.font}`,
                },
              },
            ],
          };
        }
        const strokes = [];
        const height = low - high;
        for (let offset = -height; offset < width; offset += 7) {
          const x1 = Math.max(0, offset);
          const x2 = Math.min(width, offset + height);
          strokes.push({
            type: 'line' as const,
            shape: { x1: x + x1, y1: low - (x1 - offset), x2: x + x2, y2: low - (x2 - offset) },
            style: { stroke: theme.surface, lineWidth: 2 },
          });
        }
        return { type: 'group' as const, children: strokes };
      },
    },
  ];
}
