import { REJECT_REASONS, type RejectReason } from '../protocol/ingest';
import type { TextRole } from '../protocol/recipe';
import type { Place } from './containers/flow';
import type { Dialect } from './dialect';
import { Dictionary, type NameTable } from './dictionary';
import { TextDictionary } from './text-dictionary';
import { float64List, int32List, uint32List, uint8List } from './growable';
import type { RowOrder } from './order-rows';
import { StrayQuotes } from './stray-quotes';
import { TailRows } from './tail-rows';
import { UndecodableRows } from './undecodable';

/** Why and where rows were rejected, in the order of the file: `lines` are 1-based, `reasons` index REJECT_REASONS. */
export interface RejectedRows {
  readonly lines: Uint32Array;
  readonly reasons: Uint8Array;
}

/** Bits of the flags of RawRows beside those of FLAG: the cell of a purchase or refund has no figure. Gone after cleaning. */
export const BLANK = { value: 64, quantity: 128 } as const;

/** Bit of a reason in RawRows: the row has more cells than there are columns. Gone once the reasons are settled. */
export const SURPLUS = 128;

export const reasonCode = (reason: RejectReason) => REJECT_REASONS.indexOf(reason);

export interface CodedRows {
  readonly codes: ReturnType<typeof int32List>;
  readonly dictionary: NameTable;
  /** Of the dictionary's names, or own codes ({@link ownCode}). */
  readonly codesAre: 'names' | 'own';
}

/** 64 bits of hash of each row's id, two zeros where it has none. */
export interface KeyedRows {
  readonly a: ReturnType<typeof int32List>;
  readonly b: ReturnType<typeof int32List>;
}

/** The kept rows in the order of the file, column by column, and what is remembered of the others. All columns have the length of `time`. */
export class RawRows {
  readonly time = float64List();
  readonly line = uint32List();
  readonly flags = uint8List();
  readonly user: CodedRows;
  readonly type: CodedRows | null;
  readonly item: CodedRows | null;
  readonly category: CodedRows | null;
  readonly order: CodedRows | null;
  readonly title: CodedRows | null;
  readonly text: CodedRows | null;
  readonly session: KeyedRows | null;
  readonly value: ReturnType<typeof float64List> | null;
  readonly quantity: ReturnType<typeof float64List> | null;

  rowsRead = 0;
  /** Cells without a value in each column of the file, over all rows of the right shape. */
  readonly missing: Float64Array;
  readonly rejectedLine = uint32List();
  readonly rejectedReason = uint8List();
  readonly duplicateLine = uint32List();
  readonly duplicateTime = float64List();
  /** Times of rows that repeat an earlier one, where such rows are kept. */
  readonly repeatedTime = float64List();
  /** Times of rows that were rejected after their date had been read: they count for the median. */
  readonly rejectedTime = float64List();
  /** The first cell that was no date, for the error that no row has one. */
  badDate: string | null = null;
  readonly stray = new StrayQuotes();
  readonly undecodable = new UndecodableRows();
  readonly tail: TailRows;

  constructor(
    dialect: Dialect,
    columns: number,
    has: Readonly<
      Record<'event' | 'item' | 'category' | 'order' | 'session' | 'value' | 'quantity', boolean> & Partial<Record<TextRole, boolean>>
    >,
    makeTable?: () => NameTable,
    codesAre: CodedRows['codesAre'] = 'names',
  ) {
    const made = (table: () => NameTable): CodedRows => ({ codes: int32List(), dictionary: (makeTable ?? table)(), codesAre });
    const coded = (present: boolean) => (present ? made(() => new Dictionary()) : null);
    const texts = (present = false) => (present ? made(() => new TextDictionary()) : null);
    this.user = made(() => new Dictionary());
    this.tail = new TailRows(dialect);
    this.missing = new Float64Array(columns);
    this.type = coded(has.event);
    this.item = coded(has.item);
    this.category = coded(has.category);
    this.order = coded(has.order);
    this.title = texts(has.title);
    this.text = texts(has.text);
    this.session = has.session ? { a: int32List(), b: int32List() } : null;
    this.value = has.value ? float64List() : null;
    this.quantity = has.quantity ? float64List() : null;
  }

  get kept(): number {
    return this.time.length;
  }

  /** Makes room for so many rows in all. */
  reserve(rows: number): void {
    for (const list of this.columns()) if (rows > list.length) list.reserve(rows - list.length);
  }

  /** Forgets everything, and keeps its room for the rows of another range. */
  clear(): void {
    const others = [this.rejectedLine, this.rejectedReason, this.duplicateLine, this.duplicateTime, this.repeatedTime, this.rejectedTime];
    for (const list of [...this.columns(), ...others]) list.length = 0;
    for (const column of this.coded()) column?.dictionary.clear();
    this.missing.fill(0);
    this.rowsRead = 0;
    this.badDate = null;
    this.stray.clear();
    this.undecodable.clear();
    this.tail.clear();
  }

  /** Forgets all rows but these, which ascend. */
  keep(rows: Uint32Array): void {
    for (const { data } of this.columns()) for (let i = 0; i < rows.length; i++) data[i] = data[rows[i]!]!;
    for (const list of this.columns()) list.length = rows.length;
  }

  /** Columns with names. */
  coded(): readonly (CodedRows | null)[] {
    return [this.user, this.type, this.item, this.category, this.order, this.title, this.text];
  }

  /** Those of one entry a kept row. */
  columns() {
    const coded = this.coded().map((column) => column?.codes);
    return [this.time, this.line, this.flags, this.value, this.quantity, ...coded, this.session?.a, this.session?.b].filter(
      (list) => list !== null && list !== undefined,
    );
  }

  reject(line: number, reason: number): void {
    this.rejectedLine.reserve(1)[this.rejectedLine.length++] = line;
    this.rejectedReason.reserve(1)[this.rejectedReason.length++] = reason;
  }
}

/** All rows of a file, as a pass over it leaves them. */
export interface PassedRows {
  readonly raw: RawRows;
  /** Of the kept rows, by the codes of their users; null where it has not been found. */
  readonly order: RowOrder | null;
  /** The text's last byte ends a line. */
  readonly endsWithNewline: boolean;
  /** Where a line of the text comes from. */
  readonly placeOf: (line: number) => Place;
}
