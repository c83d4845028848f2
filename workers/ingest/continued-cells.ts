import { CR, SPACE } from './byte-kinds';
import { BOX_BYTES, boxPartAt, BoxPart } from './box-drawing';
import { cellText } from './cells';
import type { Grid } from './dialect';
import type { CellTaker, JoinedLines, LineSpan } from './line-splitter';
import { placesOf, utf8Length } from './ruler';

const BAR = 124;
const COLON = 58;
const SEMICOLON = 59;

/** Lines of printed tables whose cells hold line ends, as psql and Trino print them: each line of a cell in a line of its own, below each other. */
export class ContinuedCells implements JoinedLines {
  private readonly mark: Uint8Array;
  private readonly columns: number;

  constructor(
    private readonly grid: Grid,
    private readonly framed: boolean,
  ) {
    this.mark = new TextEncoder().encode(grid.mark);
    this.columns = grid.bars.length + (framed ? -1 : 1);
  }

  goesOn(bytes: Uint8Array, line: LineSpan, next: LineSpan | null | undefined): boolean | undefined {
    if (this.grid.mark !== ':') {
      const marked = this.isMarked(bytes, line);
      return marked && next === undefined ? undefined : marked && next !== null;
    }
    return next === undefined ? undefined : next !== null && this.hasBars(bytes, line) && this.isContinuation(bytes, next);
  }

  hasMoreBars(bytes: Uint8Array, line: LineSpan): boolean {
    let bars = 0;
    for (let at = line[0]; at < line[1]; at++) if (isBar(bytes, at)) bars++;
    return bars > this.grid.bars.length && this.fits(bytes, line);
  }

  /** Whether bars stand in all places of the grid. */
  fits(bytes: Uint8Array, [from, to]: LineSpan): boolean {
    return this.barsOf(bytes, from, to).every((at) => at < to && isBar(bytes, at));
  }

  /** Whether the second line has text but where cells of the first go on. */
  isRest(bytes: Uint8Array, line: LineSpan, next: LineSpan): boolean {
    const cells = this.cellsOf(bytes, line);
    return this.cellsOf(bytes, next).every(({ text }, i) => cells[i]!.marked || text.trim() === '');
  }

  split(bytes: Uint8Array, lines: readonly LineSpan[], take: CellTaker): void {
    const rows = lines.map((line) => this.cellsOf(bytes, line));
    for (let column = 0; column < this.columns; column++) {
      let text = rows[0]![column]!.text.trim();
      let goesOn = rows[0]![column]!.marked;
      for (const row of rows.slice(1)) {
        const cell = row[column]!;
        // One blank stands between a bar and the text, whose own blanks show how it is indented.
        const rest = cell.text.replace(/^ /, '').trimEnd();
        if (goesOn || cell.begun || rest !== '') text += `\n${rest}`;
        goesOn = cell.marked;
      }
      take.text(text);
    }
  }

  /** Cells of one line: their text, whether it goes on below, and whether it began above. */
  private cellsOf(bytes: Uint8Array, [from, to]: LineSpan): { readonly text: string; readonly marked: boolean; readonly begun: boolean }[] {
    const end = withoutReturn(bytes, from, to);
    const bars = this.barsOf(bytes, from, end);
    const starts = bars.map((at) => Math.min(end, at + (boxPartAt(bytes, at) === BoxPart.none ? 1 : BOX_BYTES)));
    const edges: LineSpan[] = [[from, bars[0] ?? end], ...starts.map((start, i): LineSpan => [start, bars[i + 1] ?? end])];
    return (this.framed ? edges.slice(1, -1) : edges).map(([start, stop], i) => {
      const marked = this.grid.mark !== ':' && this.endsMarked(bytes, start, stop) && (stop < end || this.isFull(bytes, from, end));
      const left = bars[this.framed ? i : i - 1];
      return {
        text: cellText(bytes, start, marked ? stop - this.mark.length : stop),
        marked,
        begun: this.grid.mark === ':' && left !== undefined && bytes[left] === COLON,
      };
    });
  }

  /** Whether the mark stands in the margin of a cell, right before a bar of the grid or at the place where lines end. */
  private isMarked(bytes: Uint8Array, [from, to]: LineSpan): boolean {
    const end = withoutReturn(bytes, from, to);
    const first = bytes.subarray(from, end).indexOf(this.mark[0]!);
    if (first < 0) return false;
    for (const at of this.barsOf(bytes, from, end)) if (at < end && isBar(bytes, at) && this.endsMarked(bytes, from, at)) return true;
    return !this.framed && this.endsMarked(bytes, from, end) && this.isFull(bytes, from, end);
  }

  private endsMarked(bytes: Uint8Array, from: number, to: number): boolean {
    const { mark } = this;
    return to - mark.length >= from && mark.every((byte, i) => bytes[to - mark.length + i] === byte);
  }

  private isFull(bytes: Uint8Array, from: number, end: number): boolean {
    let place = 0;
    for (let at = from; at < end; at += utf8Length(bytes[at]!)) place += placesOf(bytes, at, 'halves');
    return place === this.grid.width;
  }

  private hasBars(bytes: Uint8Array, [from, to]: LineSpan): boolean {
    return this.barsOf(bytes, from, to).every((at) => at < to && (isBar(bytes, at) || bytes[at] === COLON || bytes[at] === SPACE));
  }

  /** Whether a colon stands in the place of a bar, and nothing but bars and blanks in the others. */
  private isContinuation(bytes: Uint8Array, [from, to]: LineSpan): boolean {
    const end = withoutReturn(bytes, from, to);
    const bars = this.barsOf(bytes, from, end).filter((at) => at < end);
    const instead = (at: number) => bytes[at] === COLON || bytes[at] === SEMICOLON;
    return bars.some(instead) && bars.every((at) => instead(at) || bytes[at] === SPACE || isBar(bytes, at));
  }

  /** Where in the bytes the grid's bars have their places; `end` for those beyond the line. */
  private barsOf(bytes: Uint8Array, from: number, end: number): number[] {
    const { bars } = this.grid;
    const found: number[] = [];
    let place = 0;
    for (let at = from; at < end && found.length < bars.length; at += utf8Length(bytes[at]!)) {
      if (place >= bars[found.length]!) found.push(at);
      place += placesOf(bytes, at, 'halves');
    }
    while (found.length < bars.length) found.push(end);
    return found;
  }
}

const isBar = (bytes: Uint8Array, at: number) => bytes[at] === BAR || boxPartAt(bytes, at) === BoxPart.bar;

const withoutReturn = (bytes: Uint8Array, from: number, to: number) => (to > from && bytes[to - 1] === CR ? to - 1 : to);
