import { BACKSLASH, byteKinds, CR, DELIMITER, ESCAPE, LF, NEWLINE, QUOTE, SPACE, TAB } from './byte-kinds';
import { quoteOf, type Dialect } from './dialect';
import { readIrregular } from './irregular-quotes';
import { chunkEnd, isRule, lineSplitter, type CellTaker, type LineSplitter } from './line-cells';
import { passWords, repeated } from './word-scan';

const encoder = new TextEncoder();

/** A quoted cell that is still open after so many bytes is taken for a stray quote. */
export const LONGEST_QUOTED_RECORD = 1 << 20;

/**
 * Splits a stream of UTF-8 into records and cells, RFC 4180 with what real files add: any delimiter, either quote, backslashes before quotes,
 * blanks after delimiters, `\r` as line end, stray quotes.
 *
 * Cells are positions in `bytes`, so that columns can be encoded without making a string for each cell. Cells with escaped quotes are
 * written unescaped after the text. Records whose quoting is irregular are read by {@link readIrregular}; a quote that is never closed
 * makes its line a record of one cell, and reading goes on with the next line. Blank lines are not records.
 */
export class Records {
  /** Cells of row r are `firstCell[r]` … `firstCell[r + 1] − 1`; cell c is `bytes[starts[c]…ends[c])`. */
  rows = 0;
  bytes: Uint8Array = new Uint8Array(1 << 16);
  starts: Int32Array = new Int32Array(0);
  ends: Int32Array = new Int32Array(0);
  firstCell: Int32Array = new Int32Array(1);
  /** 1-based line of the file on which row r starts. */
  lines: Uint32Array = new Uint32Array(0);
  /** The row as it stands in the file, without its line end: `bytes[rawStarts[r]…rawEnds[r])`. */
  rawStarts: Int32Array = new Int32Array(0);
  rawEnds: Int32Array = new Int32Array(0);
  /** Rows whose quoting is irregular, ascending; those of them that have a quote that is never closed. */
  irregular: number[] = [];
  unclosed: number[] = [];
  /** Where `bytes[0]` stands in all text pushed so far. */
  base = 0;

  /** What a byte means outside quotes, and within them. */
  private readonly stop: Uint8Array;
  private readonly inside: Uint8Array;
  protected readonly newline: number;
  protected readonly quote: number;
  /** Delimiter, line end and quote, by words; mixed line ends are a fourth byte to stop at. */
  private readonly words: readonly [delimiters: number, newlines: number, quotes: number] | null;
  /** `bytes`, by words. */
  protected view = new DataView(this.bytes.buffer);
  private readonly spaces: boolean;
  private readonly gaps: boolean;
  private readonly lineSplitter: LineSplitter | null;
  private readonly taker: CellTaker = { cell: (start, end) => this.cell(start, end), text: (text) => this.writtenCell(text) };
  private readonly mixed: boolean;
  /** Nothing but a quote, twice or not, has a meaning within quotes. */
  private readonly regular: boolean;
  private readonly quoted = { escaped: false, lines: 0 };
  /** Text that is not yet split is `bytes[position…filled)`; unescaped cells lie in `bytes[filled…side)`. */
  protected position = 0;
  protected filled = 0;
  protected side = 0;
  protected cells = 0;
  protected line = 1;
  protected worthwhile = 0;

  /** `columns`: cells that a record of the table has, which settles how stray quotes are read; 0 if not known. */
  constructor(
    protected readonly dialect: Dialect,
    private readonly columns = 0,
  ) {
    this.spaces = dialect.delimiter === 'spaces';
    this.gaps = dialect.setting?.by === 'gaps';
    this.lineSplitter = lineSplitter(dialect);
    this.mixed = dialect.mixedNewlines === true;
    this.regular = !this.mixed && dialect.escape !== 'backslash';
    this.newline = dialect.newline.charCodeAt(0);
    this.quote = quoteOf(dialect).charCodeAt(0);
    ({ stop: this.stop, inside: this.inside } = byteKinds(dialect));
    this.words = this.mixed ? null : [repeated(dialect.delimiter.charCodeAt(0)), repeated(this.newline), repeated(this.quote)];
  }

