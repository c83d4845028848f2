import { FLAG } from '../protocol/events';
import type { MappingRecipe } from '../protocol/recipe';
import { contentEnd, contentStart, isMissing, trimEnd, trimStart } from './cells';
import type { CellSources } from './cell-sources';
import { codeOf } from './coded-cell';
import { Dictionary } from './dictionary';
import { OTHERWISE } from './iso-reader';
import type { KernelColumns, KernelRecords } from './kernel';
import { parseNumber } from './numbers';
import { BLANK } from './raw-rows';
import type { Records } from './records';
import { KEPT } from './fate';
import { REASON, type RowBatch } from './row-batch';
import type { SampleTraits } from './sample-traits';

/** What an order's state does to its rows. */
const GOOD = 0;
const CANCELLED = 1;
const UNPAID = 2;

/**
 * Reads amounts and quantities and settles which rows are purchases, refunds or neither.
 *
 * - A missing amount is 0 and a missing quantity 1; both are read on purchases and refunds only, elsewhere what is no number is missing.
 * - A purchase is a refund where its order id has the prefix of cancellations, or amount or quantity are negative: its money and units are
 *   negative, for they give back what another row brought. An order whose own state says that it was cancelled is marked as a refund, too, but
 *   brings 0, since no other row stands against it. An unpaid order is neither.
 * - Money of rows that are neither purchase nor refund is 0.
 */
export class RowMoney {
  private readonly cancelPrefix: Uint8Array;
  private readonly states: Dictionary = new Dictionary();
  /** What each code of `states` does. */
  private readonly stateEffects: number[] = [];
  private readonly cancelled: ReadonlySet<string>;
  private readonly unpaid: ReadonlySet<string>;
  /** Orders whose total has been counted, and those whose total has been given back. */
  private readonly counted = new Dictionary();
  private readonly givenBack = new Dictionary();

  constructor(
    private readonly mapping: MappingRecipe,
    private readonly sources: CellSources,
    private readonly traits: Pick<SampleTraits, 'decimalComma' | 'lettered'>,
    private readonly kernel: KernelColumns | null,
  ) {
    this.cancelPrefix = new TextEncoder().encode(mapping.cancelPrefix ?? '');
    const trimmed = (states: readonly string[] | undefined) => new Set((states ?? []).map((state) => state.trim()));
    this.cancelled = trimmed(mapping.cancelledStates);
    this.unpaid = trimmed(mapping.unpaidStates);
  }

  settle(records: Records, from: number, batch: RowBatch): void {
    const { sources } = this;
    if (sources.has('quantity')) this.readNumbers(records, from, 'quantity', batch.quantity, 1, batch);
    if (sources.has('value')) this.readNumbers(records, from, 'value', batch.value, 0, batch);
    if (sources.has('status') && this.cancelled.size + this.unpaid.size > 0) this.applyStates(records, from, batch);
    if (this.cancelPrefix.length > 0 && sources.has('order')) this.applyPrefix(records, from, batch);
    this.sign(records.rows, from, batch);
    if (this.mapping.valueIs === 'order' && sources.has('value') && sources.has('order')) this.countOnce(records, from, batch);
    markBlanks(records.rows, from, batch);
  }

