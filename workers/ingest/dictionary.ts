const EMPTY = -1;
/** Names are decoded this many bytes at a time, well under the longest string an engine allows. */
const BLOCK = 1 << 24;

/** Names by code, as UTF-8: name c is `bytes[offsets[c]…offsets[c + 1])`. */
export interface PackedNames {
  readonly bytes: Uint8Array;
  readonly offsets: Float64Array;
}

/**
 * Dictionary encoding of cells: equal bytes, equal code; codes count from 0 in order of first appearance. Works on bytes, so that a cell
 * which has been seen before costs no string. Open addressing with linear probing, at most half full.
 */
export class Dictionary {
  size = 0;
  private slots = new Int32Array(1024).fill(EMPTY);
  private hashes = new Int32Array(512);
  /** `offsets[code]` … `offsets[code + 1]` in the pool. */
  private offsets = new Float64Array(513);
  private pool = new Uint8Array(8192);
  /** The same bytes by words: of the cells that come in, and of the pool. */
  private cells = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  private kept = new DataView(this.pool.buffer);

  /** Code of the cell, a new one if it has not been seen. */
  encode(bytes: Uint8Array, start: number, end: number): number {
    if (this.cells.buffer !== bytes.buffer) this.cells = new DataView(bytes.buffer);
    const { cells, kept } = this;
    const length = end - start;
    const last = bytes.byteOffset + end - 4;
    const first = last + 4 - length;
    // The last word overlaps the one before it unless the length is a multiple of four.
    let hash = length;
    let word = 0;
    if (length >= 4) {
      for (let at = first; at < last; at += 4) {
        hash = Math.imul(hash ^ cells.getInt32(at, true), 0x01000193);
        hash ^= hash >>> 15;
      }
      word = cells.getInt32(last, true);
    } else for (let i = start; i < end; i++) word = (word << 8) | bytes[i]!;
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 13;

    const { slots, hashes, offsets } = this;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = slots[slot]!;
      if (code === EMPTY) break;
      if (hashes[code] === hash) {
        const from = offsets[code]!;
        if (offsets[code + 1]! - from === length) {
          if (length < 4) {
            let i = 0;
            while (i < length && bytes[start + i] === this.pool[from + i]) i++;
            if (i === length) return code;
          } else {
            let i = 0;
            while (first + i < last && cells.getInt32(first + i, true) === kept.getInt32(from + i, true)) i += 4;
            if (first + i >= last && cells.getInt32(last, true) === kept.getInt32(from + length - 4, true)) return code;
          }
        }
      }
      slot = (slot + 1) & mask;
    }
    return this.add(bytes, start, end, hash, slot);
  }

  name(code: number): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.pool.subarray(this.offsets[code], this.offsets[code + 1]));
  }

  /** All names, by code. */
  names(): string[] {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const names: string[] = [];
    let code = 0;
    while (code < this.size) {
      const from = this.offsets[code]!;
      let last = code + 1;
      while (last < this.size && this.offsets[last + 1]! - from <= BLOCK) last++;
      const to = this.offsets[last]!;
      const text = decoder.decode(this.pool.subarray(from, to));
      if (text.length === to - from) {
        for (; code < last; code++) names.push(text.substring(this.offsets[code]! - from, this.offsets[code + 1]! - from));
      } else {
        for (; code < last; code++) names.push(decoder.decode(this.pool.subarray(this.offsets[code], this.offsets[code + 1])));
      }
    }
    return names;
  }

  packed(): PackedNames {
    const offsets = this.offsets.slice(0, this.size + 1);
    return { bytes: this.pool.slice(0, offsets[this.size]), offsets };
  }

  /** Takes up the names of another dictionary in their order; returns the code here of each code there. */
  merge({ bytes, offsets }: PackedNames): Int32Array {
    const codes = new Int32Array(offsets.length - 1);
    for (let code = 0; code < codes.length; code++) codes[code] = this.encode(bytes, offsets[code]!, offsets[code + 1]!);
    return codes;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++;
    const from = this.offsets[code]!;
    const to = from + end - start;
    if (to > this.pool.length) {
      const larger = new Uint8Array(Math.max(to, this.pool.length * 2));
      larger.set(this.pool);
      this.pool = larger;
      this.kept = new DataView(larger.buffer);
    }
    this.pool.set(bytes.subarray(start, end), from);
    if (code === this.hashes.length) {
      const hashes = new Int32Array(code * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
      const offsets = new Float64Array(code * 2 + 1);
      offsets.set(this.offsets);
      this.offsets = offsets;
    }
    this.hashes[code] = hash;
    this.offsets[code + 1] = to;
    this.slots[slot] = code;
    if (this.size * 2 > this.slots.length) this.rehash();
    return code;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      let slot = this.hashes[code]! & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.slots = slots;
  }
}
