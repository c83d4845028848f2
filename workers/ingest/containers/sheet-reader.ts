import type { Sheet } from './book';
import type { SheetRow } from './sheet-rows';

/** A sheet by its place in the document. */
export interface NumberedSheet extends Sheet {
  readonly number: number;
  /** May be said behind its rows. */
  hidden: boolean;
  /** Rows with two values at least. */
  wide: number;
}

/** What readers of spreadsheets in one XML document share: the sheets that have begun, and the rows of the one that is wanted. */
export abstract class SheetReader {
  readonly sheets: NumberedSheet[] = [];
  protected found: SheetRow[] = [];

  /** @param wanted number of the sheet whose rows are read; null where the sheets alone are asked for */
  constructor(private readonly wanted: number | null) {}

  /** The rows since the last call. */
  take(): SheetRow[] {
    const rows = this.found;
    this.found = [];
    return rows;
  }

  protected get isWanted(): boolean {
    return this.sheets.length - 1 === this.wanted;
  }
}
