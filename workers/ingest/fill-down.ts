import { contentEnd, contentStart, isMissing } from './cells';
import { WrittenCells } from './cell-table';
import { Dictionary } from './dictionary';
import type { Records } from './records';

/**
 * Fills blank cells with the value that the last line above of the same order has, for exports that write what belongs to the whole order on
 * its first line only. By order id, so that nothing runs over into the next order, wherever an order's lines stand. What is kept of an order
 * is a code a column.
 */
export class FillDown {
  /** Columns in the order of `columns`. */
  readonly table: WrittenCells;
  private readonly orders = new Dictionary();
  /** Of each column: its values, and the value's code of each order, −1 before there is one. */
  private readonly values: readonly Values[];

  constructor(
    private readonly columns: readonly number[],
    private readonly by: number,
  ) {
    this.table = new WrittenCells(columns.length);
    this.values = columns.map(() => new Values());
  }

  /**
   * @param rejected whether a row is left out
   * @param missing of each column of the file, missing cells so far; those that were filled are taken off
   */
  run({ rows, firstCell, bytes, starts, ends }: Records, from: number, rejected: (row: number) => boolean, missing: Float64Array): void {
    const { table, columns, values } = this;
    table.clear(rows);
    for (let row = from; row < rows; row++) {
      if (rejected(row)) continue;
      const first = firstCell[row]!;
      const id = first + this.by;
      const named = !isMissing(bytes, starts[id]!, ends[id]!);
      const order = named
        ? this.orders.encode(bytes, contentStart(bytes, starts[id]!, ends[id]!), contentEnd(bytes, starts[id]!, ends[id]!))
        : -1;
      for (let i = 0; i < columns.length; i++) {
        const cell = first + columns[i]!;
        const start = starts[cell]!;
        const end = ends[cell]!;
        if (!isMissing(bytes, start, end)) {
          table.put(row, i, bytes, start, end);
          if (named) values[i]!.keep(order, bytes, start, end);
        } else if (named && values[i]!.write(order, table, row, i)) missing[columns[i]!]!--;
      }
    }
  }
}

/** The latest value of each order in one column. */
class Values {
  private readonly dictionary = new Dictionary();
  private codes = new Int32Array(1024).fill(-1);
  private text: Uint8Array[] = [];

  keep(order: number, bytes: Uint8Array, start: number, end: number): void {
    if (order >= this.codes.length) {
      const larger = new Int32Array(Math.max(order + 1, this.codes.length * 2)).fill(-1);
      larger.set(this.codes);
      this.codes = larger;
    }
    const code = this.dictionary.encode(bytes, start, end);
    if (code === this.text.length) this.text.push(bytes.slice(start, end));
    this.codes[order] = code;
  }

  /** Whether there was a value to write. */
  write(order: number, table: WrittenCells, row: number, column: number): boolean {
    const code = order < this.codes.length ? this.codes[order]! : -1;
    if (code < 0) return false;
    const text = this.text[code]!;
    table.put(row, column, text, 0, text.length);
    return true;
  }
}
