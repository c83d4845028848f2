import { segmentColour, withAlpha } from '../palette';
import { presenceAt, type Glide } from './glide';
import { RECEDE, type PointLook, type PointRenderer } from './renderer';
import type { Size, View } from './view';

const MOST = 20_000;

/** Where there is no WebGL2: an evenly spaced sample of the points on a 2-D canvas. */
export class CanvasRenderer2D implements PointRenderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #points: Float32Array = new Float32Array(0);
  #labels: Int32Array = new Int32Array(0);
  #marks: Uint8Array | null = null;
  #glide: Glide | null = null;
  #size: Size = { width: 1, height: 1 };
  #ratio = 1;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d')!;
  }

  get sampleOf(): number | null {
    return this.#labels.length > MOST ? MOST : null;
  }

  setPoints(points: Float32Array, labels: Int32Array): void {
    this.#points = points;
    this.#labels = labels;
    this.#marks = null;
    this.#glide = null;
  }

  transition(glide: Glide): void {
    this.setPoints(glide.to, glide.labelsTo);
    this.#glide = glide;
  }

  setMarks(marks: Uint8Array | null): void {
    this.#marks = marks;
  }

  resize(size: Size, ratio: number): void {
    this.#size = size;
    this.#ratio = ratio;
    this.#canvas.width = Math.max(1, Math.round(size.width * ratio));
    this.#canvas.height = Math.max(1, Math.round(size.height * ratio));
  }

  draw(view: View, look: PointLook): void {
    const context = this.#context;
    const { width, height } = this.#size;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const step = Math.max(1, Math.ceil(this.#labels.length / MOST));
    const marked = look.marked && this.#marks !== null;
    const half = look.size / 2;
    const t = look.glide;
    const glide = t < 1 ? this.#glide : null;
    const gone = this.#glide !== null;
    const labels = glide && t < 0.5 ? glide.labelsFrom : this.#labels;
    for (const front of [false, true]) {
      let label = Number.NaN;
      for (let i = 0; i < this.#labels.length; i += step) {
        const own = labels[i]!;
        const recedes = (look.focus !== null && own !== look.focus) || (marked && this.#marks![i] === 0);
        if (recedes === front || look.hidden.has(own)) continue;
        const there = gone ? presenceAt(this.#glide!.presence[i]!, t) : 1;
        if (there === 0) continue;
        context.globalAlpha = there;
        if (own !== label) {
          label = own;
          context.fillStyle = withAlpha(segmentColour(own, look.dark), recedes ? look.alpha * RECEDE : look.alpha);
        }
        const at = (place: number) => {
          const end = this.#points[place]!;
          return glide ? glide.from[place]! + (end - glide.from[place]!) * t : end;
        };
        const x = width / 2 + (at(2 * i) - view.x) * view.scaleX;
        const y = height / 2 - (at(2 * i + 1) - view.y) * view.scaleY;
        if (x > -9 && y > -9 && x < width + 9 && y < height + 9) context.fillRect(x - half, y - half, look.size, look.size);
      }
    }
    context.globalAlpha = 1;
  }

  picture(): Promise<HTMLCanvasElement> {
    return Promise.resolve(this.#canvas);
  }

  dispose(): void {
    this.#points = new Float32Array(0);
    this.#labels = new Int32Array(0);
  }
}
