import type { ChartTheme } from '../theme';
import { CanvasRenderer2D } from './canvas-renderer';
import { pointStyle } from './density';
import { eased, makeGlide, placesAt } from './glide';
import { drawOverlay, type OverlayScene } from './overlay';
import { makePicker, type Picker } from './pick';
import type { PointRenderer } from './renderer';
import { fitView, panBy, resizeView, robustBounds, toData, toScreen, zoomAt, type Bounds, type Size, type View } from './view';
import { WorkerRenderer } from './worker-renderer';

export interface MapData {
  /** Interleaved x, y. */
  readonly points: Float32Array;
  readonly labels: Int32Array;
  /** A kdbush index over the points; null: none was built. */
  readonly index: ArrayBuffer | null;
  /** Fixed axes; null: those of the points themselves. */
  readonly bounds: Bounds | null;
  /** Who each point is, so that it can glide from where it was; negative: nobody known. */
  readonly ids?: Int32Array;
}

export interface MapScene extends Omit<OverlayScene, 'theme'> {
  readonly hidden: ReadonlySet<number>;
  readonly focus: number | null;
}

const PICK_RADIUS = 9;

/** A glide under way: from where the points and the names came, and since when. */
interface Gliding {
  readonly since: number;
  readonly ms: number;
  /** Where each point of the data was, and where it goes; the renderer has taken the glide's own arrays. */
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly namesFrom: ReadonlyMap<number, readonly [number, number]>;
}

/** The map without React: canvases, view and drawing on demand, once a frame at most. */
export class MapEngine {
  readonly #host: HTMLElement;
  readonly #overlay: HTMLCanvasElement;
  #picture: HTMLCanvasElement;
  #renderer: PointRenderer;
  #data: MapData = { points: new Float32Array(0), labels: new Int32Array(0), index: null, bounds: null };
  #bounds: Bounds = robustBounds(new Float32Array(0));
  #picker: Picker | null = null;
  #scene: MapScene | null = null;
  #theme: ChartTheme | null = null;
  #size: Size = { width: 0, height: 0 };
  #ratio = 1;
  #view: View = { x: 0, y: 0, scaleX: 1, scaleY: 1 };
  #marked = false;
  #gliding: Gliding | null = null;
  #frame = 0;
  /** Points as well as what lies over them. */
  #stale = true;
  onView: (() => void) | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#picture = this.#canvas();
    this.#renderer = WorkerRenderer.possible()
      ? new WorkerRenderer(
          this.#picture,
          () => this.#fallBack(),
          () => this.request(true),
        )
      : new CanvasRenderer2D(this.#picture);
    this.#overlay = this.#canvas();
  }

  /** No WebGL2: a fresh canvas, since one that was handed to a worker cannot be drawn on here. */
  #fallBack(): void {
    this.#renderer.dispose();
    this.#picture.remove();
    this.#picture = this.#canvas();
    this.#host.prepend(this.#picture);
    this.#renderer = new CanvasRenderer2D(this.#picture);
    this.#renderer.setPoints(this.#data.points, this.#data.labels);
    if (this.#size.width > 0) this.#renderer.resize(this.#size, this.#ratio);
    this.onView?.();
    this.request(true);
  }

