import type { FlowCell, FlowTable } from './flows';

export type Side = 'from' | 'to';

/** A segment in one of the two windows. */
export interface SankeyBar {
  readonly side: Side;
  readonly id: number;
  readonly users: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Middle of its label, kept apart from its neighbours'. */
  readonly labelY: number;
}

/** Users who were in one bar and are in another; the ribbon is `height` high at both ends. */
export interface SankeyRibbon extends FlowCell {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** Outline, as an SVG path. */
  readonly path: string;
}

export interface SankeyLayout {
  readonly bars: readonly SankeyBar[];
  /** The largest first, so that small ones lie on top. */
  readonly ribbons: readonly SankeyRibbon[];
}

export interface SankeyBox {
  readonly width: number;
  readonly height: number;
  /** Space beside the bars, for names. */
  readonly margin: number;
  readonly top: number;
  readonly bar: number;
  readonly gap: number;
  /** Height of a label. */
  readonly label: number;
}

/** Middles of labels as near to where they belong as fits between `top` and `bottom`, in order and `height` apart. */
export function stackLabels(wanted: readonly number[], height: number, top: number, bottom: number): number[] {
  const places = [...wanted];
  for (let i = 0; i < places.length; i++) places[i] = Math.max(places[i]!, i === 0 ? top + height / 2 : places[i - 1]! + height);
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i]!, i === places.length - 1 ? bottom - height / 2 : places[i + 1]! - height);
  }
  return places;
}

function barsOf(side: Side, ids: readonly number[], totals: readonly number[], scale: number, box: SankeyBox): SankeyBar[] {
  const x = side === 'from' ? box.margin : box.width - box.margin - box.bar;
  const bars: Omit<SankeyBar, 'labelY'>[] = [];
  let y = box.top;
  ids.forEach((id, i) => {
    const users = totals[i]!;
    if (users === 0) return;
    const height = users * scale;
    bars.push({ side, id, users, x, y, height });
    y += height + box.gap;
  });
  const labels = stackLabels(
    bars.map((bar) => bar.y + bar.height / 2),
    box.label,
    box.top,
    box.height,
  );
  return bars.map((bar, i) => ({ ...bar, labelY: labels[i]! }));
}

function outline(x0: number, y0: number, x1: number, y1: number, height: number): string {
  const middle = (x0 + x1) / 2;
  const n = (value: number) => Math.round(value * 100) / 100;
  return (
    `M${n(x0)} ${n(y0)}C${n(middle)} ${n(y0)} ${n(middle)} ${n(y1)} ${n(x1)} ${n(y1)}` +
    `V${n(y1 + height)}C${n(middle)} ${n(y1 + height)} ${n(middle)} ${n(y0 + height)} ${n(x0)} ${n(y0 + height)}Z`
  );
}

/**
 * Bars and ribbons in pixels. A user is as high everywhere: all who are active in either window stand on both sides, entering and leaving ones
 * included, so that the heights of a bar's ribbons add up to the bar's.
 */
export function sankeyLayout(table: FlowTable, box: SankeyBox): SankeyLayout {
  const { places, rowTotals, columnTotals, all, cells } = table;
  const most = Math.max(rowTotals.filter((users) => users > 0).length, columnTotals.filter((users) => users > 0).length);
  const scale = all > 0 ? Math.max(1, box.height - box.top - box.gap * Math.max(0, most - 1)) / all : 0;
  const from = barsOf('from', places, rowTotals, scale, box);
  const to = barsOf('to', places, columnTotals, scale, box);
  const start = new Map(from.map(({ id, y }) => [id, y]));
  const end = new Map(to.map(({ id, y }) => [id, y]));
  const x0 = box.margin + box.bar;
  const x1 = box.width - box.margin - box.bar;
  const ribbons: SankeyRibbon[] = [];
  // Row by row and column by column is the order in which ribbons of one bar do not cross one another, on both sides.
  for (const cell of cells.flat()) {
    if (cell.users === 0) continue;
    const height = cell.users * scale;
    const left = start.get(cell.from)!;
    const right = end.get(cell.to)!;
    start.set(cell.from, left + height);
    end.set(cell.to, right + height);
    ribbons.push({ ...cell, left, right, height, path: outline(x0, left, x1, right, height) });
  }
  ribbons.sort((a, b) => b.users - a.users);
  return { bars: [...from, ...to], ribbons };
}
