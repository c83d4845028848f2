import { init, type ECharts } from '../echarts';
import { bandsOf, type Bands, type Rect } from './bands';
import { optionOf } from './options';
import type { Hover, Picture } from './painter';
import type { ChartSpec } from './plan';

type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** ECharts gives the place of a grid to extensions only. */
interface Inside {
  getModel(): { getComponent(name: 'grid', index: number): { coordinateSystem: { getRect(): Rect } } | undefined };
}

/** One chart on one canvas, wherever that canvas lives: it knows neither worker nor document. */
export class ChartHost {
  readonly #canvas: Canvas;
  #chart: ECharts | null = null;
  #spec: ChartSpec | null = null;

  constructor(canvas: Canvas) {
    this.#canvas = canvas;
  }

  /** Draws at once; says where the bands lie. Throws where the canvas has no 2-D context. */
  draw(spec: ChartSpec): Bands | null {
    const { width, height, ratio } = spec;
    const before = this.#spec;
    this.#spec = spec;
    if (before?.ratio !== ratio) this.#chart?.dispose();
    if (!this.#chart || this.#chart.isDisposed()) this.#chart = this.#start(spec);
    else if (before?.width !== width || before.height !== height) this.#chart.resize({ width, height, silent: true });
    const option = optionOf(spec);
    this.#chart.setOption(option, { notMerge: true });
    const grid = (this.#chart as unknown as Inside).getModel().getComponent('grid', 0)?.coordinateSystem.getRect();
    return grid ? bandsOf(option, { x: grid.x, y: grid.y, width: grid.width, height: grid.height }) : null;
  }

  #start({ width, height, ratio }: ChartSpec): ECharts {
    if (!this.#canvas.getContext('2d')) throw new Error('The canvas has no 2-D context.');
    const chart = init(this.#canvas as HTMLCanvasElement, undefined, { renderer: 'canvas', width, height, devicePixelRatio: ratio });
    // Pointers come from the page, in a worker and out of one, and the page shapes the cursor.
    chart.getZr().handler.setHandlerProxy({ dispose: () => undefined, setCursor: () => undefined } as never);
    return chart;
  }

  /** Shows the hover card of a place, or takes it away. */
  hover(at: Hover): void {
    const handler = this.#chart?.getZr().handler;
    if (at) handler?.dispatch('mousemove', { zrX: at.x, zrY: at.y, offsetX: at.x, offsetY: at.y } as never);
    else handler?.dispatch('mouseout', {} as never);
  }

  /** What was drawn last, drawn again at another ratio; null before the first. */
  picture(ratio: number): Picture | null {
    if (!this.#spec) return null;
    const canvas = typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
    const copy = new ChartHost(canvas);
    copy.draw({ ...this.#spec, ratio });
    const picture = 'transferToImageBitmap' in canvas ? canvas.transferToImageBitmap() : canvas;
    copy.dispose();
    return picture;
  }

  dispose(): void {
    this.#chart?.dispose();
    this.#chart = null;
  }
}
