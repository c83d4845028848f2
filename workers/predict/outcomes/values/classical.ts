import { fitAndPredict } from '../../fit';
import { MIN_REPEAT_BUYERS } from '../../forecast';
import { customersUntil, type PurchaseDays } from '../../purchase-days';

/**
 * Money expected of each user within the horizon after a day by BG/NBD with Gamma–Gamma, fitted on all purchases up to it; NaN for users who had not bought. Null with
 * too few repeat buyers or values, or where a likelihood has no maximum.
 *
 * @throws AppError `cancelled`
 */
export async function classicalValues(
  days: PurchaseDays,
  cut: number,
  horizonDays: number,
  signal?: AbortSignal,
): Promise<Float64Array | null> {
  const customers = customersUntil(days, cut);
  if (customers.x.reduce((sum, repeats) => sum + (repeats > 0 ? 1 : 0), 0) < MIN_REPEAT_BUYERS) return null;
  const fitted = await fitAndPredict(customers, horizonDays, signal);
  if (!fitted?.value) return null;
  const values = new Float64Array(days.users).fill(NaN);
  customers.user.forEach((user, i) => (values[user] = fitted.value![i]!));
  return values;
}
