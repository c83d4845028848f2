import type { AttributeRecipe, UserSample } from '../protocol/recipe';
import { cellText, contentEnd, contentStart, contentText, isMissing, saysNothing, trimEnd, trimStart } from './cells';
import { codeOf } from './coded-cell';
import type { TextFlow } from './containers/flow';
import { Dictionary } from './dictionary';
import { DUPLICATE, KEPT, NOT_SAMPLED } from './fate';
import { float64List, int32List, uint32List, uint8List } from './growable';
import type { Layout } from './layout';
import { parseNumber, usesDecimalComma, usesPowerLetters } from './numbers';
import { OddRows } from './odd-rows';
import { hasZeroDecimals } from './profile';
import { reasonCode, type RejectedRows } from './raw-rows';
import { conditionOf } from './record-texts';
import type { Records } from './records';
import { typicallyFilled } from './sort-rows';
import { SeenRows } from './seen-rows';
import { StrayQuotes } from './stray-quotes';
import { TailRows } from './tail-rows';
import { TextDictionary } from './text-dictionary';
import { UndecodableRows } from './undecodable';
import { userSampler, type UserSampler } from './user-sample';

const LONGEST_ID = 1000;
const RAGGED = reasonCode('ragged');
const NO_USER = reasonCode('no-user');
const TOO_LONG = reasonCode('user-too-long');
const HEADER = reasonCode('repeated-header');
const TOTAL = reasonCode('total-row');
const LEFT_UNSAMPLED = reasonCode('not-sampled');

const encoder = new TextEncoder();

/** Cells of the sample's column that are not blank, trimmed. */
export function sampledCells(layout: Layout, column: number): string[] {
  return layout.sample.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
}

/** A column that takes the cells of the rows that are kept. */
export interface CellColumn {
  add(bytes: Uint8Array, start: number, end: number): void;
  /** Takes the cell for the kept row number `row` if that has no value yet. */
  fill(row: number, bytes: Uint8Array, start: number, end: number): void;
}

/** What cells say, as those of events, by code; −1 where it is missing. Ids written `17850.0` lose their decimals. */
export class TextColumn implements CellColumn {
  private readonly list = int32List();
  readonly zeroDecimals: boolean;

  constructor(
    layout: Layout,
    column: number,
    private readonly dictionary: Dictionary = new Dictionary(),
  ) {
    this.zeroDecimals = hasZeroDecimals(layout.sample.map((row) => contentText(row[column] ?? '')).filter((said) => !saysNothing(said)));
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    this.list.reserve(1)[this.list.length++] = this.encode(bytes, start, end);
  }

  fill(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.list.data[row]! < 0) this.list.data[row] = this.encode(bytes, start, end);
  }

  /** Code of the cell, −1 where it is missing. */
  encode(bytes: Uint8Array, start: number, end: number): number {
    return codeOf(this.dictionary, bytes, start, end, this.zeroDecimals);
  }

  /** There was no room for some text: see {@link TextDictionary}. */
  get isFull(): boolean {
    return this.dictionary instanceof TextDictionary && this.dictionary.full;
  }

  get size(): number {
    return this.dictionary.size;
  }

  codes(): Int32Array {
    return this.list.data.slice(0, this.list.length);
  }

  names(): readonly string[] {
    return this.dictionary.names();
  }
}

/** Figures by what `parse` reads of a trimmed cell; NaN where it is missing or cannot be read. */
export class FigureColumn implements CellColumn {
  private readonly list = float64List();

  constructor(private readonly parse: (bytes: Uint8Array, start: number, end: number) => number) {}

  /** Numbers, with the decimal mark that is told, or else with the one that the sample speaks for. */
  static numbers(layout: Layout, column: number, mark: AttributeRecipe['decimalMark']): FigureColumn {
    const cells = sampledCells(layout, column);
    const decimalComma = usesDecimalComma(cells, mark);
    const lettered = usesPowerLetters(cells, decimalComma);
    return new FigureColumn((bytes, start, end) => parseNumber(bytes, start, end, decimalComma, lettered));
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    this.list.reserve(1)[this.list.length++] = this.figure(bytes, start, end);
  }

