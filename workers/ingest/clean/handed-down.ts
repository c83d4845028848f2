import { contentText, isMissingText } from '../cells';
import type { OrderColumns } from '../cell-sources';

/**
 * What lines that are left out say of their whole order, for the first line of it that stays: an export that leaves such cells blank after an order's first
 * line says it nowhere else.
 */
export class HandedDown {
  private readonly orders = new Map<string, Map<number, string>>();

  constructor(
    private readonly columns: OrderColumns,
    private readonly width: number,
  ) {}

  /** Takes what a line says that is left out. */
  leaveOut(cells: readonly string[]): void {
    // Of another shape, nothing was read of it.
    if (cells.length < this.width || !cells.slice(this.width).every(isMissingText)) return;
    const order = this.orderOf(cells);
    if (order === null) return;
    const said = this.orders.get(order) ?? new Map<number, string>();
    for (const column of this.columns.filled) if (!isMissingText(cells[column]!)) said.set(column, cells[column]!);
    if (said.size > 0) this.orders.set(order, said);
  }

  /** Writes into the blank cells of a line that stays what lines above it said last. */
  keep(cells: string[]): void {
    const order = this.orderOf(cells);
    const said = order === null ? undefined : this.orders.get(order);
    if (order === null || said === undefined) return;
    for (const [column, text] of said) if (isMissingText(cells[column]!)) cells[column] = text;
    // From here on this line says it.
    this.orders.delete(order);
  }

  private orderOf(cells: readonly string[]): string | null {
    const cell = cells[this.columns.by]!;
    return isMissingText(cell) ? null : contentText(cell);
  }
}
