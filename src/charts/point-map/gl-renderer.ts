import { palette, rgbOf } from '../palette';
import { COMES, GOES, type Glide } from './glide';
import { RECEDE, slotOf, type PointLook } from './renderer';
import type { Size, View } from './view';

const VERTEX = `#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in uint slot;
layout(location = 2) in uint mark;
layout(location = 3) in vec2 origin;
layout(location = 4) in uint origin_slot;
layout(location = 5) in uint presence;
uniform vec2 scale;
uniform vec2 offset;
uniform float size;
uniform float alpha;
uniform vec3 palette[13];
uniform uint hidden;
uniform int focus;
uniform bool marked;
uniform bool front;
uniform bool gliding;
uniform float moment;
out vec4 colour;
void main() {
  uint seen = gliding && moment < 0.5 ? origin_slot : slot;
  float there = gliding && presence == ${COMES}u ? moment : gliding && presence == ${GOES}u ? 1.0 - moment : 1.0;
  bool recedes = (focus >= 0 && int(seen) != focus) || (marked && mark == 0u);
  bool gone = ((hidden >> seen) & 1u) == 1u || recedes == front || there <= 0.0;
  vec2 place = gliding ? mix(origin, position, moment) : position;
  vec3 tint = gliding ? mix(palette[origin_slot], palette[slot], moment) : palette[slot];
  gl_Position = gone ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(place * scale + offset, 0.0, 1.0);
  gl_PointSize = gone ? 0.0 : size;
  colour = vec4(tint, there * (recedes ? alpha * ${RECEDE.toFixed(2)} : alpha));
}`;

const FRAGMENT = `#version 300 es
// As in the vertex shader, since both have the uniform size.
precision highp float;
in vec4 colour;
uniform float size;
out vec4 fragment;
void main() {
  float edge = 1.0 / size;
  float distance = length(gl_PointCoord - 0.5);
  float alpha = colour.a * (1.0 - smoothstep(0.5 - edge, 0.5, distance));
  if (alpha <= 0.0) discard;
  fragment = vec4(colour.rgb * alpha, alpha);
}`;

const UNIFORMS = ['scale', 'offset', 'size', 'alpha', 'palette', 'hidden', 'focus', 'marked', 'front', 'gliding', 'moment'] as const;
const BUFFERS = ['position', 'slot', 'mark', 'origin', 'originSlot', 'presence'] as const;

interface Resources {
  readonly program: WebGLProgram;
  readonly buffers: Readonly<Record<(typeof BUFFERS)[number], WebGLBuffer>>;
  readonly uniforms: Readonly<Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>>;
}

const tints = (dark: boolean) => new Float32Array(palette(dark).flatMap((colour) => [...rgbOf(colour)]));
const LIGHT = tints(false);
const DARK = tints(true);

/** WebGL's largest distance between two vertices of a buffer is 255 bytes; a point has 8, so that a slice takes every 31st at least. */
const MOST_SLICES = 31;
/** Milliseconds that a slice may take, so that a newer view never waits long. */
const SLICE_MS = 24;

/**
 * Draws points from one buffer in slices of every n-th point: the first slice is a whole if thinner picture, the others fill it up. How many
 * slices depends on what the device drew per millisecond so far. Rebuilds itself when the driver takes its context away.
 */
export class GlRenderer {
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  #resources: Resources | null = null;
  #points: Float32Array = new Float32Array(0);
  #slots: Uint8Array = new Uint8Array(0);
  #marks: Uint8Array | null = null;
  /** Where the points come from, and in which segments they were; null where they stand still. */
  #glide: { readonly origin: Float32Array; readonly originSlots: Uint8Array; readonly presence: Uint8Array } | null = null;
  #size: Size = { width: 1, height: 1 };
  #ratio = 1;
  /** Points a millisecond; a cautious guess until measured. */
  #rate = 4000;