  private readNumbers(
    records: Records,
    from: number,
    role: 'value' | 'quantity',
    into: Float64Array,
    ifMissing: number,
    { fate, flags, blank }: RowBatch,
  ): void {
    const { table, column } = this.sources.of(role, records);
    const { firstCell, bytes, starts, ends } = table;
    const decimalComma = this.traits.decimalComma[role];
    const lettered = this.traits.lettered[role];
    const { rows } = records;
    const ready = this.kernel !== null && !decimalComma ? this.kernel.numbers(records as KernelRecords, from, column) : null;
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const known = ready === null ? OTHERWISE : ready[row]!;
      if (known !== OTHERWISE) {
        into[row] = known;
        continue;
      }
      const cell = firstCell[row]! + column;
      const start = trimStart(bytes, starts[cell]!, ends[cell]!);
      const end = trimEnd(bytes, start, ends[cell]!);
      const number = start === end ? ifMissing : parseNumber(bytes, start, end, decimalComma, lettered);
      if (start === end) blank[row]! |= BLANK[role];
      if (number === number) into[row] = number;
      else if (flags[row] === 0 || isMissing(bytes, start, end)) {
        into[row] = ifMissing;
        blank[row]! |= BLANK[role];
      } else fate[row] = REASON.badNumber;
    }
  }

  private applyStates(records: Records, from: number, { fate, flags, value, quantity }: RowBatch): void {
    const { table, column } = this.sources.of('status', records);
    const { firstCell, bytes, starts, ends } = table;
    for (let row = from; row < records.rows; row++) {
      if (fate[row] !== KEPT || flags[row] === 0) continue;
      const cell = firstCell[row]! + column;
      const effect = this.effect(codeOf(this.states, bytes, starts[cell]!, ends[cell]!, false));
      if (effect === GOOD) continue;
      flags[row] = effect === CANCELLED ? FLAG.refund : 0;
      value[row] = 0;
      if (effect === CANCELLED) quantity[row] = 0;
    }
  }

  private effect(code: number): number {
    if (code < 0) return GOOD;
    if (code === this.stateEffects.length) {
      const name = this.states.name(code);
      this.stateEffects.push(this.cancelled.has(name) ? CANCELLED : this.unpaid.has(name) ? UNPAID : GOOD);
    }
    return this.stateEffects[code]!;
  }

  private applyPrefix(records: Records, from: number, { fate, flags }: RowBatch): void {
    const { cancelPrefix } = this;
    const { table, column } = this.sources.of('order', records);
    const { firstCell, bytes, starts, ends } = table;
    for (let row = from; row < records.rows; row++) {
      if (fate[row] !== KEPT || flags[row] !== FLAG.purchase) continue;
      const cell = firstCell[row]! + column;
      const start = contentStart(bytes, starts[cell]!, ends[cell]!);
      let prefixed = ends[cell]! - start >= cancelPrefix.length;
      for (let i = 0; prefixed && i < cancelPrefix.length; i++) prefixed = bytes[start + i] === cancelPrefix[i];
      if (prefixed) flags[row] = FLAG.refund;
    }
  }

  private sign(rows: number, from: number, { fate, flags, value, quantity }: RowBatch): void {
    const hasQuantity = this.sources.has('quantity');
    const hasValue = this.sources.has('value');
    const perUnit = hasValue && hasQuantity && this.mapping.valueIs === 'unit';
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      if (flags[row] === FLAG.purchase && ((hasQuantity && quantity[row]! < 0) || (hasValue && value[row]! < 0))) flags[row] = FLAG.refund;
      const flag = flags[row]!;
      if (hasValue) {
        const amount = flag === 0 ? 0 : perUnit ? value[row]! * quantity[row]! : value[row]!;
        value[row] = flag === FLAG.refund ? 0 - Math.abs(amount) : amount;
      }
      if (hasQuantity && flag === FLAG.refund) quantity[row] = 0 - Math.abs(quantity[row]!);
    }
  }

  /** Leaves an order's total on the first of its rows that has it. */
  private countOnce(records: Records, from: number, { fate, flags, value }: RowBatch): void {
    const { table, column } = this.sources.of('order', records);
    const { firstCell, bytes, starts, ends } = table;
    for (let row = from; row < records.rows; row++) {
      if (fate[row] !== KEPT || value[row] === 0) continue;
      const cell = firstCell[row]! + column;
      const seen = flags[row] === FLAG.refund ? this.givenBack : this.counted;
      const before = seen.size;
      const start = contentStart(bytes, starts[cell]!, ends[cell]!);
      const end = contentEnd(bytes, starts[cell]!, ends[cell]!);
      if (start >= end) continue;
      seen.encode(bytes, start, end);
      if (seen.size === before) value[row] = 0;
    }
  }
}

/** Left for {@link cleanRows}: purchases and refunds without a figure. */
function markBlanks(rows: number, from: number, { fate, flags, blank }: RowBatch): void {
  for (let row = from; row < rows; row++) if (fate[row] === KEPT && flags[row] !== 0) flags[row]! |= blank[row]!;
}
