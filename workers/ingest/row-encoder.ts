import { FLAG, type Zone } from '../protocol/events';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import { cellText, isMissing, trimEnd, trimStart, withoutZeroDecimals } from './cells';
import { dateReader, type DateReader } from './dates';
import type { Dictionary } from './dictionary';
import type { Growable } from './growable';
import type { Layout } from './layout';
import { parseNumber, usesDecimalComma } from './numbers';
import { hasZeroDecimals } from './profile';
import { RawRows, reasonCode, type CodedRows } from './raw-rows';
import type { Records } from './records';
import type { RoleColumns } from './role-columns';
import { SeenRows, type RowFilter } from './seen-rows';

const LONGEST_USER = 1000;
const KEPT = -1;
const DUPLICATE = -2;
const REASON = {
  ragged: reasonCode('ragged'),
  noUser: reasonCode('no-user'),
  userTooLong: reasonCode('user-too-long'),
  noTime: reasonCode('no-time'),
  badDate: reasonCode('bad-date'),
  badNumber: reasonCode('bad-number'),
};

/**
 * Encodes records into columns, a column at a time, and decides what becomes of each row. Checks in this order: ragged, no-user,
 * user-too-long, no-time, bad-date, bad-number, duplicate.
 *
 * - Ragged: fewer cells than columns, or more, unless the surplus is empty (many systems end each line with a delimiter). Fewer cells are
 *   never filled up, since a line that was cut off looks the same.
 * - A missing amount is 0 and a missing quantity 1; amounts and quantities are read on purchases and refunds only.
 */
export class RowEncoder {
  readonly rows: RawRows;
  private readonly columns: number;
  private readonly readTime: DateReader;
  private readonly purchaseTypes: ReadonlySet<string>;
  private readonly refundTypes: ReadonlySet<string>;
  /** FLAG of each code of the event type. */
  private readonly typeFlags: number[] = [];
  private readonly cancelPrefix: Uint8Array;
  private readonly decimalComma: { readonly value: boolean; readonly quantity: boolean };
  private readonly zeroDecimals: ReadonlySet<number>;
  /** What becomes of each row of the batch: KEPT, DUPLICATE or the code of a reason. */
  private fate = new Int8Array(0);
  private time = new Float64Array(0);
  private type = new Int32Array(0);
  private flags = new Uint8Array(0);
  private value = new Float64Array(0);
  private quantity = new Float64Array(0);

  /** `seen` tells duplicates; null where they are kept. */
  constructor(
    layout: Pick<Layout, 'columns' | 'sample'>,
    private readonly mapping: MappingRecipe,
    private readonly roles: RoleColumns,
    cleaning: CleaningRecipe,
    zone: Zone,
    private readonly seen: RowFilter | null = cleaning.dropDuplicates ? new SeenRows() : null,
  ) {
    this.columns = layout.columns.length;
    this.readTime = dateReader(mapping.dateFormat, zone);
    this.purchaseTypes = new Set(mapping.purchaseTypes.map((type) => type.trim()));
    this.refundTypes = new Set(mapping.refundTypes.map((type) => type.trim()));
    this.cancelPrefix = new TextEncoder().encode(mapping.cancelPrefix ?? '');
    const sampled = (column: number | undefined) =>
      column === undefined ? [] : layout.sample.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
    this.decimalComma = { value: usesDecimalComma(sampled(roles.value)), quantity: usesDecimalComma(sampled(roles.quantity)) };
    const ids = [roles.user, roles.item, roles.category, roles.order, roles.session].filter((column) => column !== undefined);
    this.zeroDecimals = new Set(ids.filter((column) => hasZeroDecimals(sampled(column))));
    this.rows = new RawRows(this.columns, {
      event: roles.event !== undefined,
      item: roles.item !== undefined,
      category: roles.category !== undefined,
      order: roles.order !== undefined,
      session: roles.session !== undefined,
      value: roles.value !== undefined,
      quantity: roles.quantity !== undefined,
    });
  }

  /** Begins anew with empty columns and dictionaries: what {@link rows} held is gone. */
  restart(): void {
    this.rows.clear();
    this.typeFlags.length = 0;
  }

