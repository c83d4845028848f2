import { CellHash } from './cell-hash';
import type { Records } from './records';

/** Share of the slots that are taken before there are twice as many: the hash is even, and the table is the largest thing held while reading. */
const FULLEST = 0.8;

/** Decides whether a row is the first of its kind. */
export interface RowFilter {
  /** Asked before the rows of a batch from `from` on, each of `columns` cells or more, are added. */
  begin?(records: Records, from: number, columns: number): void;
  /** Takes the row's first `columns` cells; false if an equal row was there already. */
  add(records: Records, row: number, columns: number): boolean;
}

/** The rows seen so far, each as the 64 bits of {@link CellHash}, in an open-addressing table. */
export class SeenRows implements RowFilter {
  private readonly hash = new CellHash();
  private size = 0;
  private table = new Int32Array(1 << 13);

  add(records: Records, row: number, columns: number): boolean {
    this.hash.ofRow(records, row, columns);
    return this.insert(this.hash.a, this.hash.b);
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
    if (++this.size > FULLEST * (table.length / 2)) this.resize(table.length * 2);
    return true;
  }

  private resize(length: number): void {
    const old = this.table;
    this.table = new Int32Array(length);
    const mask = length / 2 - 1;
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
