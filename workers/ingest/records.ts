import { cellText } from './cells';
import { int32List, uint32List } from './growable';
import { parseIrregular } from './irregular-quotes';
import { passWords, repeated } from './word-scan';

/** How a file's records and cells are told apart. */
export interface Dialect {
  /** `spaces`: runs of spaces and tabs, which may also stand before the first and after the last cell. */
  readonly delimiter: ',' | ';' | '\t' | '|' | 'spaces';
  /** `\n` stands for `\r\n`, too. */
  readonly newline: '\n' | '\r';
}

const encoder = new TextEncoder();

const DELIMITER = 1;
const NEWLINE = 2;
const OPENING = 3;

const QUOTE = 34;
const QUOTES = repeated(QUOTE);
const LF = 10;
const CR = 13;
/** A quoted cell that is still open after so many bytes is taken for a stray quote. */
export const LONGEST_QUOTED_RECORD = 1 << 20;

/**
 * Splits a stream of UTF-8 into records and cells, RFC 4180 with what real files add: any delimiter, `\r` as line end, stray quotes.
 *
 * Cells are positions in `bytes`, so that columns can be encoded without making a string for each cell. Cells with escaped quotes are
 * written unescaped after the text. Records whose quoting is irregular are given to PapaParse, whose reading of them counts; a quote that
 * is never closed makes its line a record of one cell, and reading goes on with the next line. Blank lines are not records.
 */
export class Records {
  /** Cells of row r are `firstCell[r]` … `firstCell[r + 1] − 1`; cell c is `bytes[starts[c]…ends[c])`. */
  rows = 0;
  bytes = new Uint8Array(1 << 16);
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  firstCell = new Int32Array(1);
  /** 1-based line of the file on which row r starts. */
  lines = new Uint32Array(0);
  /** The row as it stands in the file, without its line end: `bytes[rawStarts[r]…rawEnds[r])`. */
  rawStarts = new Int32Array(0);
  rawEnds = new Int32Array(0);
  /** Where `bytes[0]` stands in all text pushed so far. */
  base = 0;

  private readonly stop = new Uint8Array(256);
  private readonly newline: number;
  private readonly newlines: number;
  private readonly delimiters: number;
  /** `bytes`, by words. */
  private view = new DataView(this.bytes.buffer);
  private readonly spaces: boolean;
  private readonly heads = { cell: int32List(), line: uint32List(), rawStart: int32List(), rawEnd: int32List() };
  /** Text that is not yet split is `bytes[position…filled)`; unescaped cells lie in `bytes[filled…side)`. */
  private position = 0;
  private filled = 0;
  private side = 0;
  private cells = 0;
  private line = 1;
  private worthwhile = 0;

  constructor(private readonly dialect: Dialect) {
    this.spaces = dialect.delimiter === 'spaces';
    this.newline = dialect.newline.charCodeAt(0);
    this.stop[this.newline] = NEWLINE;
    this.stop[QUOTE] = OPENING;
    if (!this.spaces) this.stop[dialect.delimiter.charCodeAt(0)] = DELIMITER;
    this.newlines = repeated(this.newline);
    this.delimiters = repeated(dialect.delimiter.charCodeAt(0));
  }

  /** Bytes in which cells may lie. */
  get used(): number {
    return this.side;
  }

  /** Adds text. What {@link split} found before is no longer valid. */
  push(chunk: Uint8Array): void {
    const rest = this.filled - this.position;
    this.bytes.copyWithin(0, this.position, this.filled);
    this.base += this.position;
    this.position = 0;
    this.filled = rest;
    this.ensure(rest + chunk.length);
    this.bytes.set(chunk, rest);
    this.filled = rest + chunk.length;
  }

  /** Splits all complete records of the text at hand; the last one counts as complete if `final`. */
  split(final: boolean): this {
    const { heads } = this;
    heads.cell.length = heads.line.length = heads.rawStart.length = heads.rawEnd.length = 0;
    this.cells = 0;
    this.side = this.filled;
    const size = this.filled - this.position;
    if (this.starts.length <= size) {
      this.starts = new Int32Array(size + 1);
      this.ends = new Int32Array(size + 1);
    }
    // A record that did not end in the text at hand is not tried again before that has doubled, which keeps long records linear.
    if (final || size >= this.worthwhile) this.splitAll(final);
    this.worthwhile = heads.cell.length === 0 ? 2 * (this.filled - this.position) : 0;

    this.rows = heads.cell.length;
    heads.cell.reserve(1)[this.rows] = this.cells;
    this.firstCell = heads.cell.data;
    this.lines = heads.line.data;
    this.rawStarts = heads.rawStart.data;
    this.rawEnds = heads.rawEnd.data;
    return this;
  }

  /** Forgets the rows from `row` on that {@link split} found. */
  truncate(row: number): void {
    this.rows = row;
  }

