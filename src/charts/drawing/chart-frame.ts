import { bandAt, type Bands, type Rect } from './bands';
import { followPointer } from './follow-pointer';
import { PagePainter } from './page-painter';
import type { ChartPainter, PainterEvents, Picture } from './painter';
import type { ChartSpec } from './plan';
import { WorkerPainter } from './worker-painter';

export type ChartScene = Pick<ChartSpec, 'plan' | 'theme' | 'language'>;

/** A chart on the page without React: its canvas, its size, its pointer, and who draws. */
export class ChartFrame {
  readonly #element: HTMLElement;
  readonly #onFailed: (cause: unknown) => void;
  readonly #observer: ResizeObserver;
  readonly #letGo: () => void;
  #canvas!: HTMLCanvasElement;
  #painter!: ChartPainter;
  #scene: ChartScene | null = null;
  #size = { width: 0, height: 0, ratio: 1 };
  #bands: Bands | null = null;
  /** A press in a column of the first grid; undefined: the columns cannot be pressed. */
  onBand: ((column: number, row: number) => void) | undefined;
  /** Where the first grid lies, after each drawing; null for a chart without bands. */
  onGrid: ((grid: Rect | null) => void) | undefined;

  /** @param onFailed neither worker nor page could draw it */
  constructor(element: HTMLElement, onFailed: (cause: unknown) => void) {
    this.#element = element;
    this.#onFailed = onFailed;
    if (WorkerPainter.possible()) this.#start(WorkerPainter, () => this.#startOnPage());
    else this.#startOnPage();
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(element);
    this.#letGo = followPointer(element, {
      hover: (at) => {
        this.#painter.hover(at);
        element.style.cursor = at && this.onBand && this.#bandAt(at.x, at.y) ? 'pointer' : '';
      },
      click: (x, y) => {
        const band = this.#bandAt(x, y);
        if (band) this.onBand?.(...band);
      },
    });
  }

  #startOnPage(): void {
    this.#start(PagePainter, this.#onFailed);
  }

  /** On a fresh canvas: one that was handed to a worker cannot be had back. */
  #start(Painter: new (canvas: HTMLCanvasElement, events: PainterEvents) => ChartPainter, failed: (cause: unknown) => void): void {
    this.#canvas?.remove();
    this.#canvas = document.createElement('canvas');
    Object.assign(this.#canvas.style, { display: 'block', width: '100%', height: '100%' });
    this.#element.append(this.#canvas);
    this.#painter = new Painter(this.#canvas, { drawn: (bands) => this.#drawn(bands), failed });
    this.#draw();
  }

  #drawn(bands: Bands | null): void {
    this.#bands = bands;
    this.onGrid?.(bands?.grid ?? null);
  }

  #bandAt(x: number, y: number): readonly [number, number] | null {
    return this.#bands && bandAt(this.#bands, x, y);
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#element;
    const ratio = window.devicePixelRatio;
    if (width === this.#size.width && height === this.#size.height && ratio === this.#size.ratio) return;
    this.#size = { width, height, ratio };
    this.#draw();
  }

  /** Before both a size and a scene are known nothing is drawn, so that a chart is drawn once when it is mounted. */
  #draw(): void {
    if (this.#scene && this.#size.width > 0 && this.#size.height > 0) this.#painter.draw({ ...this.#scene, ...this.#size });
  }

  setScene(scene: ChartScene): void {
    this.#scene = scene;
    this.#draw();
  }

  picture(ratio: number): Promise<Picture | null> {
    return this.#painter.picture(ratio);
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#letGo();
    this.#painter.dispose();
    this.#canvas.remove();
  }
}
