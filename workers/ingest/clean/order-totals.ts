import { FLAG } from '../../protocol/events';
import { BLANK, type RawRows } from '../raw-rows';
import type { ChangeLog } from './changes';

/** Rows of `among` that belong to an order of one of `rows`, and `rows` themselves: a total stands for all lines of its order. */
export function wholeOrders(raw: RawRows, rows: Uint32Array, among: Uint32Array): Uint32Array {
  const orders = raw.order?.codes.data;
  if (orders === undefined) return rows;
  const chosen = new Set(rows);
  const codes = new Set(Array.from(rows, (row) => orders[row]!));
  codes.delete(-1);
  return among.filter((row) => chosen.has(row) || codes.has(orders[row]!));
}

/**
 * Hands the totals of rows that are left out on to the first line that stays of the same order and kind: the file counts a total on the first line that
 * has it.
 */
export function handOnTotals(raw: RawRows, leftOut: Uint32Array, kept: Uint32Array, changes: ChangeLog): void {
  const orders = raw.order?.codes.data;
  if (orders === undefined || raw.value === null || leftOut.length === 0) return;
  const values = raw.value.data;
  const flags = raw.flags.data;
  const kind = FLAG.purchase | FLAG.refund;
  const key = (row: number) => orders[row]! * 4 + (flags[row]! & kind);
  const waiting = new Map<number, number>();
  for (const row of leftOut) if (orders[row]! >= 0 && values[row] !== 0) waiting.set(key(row), values[row]!);
  for (const row of kept) {
    const total = orders[row]! < 0 ? undefined : waiting.get(key(row));
    if (total === undefined) continue;
    waiting.delete(key(row));
    values[row] = total;
    flags[row]! &= ~BLANK.value;
    changes.value.set(raw.line.data[row]!, Math.abs(total));
  }
}
