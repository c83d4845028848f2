import base64 from 'virtual:kmeans-kernel';

/** What assembly/index.ts exports; all but counts are addresses. */
interface KernelFunctions {
  place(
    dims: number,
    k: number,
    data: number,
    weights: number,
    labels: number,
    upper: number,
    second: number,
    centres: number,
    lanes: number,
    singles: number,
    path: number,
    longest: number,
    moat: number,
  ): void;
  assign(first: boolean, from: number, to: number, sums: number, reach: number, doubt: number): number;
}

const PAGE = 1 << 16;
/** A larger memory is left to the collector after its run, since it would not shrink. */
const MOST_KEPT = 64 << 20;

/** The assignment step of k-means compiled to WebAssembly, over a memory of its own. */
export class LloydKernel {
  readonly run: KernelFunctions;
  private readonly memory: WebAssembly.Memory;
  private readonly begin: number;
  private next: number;

  private constructor({ exports }: WebAssembly.Instance) {
    this.run = exports as unknown as KernelFunctions;
    this.memory = exports['memory'] as WebAssembly.Memory;
    // Behind what the code holds itself.
    this.begin = this.next = Math.max(PAGE, this.memory.buffer.byteLength);
  }

  /** null where the platform compiles nothing, or knows no vectors of 16 bytes. */
  static make(): LloydKernel | null {
    compiled ??= compile();
    return compiled === 'none' ? null : new LloydKernel(new WebAssembly.Instance(compiled));
  }

  /**
   * Gives a kernel to `work`, the same one again and again. @returns what `work` does; its own part is not to be kept, since the next one writes over it
   */
  static lend<T>(work: (kernel: LloydKernel | null) => T): T {
    const kernel = idle ?? LloydKernel.make();
    idle = null;
    const done = work(kernel);
    if (kernel !== null && kernel.memory.buffer.byteLength <= MOST_KEPT) idle = kernel;
    return done;
  }

  /** Takes all room back, and makes sure that there are so many bytes. @throws RangeError where memory is short */
  clear(bytes: number): void {
    this.next = this.begin;
    const missing = this.begin + bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
  }

  singles(length: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.room(4 * length), length);
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.memory.buffer, this.room(8 * length), length);
  }

  words(length: number): Int32Array {
    return new Int32Array(this.memory.buffer, this.room(4 * length), length);
  }

  private room(bytes: number): number {
    const address = this.next;
    this.next = address + roomFor(bytes);
    return address;
  }
}

/** Bytes that so many take up: arrays begin at multiples of 16. */
export const roomFor = (bytes: number): number => (bytes + 15) & ~15;

let compiled: WebAssembly.Module | 'none' | null = null;
let idle: LloydKernel | null = null;

function compile(): WebAssembly.Module | 'none' {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return 'none';
  }
}
