import type { ChartOption } from '../echarts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the columns (and rows) of a chart's first grid lie on the canvas, in CSS pixels: enough to say what a pointer is over. */
export interface Bands {
  readonly grid: Rect;
  readonly columns: number;
  /** From the top; 1 where the other axis is a quantity. */
  readonly rows: number;
}

function places(axis: unknown): number {
  const first = (Array.isArray(axis) ? axis[0] : axis) as { type?: string; data?: readonly unknown[]; boundaryGap?: boolean } | undefined;
  return first?.type === 'category' && first.boundaryGap !== false ? (first.data?.length ?? 0) : 0;
}

/** Null for a chart without bands: one whose x axis is a quantity, or whose curves begin on the axis itself. */
export function bandsOf(option: ChartOption, grid: Rect): Bands | null {
  const columns = places(option.xAxis);
  return columns > 0 ? { grid, columns, rows: Math.max(1, places(option.yAxis)) } : null;
}

/** Column and row under a place on the canvas; null beside the grid. */
export function bandAt({ grid, columns, rows }: Bands, x: number, y: number): readonly [column: number, row: number] | null {
  const across = (x - grid.x) / grid.width;
  const down = (y - grid.y) / grid.height;
  if (!(across >= 0 && across <= 1 && down >= 0 && down <= 1)) return null;
  return [Math.min(columns - 1, Math.floor(across * columns)), Math.min(rows - 1, Math.floor(down * rows))];
}
