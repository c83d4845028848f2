import { FLAG } from '../../protocol/events';
import type { RawRows } from '../raw-rows';
import { rowsByUserAndTime } from './by-user';

/** Money that is left of a purchase counts as nothing below this part of it. */
const NOTHING = 1e-9;

/** What is left of a purchase after its refunds. */
export interface Reduced {
  readonly row: number;
  readonly units: number;
  readonly money: number;
  /** All of it was given back. */
  readonly gone: boolean;
}

export interface Netting {
  /** Refunds that a purchase was found for. */
  readonly refunds: Uint32Array;
  readonly purchases: readonly Reduced[];
}

/**
 * Pairs each refund with the latest purchase of the same user and item (of the same order, where the refund names no item) before it or at its time that still has
 * so many units and so much money; one in the refund's own order goes before all others. Of one time, as where times are days, purchases come first however the file is sorted. A refund of all units must give back all that is left of
 * the money. Refunds that bring nothing, and those without such a purchase, stay as they are.
 *
 * @param rows purchases and refunds among the rows of RawRows, ascending
 */
export function netRefunds(raw: RawRows, rows: Uint32Array): Netting {
  const isRefund = (row: number) => (raw.flags.data[row]! & FLAG.refund) !== 0;
  if (raw.item === null && raw.order === null) return { refunds: new Uint32Array(0), purchases: [] };

  const books = new Books(raw, rows.filter(isRefund));
  // Of the others nothing can be given back.
  const own = rows.filter((row) => isRefund(row) || books.keeps(row));
  const { ordered } = rowsByUserAndTime(raw, own);
  const refunds: number[] = [];
  const touched = new Set<Open>();
  for (let from = 0, to = 0; from < ordered.length; from = to) {
    while (to < ordered.length && sameMoment(raw, ordered[from]!, ordered[to]!)) to++;
    const rowsThen = ordered.subarray(from, to);
    for (const row of rowsThen) if (!isRefund(row)) books.add(row);
    for (const row of rowsThen) {
      const found = isRefund(row) ? books.find(row) : undefined;
      if (found === undefined) continue;
      found.units -= books.unitsOf(row);
      found.money -= books.moneyOf(row);
      if (Math.abs(found.money) <= NOTHING * found.paid) found.money = 0;
      refunds.push(row);
      touched.add(found);
    }
  }
  return {
    refunds: Uint32Array.from(refunds).sort(),
    purchases: [...touched].map(({ row, units, money }) => ({ row, units, money, gone: books.hasUnits ? units <= 0 : money <= 0 })),
  };
}

function sameMoment({ user, time }: RawRows, a: number, b: number): boolean {
  return user.codes.data[a] === user.codes.data[b] && time.data[a] === time.data[b];
}

interface Open {
  readonly row: number;
  readonly paid: number;
  units: number;
  money: number;
}

/** Purchases by user and item, and by user and order, oldest first: those alone that one of the refunds may be of. */
class Books {
  readonly hasUnits: boolean;
  private readonly byItem = new Map<number, Open[]>();
  private readonly byOrder = new Map<number, Open[]>();

  constructor(
    private readonly raw: RawRows,
    refunds: Uint32Array,
  ) {
    this.hasUnits = raw.quantity !== null;
    for (const row of refunds) {
      const { byItem, byOrder } = this;
      const item = keyIn(raw, raw.item, row);
      const order = keyIn(raw, raw.order, row);
      if (item !== null) byItem.set(item, []);
      else if (order !== null) byOrder.set(order, []);
    }
  }

  unitsOf(row: number): number {
    return Math.abs(this.raw.quantity?.data[row] ?? 0);
  }

  moneyOf(row: number): number {
    return Math.abs(this.raw.value?.data[row] ?? 0);
  }

  keeps(row: number): boolean {
    return this.listOf(this.byItem, this.raw.item, row) !== null || this.listOf(this.byOrder, this.raw.order, row) !== null;
  }

  add(row: number): void {
    const open: Open = { row, paid: this.moneyOf(row), units: this.unitsOf(row), money: this.moneyOf(row) };
    this.listOf(this.byItem, this.raw.item, row)?.push(open);
    this.listOf(this.byOrder, this.raw.order, row)?.push(open);
  }

  find(refund: number): Open | undefined {
    const units = this.unitsOf(refund);
    const money = this.moneyOf(refund);
    if (units === 0 && money === 0) return undefined;
    const list = this.listOf(this.byItem, this.raw.item, refund) ?? this.listOf(this.byOrder, this.raw.order, refund) ?? [];
    const covers = (open: Open) => {
      const left = open.money - money;
      const nothing = NOTHING * open.paid;
      if (left < -nothing) return false;
      return this.hasUnits ? open.units > units || (open.units === units && left <= nothing) : open.money > 0;
    };
    const order = this.raw.order?.codes.data;
    const same = order && order[refund]! >= 0 ? list.findLast((open) => order[open.row] === order[refund] && covers(open)) : undefined;
    return same ?? list.findLast(covers);
  }

  private listOf(lists: ReadonlyMap<number, Open[]>, column: RawRows['item'], row: number): Open[] | null {
    const key = keyIn(this.raw, column, row);
    return key === null ? null : (lists.get(key) ?? null);
  }
}

/** A number for the row's user with what the column names; null where it names nothing. */
function keyIn(raw: RawRows, column: RawRows['item'], row: number): number | null {
  const code = column?.codes.data[row] ?? -1;
  return column === null || code < 0 ? null : raw.user.codes.data[row]! * column.dictionary.size + code;
}
