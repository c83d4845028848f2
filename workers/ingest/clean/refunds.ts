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
 * Pairs each refund with the latest purchase before it of the same user and item (of the same order, where the refund names no item) that still has
 * so many units and so much money; one in the refund's own order goes before all others. A refund of all units must give back all that is left of
 * the money. Refunds that bring nothing, and those without such a purchase, stay as they are.
 *
 * @param rows purchases and refunds among the rows of RawRows, ascending
 */
export function netRefunds(raw: RawRows, rows: Uint32Array): Netting {
  const isRefund = (row: number) => (raw.flags.data[row]! & FLAG.refund) !== 0;
  const users = raw.user.codes.data;
  const refunding = new Set<number>();
  for (const row of rows) if (isRefund(row)) refunding.add(users[row]!);
  if (refunding.size === 0 || (raw.item === null && raw.order === null)) return { refunds: new Uint32Array(0), purchases: [] };

  const own = rows.filter((row) => refunding.has(users[row]!));
  const { ordered } = rowsByUserAndTime(raw, own);
  const refunds: number[] = [];
  const touched = new Set<Open>();
  const books = new Books(raw);
  for (const row of ordered) {
    if (!isRefund(row)) {
      books.add(row);
      continue;
    }
    const found = books.find(row);
    if (found === undefined) continue;
    found.units -= books.unitsOf(row);
    found.money -= books.moneyOf(row);
    if (Math.abs(found.money) <= NOTHING * found.paid) found.money = 0;
    refunds.push(row);
    touched.add(found);
  }
  return {
    refunds: Uint32Array.from(refunds).sort(),
    purchases: [...touched].map(({ row, units, money }) => ({ row, units, money, gone: books.hasUnits ? units <= 0 : money <= 0 })),
  };
}

interface Open {
  readonly row: number;
  readonly paid: number;
  units: number;
  money: number;
}

/** Purchases of the user at hand by item and by order, oldest first. */
class Books {
  readonly hasUnits: boolean;
  private readonly byKey = new Map<string, Open[]>();

  constructor(private readonly raw: RawRows) {
    this.hasUnits = raw.quantity !== null;
  }

  unitsOf(row: number): number {
    return Math.abs(this.raw.quantity?.data[row] ?? 0);
  }

  moneyOf(row: number): number {
    return Math.abs(this.raw.value?.data[row] ?? 0);
  }

  add(row: number): void {
    const open: Open = { row, paid: this.moneyOf(row), units: this.unitsOf(row), money: this.moneyOf(row) };
    for (const key of [this.itemKey(row), this.orderKey(row)]) {
      if (key === null) continue;
      const list = this.byKey.get(key);
      if (list === undefined) this.byKey.set(key, [open]);
      else list.push(open);
    }
  }

  find(refund: number): Open | undefined {
    const units = this.unitsOf(refund);
    const money = this.moneyOf(refund);
    if (units === 0 && money === 0) return undefined;
    const key = this.itemKey(refund) ?? this.orderKey(refund);
    const list = key === null ? [] : (this.byKey.get(key) ?? []);
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

  private itemKey(row: number): string | null {
    const item = this.raw.item?.codes.data[row] ?? -1;
    return item < 0 ? null : `${this.raw.user.codes.data[row]!} item ${item}`;
  }

  private orderKey(row: number): string | null {
    const order = this.raw.order?.codes.data[row] ?? -1;
    return order < 0 ? null : `${this.raw.user.codes.data[row]!} order ${order}`;
  }
}
