import type { Bands } from './bands';
import type { ChartSpec } from './plan';

/** What the pointer does over a chart, in CSS pixels of its canvas; null: it left. */
export type Hover = { readonly x: number; readonly y: number } | null;

export type Picture = ImageBitmap | HTMLCanvasElement;

/** What draws one chart on one canvas: a worker, or the page itself where a worker cannot. */
export interface ChartPainter {
  /** Where a draw is under way, only the latest of those asked for meanwhile follows. */
  draw(spec: ChartSpec): void;
  hover(at: Hover): void;
  /** What was drawn last, without a hover card, at `ratio` device pixels for one CSS pixel; null where it cannot be had. */
  picture(ratio: number): Promise<Picture | null>;
  dispose(): void;
}

export interface PainterEvents {
  drawn(bands: Bands | null): void;
  /** It will draw no more. */
  failed(cause: unknown): void;
}

/** What the page tells the worker of one chart, over a port of the chart's own. */
export type PaintRequest =
  | { readonly kind: 'draw'; readonly spec: ChartSpec }
  | { readonly kind: 'hover'; readonly at: Hover }
  | { readonly kind: 'picture'; readonly ratio: number }
  | { readonly kind: 'dispose' };

/** And what it answers. */
export type PaintReply =
  | { readonly kind: 'drawn'; readonly bands: Bands | null }
  | { readonly kind: 'picture'; readonly picture: Picture | null }
  | { readonly kind: 'failed'; readonly message: string };

/** A chart begins: its canvas, and the port over which all else goes. */
export interface PaintStart {
  readonly canvas: OffscreenCanvas;
  readonly port: MessagePort;
}
