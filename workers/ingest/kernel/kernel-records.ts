import type { Dialect } from '../dialect';
import { Records } from '../records';
import type { Kernel } from './kernel';

/** Text that is held at once beyond which the kernel is the wrong way to read it: it takes up to fifty times as much memory. */
const MOST_TEXT = 2 << 20;
/** Unescaped cells are written behind the text, by a record that is tried several times even more than once. */
const TEXT_ROOM = 8;
/** What {@link Kernel.run}.split leaves to `Records`. */
const IRREGULAR = 1;
/** The struct `Splitter` of assembly/split.ts, by words. */
const FIELD = { position: 0, filled: 1, side: 2, cells: 3, rows: 4, line: 5, starts: 6, delimiter: 12, newline: 13, quote: 14, final: 15 };
const WORDS = 16;

/** Thrown where a record is so long that it is to be read without the kernel. */
export class TextTooLong extends Error {}

/** Whether the kernel splits this dialect. */
export function suitsKernel({
  delimiter,
  mixedNewlines,
  escape,
  blankAfterDelimiter,
  blankBeforeDelimiter,
  setting,
  rules,
}: Dialect): boolean {
  const padded = blankAfterDelimiter === true || blankBeforeDelimiter === true;
  const drawn = setting !== undefined || rules === true;
  return delimiter.length === 1 && mixedNewlines !== true && escape !== 'backslash' && !padded && !drawn;
}

/** {@link Records} over the memory of a kernel, which splits what is regular: `bytes` is the whole memory, and places in it are addresses. */
export class KernelRecords extends Records {
  private readonly splitter: number;
  /** Where the text begins, how much of it there is room for, and the addresses of the arrays of places. */
  private origin = 0;
  private capacity = 0;
  private places: number[] = [];

  constructor(
    private readonly kernel: Kernel,
    dialect: Dialect,
    columns: number,
    quoted = false,
  ) {
    super(dialect, columns, quoted);
    this.splitter = kernel.room(4 * WORDS) >> 2;
  }

  /** Begins another text. */
  restart(): this {
    this.base = -this.origin;
    this.position = this.filled = this.side = this.origin;
    this.rows = this.cells = 0;
    this.line = 1;
    this.worthwhile = 0;
    return this;
  }

  /** Bytes in which the cells of the batch lie. */
  get textBytes(): number {
    return this.side - this.origin;
  }

  get delimiter(): number {
    return this.dialect.delimiter.charCodeAt(0);
  }

  /** Addresses of `firstCell`, `starts` and `ends`. */
  get addresses(): { readonly firstCell: number; readonly starts: number; readonly ends: number } {
    const [starts, ends, firstCell] = this.places;
    return { starts: starts!, ends: ends!, firstCell: firstCell! };
  }

  /** To be called after the memory may have moved. */
  remap(): void {
    const { bytes } = this.kernel;
    if (this.bytes === bytes) return;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
    const [starts, ends, firstCell, lines, rawStarts, rawEnds] = this.places;
    const most = (this.capacity >> 1) + 2;
    this.room = this.capacity + 1;
    this.starts = new Int32Array(bytes.buffer, starts, this.room);
    this.ends = new Int32Array(bytes.buffer, ends, this.room);
    this.firstCell = new Int32Array(bytes.buffer, firstCell, most);
    this.lines = new Uint32Array(bytes.buffer, lines, most);
    this.rawStarts = new Int32Array(bytes.buffer, rawStarts, most);
    this.rawEnds = new Int32Array(bytes.buffer, rawEnds, most);
  }

  /** @throws TextTooLong */
  override push(chunk: Uint8Array): this {
    const rest = this.filled - this.position;
    if (rest + chunk.length > this.capacity) this.enlarge(rest + chunk.length);
    this.remap();
    this.bytes.copyWithin(this.origin, this.position, this.filled);
    this.base += this.position - this.origin;
    this.position = this.origin;
    this.filled = this.side = this.origin + rest;
    this.bytes.set(chunk, this.filled);
    this.filled += chunk.length;
    return this;
  }

  protected override prepare(): void {
    this.remap();
  }

  protected override splitAll(final: boolean): void {
    const { splitter, kernel, dialect } = this;
    do {
      const { words } = kernel;
      words[splitter + FIELD.position] = this.position;
      words[splitter + FIELD.filled] = this.filled;
      words[splitter + FIELD.side] = this.side;
      words[splitter + FIELD.cells] = this.cells;
      words[splitter + FIELD.rows] = this.rows;
      words[splitter + FIELD.line] = this.line;
      words.set(this.places, splitter + FIELD.starts);
      words[splitter + FIELD.delimiter] = dialect.delimiter.charCodeAt(0);
      words[splitter + FIELD.newline] = this.newline;
      words[splitter + FIELD.quote] = this.quote;
      words[splitter + FIELD.final] = final ? 1 : 0;
      const left = kernel.run.split(4 * splitter);
      this.position = words[splitter + FIELD.position]!;
      this.side = words[splitter + FIELD.side]!;
      this.cells = words[splitter + FIELD.cells]!;
      this.rows = words[splitter + FIELD.rows]!;
      this.line = words[splitter + FIELD.line]!;
      if (left !== IRREGULAR) return;
    } while (this.record(final));
  }

  protected override ensure(end: number): void {
    if (end > this.origin + TEXT_ROOM * this.capacity) throw new TextTooLong();
  }

  private enlarge(size: number): void {
    if (size > MOST_TEXT) throw new TextTooLong();
    const { kernel, position, filled } = this;
    this.capacity = Math.max(size, 2 * this.capacity);
    const most = (this.capacity >> 1) + 2;
    const cells = 4 * (this.capacity + 1);
    const text = kernel.room(TEXT_ROOM * this.capacity);
    this.places = [cells, cells, 4 * most, 4 * most, 4 * most, 4 * most].map((bytes) => kernel.room(bytes));
    kernel.bytes.copyWithin(text, position, filled);
    this.base += position - text;
    this.origin = text;
    this.position = text;
    this.filled = text + filled - position;
    // The arrays are others even where the memory has not moved.
    this.bytes = NOTHING;
  }
}

const NOTHING = new Uint8Array(0);
