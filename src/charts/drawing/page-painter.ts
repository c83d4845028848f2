import type { ChartHost } from './chart-host';
import type { ChartPainter, Hover, PainterEvents, Picture } from './painter';
import type { ChartSpec } from './plan';

/** Draws on the page's own thread, where no worker can draw. ECharts is loaded only then. */
export class PagePainter implements ChartPainter {
  readonly #host: Promise<ChartHost>;
  readonly #events: PainterEvents;
  #latest: ChartSpec | null = null;

  constructor(canvas: HTMLCanvasElement, events: PainterEvents) {
    this.#events = events;
    this.#host = import('./chart-host').then(({ ChartHost }) => new ChartHost(canvas));
    this.#host.catch((cause: unknown) => events.failed(cause));
  }

  draw(spec: ChartSpec): void {
    this.#latest = spec;
    this.#with((host) => {
      if (spec === this.#latest) this.#events.drawn(host.draw(spec));
    });
  }

  hover(at: Hover): void {
    this.#with((host) => host.hover(at));
  }

  async picture(ratio: number): Promise<Picture | null> {
    return (await this.#host).picture(ratio);
  }

  dispose(): void {
    this.#latest = null;
    this.#with((host) => host.dispose());
  }

  #with(action: (host: ChartHost) => void): void {
    this.#host.then(
      (host) => {
        try {
          action(host);
        } catch (cause) {
          this.#events.failed(cause);
        }
      },
      () => undefined,
    );
  }
}
