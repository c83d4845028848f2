const encoder = new TextEncoder();

/** By how many bytes, cells or records the room for them grows at a time, at most. */
const LARGEST_GROWTH = 4 << 20;

const larger = (length: number) => Math.min(2 * length, length + LARGEST_GROWTH);

/**
 * Text, and the records and cells that were found in it. Cells are positions in `bytes`, so that columns can be encoded without making a string for each
 * cell; those that are not in the text as they are, as with escaped quotes, are written after it.
 */
export class RecordStore {
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
  /** Where `bytes[0]` stands in all text pushed so far. */
  base = 0;

  /** `bytes`, by words. */
  protected view = new DataView(this.bytes.buffer);
  /** Text that is not yet split is `bytes[position…filled)`; unescaped cells lie in `bytes[filled…side)`. */
  protected position = 0;
  protected filled = 0;
  protected side = 0;
  protected cells = 0;
  /** Cells for which there is room. */
  protected room = 0;

  /** Bytes in which cells may lie. */
  get used(): number {
    return this.side;
  }

  /** Adds text. What splitting found before is no longer valid. */
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

  /** Called before text is split. */
  protected prepare(): void {
    if (this.lines.length === 0) this.growRows();
  }

  private growCells(): void {
    const length = Math.max(1 << 10, larger(this.starts.length));
    this.starts = grown(this.starts, new Int32Array(length));
    this.ends = grown(this.ends, new Int32Array(length));
    this.room = length;
  }

  private growRows(): void {
    const length = Math.max(1 << 8, larger(this.lines.length));
    this.firstCell = grown(this.firstCell, new Int32Array(length + 1));
    this.lines = grown(this.lines, new Uint32Array(length));
    this.rawStarts = grown(this.rawStarts, new Int32Array(length));
    this.rawEnds = grown(this.rawEnds, new Int32Array(length));
  }

  protected row(firstCell: number, line: number, rawStart: number, rawEnd: number): void {
    const { rows } = this;
    if (rows === this.lines.length) this.growRows();
    this.firstCell[rows] = firstCell;
    this.lines[rows] = line;
    this.rawStarts[rows] = rawStart;
    this.rawEnds[rows] = rawEnd;
    this.rows = rows + 1;
  }

  protected cell(start: number, end: number): void {
    const { cells } = this;
    if (cells >= this.room) this.growCells();
    this.starts[cells] = start;
    this.ends[cells] = end;
    this.cells = cells + 1;
  }

  protected writtenCell(text: string): void {
    this.ensure(this.side + text.length * 3);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.side));
    this.cell(this.side, this.side + written);
    this.side += written;
  }

  protected ensure(length: number): void {
    if (length <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.max(length, larger(this.bytes.length)));
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }
}

function grown<A extends Int32Array | Uint32Array>(before: A, room: A): A {
  room.set(before);
  return room;
}
