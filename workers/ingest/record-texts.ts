import { cellText } from './cells';
import type { Dialect } from './dialect';
import { Records } from './records';

/** The first records of a text, at most `most` of them: for samples and tests. `complete`: the text's end ends a record. */
export function splitRecords(utf8: Uint8Array, dialect: Dialect, complete = true, most = Infinity): string[][] {
  const records = new Records(dialect);
  records.push(utf8);
  records.split(complete);
  const textOf = cellTexts(records);
  return Array.from({ length: Math.min(records.rows, most) }, (_, row) => rowTexts(records, row, textOf));
}

/** Text of a cell by its number. Where all is ASCII the bytes are decoded once, which is many times faster than cell by cell. */
export function cellTexts({ bytes, used, starts, ends }: Records): (cell: number) => string {
  const text = cellText(bytes, 0, used);
  if (text.length === used) return (cell) => text.substring(starts[cell]!, ends[cell]!);
  return (cell) => cellText(bytes, starts[cell]!, ends[cell]!);
}

export function rowTexts({ firstCell }: Records, row: number, textOf: (cell: number) => string): string[] {
  const cells: string[] = [];
  for (let cell = firstCell[row]!; cell < firstCell[row + 1]!; cell++) cells.push(textOf(cell));
  return cells;
}
