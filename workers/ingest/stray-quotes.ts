import type { Quoting } from './record-texts';
import type { Records } from './records';

/** Counts rows with a quote out of place. */
export class StrayQuotes {
  rows = 0;
  /** Line of the first; 0 where there is none. */
  line = 0;

  /** Adds a batch's rows from row `from` on. */
  add({ irregular, rows, lines }: Records, from: number, quotes: (row: number) => Quoting): void {
    for (const row of irregular) if (row >= from && row < rows && quotes(row) === 'stray') this.count(1, lines[row]!);
  }

  /** Adds so many rows, the first of which stands on `line`. */
  count(rows: number, line: number): void {
    if (this.rows === 0 && rows > 0) this.line = line;
    this.rows += rows;
  }

  clear(): void {
    this.rows = this.line = 0;
  }
}
