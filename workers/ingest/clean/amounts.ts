import { FLAG } from '../../protocol/events';
import type { MappingRecipe } from '../../protocol/recipe';
import { BLANK, type RawRows } from '../raw-rows';
import type { ChangeLog } from './changes';

export type AmountRole = 'value' | 'quantity';

/**
 * Figures of purchases and refunds as their cells have them, without sign: of a column of unit prices the price, although the rows hold price ×
 * quantity. Entry i is of row `rows[i]`.
 *
 * A figure is NaN where the cell is blank, on a refund that brings nothing, on lines of an order whose total another line has counted, and for
 * 0 units at a unit price, since the price cannot be told from the rows any more.
 */
export class Amounts {
  readonly value: Float64Array | null;
  readonly quantity: Float64Array | null;
  /** The value column holds prices of one unit. */
  readonly perUnit: boolean;

  /** @param rows purchases and refunds among the kept rows of RawRows, ascending */
  constructor(
    private readonly raw: RawRows,
    readonly rows: Uint32Array,
    private readonly valueIs: MappingRecipe['valueIs'],
    private readonly changes: ChangeLog,
  ) {
    this.perUnit = valueIs === 'unit' && raw.value !== null && raw.quantity !== null;
    this.value = raw.value === null ? null : figuresOf(rows, (row) => this.valueOf(row));
    this.quantity = raw.quantity === null ? null : figuresOf(rows, (row) => this.quantityOf(row));
  }

  of(role: AmountRole): Float64Array | null {
    return role === 'value' ? this.value : this.quantity;
  }

  isPurchase(i: number): boolean {
    return (this.raw.flags.data[this.rows[i]!]! & FLAG.purchase) !== 0;
  }

  /** Entries of purchases without a figure; of an order that has a total on no line the first line, since it counts once. */
  gaps(role: AmountRole): Uint32Array {
    if (this.of(role) === null) return new Uint32Array(0);
    const { raw, rows } = this;
    const isBlank = (i: number) => (raw.flags.data[rows[i]!]! & BLANK[role]) !== 0;
    const orders = role === 'value' && this.valueIs === 'order' ? raw.order?.codes.data : undefined;
    const settled = new Set<number>();
    if (orders) rows.forEach((row, i) => (isBlank(i) || !this.isPurchase(i) ? settled : settled.add(orders[row]!)));
    settled.delete(-1);
    const gaps: number[] = [];
    for (let i = 0; i < rows.length; i++) {
      if (!isBlank(i) || !this.isPurchase(i)) continue;
      const order = orders?.[rows[i]!] ?? -1;
      if (settled.has(order)) continue;
      gaps.push(i);
      if (order >= 0) settled.add(order);
    }
    return Uint32Array.from(gaps);
  }

  /** Writes figures ≥ 0 into row and cell, which are blank no more; what is not given stays. */
  set(i: number, figures: Partial<Record<AmountRole, number>>): void {
    const { raw, perUnit } = this;
    const row = this.rows[i]!;
    const line = raw.line.data[row]!;
    const signed = (figure: number) => (this.isPurchase(i) ? figure : 0 - figure);
    const value = figures.value ?? (perUnit ? this.price(row) : undefined);
    if (figures.quantity !== undefined && raw.quantity !== null) {
      raw.quantity.data[row] = signed(figures.quantity);
      this.quantity![i] = figures.quantity;
      this.changes.quantity.set(line, figures.quantity);
      raw.flags.data[row]! &= ~BLANK.quantity;
    }
    if (value !== undefined && raw.value !== null) {
      raw.value.data[row] = signed(perUnit ? value * Math.abs(raw.quantity!.data[row]!) : value);
      if (figures.value === undefined) return;
      // As it would be read from the row again: see above.
      this.value![i] = perUnit && raw.quantity!.data[row] === 0 ? NaN : value;
      this.changes.value.set(line, value);
      raw.flags.data[row]! &= ~BLANK.value;
    }
  }

  /** Price of a unit; 0 for no units. */
  private price(row: number): number {
    const units = Math.abs(this.raw.quantity!.data[row]!);
    return units === 0 ? 0 : quotient(Math.abs(this.raw.value!.data[row]!), units);
  }

  private valueOf(row: number): number {
    const { raw, valueIs } = this;
    const value = Math.abs(raw.value!.data[row]!);
    const flags = raw.flags.data[row]!;
    if ((flags & BLANK.value) !== 0 || (value === 0 && (valueIs === 'order' || (flags & FLAG.refund) !== 0))) return NaN;
    if (!this.perUnit) return value;
    return raw.quantity!.data[row] === 0 ? NaN : this.price(row);
  }

  private quantityOf(row: number): number {
    const { raw } = this;
    const quantity = Math.abs(raw.quantity!.data[row]!);
    const flags = raw.flags.data[row]!;
    if ((flags & BLANK.quantity) !== 0) return NaN;
    return quantity === 0 && (this.perUnit || (flags & FLAG.refund) !== 0) ? NaN : quantity;
  }
}

/** As `Float64Array.from`, which goes through an iterator. */
function figuresOf(rows: Uint32Array, figure: (row: number) => number): Float64Array {
  const figures = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) figures[i] = figure(rows[i]!);
  return figures;
}

/** a / b as a file can hold it: with at most 15 digits, since the division alone may miss the figure that a cell has by the last bit. */
export function quotient(a: number, b: number): number {
  const exact = a / b;
  // Most amounts have few decimals, and writing a figure out takes a while.
  const short = Math.round(exact * 1e6) / 1e6;
  return exact < 1e9 && Math.abs(short - exact) <= 1e-15 * exact ? short : Number(exact.toPrecision(15));
}
