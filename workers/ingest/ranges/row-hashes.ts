import { int32List } from '../growable';
import type { KernelColumns, KernelRecords } from '../kernel';
import type { Records } from '../records';
import type { RowFilter } from '../seen-rows';
import { RowHash } from './row-hash';

/** Lets every row pass and notes its hash, for whoever sees the rows of all ranges. With a kernel, the records are its own. */
export class RowHashes implements RowFilter {
  private readonly hash: RowHash;
  private readonly hashes = int32List();
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
    const { hash, hashes, ready } = this;
    const data = hashes.reserve(2);
    if (ready === null) hash.ofRow(records, row, columns);
    data[hashes.length++] = ready === null ? hash.a : ready[2 * row]!;
    data[hashes.length++] = ready === null ? hash.b : ready[2 * row + 1]!;
    return true;
  }

  /** `a` and `b` of each row since the last call. */
  take(): Int32Array {
    const taken = this.hashes.data.slice(0, this.hashes.length);
    this.hashes.length = 0;
    return taken;
  }
}
