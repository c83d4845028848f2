/** Counts rows that are announced, and remembers where the first of them stands. */
export class NotedRows {
  rows = 0;
  /** Line of the first; 0 where there is none. */
  line = 0;

  /** Adds so many rows, the first of which stands on `line`. */
  count(rows: number, line: number): void {
    if (this.rows === 0 && rows > 0) this.line = line;
    this.rows += rows;
  }

  clear(): void {
    this.rows = this.line = 0;
  }
}
