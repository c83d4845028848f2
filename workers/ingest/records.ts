import { AppError } from '../protocol/errors';
import { BACKSLASH, byteKinds, CR, DELIMITER, ESCAPE, LF, NEWLINE, QUOTE, SPACE, TAB } from './byte-kinds';
import { quoteOf, type Dialect } from './dialect';
import { readIrregular } from './irregular-quotes';
import { chunkEnd, isRule, lineSplitter } from './line-cells';
import type { CellTaker, JoinedLines, LineSpan, LineSplitter } from './line-splitter';
import { isCutWithin, linesAreRecords } from './open-quotes';
import { RecordStore } from './record-store';
import { passWords, repeated } from './word-scan';

const MB = 1 << 20;
/**
 * A record that is longer is no row of a table: reading ends with `record-too-long`, or the quote that keeps it open is taken for a stray one.
 *
 * It bounds the memory, too: text that is being split takes at most twice this (with what unescaped cells take) and a few MB, and as much again while
 * it moves to a larger place; beside it each cell takes eight bytes and each record sixteen, up to three times as much while they grow. So 72 MB,
 * and 24 bytes a cell.
 */
export const LONGEST_RECORD = 16 * MB;
/** A quote that is still open after so many bytes of its record is looked at more closely, and so is its record once it has ended. */
const SUSPICIOUS = MB;
/** Lines that a record of a printed table may have. */
const MOST_LINES = 10_000;
/** A record that did not end in the text at hand is tried again when there is so much more, which keeps long records linear. */
const MORE = 1.25;

/**
 * Splits a stream of UTF-8 into records and cells, RFC 4180 with what real files add: any delimiter, either quote, backslashes before quotes,
 * blanks after delimiters, `\r` as line end, stray quotes. Blank lines are not records.
 *
 * Records whose quoting is irregular are read by {@link readIrregular}. A quote that is open where the text ends is one that the text's end cut off, if
 * {@link isCutWithin} says so: all from its record's start on is one record of one cell. Any other quote that is never closed makes its line a record of
 * one cell, and reading goes on with the next line. So does one that is open for {@link SUSPICIOUS} bytes and more, unless {@link linesAreRecords} denies
 * that its lines are records, or the cells before it are all in quotes, and the record that it leads to has the table's number of cells.
 */
export class Records extends RecordStore {
  /** Rows whose quoting is irregular, ascending; those of them that have a quote that is never closed. */
  irregular: number[] = [];
  unclosed: number[] = [];
  /** The row within which the text ends, −1 if there is none: irregular, too. */
  cut = -1;
  /** What a byte means outside quotes, and within them. */
  private readonly stop: Uint8Array;
  private readonly inside: Uint8Array;
  protected readonly newline: number;
  protected readonly quote: number;
  /** Delimiter, line end and quote, by words; mixed line ends are a fourth byte to stop at. */
  private readonly words: readonly [delimiters: number, newlines: number, quotes: number] | null;
  private readonly spaces: boolean;
  private readonly gaps: boolean;
  private readonly lineSplitter: LineSplitter | null;
  private readonly taker: CellTaker = { cell: (start, end) => this.cell(start, end), text: (text) => this.writtenCell(text) };
  private readonly mixed: boolean;
  /** Nothing but a quote, twice or not, has a meaning within quotes. */
  private readonly regular: boolean;
  /** What {@link closingQuote} found on its way. */
  private readonly found = { escaped: false, lines: 0 };
  protected line = 1;
  protected worthwhile = 0;