  /** Takes the records from row `from` on. */
  add(records: Records, from: number): void {
    this.allocate(records.rows);
    this.checkShape(records, from);
    this.checkUsers(records, from);
    this.readTimes(records, from);
    this.readTypes(records, from);
    if (this.rows.quantity !== null) this.readNumbers(records, from, this.roles.quantity!, this.quantity, this.decimalComma.quantity, 1);
    if (this.rows.value !== null) this.readNumbers(records, from, this.roles.value!, this.value, this.decimalComma.value, 0);
    this.decideRefunds(records, from);
    this.sortOut(records, from);
    this.append(records, from);
    this.rows.rowsRead += records.rows - from;
  }

  private allocate(rows: number): void {
    if (this.fate.length < rows) {
      this.fate = new Int8Array(rows);
      this.time = new Float64Array(rows);
      this.type = new Int32Array(rows);
      this.flags = new Uint8Array(rows);
      this.value = new Float64Array(rows);
      this.quantity = new Float64Array(rows);
    }
    this.fate.fill(KEPT);
  }

  private checkShape({ rows, firstCell, bytes, starts, ends }: Records, from: number): void {
    const { columns, fate } = this;
    const { missing } = this.rows;
    for (let row = from; row < rows; row++) {
      const first = firstCell[row]!;
      const last = firstCell[row + 1]!;
      if (last - first !== columns) {
        let surplus = last - first > columns;
        for (let cell = first + columns; surplus && cell < last; cell++) surplus = isMissing(bytes, starts[cell]!, ends[cell]!);
        if (!surplus) {
          fate[row] = REASON.ragged;
          continue;
        }
      }
      for (let column = 0; column < columns; column++) {
        if (isMissing(bytes, starts[first + column]!, ends[first + column]!)) missing[column]!++;
      }
    }
  }

