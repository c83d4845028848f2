import { NotedRows } from './noted-rows';
import type { Condition } from './record-texts';
import type { Records } from './records';

/** Counts rows with a quote out of place. */
export class StrayQuotes extends NotedRows {
  /** Adds a batch's rows from row `from` on. */
  add({ irregular, rows, lines }: Records, from: number, condition: (row: number) => Condition): void {
    for (const row of irregular) if (row >= from && row < rows && condition(row) === 'stray') this.count(1, lines[row]!);
  }
}
