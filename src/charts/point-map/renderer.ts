import type { Glide } from './glide';
import type { Size, View } from './view';

/** How the points look at the moment. */
export interface PointLook {
  /** Diameter in CSS pixels. */
  readonly size: number;
  readonly alpha: number;
  /** Whose colours: those of the dark theme, or of the light one. */
  readonly dark: boolean;
  readonly hidden: ReadonlySet<number>;
  /** The others recede; null: none does. */
  readonly focus: number | null;
  /** Points not marked recede (a lasso is open). */
  readonly marked: boolean;
  /** How far a glide has come, 0…1; 1 where none is under way. */
  readonly glide: number;
}

/** What draws the points: WebGL2 in a worker, or a 2-D canvas where there is none. */
export interface PointRenderer {
  /** Points drawn at most, where it draws a sample; null where it draws all. */
  readonly sampleOf: number | null;
  /** `points` interleaved x, y; `labels` 0…k−1, −1 noise. */
  setPoints(points: Float32Array, labels: Int32Array): void;
  /**
   * Points that go from one place to another: `draw` shows them at the moment that its look says. At 1 they are those of the later time, and stay so
   * without another upload. The arrays are the renderer's from now on.
   */
  transition(glide: Glide): void;
  /** One byte a point, 1 = marked; null for none. In a glide those who are gone are never marked. */
  setMarks(marks: Uint8Array | null): void;
  /** Sizes the canvas for a device-pixel ratio. */
  resize(size: Size, ratio: number): void;
  draw(view: View, look: PointLook): void;
  /** What is on the canvas, complete. */
  picture(): Promise<ImageBitmap | HTMLCanvasElement>;
  dispose(): void;
}

/** What the page tells the drawing worker. */
export type RenderRequest =
  | { readonly kind: 'start'; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'points'; readonly points: Float32Array; readonly labels: Int32Array }
  | { readonly kind: 'transition'; readonly glide: Glide }
  | { readonly kind: 'marks'; readonly marks: Uint8Array | null }
  | { readonly kind: 'resize'; readonly size: Size; readonly ratio: number }
  | { readonly kind: 'draw'; readonly view: View; readonly look: PointLook }
  | { readonly kind: 'picture' };

/** And what it answers. `drawn`: the first, thin picture of the latest view is there. */
export type RenderReply =
  | { readonly kind: 'started'; readonly ok: boolean }
  | { readonly kind: 'drawn' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'picture'; readonly picture: ImageBitmap };

/** Slots of the palette: twelve segments, then noise. */
const NOISE_SLOT = 12;

/** Opacity of points that recede, as a share of the others'. */
export const RECEDE = 0.16;

export function slotOf(label: number): number {
  return label < 0 ? NOISE_SLOT : label % NOISE_SLOT;
}
