import { KeyTable } from '../math/key-table';
import { CellHash } from './cell-hash';
import type { Records } from './records';
import { SeenRows, type RowFilter } from './seen-rows';

/** Of rows that are alike in the columns of all tables: one with nothing in the others was met, and one with something. */
const BARE = 1;
const FULLER = 2;

/**
 * The rows of several tables, some of which lack columns. Exports overlap, and the same row has something in a column of one table that the other does
 * not have: a row is there already if one is equal to it in the columns of all tables, and either of the two has nothing in the rest.
 */
export class SeenAcrossTables implements RowFilter {
  private readonly whole = new SeenRows();
  private readonly hash = new CellHash();
  private readonly alike = new KeyTable();
  private met = new Uint8Array(1 << 10);
  private common: readonly number[] | null = null;

  /** @param uneven places of the columns that some tables lack */
  constructor(private readonly uneven: readonly number[]) {}

  add(records: Records, row: number, columns: number): boolean {
    const isNew = this.whole.add(records, row, columns);
    this.common ??= Array.from({ length: columns }, (_, column) => column).filter((column) => !this.uneven.includes(column));
    this.hash.ofCells(records, row, this.common);
    const code = this.alike.code(this.hash.a, this.hash.b);
    if (code >= this.met.length) {
      const met = new Uint8Array(2 * this.met.length);
      met.set(this.met);
      this.met = met;
    }
    const { starts, ends, firstCell } = records;
    const first = firstCell[row]!;
    const isBare = this.uneven.every((column) => starts[first + column] === ends[first + column]);
    const [own, other] = isBare ? [BARE, FULLER] : [FULLER, BARE];
    const before = this.met[code]!;
    this.met[code] = before | own;
    return isNew && (before & other) === 0;
  }
}
