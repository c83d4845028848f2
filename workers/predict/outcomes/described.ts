import { boughtBetween, type PurchaseDays } from '../purchase-days';
import type { Examples } from './examples';

/** Numbers of {@link Described.history}. */
export const HISTORY = 3;

/** Users at a cut-off with all that models are told of them. */
export interface Described extends Examples {
  /** Money of each within the horizon after it; zeros in a file without values. */
  readonly spent: Float64Array;
  /** Money of each within a horizon before it. */
  readonly before: Float64Array;
  /**
   * users × {@link HISTORY}: ln(1 + money) before the cut-off, within a horizon, in all, and a day with a purchase. Features are clipped at quantiles; what the
   * largest customers will spend shows in none that is.
   */
  readonly history: Float32Array;
  /** users × its dimensions, by the recipe's encoder from events before the cut-off; empty without one. */
  readonly codes: Float32Array;
}

/** @param cut the last day known, since 1970-01-01 */
export function describe(one: Examples, days: PurchaseDays, cut: number, horizonDays: number, codes: Float32Array): Described {
  const { users } = one;
  const money = (from: number, to: number) => boughtBetween(days, users, from, to);
  const none = () => new Float64Array(users.length);
  const before = money(cut - horizonDays, cut).value ?? none();
  const { purchases, value } = money(-Infinity, cut);
  const history = new Float32Array(users.length * HISTORY);
  users.forEach((_, row) => {
    const all = value?.[row] ?? 0;
    const each = purchases[row]! > 0 ? all / purchases[row]! : 0;
    [before[row]!, all, each].forEach((amount, i) => (history[row * HISTORY + i] = Math.log1p(Math.max(0, amount))));
  });
  return { ...one, spent: money(cut, cut + horizonDays).value ?? none(), before, history, codes };
}
