import type { Records } from './records';

/** Cells by row and column: cell c of row r is `bytes[starts[i]…ends[i])` with `i = firstCell[r] + c`. {@link Records} are such a table. */
export type CellTable = Pick<Records, 'bytes' | 'starts' | 'ends' | 'firstCell'>;

/** Cells that a row transform writes: `columns` a row, each of them empty until it is put. */
export class WrittenCells implements CellTable {
  bytes = new Uint8Array(1 << 12);
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  firstCell = new Int32Array(0);
  private used = 0;

  constructor(private readonly columns: number) {}

  /** Empties the table and makes room for so many rows. */
  clear(rows: number): void {
    this.used = 0;
    if (this.firstCell.length < rows) {
      this.firstCell = Int32Array.from({ length: rows }, (_, row) => row * this.columns);
      this.starts = new Int32Array(rows * this.columns);
      this.ends = new Int32Array(rows * this.columns);
    }
    this.starts.fill(0);
    this.ends.fill(0);
  }

  put(row: number, column: number, source: Uint8Array, start: number, end: number): void {
    const cell = row * this.columns + column;
    this.reserve(end - start);
    this.starts[cell] = this.used;
    if (end - start > 32) this.bytes.set(source.subarray(start, end), this.used);
    else for (let i = start; i < end; i++) this.bytes[this.used + i - start] = source[i]!;
    this.used += end - start;
    this.ends[cell] = this.used;
  }

  private reserve(length: number): void {
    const needed = this.used + length;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
