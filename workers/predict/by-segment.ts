import type { Expectation, Predictions, SegmentExpectation } from '../protocol/predictions';
import type { Forecast, ForecastResult } from './forecast';
import { DAY_MS } from '../features/feature-set';

/**
 * What is expected of each segment and of all users in segments.
 *
 * @param userIndex the user of each row that has a label
 * @param labels segment of each row, −1 for none
 * @param numbers the segment's number, by label
 */
export function bySegment(
  { none, forecast }: ForecastResult,
  userIndex: Uint32Array,
  labels: Int32Array,
  numbers: readonly number[],
): Predictions {
  if (!forecast) return { none, prediction: null };
  const { horizonDays, lastDay, backTest, fitted } = forecast;
  const tallies = numbers.map(() => new Tally(forecast));
  const all = new Tally(forecast);
  const customerOf = new Map<number, number>();
  forecast.customers.user.forEach((user, customer) => customerOf.set(user, customer));
  for (let row = 0; row < labels.length; row++) {
    const customer = customerOf.get(userIndex[row]!);
    tallies[labels[row]!]?.add(customer);
    if (labels[row]! >= 0) all.add(customer);
  }
  const { r, alpha, a, b, logLikelihood } = fitted.bgNbd;
  const value = fitted.gammaGamma;
  return {
    none: null,
    prediction: {
      horizonDays,
      end: lastDay * DAY_MS,
      backTest,
      bgNbd: { r, alpha, a, b, logLikelihood },
      gammaGamma: value && { p: value.p, q: value.q, gamma: value.gamma, logLikelihood: value.logLikelihood },
      all: all.sum(),
      segments: tallies.map((tally, label): SegmentExpectation => ({ id: numbers[label]!, ...tally.sum() })),
    },
  };
}

class Tally {
  readonly #forecast: Forecast;
  #users = 0;
  #buyers = 0;
  #repeatBuyers = 0;
  #alive = 0;
  #purchases = 0;
  #value = 0;

  constructor(forecast: Forecast) {
    this.#forecast = forecast;
  }

  /** Counts a user, a customer unless undefined. */
  add(customer: number | undefined): void {
    this.#users++;
    if (customer === undefined) return;
    const { customers, fitted } = this.#forecast;
    this.#buyers++;
    this.#purchases += fitted.purchases[customer]!;
    if (fitted.value) this.#value += fitted.value[customer]!;
    if (customers.x[customer] === 0) return;
    this.#repeatBuyers++;
    this.#alive += fitted.alive[customer]!;
  }

  sum(): Expectation {
    return {
      users: this.#users,
      buyers: this.#buyers,
      purchases: this.#purchases,
      value: this.#forecast.fitted.value && this.#value,
      repeatBuyers: this.#repeatBuyers,
      active: this.#repeatBuyers > 0 ? this.#alive / this.#repeatBuyers : null,
    };
  }
}
