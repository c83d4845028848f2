import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { BackTest, NoPrediction } from '../protocol/predictions';
import type { Stage } from '../protocol/progress';
import { backTestFigures } from './back-test';
import { fitAndPredict, type Fitted } from './fit';
import { DAY_MS } from '../features/feature-set';
import { boughtBetween, customersUntil, purchaseDays, type Customers } from './purchase-days';

/** The horizon: as long as this, or a fifth of the days in the file where that is less. */
const LONGEST_HORIZON_DAYS = 90;
/** A horizon under a week would be a matter of weekdays. */
const SHORTEST_HORIZON_DAYS = 7;
/** With fewer the four parameters are anybody's guess. */
export const MIN_REPEAT_BUYERS = 50;

/** What each customer will buy in the days after the file ends. Stays in the worker. */
export interface Forecast {
  readonly horizonDays: number;
  /** The last day of the file, in days since 1970-01-01 on the wall clock. */
  readonly lastDay: number;
  readonly customers: Customers;
  readonly fitted: Fitted;
  readonly backTest: BackTest;
}

export type ForecastResult =
  { readonly none: NoPrediction; readonly forecast: null } | { readonly none: null; readonly forecast: Forecast };

/**
 * Trains on all days but the last of the horizon and tests on those, beside the baseline that everybody buys as much again as in as many days before the
 * cut-off; then trains on the whole file for the prediction itself.
 *
 * @throws AppError `cancelled`
 */
export async function* forecastPurchases(events: EventTable, seed: number, signal?: AbortSignal): Stage<ForecastResult> {
  const none = (reason: NoPrediction): ForecastResult => ({ none: reason, forecast: null });
  const progress = (done: number) => ({ stage: 'predict', done, total: 3 }) as const;
  if (events.timeless) return none({ reason: 'timeless' });
  yield progress(0);
  throwIfAborted(signal);
  const days = purchaseDays(events);
  if (days.day.length === 0) return none({ reason: 'no-purchases' });
  const span = days.lastDay - days.firstDay + 1;
  const horizonDays = Math.min(LONGEST_HORIZON_DAYS, Math.floor(span / 5));
  if (horizonDays < SHORTEST_HORIZON_DAYS) return none({ reason: 'too-short', days: span, needed: 5 * SHORTEST_HORIZON_DAYS });

  const cut = days.lastDay - horizonDays;
  const known = customersUntil(days, cut);
  const buyers = known.x.reduce((sum, x) => sum + (x > 0 ? 1 : 0), 0);
  if (buyers < MIN_REPEAT_BUYERS) return none({ reason: 'few-repeat-buyers', buyers, needed: MIN_REPEAT_BUYERS });
  const trained = await fitAndPredict(known, horizonDays, signal);
  if (!trained) return none({ reason: 'no-fit' });
  yield progress(1);
  throwIfAborted(signal);
  const after = boughtBetween(days, known.user, cut, days.lastDay);
  const before = boughtBetween(days, known.user, cut - horizonDays, cut);
  const backTest: BackTest = {
    from: (cut + 1) * DAY_MS,
    to: days.lastDay * DAY_MS,
    users: known.user.length,
    purchases: backTestFigures(after.purchases, trained.purchases, before.purchases, seed),
    value: trained.value && backTestFigures(after.value!, trained.value, before.value!, seed),
  };
  yield progress(2);
  throwIfAborted(signal);

  const customers = customersUntil(days, days.lastDay);
  const fitted = await fitAndPredict(customers, horizonDays, signal);
  if (!fitted) return none({ reason: 'no-fit' });
  yield progress(3);
  return { none: null, forecast: { horizonDays, lastDay: days.lastDay, customers, fitted, backTest } };
}