  #canvas(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
    this.#host.append(canvas);
    return canvas;
  }

  /** Points drawn at most where there is no WebGL2; null where all are. */
  get sampleOf(): number | null {
    return this.#renderer.sampleOf;
  }

  get view(): View {
    return this.#view;
  }

  get fitted(): View {
    return fitView(this.#bounds, this.#size);
  }

  get zoom(): number {
    return this.#view.scaleX / this.fitted.scaleX;
  }

  /** @param glideMs how long points that are in the data before and in the new ones take to their new places; 0: they are there at once */
  setData(data: MapData, keepView: boolean, glideMs = 0): void {
    const before = this.fitted;
    const { ids } = this.#data;
    if (glideMs > 0 && ids && data.ids && ids.length > 0) this.#glideTo(data, data.ids, ids, glideMs);
    else {
      this.#gliding = null;
      this.#renderer.setPoints(data.points, data.labels);
    }
    this.#data = data;
    this.#bounds = data.bounds ?? robustBounds(data.points);
    this.#picker = null;
    this.#marked = false;
    if (keepView) this.#view = resizeView(this.#view, before, this.fitted);
    else this.reset();
    this.request(true);
  }

  /** From where the points are at this moment, which may be in the middle of a glide. One upload; the frames that follow send a moment each. */
  #glideTo(data: MapData, ids: Int32Array, idsBefore: Int32Array, ms: number): void {
    const { labels } = this.#data;
    const t = this.#moment();
    const names = this.#namePlaces(t);
    const points = this.#gliding ? placesAt(this.#gliding, t, labels.length) : this.#data.points;
    const glide = makeGlide({ points, labels, ids: idsBefore }, { points: data.points, labels: data.labels, ids });
    const count = 2 * data.labels.length;
    this.#gliding = { since: performance.now(), ms, from: glide.from.slice(0, count), to: data.points, namesFrom: names };
    this.#renderer.transition(glide);
  }

  /** How far the glide has come; 1 where none is under way. */
  #moment(): number {
    return this.#gliding ? eased((performance.now() - this.#gliding.since) / this.#gliding.ms) : 1;
  }

  /** Where the names stand at a moment of the glide. */
  #namePlaces(t: number): ReadonlyMap<number, readonly [number, number]> {
    const from = this.#gliding?.namesFrom;
    return new Map(
      this.#scene?.labels.map(({ id, x, y }) => {
        const [fromX, fromY] = from?.get(id) ?? [x, y];
        return [id, [fromX + (x - fromX) * t, fromY + (y - fromY) * t]];
      }),
    );
  }

  /** Marked points stand out, the others recede; null ends it. */
  setMarks(rows: Uint32Array | null): void {
    this.#marked = rows !== null;
    let marks: Uint8Array | null = null;
    if (rows) {
      marks = new Uint8Array(this.#data.labels.length);
      for (let i = 0; i < rows.length; i++) marks[rows[i]!] = 1;
    }
    this.#renderer.setMarks(marks);
    this.request(true);
  }

  setScene(scene: MapScene, theme: ChartTheme): void {
    const before = this.#scene;
    const lit = this.#theme?.dark !== theme.dark;
    this.#scene = scene;
    this.#theme = theme;
    this.request(lit || before?.hidden !== scene.hidden || before.focus !== scene.focus);
  }

  setSize(width: number, height: number, ratio: number): void {
    if (width === 0 || height === 0) return;
    const first = this.#size.width === 0;
    const before = this.fitted;
    this.#size = { width, height };
    this.#ratio = Math.min(2, ratio);
    this.#renderer.resize(this.#size, this.#ratio);
    if (first) this.reset();
    else this.#view = resizeView(this.#view, before, this.fitted);
    this.request(true);
  }

  reset(): void {
    this.#view = this.fitted;
    this.#moved();
  }

  panBy(dx: number, dy: number): void {
    this.#view = panBy(this.#view, this.#bounds, dx, dy);
    this.#moved();
  }

  zoomAt(factor: number, px: number = this.#size.width / 2, py: number = this.#size.height / 2): void {
    this.#view = zoomAt(this.#view, this.fitted, this.#size, factor, px, py);
    this.#moved();
  }

  #moved(): void {
    this.onView?.();
    this.request(true);
  }

  /** The point under the pointer, or −1. Points of hidden segments are not there. */
  pick(px: number, py: number): number {
    if (this.#data.labels.length === 0) return -1;
    this.#picker ??= makePicker(this.#data.points, this.#data.index);
    const hidden = this.#scene?.hidden;
    return this.#picker.at(px, py, this.#view, this.#size, PICK_RADIUS, (i) => !hidden?.has(this.#data.labels[i]!));
  }

  screenOf(index: number): readonly [number, number] {
    return toScreen(this.#view, this.#size, this.#data.points[2 * index]!, this.#data.points[2 * index + 1]!);
  }

  /** A polygon of screen coordinates in data units. */
  polygonInData(polygon: readonly number[]): number[] {
    const out: number[] = [];
    for (let i = 0; i < polygon.length; i += 2) out.push(...toData(this.#view, this.#size, polygon[i]!, polygon[i + 1]!));
    return out;
  }

  /** The picture's frame as a polygon of data units. */
  frameInData(): number[] {
    const { width, height } = this.#size;
    return this.polygonInData([0, 0, width, 0, width, height, 0, height]);
  }

  /** Draws at the next frame; the points only where they look different. */
  request(points = false): void {
    this.#stale ||= points;
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const scene = this.#scene;
    const theme = this.#theme;
    if (!scene || !theme || this.#size.width === 0) return;
    const t = this.#moment();
    if (this.#stale) {
      this.#stale = false;
      const style = pointStyle(this.#data.labels.length, this.#size.width, this.#size.height, this.zoom);
      this.#renderer.draw(this.#view, {
        ...style,
        dark: theme.dark,
        hidden: scene.hidden,
        focus: scene.focus,
        marked: this.#marked,
        glide: t,
      });
    }
    const names = t < 1 ? this.#namePlaces(t) : null;
    const labels = names
      ? scene.labels.map((label) => {
          const [x, y] = names.get(label.id)!;
          return { ...label, x, y };
        })
      : scene.labels;
    drawOverlay(this.#overlay, this.#view, this.#size, this.#ratio, { ...scene, labels, theme });
    if (t < 1) this.request(true);
    else this.#gliding = null;
  }

  /** Points and what lies over them, complete, and how many of their pixels are a CSS pixel. */
  async layers(): Promise<{ readonly layers: readonly (ImageBitmap | HTMLCanvasElement)[]; readonly ratio: number }> {
    return { layers: [await this.#renderer.picture(), this.#overlay], ratio: this.#ratio };
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.onView = null;
    this.#renderer.dispose();
    this.#picture.remove();
    this.#overlay.remove();
  }
}
