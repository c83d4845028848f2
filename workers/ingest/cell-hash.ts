import type { Records } from './records';

const A = 0x9e3779b1;
const B = 0x85ebca77;

/**
 * 64 bits over cells, as two hashes of 32 bits, `a` and `b`, which take up the same words with different mixing. Equal cells give equal hashes,
 * however they are quoted; lengths are taken up, so that `a,bc` and `ab,c` differ. Among n different rows or ids the chance that any two have the
 * same hash is about n² / 2^65: 3e-6 for ten million.
 */
export class CellHash {
  a = 0;
  b = 0;
  private view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));

  /** Of the first cells of a row. */
  ofRow(records: Records, row: number, columns: number): void {
    const { bytes, starts, ends, firstCell } = records;
    this.begin(bytes);
    const first = firstCell[row]!;
    for (let cell = first; cell < first + columns; cell++) this.take(bytes, starts[cell]!, ends[cell]!);
    this.finish();
  }

  /** Of those cells of a row. */
  ofCells(records: Records, row: number, columns: readonly number[]): void {
    const { bytes, starts, ends, firstCell } = records;
    this.begin(bytes);
    const first = firstCell[row]!;
    for (const column of columns) this.take(bytes, starts[first + column]!, ends[first + column]!);
    this.finish();
  }

  /** Of `bytes[start…end)` alone; never two zeros. */
  ofCell(bytes: Uint8Array, start: number, end: number): void {
    this.begin(bytes);
    this.take(bytes, start, end);
    this.finish();
    if (this.a === 0 && this.b === 0) this.b = 1;
  }

  private begin(bytes: Uint8Array): void {
    if (this.view.buffer !== bytes.buffer) this.view = new DataView(bytes.buffer);
    this.a = 0x3c6ef372;
    this.b = 0x1b873593;
  }

  private take(bytes: Uint8Array, start: number, end: number): void {
    const { view } = this;
    const { byteOffset } = bytes;
    const length = end - start;
    let a = Math.imul(((this.a << 13) | (this.a >>> 19)) ^ length, A);
    let b = Math.imul(((this.b << 7) | (this.b >>> 25)) + length, B);
    // The last word overlaps the one before it unless the length is a multiple of four.
    const last = byteOffset + end - 4;
    let word = 0;
    if (length >= 4) {
      for (let at = byteOffset + start; at < last; at += 4) {
        word = view.getInt32(at, true);
        a = Math.imul(((a << 13) | (a >>> 19)) ^ word, A);
        b = Math.imul(((b << 7) | (b >>> 25)) + word, B);
      }
      word = view.getInt32(last, true);
    } else for (let at = start; at < end; at++) word = (word << 8) | bytes[at]!;
    this.a = Math.imul(((a << 13) | (a >>> 19)) ^ word, A);
    this.b = Math.imul(((b << 7) | (b >>> 25)) + word, B);
  }

  private finish(): void {
    this.a = mix(this.a);
    this.b = mix(this.b ^ 0x165667b1);
  }
}

/** The finaliser of MurmurHash3. */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The keys of ids that are at hand as text, two words each. */
export function keysOfNames(names: readonly string[]): Int32Array {
  const hash = new CellHash();
  const keys = new Int32Array(2 * names.length);
  names.forEach((name, code) => {
    const bytes = encoder.encode(name);
    hash.ofCell(bytes, 0, bytes.length);
    keys[2 * code] = hash.a;
    keys[2 * code + 1] = hash.b;
  });
  return keys;
}

const encoder = new TextEncoder();
