import { rgbOf, segmentColour } from '../palette';
import { pointStyle } from './density';
import { fitView, toScreen, type Bounds, type Size } from './view';

/** Steps by which a disc of a diameter covers pixels, from its upper left corner. */
function disc(diameter: number): readonly (readonly [number, number])[] {
  const middle = (diameter - 1) / 2;
  const steps: [number, number][] = [];
  for (let y = 0; y < diameter; y++) {
    for (let x = 0; x < diameter; x++) if (Math.hypot(x - middle, y - middle) <= diameter / 2) steps.push([x, y]);
  }
  return steps;
}

interface Points {
  /** Interleaved x, y. */
  readonly points: Float32Array;
  readonly labels: Int32Array;
}

/**
 * A small still map, all points of it, as pixels of `size` × `ratio` (RGBA, not premultiplied; empty where there is no point). Drawn by hand: a dozen
 * at a time would ask too much of a canvas, and of graphics memory.
 */
export function smallMap(
  { points, labels }: Points,
  bounds: Bounds,
  size: Size,
  ratio: number,
  hidden: ReadonlySet<number>,
  dark: boolean,
): ImageData {
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  const picture = new ImageData(width, height);
  const { data } = picture;
  const full = { width, height };
  const view = fitView(bounds, full);
  const style = pointStyle(labels.length, size.width, size.height, 1);
  const covered = disc(Math.max(2, Math.round(style.size * ratio * 0.8)));
  const { alpha } = style;
  const colours = new Map<number, readonly [number, number, number]>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (hidden.has(label)) continue;
    let colour = colours.get(label);
    if (!colour) {
      const [r, g, b] = rgbOf(segmentColour(label, dark));
      colour = [r * 255, g * 255, b * 255];
      colours.set(label, colour);
    }
    const [px, py] = toScreen(view, full, points[2 * i]!, points[2 * i + 1]!);
    for (const [dx, dy] of covered) {
      const x = Math.round(px) + dx;
      const y = Math.round(py) + dy;
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = 4 * (y * width + x);
      const under = (data[at + 3]! / 255) * (1 - alpha);
      const over = alpha + under;
      for (let c = 0; c < 3; c++) data[at + c] = (colour[c]! * alpha + data[at + c]! * under) / over;
      data[at + 3] = over * 255;
    }
  }
  return picture;
}
