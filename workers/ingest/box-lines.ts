import { betweenParts, BOX_BYTES, boxPartAt, BoxPart } from './box-drawing';
import { cellText } from './cells';
import { trimmed, type CellTaker, type JoinedLines, type LineSplitter } from './line-splitter';

const ROW_NUMBER = /^\d+\.?$/;

/**
 * Splits the lines of a table that is drawn with Unicode's box drawing: at bars, or, where names stand within the line above the rows (or below them), as
 * ClickHouse writes them, at corners. What stands before a frame is a row's number and no cell.
 */
export class BoxSplitter implements LineSplitter {
  constructor(
    private readonly framed: boolean,
    readonly joined?: JoinedLines,
  ) {}

  split(bytes: Uint8Array, start: number, end: number, take: CellTaker): void {
    const [from, to] = trimmed(bytes, start, end);
    if (from === to) return;
    const named = boxPartAt(bytes, from) === BoxPart.corner;
    const pieces = betweenParts(bytes, from, to, named ? BoxPart.corner : BoxPart.bar);
    const isFramed = (this.framed || named) && pieces.length > 1;
    const begins = isFramed && isBefore(bytes, pieces[0]!) ? 1 : 0;
    const last = pieces.at(-1)!;
    const ends = isFramed && last[0] === last[1] ? pieces.length - 1 : pieces.length;
    for (const [first, end] of pieces.slice(begins, ends))
      take.cell(...(named ? withoutLines(bytes, first, end) : trimmed(bytes, first, end)));
  }
}

/** Whether nothing stands before a frame, or a row's number. */
function isBefore(bytes: Uint8Array, [from, to]: readonly [from: number, to: number]): boolean {
  return from === to || ROW_NUMBER.test(cellText(bytes, ...trimmed(bytes, from, to)));
}

function withoutLines(bytes: Uint8Array, start: number, end: number): [from: number, to: number] {
  let [from, to] = [start, end];
  while (from < to && boxPartAt(bytes, from) === BoxPart.line) from += BOX_BYTES;
  while (to - BOX_BYTES >= from && boxPartAt(bytes, to - BOX_BYTES) === BoxPart.line) to -= BOX_BYTES;
  return trimmed(bytes, from, to);
}