  private checkUsers({ rows, firstCell, bytes, starts, ends }: Records, from: number): void {
    const column = this.roles.user!;
    for (let row = from; row < rows; row++) {
      if (this.fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      const start = starts[cell]!;
      const end = ends[cell]!;
      if (isMissing(bytes, start, end)) this.fate[row] = REASON.noUser;
      else if (end - start > LONGEST_USER && cellText(bytes, start, end).trim().length > LONGEST_USER) this.fate[row] = REASON.userTooLong;
    }
  }

  private readTimes({ rows, firstCell, bytes, starts, ends }: Records, from: number): void {
    const column = this.roles.time!;
    for (let row = from; row < rows; row++) {
      if (this.fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      const start = trimStart(bytes, starts[cell]!, ends[cell]!);
      const end = trimEnd(bytes, start, ends[cell]!);
      const time = this.readTime(bytes, start, end);
      this.time[row] = time;
      if (time === time) continue;
      if (isMissing(bytes, start, end)) this.fate[row] = REASON.noTime;
      else {
        this.fate[row] = REASON.badDate;
        this.rows.badDate ??= cellText(bytes, start, end).slice(0, 100);
      }
    }
  }

  private readTypes({ rows, firstCell, bytes, starts, ends }: Records, from: number): void {
    const { type: coded } = this.rows;
    if (coded === null) {
      this.flags.fill(FLAG.purchase);
      return;
    }
    const column = this.roles.event!;
    for (let row = from; row < rows; row++) {
      if (this.fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      const code = encode(coded.dictionary, bytes, starts[cell]!, ends[cell]!, false);
      if (code === this.typeFlags.length) {
        const name = coded.dictionary.name(code);
        this.typeFlags.push(this.refundTypes.has(name) ? FLAG.refund : this.purchaseTypes.has(name) ? FLAG.purchase : 0);
      }
      this.type[row] = code;
      this.flags[row] = code < 0 ? 0 : this.typeFlags[code]!;
    }
  }

  private readNumbers(records: Records, from: number, column: number, into: Float64Array, decimalComma: boolean, ifMissing: number): void {
    const { rows, firstCell, bytes, starts, ends } = records;
    for (let row = from; row < rows; row++) {
      if (this.fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      const start = trimStart(bytes, starts[cell]!, ends[cell]!);
      const end = trimEnd(bytes, start, ends[cell]!);
      const number = start === end ? ifMissing : parseNumber(bytes, start, end, decimalComma);
      if (number === number) into[row] = number;
      else if (this.flags[row] === 0 || isMissing(bytes, start, end)) into[row] = ifMissing;
      else this.fate[row] = REASON.badNumber;
    }
  }

  /** A purchase becomes a refund by its order id or a negative figure; money and units of a refund are negative, money of other rows is 0. */
  private decideRefunds({ rows, firstCell, bytes, starts, ends }: Records, from: number): void {
    const { flags, quantity, value, cancelPrefix, roles } = this;
    const hasQuantity = roles.quantity !== undefined;
    const hasValue = roles.value !== undefined;
    const perUnit = hasValue && hasQuantity && this.mapping.valueIs === 'unit';
    const prefixed = roles.order !== undefined && cancelPrefix.length > 0;
    for (let row = from; row < rows; row++) {
      if (this.fate[row] !== KEPT) continue;
      let flag = flags[row]!;
      if (flag === FLAG.purchase) {
        let refund = (hasQuantity && quantity[row]! < 0) || (hasValue && value[row]! < 0);
        if (!refund && prefixed) {
          const cell = firstCell[row]! + roles.order!;
          const start = trimStart(bytes, starts[cell]!, ends[cell]!);
          refund = ends[cell]! - start >= cancelPrefix.length;
          for (let i = 0; refund && i < cancelPrefix.length; i++) refund = bytes[start + i] === cancelPrefix[i];
        }
        if (refund) flag = flags[row] = FLAG.refund;
      }
      if (hasValue) {
        const amount = flag === 0 ? 0 : perUnit ? value[row]! * quantity[row]! : value[row]!;
        value[row] = flag === FLAG.refund ? 0 - Math.abs(amount) : amount;
      }
      if (hasQuantity && flag === FLAG.refund) quantity[row] = 0 - Math.abs(quantity[row]!);
    }
  }

  private sortOut(records: Records, from: number): void {
    const { rows, seen, columns, fate, time } = this;
    for (let row = from; row < records.rows; row++) {
      const decided = fate[row]!;
      if (decided === KEPT) {
        if (seen === null || seen.add(records, row, columns)) continue;
        fate[row] = DUPLICATE;
        rows.duplicateLine.reserve(1)[rows.duplicateLine.length++] = records.lines[row]!;
        rows.duplicateTime.reserve(1)[rows.duplicateTime.length++] = time[row]!;
      } else {
        rows.reject(records.lines[row]!, decided);
        if (decided === REASON.badNumber) rows.rejectedTime.reserve(1)[rows.rejectedTime.length++] = time[row]!;
      }
    }
  }

  private append(records: Records, from: number): void {
    const { rows, roles } = this;
    appendFrom(this.time, rows.time, this.fate, from, records.rows);
    appendFrom(records.lines, rows.line, this.fate, from, records.rows);
    appendFrom(this.flags, rows.flags, this.fate, from, records.rows);
    if (rows.type !== null) appendFrom(this.type, rows.type.codes, this.fate, from, records.rows);
    if (rows.value !== null) appendFrom(this.value, rows.value, this.fate, from, records.rows);
    if (rows.quantity !== null) appendFrom(this.quantity, rows.quantity, this.fate, from, records.rows);
    this.appendCodes(records, from, roles.user, rows.user);
    this.appendCodes(records, from, roles.item, rows.item);
    this.appendCodes(records, from, roles.category, rows.category);
    this.appendCodes(records, from, roles.order, rows.order);
    this.appendCodes(records, from, roles.session, rows.session);
  }

  private appendCodes(
    { rows, firstCell, bytes, starts, ends }: Records,
    from: number,
    column: number | undefined,
    coded: CodedRows | null,
  ): void {
    if (column === undefined || coded === null) return;
    const zeroDecimals = this.zeroDecimals.has(column);
    const codes = coded.codes.reserve(rows - from);
    let { length } = coded.codes;
    for (let row = from; row < rows; row++) {
      if (this.fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      codes[length++] = encode(coded.dictionary, bytes, starts[cell]!, ends[cell]!, zeroDecimals);
    }
    coded.codes.length = length;
  }
}

/** Code of the trimmed cell, −1 where it is missing. */
function encode(dictionary: Dictionary, bytes: Uint8Array, start: number, end: number, zeroDecimals: boolean): number {
  if (isMissing(bytes, start, end)) return -1;
  const from = trimStart(bytes, start, end);
  const to = trimEnd(bytes, from, end);
  return dictionary.encode(bytes, from, zeroDecimals ? withoutZeroDecimals(bytes, from, to) : to);
}

function appendFrom<A extends Float64Array | Uint32Array | Int32Array | Uint8Array>(
  source: A,
  target: Growable<A>,
  fate: Int8Array,
  from: number,
  to: number,
): void {
  const data = target.reserve(to - from);
  let { length } = target;
  for (let row = from; row < to; row++) if (fate[row] === KEPT) data[length++] = source[row]!;
  target.length = length;
}