  /** Bytes in which cells may lie. */
  get used(): number {
    return this.side;
  }

  /** Adds text. What {@link split} found before is no longer valid. */
  push(chunk: Uint8Array): this {
    const rest = this.filled - this.position;
    this.bytes.copyWithin(0, this.position, this.filled);
    this.base += this.position;
    this.position = 0;
    this.filled = rest;
    this.ensure(rest + chunk.length);
    this.bytes.set(chunk, rest);
    this.filled = rest + chunk.length;
    return this;
  }

  /** Splits all complete records of the text at hand; the last one counts as complete if `final`. */
  split(final: boolean): this {
    this.irregular = [];
    this.unclosed = [];
    this.rows = this.cells = 0;
    this.side = this.filled;
    const size = this.filled - this.position;
    this.allocate(size);
    // A record that did not end in the text at hand is not tried again before that has doubled, which keeps long records linear.
    if (final || size >= this.worthwhile) this.splitAll(final);
    this.worthwhile = this.rows === 0 ? 2 * (this.filled - this.position) : 0;
    this.firstCell[this.rows] = this.cells;
    return this;
  }

  /** Forgets the rows from `row` on that {@link split} found. */
  truncate(row: number): void {
    this.rows = row;
  }

  /** Room for the cells and records of so many bytes: a record that counts has two of them, but for the last. */
  protected allocate(size: number): void {
    if (this.starts.length > size) return;
    this.starts = new Int32Array(size + 1);
    this.ends = new Int32Array(size + 1);
    const most = (size >> 1) + 2;
    this.firstCell = new Int32Array(most);
    this.lines = new Uint32Array(most);
    this.rawStarts = new Int32Array(most);
    this.rawEnds = new Int32Array(most);
  }

  protected splitAll(final: boolean): void {
    while (this.position < this.filled) if (!this.record(final)) return;
  }

  /** Splits the record at `position`; false if it does not end in the text at hand. */
  protected record(final: boolean): boolean {
    const { newline, rows, line, cells: first, position: start } = this;
    if (!(this.lineSplitter ? this.lineRecord(final) : this.spaces ? this.spacedRecord(final) : this.delimitedRecord(final))) {
      this.cells = first;
      this.line = line;
      return false;
    }
    let end = this.position;
    if (end > start && this.bytes[end - 1] === newline) end--;
    if (end > start && newline === LF && this.bytes[end - 1] === CR) end--;
    const { rules, delimiter } = this.dialect;
    if ((this.cells - first <= 1 && this.isBlank(start, end)) || (rules === true && isRule(this.bytes, start, end, delimiter))) {
      this.cells = first;
      return true;
    }
    this.firstCell[rows] = first;
    this.lines[rows] = line;
    this.rawStarts[rows] = start;
    this.rawEnds[rows] = end;
    this.rows = rows + 1;
    return true;
  }

