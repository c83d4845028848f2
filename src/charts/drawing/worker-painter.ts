import { LatestOnly } from './latest-only';
import type { ChartPainter, Hover, PainterEvents, PaintReply, PaintRequest, PaintStart, Picture } from './painter';
import type { ChartSpec } from './plan';

let shared: Worker | null = null;
const painting = new Set<WorkerPainter>();

/** One worker draws all charts of the page; it starts with the first. */
function chartWorker(): Worker {
  if (shared) return shared;
  const worker = new Worker(new URL('./chart.worker.ts', import.meta.url), { type: 'module', name: 'shoal-charts' });
  worker.onerror = (event) => {
    worker.terminate();
    if (shared === worker) shared = null;
    for (const painter of [...painting]) painter.fail(new Error(event.message || 'The chart worker stopped.'));
  };
  return (shared = worker);
}

/** Draws one chart in the worker, so that the page never waits for ECharts. */
export class WorkerPainter implements ChartPainter {
  readonly #port: MessagePort;
  readonly #events: PainterEvents;
  readonly #specs = new LatestOnly<ChartSpec>((spec) => this.#post({ kind: 'draw', spec }));
  #waiting: ((picture: Picture | null) => void)[] = [];

  static possible(): boolean {
    return typeof OffscreenCanvas !== 'undefined' && 'transferControlToOffscreen' in HTMLCanvasElement.prototype;
  }

  constructor(canvas: HTMLCanvasElement, events: PainterEvents) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#events = events;
    port1.onmessage = ({ data }: MessageEvent<PaintReply>) => {
      if (data.kind === 'failed') this.fail(new Error(data.message));
      else if (data.kind === 'picture') this.#waiting.shift()?.(data.picture);
      else {
        events.drawn(data.bands);
        this.#specs.done();
      }
    };
    const start: PaintStart = { canvas: canvas.transferControlToOffscreen(), port: port2 };
    chartWorker().postMessage(start, [start.canvas, port2]);
    painting.add(this);
  }

  #post(request: PaintRequest): void {
    this.#port.postMessage(request);
  }

  draw(spec: ChartSpec): void {
    this.#specs.push(spec);
  }

  hover(at: Hover): void {
    this.#post({ kind: 'hover', at });
  }

  picture(ratio: number): Promise<Picture | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#post({ kind: 'picture', ratio });
    });
  }

  fail(cause: unknown): void {
    this.dispose();
    this.#events.failed(cause);
  }

  dispose(): void {
    painting.delete(this);
    for (const resolve of this.#waiting.splice(0)) resolve(null);
    this.#post({ kind: 'dispose' });
    this.#port.onmessage = null;
  }
}
