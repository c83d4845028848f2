import type { Glide } from './glide';
import type { PointLook, PointRenderer, RenderReply, RenderRequest } from './renderer';
import type { Size, View } from './view';

/**
 * Draws in a worker, so that the page never waits for the graphics driver: where there is no GPU, half a million points take it longer than
 * a frame. One view is under way at a time; of those that arrive meanwhile only the latest counts.
 */
export class WorkerRenderer implements PointRenderer {
  readonly sampleOf = null;
  readonly #worker: Worker;
  #busy = false;
  #next: { view: View; look: PointLook } | null = null;
  #waiting: ((picture: ImageBitmap) => void)[] = [];

  static possible(): boolean {
    return typeof OffscreenCanvas !== 'undefined' && 'transferControlToOffscreen' in HTMLCanvasElement.prototype;
  }

  /** @param onFailed no WebGL2 in the worker: something else has to draw. @param onRestored the context is back: draw again. */
  constructor(canvas: HTMLCanvasElement, onFailed: () => void, onRestored: () => void) {
    this.#worker = new Worker(new URL('./renderer.worker.ts', import.meta.url), { type: 'module', name: 'shoal-points' });
    this.#worker.onerror = onFailed;
    this.#worker.onmessage = ({ data }: MessageEvent<RenderReply>) => {
      if (data.kind === 'started' && !data.ok) onFailed();
      else if (data.kind === 'restored') onRestored();
      else if (data.kind === 'picture') this.#waiting.shift()?.(data.picture);
      else if (data.kind === 'drawn') {
        this.#busy = false;
        const next = this.#next;
        this.#next = null;
        if (next) this.draw(next.view, next.look);
      }
    };
    const offscreen = canvas.transferControlToOffscreen();
    this.#post({ kind: 'start', canvas: offscreen }, [offscreen]);
  }

  #post(request: RenderRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  setPoints(points: Float32Array, labels: Int32Array): void {
    this.#post({ kind: 'points', points, labels });
  }

  transition(glide: Glide): void {
    const { from, to, labelsFrom, labelsTo, presence } = glide;
    this.#post({ kind: 'transition', glide }, [from.buffer, to.buffer, labelsFrom.buffer, labelsTo.buffer, presence.buffer]);
  }

  setMarks(marks: Uint8Array | null): void {
    this.#post({ kind: 'marks', marks });
  }

  resize(size: Size, ratio: number): void {
    this.#post({ kind: 'resize', size, ratio });
  }

  draw(view: View, look: PointLook): void {
    if (this.#busy) {
      this.#next = { view, look };
      return;
    }
    this.#busy = true;
    this.#post({ kind: 'draw', view, look });
  }

  picture(): Promise<ImageBitmap> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#post({ kind: 'picture' });
    });
  }

  dispose(): void {
    this.#worker.terminate();
  }
}
