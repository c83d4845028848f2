import base64 from 'virtual:reading-kernel';
import { BEGINS, MARKER_LENGTHS } from '../cells';

/** What assembly/index.ts exports; addresses and counts are numbers, `names` and `splitter` addresses of structs. */
export interface KernelFunctions {
  split(splitter: number): number;
  countMissing(
    begins: number,
    firstCell: number,
    starts: number,
    ends: number,
    from: number,
    rows: number,
    columns: number,
    missing: number,
  ): number;
  hashRows(
    firstCell: number,
    starts: number,
    ends: number,
    from: number,
    rows: number,
    columns: number,
    delimiter: number,
    joined: number,
    out: number,
  ): void;
  readTimes(firstCell: number, starts: number, ends: number, column: number, from: number, rows: number, bare: boolean, out: number): void;
  readNumbers(firstCell: number, starts: number, ends: number, column: number, from: number, rows: number, out: number): void;
  keysOf(
    begins: number,
    firstCell: number,
    starts: number,
    ends: number,
    column: number,
    kept: number,
    count: number,
    done: number,
    out: number,
  ): number;
  encode(
    names: number,
    own: boolean,
    begins: number,
    firstCell: number,
    starts: number,
    ends: number,
    column: number,
    kept: number,
    count: number,
    done: number,
    out: number,
  ): number;
  findUndecodable(from: number, to: number): number;
  encodeCell(names: number, start: number, end: number): number;
  rehashNumbers(from: number, fromMask: number, to: number, toMask: number): void;
  rehashWords(from: number, fromMask: number, to: number, toMask: number): void;
}

const PAGE = 1 << 16;

/**
 * Splitting, hashing and encoding compiled to WebAssembly, over one memory in which the text lies, too. Room is handed out piece by piece, so that
 * who needs more asks for twice as much, and taken back all at once.
 *
 * {@link room} may move the memory: `bytes` and `words` are others then, and arrays over it that were made before have length 0.
 */
export class Kernel {
  readonly run: KernelFunctions;
  /** Address of the table {@link BEGINS}, behind which {@link MARKER_LENGTHS} stands. */
  readonly begins: number;
  bytes: Uint8Array<ArrayBuffer>;
  words: Int32Array<ArrayBuffer>;
  private readonly memory: WebAssembly.Memory;
  /** Where room that was handed out begins. */
  private readonly first: number;
  private next: number;

  private constructor({ exports }: WebAssembly.Instance) {
    this.run = exports as unknown as KernelFunctions;
    this.memory = exports['memory'] as WebAssembly.Memory;
    this.bytes = new Uint8Array(this.memory.buffer as ArrayBuffer);
    this.words = new Int32Array(this.memory.buffer as ArrayBuffer);
    // Behind what the code holds itself.
    this.next = this.bytes.length;
    this.begins = this.room(BEGINS.length + MARKER_LENGTHS.byteLength);
    this.bytes.set(BEGINS, this.begins);
    this.bytes.set(new Uint8Array(MARKER_LENGTHS.buffer), this.begins + BEGINS.length);
    this.first = this.next;
  }

  /** null where the platform compiles nothing, or knows no vectors of 16 bytes. */
  static make(): Kernel | null {
    compiled ??= compile();
    return compiled === 'none' ? null : new Kernel(new WebAssembly.Instance(compiled));
  }

  /** Takes back all room that was handed out. */
  clear(): void {
    this.bytes.fill(0, this.first, this.next);
    this.next = this.first;
  }

  /** Address of so many bytes of zeros, a multiple of 16; 16 bytes behind them can be read, more where there is other room behind. */
  room(bytes: number): number {
    const address = this.next;
    this.next = (address + bytes + 31) & ~15;
    if (this.next + 16 > this.bytes.length) {
      const pages = Math.ceil((this.next + 16 - this.bytes.length) / PAGE);
      // Growing copies the memory on some platforms: so by a quarter at least.
      this.memory.grow(Math.max(pages, this.bytes.length / PAGE / 4, 16) | 0);
      this.bytes = new Uint8Array(this.memory.buffer as ArrayBuffer);
      this.words = new Int32Array(this.memory.buffer as ArrayBuffer);
    }
    return address;
  }
}

let compiled: WebAssembly.Module | 'none' | null = null;

function compile(): WebAssembly.Module | 'none' {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return 'none';
  }
}
