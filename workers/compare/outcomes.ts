import { lowerBound } from '../math/lower-bound';
import { FLAG, type EventTable } from '../protocol/events';
import type { Outcome } from '../protocol/comparison';

/**
 * What users did in [cut, to), ms UTC, by row of `userIndex`:
 *
 * - `value`: money, net of refunds; not there without a value column.
 * - `repurchase`: 1 for a purchase, 0 for none; NaN of users who had not bought before the cut.
 * - `churn`: 1 for no event at all, 0 otherwise.
 *
 * An outcome that is the same for everybody is left out, since nothing can lie apart in it.
 */
export function outcomesAfter(events: EventTable, userIndex: Uint32Array, cut: number, to: number): Partial<Record<Outcome, Float64Array>> {
  const { time, flags, value: amounts, userOffsets } = events;
  const users = userIndex.length;
  const value = new Float64Array(users);
  const repurchase = new Float64Array(users);
  const churn = new Float64Array(users).fill(1);
  for (let user = 0; user < users; user++) {
    const first = userOffsets[userIndex[user]!]!;
    const end = userOffsets[userIndex[user]! + 1]!;
    const from = lowerBound(time, first, end, cut);
    let buyer = false;
    for (let row = first; row < from && !buyer; row++) buyer = (flags[row]! & FLAG.purchase) !== 0;
    if (!buyer) repurchase[user] = Number.NaN;
    for (let row = from; row < end && time[row]! < to; row++) {
      churn[user] = 0;
      if (amounts) value[user]! += amounts[row]!;
      if (buyer && flags[row]! & FLAG.purchase) repurchase[user] = 1;
    }
  }
  const found: Partial<Record<Outcome, Float64Array>> = {};
  if (amounts && varies(value)) found.value = value;
  if (varies(repurchase)) found.repurchase = repurchase;
  if (varies(churn)) found.churn = churn;
  return found;
}

function varies(values: Float64Array): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return first !== undefined && values.some((value) => !Number.isNaN(value) && value !== first);
}
