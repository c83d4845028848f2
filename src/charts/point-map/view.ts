/** A rectangle in data units. */
export interface Bounds {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

/** What part of the plane is seen: the centre, and pixels for one data unit on each axis (y grows upwards in data, downwards on screen). */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How far one may zoom in from the whole. */
export const MAX_ZOOM = 200;
const MIN_ZOOM = 0.5;
const PADDING = 28;

/**
 * Bounds that a few far points cannot blow up: the whole range, held to 35 % beyond the range of the middle 99 % (of at most 20,000
 * evenly spaced points).
 */
export function robustBounds(points: Float32Array): Bounds {
  const count = points.length / 2;
  if (count === 0) return { minX: -1, maxX: 1, minY: -1, maxY: 1 };
  const step = Math.max(1, Math.floor(count / 20_000));
  const taken = Math.ceil(count / step);
  const axis = (offset: 0 | 1): readonly [number, number] => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = offset; i < points.length; i += 2) {
      const value = points[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const sample = new Float32Array(taken);
    for (let i = 0; i < taken; i++) sample[i] = points[2 * i * step + offset]!;
    sample.sort();
    const a = sample[Math.floor(0.005 * (taken - 1))]!;
    const b = sample[Math.ceil(0.995 * (taken - 1))]!;
    const slack = 0.35 * (b - a);
    const from = slack > 0 ? Math.max(low, a - slack) : low;
    const to = slack > 0 ? Math.min(high, b + slack) : high;
    return to > from ? [from, to] : [from - 1, to + 1];
  };
  const [minX, maxX] = axis(0);
  const [minY, maxY] = axis(1);
  return { minX, maxX, minY, maxY };
}

/** The view that shows all of the bounds with a margin. */
export function fitView(bounds: Bounds, { width, height }: Size): View {
  return {
    x: (bounds.minX + bounds.maxX) / 2,
    y: (bounds.minY + bounds.maxY) / 2,
    scaleX: Math.max(1, width - 2 * PADDING) / (bounds.maxX - bounds.minX),
    scaleY: Math.max(1, height - 2 * PADDING) / (bounds.maxY - bounds.minY),
  };
}

export function toScreen(view: View, { width, height }: Size, x: number, y: number): readonly [number, number] {
  return [width / 2 + (x - view.x) * view.scaleX, height / 2 - (y - view.y) * view.scaleY];
}

export function toData(view: View, { width, height }: Size, px: number, py: number): readonly [number, number] {
  return [view.x + (px - width / 2) / view.scaleX, view.y - (py - height / 2) / view.scaleY];
}

/** Zooms about a place on the screen, which keeps its place. Held between half and 200 times the fitted view. */
export function zoomAt(view: View, fitted: View, size: Size, factor: number, px: number, py: number): View {
  const now = view.scaleX / fitted.scaleX;
  const held = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, now * factor)) / now;
  const [x, y] = toData(view, size, px, py);
  const scaleX = view.scaleX * held;
  const scaleY = view.scaleY * held;
  return { x: x - (px - size.width / 2) / scaleX, y: y + (py - size.height / 2) / scaleY, scaleX, scaleY };
}

/** Moves the picture by pixels; the centre stays within the bounds, so that the points cannot be lost. */
export function panBy(view: View, bounds: Bounds, dx: number, dy: number): View {
  return {
    ...view,
    x: Math.min(bounds.maxX, Math.max(bounds.minX, view.x - dx / view.scaleX)),
    y: Math.min(bounds.maxY, Math.max(bounds.minY, view.y + dy / view.scaleY)),
  };
}

/** A change of size keeps the centre and the zoom. */
export function resizeView(view: View, before: View, after: View): View {
  return { ...view, scaleX: (view.scaleX / before.scaleX) * after.scaleX, scaleY: (view.scaleY / before.scaleY) * after.scaleY };
}

/** Round steps for an axis: about `count` ticks over [from, to]. */
export function ticks(from: number, to: number, count: number): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((unit) => unit * power >= rough) ?? 10);
  const out: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) out.push(Math.round(i * step * 1e9) / 1e9 + 0);
  return out;
}