  /** null where WebGL2 is not to be had. `onRestored` asks for a new drawing. */
  static create(canvas: OffscreenCanvas, onRestored: () => void): GlRenderer | null {
    const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true, preserveDrawingBuffer: true });
    if (!gl) return null;
    const renderer = new GlRenderer(canvas, gl, onRestored);
    return renderer.#build() || gl.isContextLost() ? renderer : null;
  }

  private constructor(canvas: OffscreenCanvas, gl: WebGL2RenderingContext, onRestored: () => void) {
    this.#canvas = canvas;
    this.#gl = gl;
    canvas.addEventListener('webglcontextlost', (event: Event) => {
      // Without this the browser never gives the context back.
      event.preventDefault();
      this.#resources = null;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      if (!this.#build()) return;
      this.#upload();
      onRestored();
    });
  }

  #build(): boolean {
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(kind);
      if (!program || !shader) return false;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      gl.deleteShader(shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
    const buffers = Object.fromEntries(BUFFERS.map((name) => [name, gl.createBuffer()])) as Resources['buffers'];
    const uniforms = Object.fromEntries(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)])) as Resources['uniforms'];
    this.#resources = { program, buffers, uniforms };
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    return true;
  }

  #fill(buffer: WebGLBuffer, data: Float32Array | Uint8Array): void {
    this.#gl.bindBuffer(this.#gl.ARRAY_BUFFER, buffer);
    this.#gl.bufferData(this.#gl.ARRAY_BUFFER, data, this.#gl.STATIC_DRAW);
  }

  #upload(): void {
    if (!this.#resources) return;
    const { buffers } = this.#resources;
    this.#fill(buffers.position, this.#points);
    this.#fill(buffers.slot, this.#slots);
    if (this.#marks) this.#fill(buffers.mark, this.#marks);
    if (!this.#glide) return;
    this.#fill(buffers.origin, this.#glide.origin);
    this.#fill(buffers.originSlot, this.#glide.originSlots);
    this.#fill(buffers.presence, this.#glide.presence);
  }

  setPoints(points: Float32Array, labels: Int32Array): void {
    this.#points = points;
    this.#slots = slotsOf(labels);
    this.#marks = null;
    this.#glide = null;
    this.#upload();
  }

  transition({ from, to, labelsFrom, labelsTo, presence }: Glide): void {
    this.#points = to;
    this.#slots = slotsOf(labelsTo);
    this.#marks = null;
    this.#glide = { origin: from, originSlots: slotsOf(labelsFrom), presence };
    this.#upload();
  }

  setMarks(marks: Uint8Array | null): void {
    this.#marks = marks;
    if (marks && marks.length < this.#slots.length) {
      // Those who are gone come last.
      this.#marks = new Uint8Array(this.#slots.length);
      this.#marks.set(marks);
    }
    if (this.#marks && this.#resources) this.#fill(this.#resources.buffers.mark, this.#marks);
  }

  resize(size: Size, ratio: number): void {
    this.#size = size;
    this.#ratio = ratio;
    this.#canvas.width = Math.max(1, Math.round(size.width * ratio));
    this.#canvas.height = Math.max(1, Math.round(size.height * ratio));
  }

  /** Each step of the iteration has drawn one slice more, and waited for it; whoever iterates decides whether to go on. */
  *draw(view: View, look: PointLook): Generator<void, void, void> {
    const gl = this.#gl;
    const count = this.#slots.length;
    const two = look.focus !== null || (look.marked && this.#marks !== null);
    const slices = Math.max(1, Math.min(MOST_SLICES, Math.ceil((count * (two ? 2 : 1)) / (this.#rate * SLICE_MS))));
    if (!this.#begin(view, look)) return;
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    // Those that recede first, so that the others lie on top.
    const layers = two ? [0, 1] : [1];
    if (count > 0) this.#timed(() => layers.forEach((front) => this.#slice(0, slices, front)));
    yield;
    for (const front of layers) {
      for (let slice = 1; slice < slices; slice++) {
        if (!this.#begin(view, look)) return;
        this.#timed(() => this.#slice(slice, slices, front));
        yield;
      }
    }
  }

  #begin(view: View, look: PointLook): boolean {
    const gl = this.#gl;
    const resources = this.#resources;
    if (!resources || gl.isContextLost()) return false;
    const { uniforms } = resources;
    const scaleX = (2 * view.scaleX) / this.#size.width;
    const scaleY = (2 * view.scaleY) / this.#size.height;
    gl.viewport(0, 0, this.#canvas.width, this.#canvas.height);
    gl.useProgram(resources.program);
    gl.uniform2f(uniforms.scale, scaleX, scaleY);
    gl.uniform2f(uniforms.offset, -view.x * scaleX, -view.y * scaleY);
    gl.uniform1f(uniforms.size, Math.max(1, look.size * this.#ratio));
    gl.uniform1f(uniforms.alpha, look.alpha);
    gl.uniform3fv(uniforms.palette, look.dark ? DARK : LIGHT);
    let hidden = 0;
    for (const id of look.hidden) hidden |= 1 << slotOf(id);
    gl.uniform1ui(uniforms.hidden, hidden >>> 0);
    gl.uniform1i(uniforms.focus, look.focus === null ? -1 : slotOf(look.focus));
    gl.uniform1i(uniforms.marked, look.marked && this.#marks !== null ? 1 : 0);
    gl.uniform1i(uniforms.gliding, this.#glide ? 1 : 0);
    gl.uniform1f(uniforms.moment, look.glide);
    return true;
  }

  #slice(slice: number, slices: number, front: number): void {
    const gl = this.#gl;
    const resources = this.#resources;
    if (!resources) return;
    const { buffers } = resources;
    const places = (location: number, buffer: WebGLBuffer) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 8 * slices, 8 * slice);
    };
    const bytes = (location: number, buffer: WebGLBuffer | null) => {
      if (!buffer) {
        gl.disableVertexAttribArray(location);
        gl.vertexAttribI4ui(location, 0, 0, 0, 0);
        return;
      }
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.enableVertexAttribArray(location);
      gl.vertexAttribIPointer(location, 1, gl.UNSIGNED_BYTE, slices, slice);
    };
    places(0, buffers.position);
    bytes(1, buffers.slot);
    bytes(2, this.#marks ? buffers.mark : null);
    if (this.#glide) places(3, buffers.origin);
    else gl.disableVertexAttribArray(3);
    bytes(4, this.#glide ? buffers.originSlot : null);
    bytes(5, this.#glide ? buffers.presence : null);
    gl.uniform1i(resources.uniforms.front, front);
    const points = Math.floor((this.#slots.length - 1 - slice) / slices) + 1;
    if (points > 0) gl.drawArrays(gl.POINTS, 0, points);
    this.#drawn += Math.max(0, points);
  }

  #drawn = 0;
  #pixel = new Uint8Array(4);

  /** Waits for the device and learns how fast it is. */
  #timed(work: () => void): void {
    const gl = this.#gl;
    const since = performance.now();
    this.#drawn = 0;
    work();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, this.#pixel);
    const rate = this.#drawn / Math.max(0.2, performance.now() - since);
    this.#rate = Math.max(200, 0.5 * this.#rate + 0.5 * rate);
  }
}

function slotsOf(labels: Int32Array): Uint8Array {
  const slots = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) slots[i] = slotOf(labels[i]!);
  return slots;
}
