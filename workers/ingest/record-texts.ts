import { CR, LF } from './byte-kinds';
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

const latin = new TextDecoder('latin1');

/** Text of a cell by its number. All is decoded once as if a byte were a character, which is many times faster than cell by cell. */
export function cellTexts({ bytes, used, starts, ends }: Records): (cell: number) => string {
  const text = latin.decode(bytes.subarray(0, used));
  return (cell) => {
    const start = starts[cell]!;
    const end = ends[cell]!;
    for (let at = start; at < end; at++) if (bytes[at]! >= 128) return cellText(bytes, start, end);
    return text.substring(start, end);
  };
}

export function rowTexts({ firstCell }: Records, row: number, textOf: (cell: number) => string): string[] {
  const cells: string[] = [];
  for (let cell = firstCell[row]!; cell < firstCell[row + 1]!; cell++) cells.push(textOf(cell));
  return cells;
}

/** Line ends within a record's own text: it stands on so many lines more than one. */
export function innerLineEnds({ bytes, rawStarts, rawEnds }: Records, row: number, dialect: Dialect): number {
  const newline = dialect.newline.charCodeAt(0);
  const end = rawEnds[row]!;
  let lines = 0;
  for (let at = rawStarts[row]!; at < end; at++) {
    if (bytes[at] === newline || (dialect.mixedNewlines === true && bytes[at] === CR && bytes[at + 1] !== LF)) lines++;
  }
  return lines;
}

/** How a record's quotes stand: `stray` where one is out of place, `unclosed` where one is never closed. */
export type Quoting = 'regular' | 'stray' | 'unclosed';

export function quotingOf({ irregular, unclosed }: Records): (row: number) => Quoting {
  if (irregular.length === 0) return () => 'regular';
  const stray = new Set(irregular);
  const open = new Set(unclosed);
  return (row) => (open.has(row) ? 'unclosed' : stray.has(row) ? 'stray' : 'regular');
}
