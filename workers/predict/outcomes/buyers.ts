import { fitBgNbd, probabilityOfPurchase } from '../bg-nbd';
import { MIN_REPEAT_BUYERS } from '../forecast';
import { distinctHistories } from '../histories';
import { customersUntil, type PurchaseDays } from '../purchase-days';
import { runToEnd } from '../run-to-end';

/**
 * Probability of a purchase in the horizon after a cut-off by BG/NBD, fitted on the purchases up to it. Of users who had not bought it says nothing: they are given
 * `otherwise`. Null with too few repeat buyers, or where the likelihood has no maximum.
 *
 * @param users ascending
 * @throws AppError `cancelled`
 */
export async function probabilitiesOfBuyers(
  days: PurchaseDays,
  users: Uint32Array,
  cut: number,
  horizonDays: number,
  otherwise: number,
  signal?: AbortSignal,
): Promise<Float64Array | null> {
  const { user, x, recency, age } = customersUntil(days, cut);
  if (x.reduce((sum, repeats) => sum + (repeats > 0 ? 1 : 0), 0) < MIN_REPEAT_BUYERS) return null;
  const model = await runToEnd(fitBgNbd(distinctHistories({ x, recency, age })), signal);
  if (!model.converged) return null;
  let at = 0;
  return Float64Array.from(users, (one) => {
    while (at < user.length && user[at]! < one) at++;
    return user[at] === one ? probabilityOfPurchase(model, x[at]!, recency[at]!, age[at]!, horizonDays) : otherwise;
  });
}
