import type { Records } from './records';

const A = 0x9e3779b1;
const B = 0x85ebca77;

/**
 * 64 bits over the cells of a row, as two hashes of 32 bits, `a` and `b`, which take up the same words with different mixing. Equal cells give
 * equal hashes, however they are quoted; lengths are taken up, so that `a,bc` and `ab,c` differ.
 */
export class RowHash {
  a = 0;
  b = 0;
  private view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));

  of(records: Records, row: number, columns: number): void {
    const { bytes, starts, ends } = records;
    if (this.view.buffer !== bytes.buffer) this.view = new DataView(bytes.buffer);
    const { view } = this;
    const first = records.firstCell[row]!;
    let a = 0x3c6ef372;
    let b = 0x1b873593;
    for (let cell = first; cell < first + columns; cell++) {
      const start = starts[cell]!;
      const end = ends[cell]!;
      const length = end - start;
      a = Math.imul(((a << 13) | (a >>> 19)) ^ length, A);
      b = Math.imul(((b << 7) | (b >>> 25)) + length, B);
      // The last word overlaps the one before it unless the length is a multiple of four.
      const last = end - 4;
      let word = 0;
      if (length >= 4) {
        for (let at = start; at < last; at += 4) {
          word = view.getInt32(at, true);
          a = Math.imul(((a << 13) | (a >>> 19)) ^ word, A);
          b = Math.imul(((b << 7) | (b >>> 25)) + word, B);
        }
        word = view.getInt32(last, true);
      } else for (let at = start; at < end; at++) word = (word << 8) | bytes[at]!;
      a = Math.imul(((a << 13) | (a >>> 19)) ^ word, A);
      b = Math.imul(((b << 7) | (b >>> 25)) + word, B);
    }
    this.a = mix(a);
    this.b = mix(b ^ 0x165667b1);
  }
}

/** The finaliser of MurmurHash3. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
