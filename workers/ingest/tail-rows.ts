import { cellText } from './cells';
import type { Dialect } from './dialect';
import { KEPT } from './fate';
import { innerLineEnds, type Condition } from './record-texts';
import type { Records } from './records';
import type { FileRow } from './sort-rows';

/** What stands below a table is short: of a longer run of rejected rows the first are looked at. */
const MOST_ROWS = 1000;
const MOST_CHARS = 1 << 18;

interface TailRow {
  readonly cells: readonly string[];
  readonly line: number;
  /** The line after it. */
  readonly next: number;
  readonly condition: Condition;
}

/** The end of a range's rows, as {@link TailRows} holds it. */
export interface TailBlock {
  /** Some row before the run was taken. */
  readonly taken: boolean;
  readonly run: number;
  readonly rows: readonly TailRow[];
  readonly full: boolean;
  /** The lines after the row above the run, and after the last row; 0 where there is none. */
  readonly above: number;
  readonly next: number;
}

/**
 * The rejected rows after the last row of the file that was taken (kept, or a duplicate), as text: only below the table can notes and other
 * tables be told from broken rows. Equal whatever the batches and ranges in which the rows come.
 */
export class TailRows {
  /** Rejected rows in the run, those included that are not held. */
  run = 0;
  private rows: TailRow[] = [];
  private chars = 0;
  private full = false;
  private taken = false;
  private above = 0;
  private next = 0;

  constructor(private readonly dialect: Dialect) {}

  /** Adds a batch's rows from row `from` on. */
  add(records: Records, from: number, fate: Int8Array, condition: (row: number) => Condition): void {
    const { rows, lines } = records;
    if (rows === from) return;
    const nextLine = (row: number) => lines[row]! + innerLineEnds(records, row, this.dialect) + 1;
    let start = rows;
    while (start > from && fate[start - 1]! > KEPT) start--;
    if (start > from) this.restart(nextLine(start - 1));
    else if (this.run === 0) this.above = this.next;
    for (let row = start; row < rows && !this.full; row++) {
      this.hold({ cells: textsOf(records, row), line: lines[row]!, next: nextLine(row), condition: condition(row) });
    }
    this.run += rows - start;
    this.next = nextLine(rows - 1);
  }

  /** Adds the rows of the next range. */
  append(block: TailBlock, lineShift: number): void {
    const shifted = (line: number) => (line === 0 ? 0 : line + lineShift);
    if (block.taken) this.restart(shifted(block.above));
    else if (this.run === 0) this.above = this.next;
    for (const row of block.rows) if (!this.full) this.hold({ ...row, line: row.line + lineShift, next: row.next + lineShift });
    this.full ||= block.full;
    this.run += block.run;
    if (block.next > 0) this.next = shifted(block.next);
  }

  /** The rows that are held; `complete`: the run to the file's end. */
  end(): { readonly rows: readonly FileRow[]; readonly complete: boolean } {
    const rows = this.rows.map(({ cells, line, condition }, i) => {
      const after = i === 0 ? this.above : this.rows[i - 1]!.next;
      return { cells, line, condition, gap: after > 0 && line > after };
    });
    return { rows, complete: !this.full };
  }

  block(): TailBlock {
    const { taken, run, rows, full, above, next } = this;
    return { taken, run, rows, full, above, next };
  }

  clear(): void {
    this.restart(0);
    this.taken = false;
    this.next = 0;
  }

  private restart(above: number): void {
    this.run = 0;
    this.rows = [];
    this.chars = 0;
    this.full = false;
    this.taken = true;
    this.above = above;
  }

  private hold(row: TailRow): void {
    const chars = row.cells.reduce((sum, cell) => sum + cell.length, this.chars);
    this.full = this.rows.length === MOST_ROWS || chars > MOST_CHARS;
    if (this.full) return;
    this.chars = chars;
    this.rows.push(row);
  }
}

/** Row by row: most batches have no such row or few, so that decoding the whole batch would cost more. */
function textsOf({ firstCell, bytes, starts, ends }: Records, row: number): string[] {
  const cells: string[] = [];
  for (let cell = firstCell[row]!; cell < firstCell[row + 1]!; cell++) cells.push(cellText(bytes, starts[cell]!, ends[cell]!));
  return cells;
}