  fill(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (Number.isNaN(this.list.data[row]!)) this.list.data[row] = this.figure(bytes, start, end);
  }

  private figure(bytes: Uint8Array, start: number, end: number): number {
    if (isMissing(bytes, start, end)) return Number.NaN;
    const from = trimStart(bytes, start, end);
    const value = this.parse(bytes, from, trimEnd(bytes, from, end));
    // Numbers are read with what may stand around them; dates are not.
    return Number.isNaN(value) ? this.parse(bytes, contentStart(bytes, start, end), contentEnd(bytes, start, end)) : value;
  }

  values(): Float64Array {
    return this.list.data.slice(0, this.list.length);
  }
}

export interface KeyedSettings {
  /** Without a key column, rows that repeat an earlier one are duplicates. */
  readonly dropRepeated?: boolean | undefined;
  /** With one, a value that an id's first row lacks is taken from its next row that has one. */
  readonly fillsGaps?: boolean;
  /** Of which ids rows are kept. */
  readonly sample?: UserSample | undefined;
}

/**
 * Sorts out the rows of a file that has one row for each id: the first row of an id is kept, later ones are duplicates, and those without
 * an id, with one of over 1,000 characters, or of another shape than the header are rejected. Without a key column every row has its number
 * among the rows of data, from 1, for an id; one that repeats an earlier row in every column is a duplicate only where that is asked for. Where it is asked
 * for, a later row of an id gives what the kept one has no value for. What is rejected is looked at once more, as in RowEncoder. Of a sample, the ids that are
 * not in it are rejected. rowsRead = kept + duplicates + rejected.
 */
export class KeyedRows {
  rowsRead = 0;
  duplicates = 0;
  /** Rows that repeat an earlier one in every column; null where there is a key column. */
  repeated: number | null;
  readonly keptLine = uint32List();
  readonly duplicateLine = uint32List();
  /** Cells without a value in each column of the file, over all rows of the right shape. */
  readonly missing: Float64Array;
  readonly rejectedLine = uint32List();
  readonly rejectedReason = uint8List();
  readonly stray = new StrayQuotes();
  readonly undecodable = new UndecodableRows();
  readonly tail: TailRows;
  private readonly width: number;
  private readonly key: TextColumn | null;
  private readonly numbers = float64List();
  private readonly odd: OddRows;
  private readonly seen = new SeenRows();
  private readonly inSample: UserSampler | null;

  /** Of the id that was met last: the number of its kept row. */
  private met = 0;

  /** @param columns by index in the file */
  constructor(
    layout: Layout,
    private readonly keyColumn: number | null,
    private readonly columns: ReadonlyMap<number, CellColumn>,
    private readonly settings: KeyedSettings = {},
  ) {
    this.width = layout.columns.length;
    this.odd = new OddRows(layout, typicallyFilled(layout.sample));
    this.tail = new TailRows(layout.dialect);
    this.missing = new Float64Array(this.width);
    this.key = keyColumn === null ? null : new TextColumn(layout, keyColumn);
    this.inSample = settings.sample ? userSampler(settings.sample, this.key?.zeroDecimals === true) : null;
    this.repeated = keyColumn === null ? 0 : null;
  }