  /** Reads the record at `position`; false if it does not end in the text at hand. */
  private delimitedRecord(final: boolean): boolean {
    const { bytes, view, words, stop, newline, quote, mixed, regular, dialect } = this;
    const twice = dialect.delimiter.length === 2;
    const blanks = dialect.blankAfterDelimiter === true;
    const before = dialect.blankBeforeDelimiter === true;
    const first = this.cells;
    const { line } = this;
    const to = this.filled;
    const start = this.position;
    let at = start;
    let cellStart = start;
    for (;;) {
      if (words !== null) at = passWords(view, at, to, words[0], words[1], words[2]);
      while (at < to && stop[bytes[at]!] === 0) at++;
      const kind = at < to ? stop[bytes[at]!]! : NEWLINE;
      if (kind === QUOTE && at !== cellStart) {
        at++;
      } else if (kind === DELIMITER) {
        if (twice && (at + 1 >= to || bytes[at + 1] !== bytes[at])) {
          at++;
          continue;
        }
        this.cell(cellStart, before ? this.beforeBlanks(cellStart, at) : at);
        cellStart = at += twice ? 2 : 1;
        if (blanks) cellStart = at = this.afterBlanks(at);
      } else if (kind === NEWLINE) {
        if (!final && at >= (mixed ? to - 1 : to)) return false;
        const end = newline === LF && at > cellStart && bytes[at - 1] === CR ? at - 1 : at;
        this.cell(cellStart, before ? this.beforeBlanks(cellStart, end) : end);
        return this.endRecord(at);
      } else {
        const limit = Math.min(to, start + LONGEST_QUOTED_RECORD);
        let escaped = false;
        let lines = 0;
        let close = at + 1;
        if (regular) {
          for (; close < limit; close++) {
            const byte = bytes[close]!;
            if (byte === newline) lines++;
            if (byte !== quote) continue;
            if (close + 1 === limit || bytes[close + 1] !== quote) break;
            escaped = true;
            close++;
          }
        } else {
          close = this.closingQuote(close, limit);
          ({ escaped, lines } = this.quoted);
        }
        if (close >= limit) return limit === to && !final ? false : this.irregularRecord(first, line, final);
        let after = close + 1;
        if (blanks || before) after = this.afterBlanks(after);
        if (after < to && newline === LF && bytes[after] === CR && (after + 1 === to || bytes[after + 1] === LF)) after++;
        if (!final && after >= to - 1) return false;
        let next = after < to ? stop[bytes[after]!]! : NEWLINE;
        if (twice && next === DELIMITER && (after + 1 >= to || bytes[after + 1] !== bytes[after])) next = 0;
        if (next !== NEWLINE && next !== DELIMITER) return this.irregularRecord(first, line, final);
        if (escaped) this.unescapedCell(at + 1, close);
        else this.cell(at + 1, close);
        this.line += lines;
        if (next === NEWLINE) return this.endRecord(after);
        cellStart = at = after + (twice ? 2 : 1);
        if (blanks) cellStart = at = this.afterBlanks(at);
      }
    }
  }

  /** Position of the quote that ends a cell whose text starts at `from`, `limit` if there is none; notes what the cell contains. */
  private closingQuote(from: number, limit: number): number {
    const { bytes, inside, newline, quote, quoted } = this;
    quoted.escaped = false;
    quoted.lines = 0;
    for (let at = from; at < limit; at++) {
      const kind = inside[bytes[at]!]!;
      if (kind === NEWLINE) {
        if (bytes[at] === newline || bytes[at + 1] !== LF) quoted.lines++;
      } else if (kind === ESCAPE) {
        quoted.escaped = true;
        if (at + 1 < limit && bytes[at + 1] !== newline) at++;
      } else if (kind === QUOTE) {
        if (at + 1 === limit || bytes[at + 1] !== quote) return at;
        quoted.escaped = true;
        at++;
      }
    }
    return limit;
  }

  private beforeBlanks(from: number, to: number): number {
    let at = to;
    while (at > from && (this.bytes[at - 1] === SPACE || this.bytes[at - 1] === TAB)) at--;
    return at;
  }

  private afterBlanks(from: number): number {
    let at = from;
    while (at < this.filled && this.bytes[at] === SPACE) at++;
    return at;
  }

  /** Where the line at `position` ends; −1 where it does not in the text at hand. */
  private lineEnd(final: boolean): number {
    const { bytes, filled } = this;
    let end = this.position;
    while (end < filled && this.stop[bytes[end]!] !== NEWLINE) end++;
    return !final && end >= (this.mixed ? filled - 1 : filled) ? -1 : end;
  }

