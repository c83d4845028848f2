import { segmentColour } from '../palette';
import type { ChartTheme } from '../theme';
import { spread } from './medians';
import { ticks, toData, toScreen, type Size, type View } from './view';

export interface OverlayScene {
  readonly theme: ChartTheme;
  readonly axes: readonly [string, string];
  /** Names at the middle of their segments. */
  readonly labels: readonly {
    readonly id: number;
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly faded: boolean;
  }[];
  /** A ring round one point: the selected user. */
  readonly ring: readonly [number, number] | null;
  readonly hover: readonly [number, number] | null;
  /** The lasso under way, flat screen coordinates. */
  readonly lasso: readonly number[] | null;
  readonly number: (value: number) => string;
}

function halo(context: CanvasRenderingContext2D, text: string, x: number, y: number, fill: string, back: string): void {
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = back;
  context.strokeText(text, x, y);
  context.fillStyle = fill;
  context.fillText(text, x, y);
}

function drawAxes(context: CanvasRenderingContext2D, view: View, size: Size, scene: OverlayScene): void {
  const { theme } = scene;
  const [left, top] = toData(view, size, 0, 0);
  const [right, bottom] = toData(view, size, size.width, size.height);
  context.font = `12px ${theme.font}`;
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  const zero = toScreen(view, size, 0, 0);
  context.beginPath();
  context.moveTo(Math.round(zero[0]) + 0.5, 0);
  context.lineTo(Math.round(zero[0]) + 0.5, size.height);
  context.moveTo(0, Math.round(zero[1]) + 0.5);
  context.lineTo(size.width, Math.round(zero[1]) + 0.5);
  context.stroke();
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  for (const tick of ticks(left, right, Math.max(2, size.width / 120))) {
    const [x] = toScreen(view, size, tick, 0);
    if (x > 30 && x < size.width - 16) halo(context, scene.number(tick), x, size.height - 4, theme.muted, theme.surface);
  }
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const tick of ticks(bottom, top, Math.max(2, size.height / 100))) {
    const [, y] = toScreen(view, size, 0, tick);
    if (y > 26 && y < size.height - 26) halo(context, scene.number(tick), 6, y, theme.muted, theme.surface);
  }
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  halo(context, `${scene.axes[0]} →`, size.width - 8, size.height - 20, theme.muted, theme.surface);
  context.textAlign = 'left';
  context.textBaseline = 'top';
  halo(context, `↑ ${scene.axes[1]}`, 6, 6, theme.muted, theme.surface);
}

/** Width of the controls at the right of the picture, with their margins: the widest, of a touch screen. */
const CONTROLS = 56;

function drawNames(context: CanvasRenderingContext2D, view: View, size: Size, scene: OverlayScene): void {
  context.font = `600 12px ${scene.theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const boxes = scene.labels.map((label) => {
    const [x, y] = toScreen(view, size, label.x, label.y);
    const width = context.measureText(label.name).width + 22;
    const inside = x > -20 && x < size.width + 20 && y > -20 && y < size.height + 20;
    return { x: inside ? Math.min(size.width - width / 2 - CONTROLS, Math.max(width / 2 + 2, x)) : x, y, width };
  });
  const ys = spread(boxes, 19);
  scene.labels.forEach((label, i) => {
    const box = boxes[i]!;
    const y = ys[i]!;
    context.globalAlpha = label.faded ? 0.45 : 1;
    halo(context, label.name, box.x + 7, y, scene.theme.text, scene.theme.surface);
    context.beginPath();
    context.arc(box.x - box.width / 2 + 8, y, 4.5, 0, 2 * Math.PI);
    context.fillStyle = segmentColour(label.id, scene.theme.dark);
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = scene.theme.surface;
    context.stroke();
    context.globalAlpha = 1;
  });
}

function drawRing(context: CanvasRenderingContext2D, x: number, y: number, radius: number, theme: ChartTheme): void {
  for (const [colour, width] of [
    [theme.surface, 5],
    [theme.text, 2],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/** Everything over the points: axes, names, the selected user's ring, the lasso. */
export function drawOverlay(canvas: HTMLCanvasElement, view: View, size: Size, ratio: number, scene: OverlayScene): void {
  const context = canvas.getContext('2d')!;
  const width = Math.max(1, Math.round(size.width * ratio));
  const height = Math.max(1, Math.round(size.height * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  drawAxes(context, view, size, scene);
  drawNames(context, view, size, scene);
  if (scene.hover) {
    const [x, y] = toScreen(view, size, ...scene.hover);
    drawRing(context, x, y, 6, scene.theme);
  }
  if (scene.ring) {
    const [x, y] = toScreen(view, size, ...scene.ring);
    drawRing(context, x, y, 9, scene.theme);
  }
  if (scene.lasso && scene.lasso.length >= 4) {
    context.beginPath();
    for (let i = 0; i < scene.lasso.length; i += 2) context.lineTo(scene.lasso[i]!, scene.lasso[i + 1]!);
    context.closePath();
    context.globalAlpha = 0.12;
    context.fillStyle = scene.theme.accent;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.setLineDash([5, 4]);
    context.strokeStyle = scene.theme.accent;
    context.stroke();
    context.setLineDash([]);
  }
}
