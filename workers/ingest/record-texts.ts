import { CR, LF } from './byte-kinds';
import { cellText } from './cells';
import type { TextFlow } from './containers/flow';
import { quoteOf, type Dialect } from './dialect';
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

/**
 * In what condition a record is: `stray` where a quote is out of place, `unclosed` where one is never closed, `cut` where the text ends within the record,
 * `broken` where a JSON text has something else than an object.
 */
export type Condition = 'regular' | 'stray' | 'unclosed' | 'cut' | 'broken';

/** @param placeOf of text that was made of something else, where records may have been broken already */
export function conditionOf(
  { irregular, unclosed, cut, firstCell, lines }: Records,
  placeOf?: TextFlow['place'],
): (row: number) => Condition {
  const stray = new Set(irregular);
  const open = new Set(unclosed);
  return (row) => {
    const before = placeOf !== undefined && firstCell[row + 1]! - firstCell[row]! === 1 ? placeOf(lines[row]!).broken : undefined;
    if (before !== undefined) return before;
    return row === cut ? 'cut' : open.has(row) ? 'unclosed' : stray.has(row) ? 'stray' : 'regular';
  };
}

/** Whether there are records with cells in quotes, and no fewer of them than have quotes out of place. */
export function putsInQuotes({ rows, firstCell, bytes, starts, rawStarts, rawEnds, irregular }: Records, dialect: Dialect): boolean {
  const quote = quoteOf(dialect).charCodeAt(0);
  const odd = new Set(irregular);
  let quoted = 0;
  for (let row = 0; row < rows; row++) {
    if (odd.has(row)) continue;
    for (let cell = firstCell[row]!; cell < firstCell[row + 1]!; cell++) {
      const start = starts[cell]!;
      // Cells with escaped quotes stand behind the text.
      if (start > rawEnds[row]! || (start > rawStarts[row]! && bytes[start - 1] === quote)) {
        quoted++;
        break;
      }
    }
  }
  return quoted > 0 && quoted >= odd.size;
}