  /** A line is a record, and quotes have no meaning. */
  private lineRecord(final: boolean): boolean {
    const end = this.lineEnd(final);
    if (end < 0) return false;
    const splitter = this.lineSplitter!;
    const needed = this.cells + splitter.most + end - this.position;
    if (needed > this.starts.length) {
      this.starts = enlarged(this.starts, needed);
      this.ends = enlarged(this.ends, needed);
    }
    splitter.split(this.bytes, this.position, end, this.taker);
    return this.endRecord(end);
  }

  /** Runs of spaces and tabs separate, or but gaps; a cell in quotes may contain them. */
  private spacedRecord(final: boolean): boolean {
    const { bytes, quote, gaps } = this;
    const end = this.lineEnd(final);
    if (end < 0) return false;
    let at = this.position;
    for (;;) {
      while (at < end && bytes[at]! <= SPACE) at++;
      if (at === end) return this.endRecord(end);
      let close = at + 1;
      if (bytes[at] === quote) {
        let escaped = false;
        for (; close < end; close++) {
          if (this.inside[bytes[close]!] === ESCAPE || (bytes[close] === quote && close + 1 < end && bytes[close + 1] === quote)) {
            escaped = true;
            close++;
          } else if (bytes[close] === quote) break;
        }
        if (close < end && (close + 1 === end || bytes[close + 1]! <= SPACE)) {
          if (escaped) this.unescapedCell(at + 1, close);
          else this.cell(at + 1, close);
          at = close + 1;
          continue;
        }
        close = at + 1;
      }
      if (gaps) close = chunkEnd(bytes, close, end);
      else while (close < end && bytes[close]! > SPACE) close++;
      this.cell(at, close);
      at = close;
    }
  }

  private irregularRecord(first: number, line: number, final: boolean): boolean {
    const start = this.position;
    const end = Math.min(this.filled, start + LONGEST_QUOTED_RECORD);
    const text = { bytes: this.bytes, start, end, final: final && end === this.filled };
    const found = readIrregular(text, this.dialect, this.columns);
    if (found === 'incomplete' && end === this.filled) return false;
    this.cells = first;
    this.line = line;
    this.irregular.push(this.rows);
    if (typeof found === 'object') {
      for (const cell of found.cells) this.writtenCell(cell);
      this.line += found.lines;
      this.position = found.end;
      return true;
    }
    this.unclosed.push(this.rows);
    let at = start;
    while (at < this.filled && this.stop[this.bytes[at]!] !== NEWLINE) at++;
    if (at >= this.filled && !final) return false;
    this.cell(start, this.newline === LF && at > start && this.bytes[at - 1] === CR ? at - 1 : at);
    return this.endRecord(at);
  }

  private cell(start: number, end: number): void {
    this.starts[this.cells] = start;
    this.ends[this.cells++] = end;
  }

  private unescapedCell(start: number, end: number): void {
    this.ensure(this.side + end - start);
    const { bytes, quote } = this;
    const backslash = this.dialect.escape === 'backslash' ? BACKSLASH : -1;
    const from = this.side;
    let to = from;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === quote) i++;
      else if (byte === backslash && (bytes[i + 1] === quote || bytes[i + 1] === BACKSLASH)) i++;
      bytes[to++] = bytes[i]!;
    }
    this.side = to;
    this.cell(from, to);
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
    const width = this.mixed && this.bytes[at] === CR && at + 1 < this.filled && this.bytes[at + 1] === LF ? 2 : 1;
    this.position = Math.min(at + width, this.filled);
    return true;
  }

  private isBlank(start: number, end: number): boolean {
    for (let i = start; i < end; i++) if (this.bytes[i]! > SPACE) return false;
    return true;
  }

  protected ensure(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(length, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

function enlarged(places: Int32Array, least: number): Int32Array {
  const larger = new Int32Array(Math.max(least, 2 * places.length));
  larger.set(places);
  return larger;
}
