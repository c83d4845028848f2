import { isFigure } from './cell-types';
import type { FileRow } from './sort-rows';
import { filled, fitOf, type ColumnKind } from './table-shape';

/** Rows of words that show that they are a table. */
const FEWEST_ROWS = 2;

/**
 * Which rows head a table of nothing but words: from there on no row has a figure, or what the table's first column holds, and all have words over two columns
 * of the table's figures, to the end or to the header that comes again. The names at its top are none of its cells. Rows are asked for in rising order; each is
 * looked at a fixed number of times, since of a list of words any may be asked for.
 */
export class WordsBelow {
  /** Rows that were looked at. */
  looked = 0;
  /** The rows up to the header that comes again; the first from which on all are of words, and how many cells they have. */
  private end = -1;
  private from = 0;
  private width = -1;
  /** From each of these on: filled rows, and the first place in the file of any of their first cells. */
  private counts: number[] = [];
  private firsts: number[] = [];
  /** For each column the last row of each of its cells. */
  private last: Map<string, number>[] = [];
  private readonly firstOf = new Map<string, number>();

  constructor(
    private readonly rows: readonly FileRow[],
    private readonly kinds: readonly ColumnKind[],
    private readonly repeatsHeader: (row: FileRow) => boolean,
  ) {
    for (const [i, { cells }] of rows.entries()) if (!this.firstOf.has(cells[0] ?? '')) this.firstOf.set(cells[0] ?? '', i);
  }

  /** Whether a table of words begins at row i. */
  beginAt(i: number): boolean {
    if (i >= this.end) this.lookFrom(i);
    const at = i + 1 - this.from;
    const { cells: names } = this.rows[i]!;
    if (at < 0 || at >= this.counts.length || this.counts[at]! < FEWEST_ROWS || names.length !== this.width) return false;
    if (Math.min(this.firsts[at]!, this.firstOf.get(names[0] ?? '')!) < i) return false;
    return !names.some((name, column) => (this.last[column]!.get(name) ?? -1) > i);
  }

  private lookFrom(i: number): void {
    const { rows } = this;
    this.end = i + 1;
    while (this.end < rows.length && !this.repeatsHeader(rows[this.end]!)) this.end++;
    this.looked += this.end - i;
    this.counts = [];
    this.firsts = [];
    this.last = [];
    this.width = -1;
    this.from = this.end;
    while (this.from > i + 1 && this.isOfWords(rows[this.from - 1]!)) this.add(--this.from);
    this.counts.reverse();
    this.firsts.reverse();
  }

  private isOfWords({ cells }: FileRow): boolean {
    this.looked++;
    if (filled(cells) === 0) return true;
    if (this.width >= 0 && cells.length !== this.width) return false;
    const { agree, contradict } = fitOf(cells, this.kinds);
    return agree === 0 && contradict >= 2 && !cells.some(isFigure);
  }

  private add(row: number): void {
    const { cells } = this.rows[row]!;
    const isFilled = filled(cells) > 0;
    this.counts.push((this.counts.at(-1) ?? 0) + Number(isFilled));
    const first = isFilled ? this.firstOf.get(cells[0] ?? '')! : Infinity;
    this.firsts.push(Math.min(this.firsts.at(-1) ?? Infinity, first));
    if (!isFilled) return;
    this.width = cells.length;
    while (this.last.length < cells.length) this.last.push(new Map());
    for (const [column, cell] of cells.entries()) if (!this.last[column]!.has(cell)) this.last[column]!.set(cell, row);
  }
}
