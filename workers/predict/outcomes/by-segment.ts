import type { OutcomeExpectation, OutcomeResult, Outcomes } from '../../protocol/outcomes';
import type { ValueResult } from '../../protocol/values';
import { DAY_MS } from '../../features/feature-set';
import type { Forecasts, OutcomeForecast, OutcomeForecasts } from './forecasts';

/**
 * Probability of an outcome for a user after the file ends; null for users of whom it is not predicted.
 */
export function probabilityFor({ byTarget, buyer }: Forecasts, { none, view }: OutcomeForecast, user: number): number | null {
  if (none || (view.buyersOnly && buyer[user] === 0)) return null;
  const p = byTarget.get(view.target)![user]!;
  if (Number.isNaN(p)) return null;
  return view.opposite ? 1 - p : p;
}

/** Money that a user is expected to spend after the file ends; null where nothing is said. */
export function valueFor({ spending }: Forecasts, user: number): number | null {
  const value = spending?.[user] ?? NaN;
  return Number.isNaN(value) ? null : value;
}

/**
 * What is expected of each segment and of all users in segments.
 *
 * @param userIndex the user of each row that has a label
 * @param labels segment of each row, −1 for none
 * @param numbers the segment's number, by label
 */
export function outcomesBySegment(
  { none, forecasts }: OutcomeForecasts,
  userIndex: Uint32Array,
  labels: Int32Array,
  numbers: readonly number[],
): Outcomes {
  if (!forecasts) return { none, prediction: null };
  const { horizonDays, horizons, lastDay, test, training, features, encoded, uncoded, sampledUsers } = forecasts;
  return {
    none: null,
    prediction: {
      horizonDays,
      horizons,
      end: lastDay * DAY_MS,
      testFrom: (test + 1) * DAY_MS,
      testTo: lastDay * DAY_MS,
      cutoffs: training.map((day) => day * DAY_MS),
      features,
      encoded,
      uncoded,
      sampledUsers,
      outcomes: forecasts.outcomes.map((outcome): OutcomeResult => {
        const { kind } = outcome;
        if (outcome.none) return { kind, none: outcome.none, prediction: null };
        return { kind, none: null, prediction: { ...outcome.tested, ...expected(forecasts, outcome, userIndex, labels, numbers) } };
      }),
      value: valueOf(forecasts, userIndex, labels, numbers),
    },
  };
}

function expected(
  forecasts: Forecasts,
  outcome: OutcomeForecast,
  userIndex: Uint32Array,
  labels: Int32Array,
  numbers: readonly number[],
): { readonly all: OutcomeExpectation; readonly segments: readonly (OutcomeExpectation & { readonly id: number })[] } {
  const sums = new Float64Array(numbers.length);
  const users = new Uint32Array(numbers.length);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    const p = label < 0 ? null : probabilityFor(forecasts, outcome, userIndex[row]!);
    if (p === null) continue;
    sums[label]! += p;
    users[label]!++;
  }
  const mean = (sum: number, n: number): OutcomeExpectation => ({ users: n, mean: n > 0 ? sum / n : null });
  return {
    all: mean(
      sums.reduce((sum, one) => sum + one, 0),
      users.reduce((sum, n) => sum + n, 0),
    ),
    segments: numbers.map((id, label) => ({ id, ...mean(sums[label]!, users[label]!) })),
  };
}

function valueOf(forecasts: Forecasts, userIndex: Uint32Array, labels: Int32Array, numbers: readonly number[]): ValueResult {
  const { value, classical } = forecasts;
  if (value.none) return { none: value.none, prediction: null };
  const tallies = Array.from({ length: numbers.length + 1 }, () => ({ users: 0, value: 0, classical: classical && 0 }));
  const all = tallies.at(-1)!;
  for (let row = 0; row < labels.length; row++) {
    const user = userIndex[row]!;
    const money = labels[row]! < 0 ? null : valueFor(forecasts, user);
    if (money === null) continue;
    for (const tally of [tallies[labels[row]!]!, all]) {
      tally.users++;
      tally.value += money;
      if (classical && !Number.isNaN(classical[user]!)) tally.classical! += classical[user]!;
    }
  }
  return { none: null, prediction: { ...value.tested, all, segments: numbers.map((id, label) => ({ id, ...tallies[label]! })) } };
}
