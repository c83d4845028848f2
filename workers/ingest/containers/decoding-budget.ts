/** Rows that were to be decoded together would take more memory than they may. */
export class TooMuchAtOnce extends Error {}

/** What the rows that are decoded together may come to, all columns counted. */
export class DecodingBudget {
  constructor(
    private cells: number,
    private bytes: number,
  ) {}

  /** @throws TooMuchAtOnce */
  takeCells(count: number): void {
    this.cells -= count;
    if (this.cells < 0) throw new TooMuchAtOnce();
  }

  /** @throws TooMuchAtOnce */
  takeBytes(count: number): void {
    this.bytes -= count;
    if (this.bytes < 0) throw new TooMuchAtOnce();
  }
}
