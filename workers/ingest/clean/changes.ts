/** What cleaning wrote into cells of kept rows, by the line on which the row starts: for the clean file. */
export interface CellChanges {
  /** Magnitudes: a cell keeps its sign. */
  readonly value: ReadonlyMap<number, number>;
  readonly quantity: ReadonlyMap<number, number>;
  readonly category: ReadonlyMap<number, string>;
}

/** What cleaning wrote into cells of a table of users, by the column's name and the line: figures of numbers, ms UTC of dates, names. */
export interface AttributeChanges {
  readonly attributes: ReadonlyMap<string, ReadonlyMap<number, number | string>>;
}

/** The changes as they are made. */
export class ChangeLog implements CellChanges {
  readonly value = new Map<number, number>();
  readonly quantity = new Map<number, number>();
  readonly category = new Map<number, string>();
}

/** What a second pass over the file needs to write what was kept of it. */
export interface CleanedRows {
  /** Lines of the duplicates, near ones among them, ascending. */
  readonly duplicateLines: Uint32Array;
  readonly changes: CellChanges | AttributeChanges;
}