  add(records: Records, from: number, placeOf: TextFlow['place']): void {
    const { rows, firstCell, bytes, starts, ends, lines } = records;
    const condition = conditionOf(records, placeOf);
    const fate = new Int8Array(rows);
    for (let row = from; row < rows; row++) {
      this.rowsRead++;
      const decided = (fate[row] = this.fateOf(records, row));
      if (decided === NOT_SAMPLED) this.reject(lines[row]!, LEFT_UNSAMPLED);
      else if (decided >= 0)
        this.reject(lines[row]!, decided === TOO_LONG ? decided : this.odd.codeOf(records, row, decided, condition(row)));
      const first = firstCell[row]!;
      if (decided === DUPLICATE) {
        append(this.duplicateLine, lines[row]!);
        if (!this.settings.fillsGaps) continue;
        for (const [column, cells] of this.columns) cells.fill(this.met, bytes, starts[first + column]!, ends[first + column]!);
      }
      if (decided !== KEPT) continue;
      append(this.keptLine, lines[row]!);
      for (const [column, cells] of this.columns) cells.add(bytes, starts[first + column]!, ends[first + column]!);
    }
    this.stray.add(records, from, condition);
    this.undecodable.add(records, from, fate);
    this.tail.add(records, from, fate, condition);
  }

  private fateOf(records: Records, row: number): number {
    const { firstCell, bytes, starts, ends } = records;
    const first = firstCell[row]!;
    if (!this.fits(records, first, firstCell[row + 1]!)) return RAGGED;
    for (let column = 0; column < this.width; column++) {
      if (isMissing(bytes, starts[first + column]!, ends[first + column]!)) this.missing[column]!++;
    }
    // Which of the two it is, codeOf says.
    if (this.odd.isHeader(records, row) || this.odd.isLeftOut(records, row)) return HEADER;
    return this.odd.isSum(records, row, this.keyColumn) ? TOTAL : this.idFate(records, row, first);
  }

  get rejected(): RejectedRows {
    const { rejectedLine: lines, rejectedReason: reasons } = this;
    return { lines: lines.data.slice(0, lines.length), reasons: reasons.data.slice(0, reasons.length) };
  }

  /** Ids of the kept rows, in the order of the file. */
  ids(): readonly string[] {
    return this.key ? this.key.names() : Array.from(this.numbers.data.subarray(0, this.numbers.length), String);
  }

  /** Surplus cells are taken no notice of where they are empty. */
  private fits({ bytes, starts, ends }: Records, first: number, last: number): boolean {
    if (last - first < this.width) return false;
    for (let cell = first + this.width; cell < last; cell++) if (!isMissing(bytes, starts[cell]!, ends[cell]!)) return false;
    return true;
  }

  private idFate(records: Records, row: number, first: number): number {
    const { key } = this;
    const { bytes, starts, ends } = records;
    if (key === null) {
      if (this.inSample !== null) {
        const id = encoder.encode(String(this.rowsRead));
        if (!this.inSample(id, 0, id.length)) return NOT_SAMPLED;
      }
      if (!this.seen.add(records, row, this.width)) {
        this.repeated!++;
        if (this.settings.dropRepeated) return this.duplicate();
      }
      this.numbers.reserve(1)[this.numbers.length++] = this.rowsRead;
      return KEPT;
    }
    const cell = first + this.keyColumn!;
    const start = starts[cell]!;
    const end = ends[cell]!;
    if (end - start > LONGEST_ID && cellText(bytes, start, end).trim().length > LONGEST_ID) return TOO_LONG;
    if (isMissing(bytes, start, end)) return NO_USER;
    if (this.inSample?.(bytes, start, end) === false) return NOT_SAMPLED;
    const known = key.size;
    const code = key.encode(bytes, start, end);
    // Every id that has a code has a kept row of the same number.
    this.met = code;
    if (code === known) return KEPT;
    return this.duplicate();
  }

  private duplicate(): number {
    this.duplicates++;
    return DUPLICATE;
  }

  private reject(line: number, reason: number): void {
    append(this.rejectedLine, line);
    this.rejectedReason.reserve(1)[this.rejectedReason.length++] = reason;
  }
}

function append(list: ReturnType<typeof uint32List>, line: number): void {
  list.reserve(1)[list.length++] = line;
}
