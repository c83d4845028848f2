import { CellHash } from '../cell-hash';
import { codeOf, keyOf } from '../coded-cell';
import { NO_NAME, ownCode } from '../dictionary';
import { KEPT } from '../fate';
import type { Zone } from '../../protocol/events';
import type { Kernel } from './kernel';
import type { KernelNames } from './kernel-names';
import type { KernelRecords } from './kernel-records';

/**
 * Encodes the columns of a batch of records in a kernel. Cells that may hold more than their content, or be a marker of a missing value, are looked at one
 * by one, as without a kernel.
 */
export class KernelColumns {
  /** Rows kept, by {@link keep}. */
  private count = 0;
  private rows = 0;
  /** Addresses: the rows kept, what a column comes to, and the hashes of rows. */
  private kept = 0;
  private out = 0;
  private hashed = 0;
  /** Room for the cells of a row, one after the other. */
  private joined = 0;
  private joinedBytes = 0;
  private readonly hash = new CellHash();

  constructor(readonly kernel: Kernel) {}

  /** Room for the figures of so many rows, or columns, and for rows of so many bytes. May move the memory. */
  makeRoom(rows: number, columns: number, bytes: number): void {
    if (bytes + columns > this.joinedBytes) {
      this.joinedBytes = 2 * (bytes + columns);
      this.joined = this.kernel.room(this.joinedBytes);
    }
    const most = Math.max(rows, columns);
    if (most <= this.rows) return;
    this.rows = Math.max(most, 2 * this.rows);
    this.kept = this.kernel.room(4 * this.rows);
    this.out = this.kernel.room(8 * this.rows);
    this.hashed = this.kernel.room(8 * this.rows);
  }

  /**
   * Adds the empty cells of each column to `missing`, over rows from `from` on that have as many cells as there are columns; returns the first row that
   * has not, or that has a cell which must be looked at, `records.rows` where there is none.
   */
  countMissing(records: KernelRecords, from: number, missing: Float64Array): number {
    const { kernel, out } = this;
    const { firstCell, starts, ends } = records.addresses;
    const counts = kernel.words.subarray(out >> 2, (out >> 2) + missing.length).fill(0);
    const row = kernel.run.countMissing(kernel.begins, firstCell, starts, ends, from, records.rows, missing.length, out);
    for (let column = 0; column < missing.length; column++) missing[column]! += counts[column]!;
    return row;
  }

  /** The rows from `from` on that are kept as things stand: the columns asked for after are theirs. */
  keep(fate: Int8Array, from: number, rows: number): void {
    const { words } = this.kernel;
    const kept = this.kept >> 2;
    let count = 0;
    for (let row = from; row < rows; row++) if (fate[row] === KEPT) words[kept + count++] = row;
    this.count = count;
  }

  /** Codes of the column, a word a row kept; valid until the next column. `own`: as own codes. `zeroDecimals`: as {@link codeOf}. */
  codes(names: KernelNames, own: boolean, records: KernelRecords, column: number, zeroDecimals: boolean): Int32Array {
    const { kernel, kept, out, count } = this;
    const { firstCell, starts, ends } = records.addresses;
    const { bytes, words } = kernel;
    for (let done = 0; done < count; done++) {
      if (!zeroDecimals) {
        done = kernel.run.encode(names.address, own, kernel.begins, firstCell, starts, ends, column, kept, count, done, out);
        if (done === count) break;
      }
      const cell = records.firstCell[words[(kept >> 2) + done]!]! + column;
      const code = codeOf(names, bytes, records.starts[cell]!, records.ends[cell]!, zeroDecimals);
      words[(out >> 2) + done] = own && code !== NO_NAME ? ownCode(code) : code;
    }
    return words.subarray(out >> 2, (out >> 2) + count);
  }

  /** Keys of the column, two words a row kept; valid until the next column. */
  keys(records: KernelRecords, column: number, zeroDecimals: boolean): Int32Array {
    const { kernel, kept, out, count, hash } = this;
    const { firstCell, starts, ends } = records.addresses;
    const { bytes, words } = kernel;
    for (let done = 0; done < count; done++) {
      if (!zeroDecimals) {
        done = kernel.run.keysOf(kernel.begins, firstCell, starts, ends, column, kept, count, done, out);
        if (done === count) break;
      }
      const cell = records.firstCell[words[(kept >> 2) + done]!]! + column;
      keyOf(hash, bytes, records.starts[cell]!, records.ends[cell]!, zeroDecimals);
      words[(out >> 2) + 2 * done] = hash.a;
      words[(out >> 2) + 2 * done + 1] = hash.b;
    }
    return words.subarray(out >> 2, (out >> 2) + 2 * count);
  }

  /** ms UTC of the column by row, from row `from` on; {@link OTHERWISE} where the cell is to be read otherwise. Valid until the next column. */
  times(records: KernelRecords, from: number, column: number, zone: Zone): Float64Array {
    const { firstCell, starts, ends } = records.addresses;
    this.kernel.run.readTimes(firstCell, starts, ends, column, from, records.rows, zone.name === 'UTC', this.out);
    return this.doubles(records.rows);
  }

  /** Numbers of the column, with a point for a decimal mark, as {@link times}. */
  numbers(records: KernelRecords, from: number, column: number): Float64Array {
    const { firstCell, starts, ends } = records.addresses;
    this.kernel.run.readNumbers(firstCell, starts, ends, column, from, records.rows, this.out);
    return this.doubles(records.rows);
  }

  /** Hashes of all rows from `from` on that have so many cells: two words a row from row 0 on. */
  hashes(records: KernelRecords, from: number, columns: number): Int32Array {
    const { firstCell, starts, ends } = records.addresses;
    this.kernel.run.hashRows(firstCell, starts, ends, from, records.rows, columns, records.delimiter, this.joined, this.hashed);
    return this.kernel.words.subarray(this.hashed >> 2, (this.hashed >> 2) + 2 * records.rows);
  }

  private doubles(rows: number): Float64Array {
    return new Float64Array(this.kernel.bytes.buffer, this.out, rows);
  }
}