  /**
   * @param columns cells that a record of the table has, which settles how stray quotes are read; 0 if not known
   * @param quoted whether the file is known to put cells in quotes
   */
  constructor(
    protected readonly dialect: Dialect,
    private readonly columns = 0,
    private readonly quoted = false,
  ) {
    super();
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

  /**
   * Splits all complete records of the text at hand; the last one counts as complete if `final`.
   *
   * @throws AppError `record-too-long` (params: line, mb)
   */
  split(final: boolean): this {
    this.irregular = [];
    this.unclosed = [];
    this.cut = -1;
    this.rows = this.cells = 0;
    this.side = this.filled;
    this.prepare();
    const size = this.filled - this.position;
    if (final || size >= this.worthwhile) {
      this.splitAll(final);
      const rest = this.filled - this.position;
      if (rest > LONGEST_RECORD) throw this.tooLong();
      this.worthwhile = this.rows === 0 ? Math.min(MORE * rest, LONGEST_RECORD + 1) : 0;
    }
    this.firstCell[this.rows] = this.cells;
    return this;
  }

  /** Forgets the rows from `row` on that {@link split} found. */
  truncate(row: number): void {
    this.rows = row;
  }

  protected splitAll(final: boolean): void {
    while (this.position < this.filled) if (!this.record(final)) return;
  }

  /** Splits the record at `position`; false if it does not end in the text at hand. */
  protected record(final: boolean): boolean {
    const { newline, line, cells: first, position: start } = this;
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
    if (end - start > LONGEST_RECORD) throw this.tooLong(line);
    this.row(first, line, start, end);
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
    let suspicious = false;
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
        if (suspicious && this.isOdd(first)) return this.irregularRecord(first, line, final);
        return this.endRecord(at);
      } else {
        const limit = Math.min(to, start + LONGEST_RECORD);
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
          ({ escaped, lines } = this.found);
        }
        if (close - at > SUSPICIOUS) {
          const begun = { bytes, start: at, end: at + SUSPICIOUS, final: false };
          if (!this.isQuotedBefore(first) && linesAreRecords(begun, dialect, this.columns)) return this.irregularRecord(first, line, final);
          suspicious = true;
        }
        if (close >= limit) {
          if (!final && to < start + LONGEST_RECORD) return false;
          const cut = final && limit === to && isCutWithin({ bytes, start: at, end: to, final }, dialect, this.columns, this.quoted);
          return cut ? this.cutRecord(first, line) : this.irregularRecord(first, line, final);
        }
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
        if (next === NEWLINE) {
          if (suspicious && this.isOdd(first)) return this.irregularRecord(first, line, final);
          return this.endRecord(after);
        }
        cellStart = at = after + (twice ? 2 : 1);
        if (blanks) cellStart = at = this.afterBlanks(at);
      }
    }
  }

  /** Position of the quote that ends a cell whose text starts at `from`, `limit` if there is none; notes what the cell contains. */
  private closingQuote(from: number, limit: number): number {
    const { bytes, inside, newline, quote, found } = this;
    found.escaped = false;
    found.lines = 0;
    for (let at = from; at < limit; at++) {
      const kind = inside[bytes[at]!]!;
      if (kind === NEWLINE) {
        if (bytes[at] === newline || bytes[at + 1] !== LF) found.lines++;
      } else if (kind === ESCAPE) {
        found.escaped = true;
        if (at + 1 < limit && bytes[at + 1] !== newline) at++;
      } else if (kind === QUOTE) {
        if (at + 1 === limit || bytes[at + 1] !== quote) return at;
        found.escaped = true;
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

  /** Where the line at `from` ends; −1 where it does not in the text at hand. */
  private lineEnd(final: boolean, from = this.position): number {
    const { bytes, filled } = this;
    let end = from;
    while (end < filled && this.stop[bytes[end]!] !== NEWLINE) end++;
    return !final && end >= (this.mixed ? filled - 1 : filled) ? -1 : end;
  }

  /** A line is a record, and quotes have no meaning. */
  private lineRecord(final: boolean): boolean {
    const end = this.lineEnd(final);
    if (end < 0) return false;
    const { joined } = this.lineSplitter!;
    if (joined !== undefined) return this.joinedRecord(joined, [this.position, end], final);
    this.lineSplitter!.split(this.bytes, this.position, end, this.taker);
    return this.endRecord(end);
  }

  /** As {@link lineRecord}, where cells may go on in the lines below. */
  private joinedRecord(joined: JoinedLines, first: LineSpan, final: boolean): boolean {
    const { bytes, filled } = this;
    const lines = [first];
    for (let line = first; ;) {
      const from = line[1] + 1;
      const to = from < filled ? this.lineEnd(final, from) : -1;
      const goesOn = joined.goesOn(bytes, line, to >= 0 ? [from, to] : final ? null : undefined);
      if (goesOn === undefined) return false;
      if (!goesOn || lines.length === MOST_LINES) break;
      lines.push((line = [from, to]));
    }
    if (lines.length === 1 && !joined.hasMoreBars(bytes, first)) this.lineSplitter!.split(bytes, first[0], first[1], this.taker);
    else joined.split(bytes, lines, this.taker);
    this.line += lines.length - 1;
    return this.endRecord(lines.at(-1)![1]);
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

  /** Whether the cells of the record so far stand in quotes, two at least: rows by the same hand would have quotes, too, and no lines without them are rows. */
  private isQuotedBefore(first: number): boolean {
    if (this.cells - first < 2) return false;
    for (let cell = first; cell < this.cells; cell++) {
      const start = this.starts[cell]!;
      // Cells with escaped quotes stand behind the text.
      if (start < this.filled && this.bytes[start - 1] !== this.quote) return false;
    }
    return true;
  }

  /** Whether the record whose first cell this is has not the cells of one of the table. */
  private isOdd(first: number): boolean {
    return this.columns > 0 && this.cells - first !== this.columns;
  }

  /** The text ends within the record. */
  private cutRecord(first: number, line: number): boolean {
    this.cells = first;
    this.line = line;
    this.cut = this.rows;
    this.irregular.push(this.rows);
    this.cell(this.position, this.filled);
    this.position = this.filled;
    return true;
  }

  private irregularRecord(first: number, line: number, final: boolean): boolean {
    const start = this.position;
    const end = Math.min(this.filled, start + SUSPICIOUS);
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

  private tooLong(line = this.line): AppError {
    return new AppError('record-too-long', { line, mb: LONGEST_RECORD / MB });
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
}
