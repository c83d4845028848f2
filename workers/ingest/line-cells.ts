import { BACKSLASH, SPACE } from './byte-kinds';
import { BOX_BYTES, boxPartAt, BoxPart } from './box-drawing';
import { BoxSplitter } from './box-lines';
import { cellText } from './cells';
import { ContinuedCells } from './continued-cells';
import type { Dialect, Measure, Zone } from './dialect';
import { isBlank, trimmed, type CellTaker, type JoinedLines, type LineSplitter } from './line-splitter';
import { placesOf, utf8Length } from './ruler';
import { WrappedSplitter } from './wrapped-lines';

/** Splits the lines of a dialect whose cells a delimiter alone does not tell apart; null for others. */
export function lineSplitter({ setting, delimiter }: Dialect): LineSplitter | null {
  if (setting?.by === 'places') return new PlacesSplitter(setting.zones, setting.measure);
  if (setting?.by === 'wrapped') return new WrappedSplitter(delimiter);
  if (setting?.by !== 'bars') return null;
  const { framed, box, grid } = setting;
  const joined = grid && new ContinuedCells(grid, framed);
  return box ? new BoxSplitter(framed, joined) : new BarsSplitter(framed, joined);
}

const BAR = 124;

class BarsSplitter implements LineSplitter {
  constructor(
    private readonly framed: boolean,
    readonly joined?: JoinedLines,
  ) {}

  split(bytes: Uint8Array, start: number, end: number, take: CellTaker): void {
    let [from, to] = trimmed(bytes, start, end);
    if (from === to) return;
    if (this.framed && bytes[from] === BAR) from++;
    if (this.framed && to > from && bytes[to - 1] === BAR && bytes[to - 2] !== BACKSLASH) to--;
    let escaped = false;
    for (let at = from; at <= to; at++) {
      if (at < to && bytes[at] !== BAR) continue;
      // Markdown writes a bar within a cell so.
      if (at < to && this.framed && bytes[at - 1] === BACKSLASH) {
        escaped = true;
        continue;
      }
      const [first, last] = trimmed(bytes, from, at);
      if (escaped) take.text(cellText(bytes, first, last).replaceAll('\\|', '|'));
      else take.cell(first, last);
      escaped = false;
      from = at + 1;
    }
  }
}

class PlacesSplitter implements LineSplitter {
  /** Columns. */
  private readonly most: number;
  /** For each zone the blanks `[from, to)` in the line that divide its columns; −1 where there are none. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  constructor(
    private readonly zones: readonly Zone[],
    private readonly measure: Measure,
  ) {
    this.most = zones.length + 1;
    this.from = new Int32Array(zones.length);
    this.to = new Int32Array(zones.length);
  }

  /**
   * Each zone divides where the line is blank in it. Where text runs across a zone, gaps tell the cells apart if there are as many as columns;
   * else the text stays whole in its first column. A line of single blanks across a wider zone is a note, and one cell.
   */
  split(bytes: Uint8Array, start: number, end: number, take: CellTaker): void {
    const [first, last] = trimmed(bytes, start, end);
    if (first === last) return;
    const divided = this.locate(bytes, start, last);
    const chunks = chunksOf(bytes, first, last);
    if (chunks.length === 1 && !this.standsWithin(first, last, divided)) {
      take.cell(first, last);
    } else if (divided < this.zones.length && chunks.length === this.most) {
      for (const [from, to] of chunks) take.cell(from, to);
    } else {
      let from = start;
      let across = 0;
      for (const [zone, at] of this.from.entries()) {
        if (at < 0) {
          across++;
          continue;
        }
        this.take(bytes, from, at, across, take);
        from = this.to[zone]!;
        across = 0;
      }
      this.take(bytes, from, last, across, take);
    }
  }

  private take(bytes: Uint8Array, from: number, to: number, across: number, take: CellTaker): void {
    const [first, last] = trimmed(bytes, from, to);
    take.cell(first, last);
    for (; across > 0; across--) take.cell(last, last);
  }

  /** Finds the widest blanks of the line in each zone; returns the number of zones that have any. */
  private locate(bytes: Uint8Array, start: number, end: number): number {
    const { zones, from, to, measure } = this;
    from.fill(-1);
    let found = 0;
    let place = 0;
    let at = start;
    for (const [zone, [first, last]] of zones.entries()) {
      let widest = 0;
      while (at < end && place < last) {
        const blank = isBlank(bytes[at]!);
        const runAt = at;
        while (at < end && place < last && isBlank(bytes[at]!) === blank) {
          place += placesOf(bytes, at, measure);
          at += utf8Length(bytes[at]!);
        }
        const within = Math.min(at - runAt, place - first);
        if (!blank || within <= widest) continue;
        widest = within;
        from[zone] = at - within;
        to[zone] = at;
      }
      if (at >= end && widest === 0 && place <= last) from[zone] = to[zone] = end;
      if (from[zone]! >= 0) found++;
    }
    return found;
  }

  /** Whether text without a gap stands in one column, or in neighbours that one blank divides in any line. */
  private standsWithin(first: number, last: number, divided: number): boolean {
    if (divided < this.zones.length) return false;
    return this.zones.every(([from, to], zone) => to - from === 1 || this.to[zone]! <= first || this.from[zone]! >= last);
  }
}

/** Pieces of the line between gaps: two blanks or more, or a tab. */
function chunksOf(bytes: Uint8Array, start: number, end: number): (readonly [from: number, to: number])[] {
  const chunks: [number, number][] = [];
  for (let at = start; at < end;) {
    const to = chunkEnd(bytes, at, end);
    chunks.push([at, to]);
    at = to;
    while (at < end && isBlank(bytes[at]!)) at++;
  }
  return chunks;
}

/** Where the text that begins at `from` ends before a gap: two blanks or more, or one that is no space. */
export function chunkEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && !(isBlank(bytes[at]!) && (bytes[at]! < SPACE || at + 1 === end || isBlank(bytes[at + 1]!)))) at++;
  return at;
}

const DRAWN = new Set([...'-=+|: \t\r'].map((character) => character.charCodeAt(0)));
const CORNER = 43;
const DASH = 45;
const DOUBLE = 61;

/** Whether a line is drawn: nothing but dashes, corners, bars and delimiters; two dashes in a row, one where a frame begins, or a line of box drawing. */
export function isRule(bytes: Uint8Array, start: number, end: number, delimiter: string): boolean {
  const separator = delimiter.charCodeAt(0);
  const framed = bytes[start] === BAR || bytes[start] === CORNER;
  let dashes = 0;
  let most = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    const part = boxPartAt(bytes, at);
    if (part !== BoxPart.none) {
      if (part === BoxPart.line) most = 2;
      dashes = 0;
      at += BOX_BYTES - 1;
      continue;
    }
    if (!DRAWN.has(byte) && byte !== separator) return false;
    dashes = byte === DASH || byte === DOUBLE ? dashes + 1 : 0;
    if (dashes > most) most = dashes;
  }
  return most >= (framed ? 1 : 2);
}
