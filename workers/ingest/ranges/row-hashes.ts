import { int32List } from '../growable';
import type { KernelColumns, KernelRecords } from '../kernel';
import type { Records } from '../records';
import type { RowFilter } from '../seen-rows';
import { RowHash } from './row-hash';

/** Lets every row pass and notes its hash, for whoever sees the rows of all ranges. With a kernel, the records are its own. */
export class RowHashes implements RowFilter {
  private readonly hash: RowHash;
  /** `a` and `b` of each row. */
  readonly list = int32List();
  /** Of the batch at hand. */
  private ready: Int32Array | null = null;

  constructor(
    private readonly kernel: KernelColumns | null,
    delimiter: string,
  ) {
    this.hash = new RowHash(delimiter.charCodeAt(0));
  }

  begin(records: Records, from: number, columns: number): void {
    if (this.kernel !== null) this.ready = this.kernel.hashes(records as KernelRecords, from, columns);
  }

  add(records: Records, row: number, columns: number): boolean {
    const { hash, list, ready } = this;
    const data = list.reserve(2);
    if (ready === null) hash.ofRow(records, row, columns);
    data[list.length++] = ready === null ? hash.a : ready[2 * row]!;
    data[list.length++] = ready === null ? hash.b : ready[2 * row + 1]!;
    return true;
  }

  /** Of the rows of another range. */
  restart(): void {
    this.list.length = 0;
  }
}
