const EMPTY = -1;
/** Names are decoded this many bytes at a time, well under the longest string an engine allows. */
const BLOCK = 1 << 24;

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

  /** Code of the cell, a new one if it has not been seen. */
  encode(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 13;

    const { slots, hashes, offsets, pool } = this;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = slots[slot]!;
      if (code === EMPTY) break;
      if (hashes[code] === hash) {
        const from = offsets[code]!;
        if (offsets[code + 1]! - from === end - start) {
          let i = start;
          while (i < end && bytes[i] === pool[from + i - start]) i++;
          if (i === end) return code;
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

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++;
    const from = this.offsets[code]!;
    const to = from + end - start;
    if (to > this.pool.length) {
      const larger = new Uint8Array(Math.max(to, this.pool.length * 2));
      larger.set(this.pool);
      this.pool = larger;
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
