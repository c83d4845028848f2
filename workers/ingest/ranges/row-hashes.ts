import { int32List } from '../growable';
import type { Records } from '../records';
import { CellHash } from '../cell-hash';
import type { RowFilter } from '../seen-rows';

/** Lets every row pass and notes its hash, for whoever sees the rows of all ranges. */
export class RowHashes implements RowFilter {
  private readonly hash = new CellHash();
  private readonly hashes = int32List();

  add(records: Records, row: number, columns: number): boolean {
    this.hash.ofRow(records, row, columns);
    const data = this.hashes.reserve(2);
    data[this.hashes.length++] = this.hash.a;
    data[this.hashes.length++] = this.hash.b;
    return true;
  }

  /** `a` and `b` of each row since the last call. */
  take(): Int32Array {
    const taken = this.hashes.data.slice(0, this.hashes.length);
    this.hashes.length = 0;
    return taken;
  }
}
