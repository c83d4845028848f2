import type { Records } from './records';

/**
 * The rows seen so far, each as 64 bits of hash over its cells (two hashes of 32 bits with different mixing), in an open-addressing table.
 * Among ten million rows the chance of any false duplicate is about 3e-6.
 */
export class SeenRows {
  private size = 0;
  private table = new Int32Array(1 << 13);

  /** Adds the row; false if an equal row was there already. `columns` cells are compared. */
  add(records: Records, row: number, columns: number): boolean {
    const { bytes, starts, ends } = records;
    const first = records.firstCell[row]!;
    let a = 0x9747b28c;
    let b = 0x3c6ef372;
    for (let cell = first; cell < first + columns; cell++) {
      const end = ends[cell]!;
      for (let i = starts[cell]!; i < end; i++) {
        const byte = bytes[i]!;
        a = Math.imul(a ^ byte, 0x5bd1e995);
        b = Math.imul(((b << 7) | (b >>> 25)) ^ byte, 0x27d4eb2f);
      }
      // No byte has this value, so that `a,bc` and `ab,c` differ.
      a = Math.imul(a ^ 0x1f3, 0x5bd1e995);
      b = Math.imul(((b << 7) | (b >>> 25)) ^ 0x1f3, 0x27d4eb2f);
      a ^= a >>> 15;
    }
    return this.insert(mix(a), mix(b ^ 0x165667b1));
  }

  private insert(a: number, b: number): boolean {
    // Two zeros mark an empty slot.
    const second = a === 0 && b === 0 ? 1 : b;
    const table = this.table;
    const mask = table.length / 2 - 1;
    let slot = a & mask;
    for (;;) {
      const heldA = table[slot * 2]!;
      const heldB = table[slot * 2 + 1]!;
      if (heldA === 0 && heldB === 0) break;
      if (heldA === a && heldB === second) return false;
      slot = (slot + 1) & mask;
    }
    table[slot * 2] = a;
    table[slot * 2 + 1] = second;
    if (++this.size * 4 > table.length) this.grow();
    return true;
  }

  private grow(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    const mask = this.table.length / 2 - 1;
    for (let i = 0; i < old.length; i += 2) {
      const a = old[i]!;
      const b = old[i + 1]!;
      if (a === 0 && b === 0) continue;
      let slot = a & mask;
      while (this.table[slot * 2] !== 0 || this.table[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      this.table[slot * 2] = a;
      this.table[slot * 2 + 1] = b;
    }
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