  private splitAll(final: boolean): void {
    const { heads } = this;
    while (this.position < this.filled) {
      const first = this.cells;
      const start = this.position;
      const line = this.line;
      if (!(this.spaces ? this.spacedRecord(final) : this.delimitedRecord(final))) {
        this.cells = first;
        this.line = line;
        return;
      }
      let end = this.position;
      if (end > start && this.bytes[end - 1] === this.newline) end--;
      if (end > start && this.newline === LF && this.bytes[end - 1] === CR) end--;
      if (this.cells - first <= 1 && this.isBlank(start, end)) {
        this.cells = first;
        continue;
      }
      heads.cell.reserve(1)[heads.cell.length++] = first;
      heads.line.reserve(1)[heads.line.length++] = line;
      heads.rawStart.reserve(1)[heads.rawStart.length++] = start;
      heads.rawEnd.reserve(1)[heads.rawEnd.length++] = end;
    }
  }

  /** Reads the record at `position`; false if it does not end in the text at hand. */
  private delimitedRecord(final: boolean): boolean {
    const { bytes, view, stop, newline, newlines, delimiters, cells: first, line } = this;
    const to = this.filled;
    const start = this.position;
    let at = start;
    let cellStart = start;
    for (;;) {
      at = passWords(view, at, to, delimiters, newlines, QUOTES);
      while (at < to && stop[bytes[at]!] === 0) at++;
      const kind = at < to ? stop[bytes[at]!]! : NEWLINE;
      if (kind === OPENING && at !== cellStart) {
        at++;
      } else if (kind === DELIMITER) {
        this.cell(cellStart, at);
        cellStart = ++at;
      } else if (kind === NEWLINE) {
        if (at === to && !final) return false;
        this.cell(cellStart, newline === LF && at > cellStart && bytes[at - 1] === CR ? at - 1 : at);
        return this.endRecord(at);
      } else {
        const limit = Math.min(to, start + LONGEST_QUOTED_RECORD);
        let escaped = false;
        let lines = 0;
        let close = at + 1;
        for (; close < limit; close++) {
          const byte = bytes[close]!;
          if (byte === newline) lines++;
          if (byte !== QUOTE) continue;
          if (close + 1 === limit || bytes[close + 1] !== QUOTE) break;
          escaped = true;
          close++;
        }
        if (close >= limit) return limit === to && !final ? false : this.irregularRecord(first, line, final);
        let after = close + 1;
        if (after < to && newline === LF && bytes[after] === CR) after++;
        if (after === to && !final) return false;
        const next = after < to ? stop[bytes[after]!]! : NEWLINE;
        if (next !== NEWLINE && (next !== DELIMITER || after !== close + 1)) return this.irregularRecord(first, line, final);
        if (escaped) this.unescapedCell(at + 1, close);
        else this.cell(at + 1, close);
        this.line += lines;
        if (next === NEWLINE) return this.endRecord(after);
        cellStart = at = after + 1;
      }
    }
  }

  /** Runs of spaces and tabs separate; a cell in quotes may contain them. */
  private spacedRecord(final: boolean): boolean {
    const { bytes, newline } = this;
    const to = this.filled;
    let end = bytes.indexOf(newline, this.position);
    if (end === -1 || end >= to) {
      if (!final) return false;
      end = to;
    }
    let at = this.position;
    for (;;) {
      while (at < end && bytes[at]! <= 32) at++;
      if (at === end) return this.endRecord(end);
      let close = at + 1;
      if (bytes[at] === QUOTE) {
        while (close < end && bytes[close] !== QUOTE) close++;
        if (close < end && (close + 1 === end || bytes[close + 1]! <= 32)) {
          this.cell(at + 1, close);
          at = close + 1;
          continue;
        }
        close = at + 1;
      }
      while (close < end && bytes[close]! > 32) close++;
      this.cell(at, close);
      at = close;
    }
  }

  private irregularRecord(first: number, line: number, final: boolean): boolean {
    const start = this.position;
    const limit = Math.min(this.filled, start + LONGEST_QUOTED_RECORD);
    const atEnd = final && limit === this.filled;
    const found = parseIrregular(this.bytes, start, limit, atEnd, this.dialect);
    if (found === null && limit === this.filled && !final) return false;
    this.cells = first;
    this.line = line;
    if (found !== null) {
      for (const text of found.cells) this.writtenCell(text);
      this.line += found.lines;
      this.position = found.end;
      return true;
    }
    let end = this.bytes.indexOf(this.newline, start);
    if (end === -1 || end >= this.filled) {
      if (!final) return false;
      end = this.filled;
    }
    this.cell(start, end);
    return this.endRecord(end);
  }

  private cell(start: number, end: number): void {
    this.starts[this.cells] = start;
    this.ends[this.cells++] = end;
  }

  private unescapedCell(start: number, end: number): void {
    this.ensure(this.side + end - start);
    const { bytes } = this;
    const from = this.side;
    for (let i = start; i < end; i++) {
      bytes[this.side++] = bytes[i]!;
      if (bytes[i] === QUOTE) i++;
    }
    this.cell(from, this.side);
  }

  private writtenCell(text: string): void {
    this.ensure(this.side + text.length * 3);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.side));
    this.cell(this.side, this.side + written);
    this.side += written;
  }

  /** `at` is on the line end, or at the end of the text. */
  private endRecord(at: number): boolean {
    if (at < this.filled) this.line++;
    this.position = Math.min(at + 1, this.filled);
    return true;
  }

  private isBlank(start: number, end: number): boolean {
    for (let i = start; i < end; i++) if (this.bytes[i]! > 32) return false;
    return true;
  }

  private ensure(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(length, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

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
