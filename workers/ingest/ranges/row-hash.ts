import { mix } from '../cell-hash';
import type { Records } from '../records';

const A = 0x9e3779b1;
const B = 0x85ebca77;
const SEED = [0x3c6ef372, 0x1b873593, 0x165667b1, 0x27d4eb2f] as const;
const STEP = 16;

/**
 * 64 bits over the first cells of a row, as two hashes of 32 bits, `a` and `b`: of the cells with a delimiter between each two, sixteen bytes at a time in
 * four lanes of each half, and of the cells' lengths. Cells of a row without quotes lie like that already, which the kernel makes use of. Equal rows give
 * equal hashes, however they are quoted; the chance that any two of n others do is about n² / 2^65.
 */
export class RowHash {
  a = 0;
  b = 0;
  private joined = new Uint8Array(256);
  private view = new DataView(this.joined.buffer);
  private readonly x = new Int32Array(4);
  private readonly y = new Int32Array(4);

  constructor(private readonly delimiter: number) {}

  ofRow(records: Records, row: number, columns: number): void {
    const { starts, ends, firstCell } = records;
    const first = firstCell[row]!;
    let mark = 0;
    for (let cell = first; cell < first + columns; cell++) mark = Math.imul(mark ^ (ends[cell]! - starts[cell]!), A);
    const length = this.join(records, first, columns);
    const { x, y } = this;
    x.set(SEED);
    y.set(SEED);
    const last = Math.max(0, length - STEP);
    for (let at = 0; at < last; at += STEP) this.take(at);
    this.take(last);
    let p = mark;
    let q = mark;
    for (let lane = 0; lane < 4; lane++) {
      p = Math.imul(rotated(p, 13) ^ x[lane]!, A);
      q = Math.imul(rotated(q, 7) + y[lane]!, B);
    }
    this.a = mix(p);
    this.b = mix(q ^ 0x165667b1);
  }

  /** Behind the cells are zeros up to a whole step. Returns the length without them. */
  private join({ bytes, starts, ends }: Records, first: number, columns: number): number {
    let length = columns - 1;
    for (let cell = first; cell < first + columns; cell++) length += ends[cell]! - starts[cell]!;
    if (length + STEP > this.joined.length) {
      this.joined = new Uint8Array(2 * length + STEP);
      this.view = new DataView(this.joined.buffer);
    }
    const { joined } = this;
    let at = 0;
    for (let cell = first; cell < first + columns; cell++) {
      if (cell > first) joined[at++] = this.delimiter;
      for (let i = starts[cell]!; i < ends[cell]!; i++) joined[at++] = bytes[i]!;
    }
    joined.fill(0, at, at + STEP);
    return length;
  }

  private take(at: number): void {
    const { view, x, y } = this;
    for (let lane = 0; lane < 4; lane++) {
      const word = view.getInt32(at + 4 * lane, true);
      x[lane] = Math.imul(rotated(x[lane]!, 13) ^ word, A);
      y[lane] = Math.imul(rotated(y[lane]!, 7) + word, B);
    }
  }
}

const rotated = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));
