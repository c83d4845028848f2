import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../workers/features/feature-set';
import { forecastChoices, forecastDemand, forecastOutcomes, forecastPurchases } from '../../../workers/predict';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { defaultNetwork } from '../../../workers/protocol/training-recipe';
import { eventTable, type EventRow } from '../../fixtures/events';
import { mappingOf } from '../ingest/support';

/** A Monday. */
const START = Date.UTC(2023, 0, 2);
const { features } = defaultRecipe(mappingOf({}));

/** An event a user and day, from noon. */
const daily = (users: number, days: number, row: (user: number, day: number) => Partial<EventRow> | null): EventRow[] =>
  Array.from({ length: users }, (_, u) =>
    Array.from({ length: days }, (_, d) => {
      const more = row(u, d);
      return more === null ? [] : [{ user: `u${u}`, t: START + (d + 0.5) * DAY_MS, ...more }];
    }).flat(),
  ).flat();

const TINY: Readonly<Record<string, readonly EventRow[]>> = {
  'one event': [{ user: 'a', t: START, value: 5, category: 'tea' }],
  'one user over two years': daily(1, 730, (_, day) => (day % 5 === 0 ? { value: 5, category: `c${day % 3}` } : null)),
  'one week': daily(40, 7, (u) => ({ value: 5, category: `c${u % 12}` })),
  'no purchase': daily(80, 120, (u, day) => ((u + day) % 6 === 0 ? { type: 'view', category: `c${u % 12}` } : null)),
  'everybody buys every day': daily(70, 150, (u) => ({ value: 5, category: `c${u % 12}` })),
  'everybody buys once, early': daily(200, 150, (u, day) =>
    day === u % 40 || day === 149 ? { type: day === 149 ? 'view' : 'purchase', value: 5 } : null,
  ),
  'one amount, one category': daily(120, 200, (u, day) => ((u * 7 + day * 3) % 11 === 0 ? { value: 0, category: 'tea' } : null)),
};

/** Every number of a result, with its path. */
function numbersIn(value: unknown, path = ''): (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || value instanceof Map) return [];
  return Object.entries(value).flatMap(([key, one]) => numbersIn(one, `${path}.${key}`));
}

describe('a file too small or too short for a prediction', () => {
  it.each(Object.entries(TINY))('gets what is missing, or figures that are numbers: %s', async (_, rows) => {
    const events = eventTable(rows);
    const purchases = await drive(forecastPurchases(events, 1));
    const outcomes = await drive(forecastOutcomes(events, { features, predict: { horizonDays: null } }, 1, null));
    const choices = await drive(forecastChoices(events, null, 1));
    const demand = await drive(forecastDemand(events, defaultNetwork(), 1));
    for (const { none, ...rest } of [purchases, outcomes, choices, demand]) {
      const told = Object.values(rest).some((one) => one !== null);
      expect(none === null).toBe(told);
      if (none) expect(none.reason).toBeTruthy();
    }
    for (const one of outcomes.forecasts?.outcomes ?? []) expect(one.none === null).toBe(one.tested !== null);
    const figures = [
      purchases.forecast?.backTest,
      outcomes.forecasts?.outcomes.map(({ tested }) => tested),
      outcomes.forecasts?.value.tested,
      choices.forecasts?.tested,
      demand.prediction,
    ].flatMap((one) => numbersIn(one));
    expect(figures.filter(([, one]) => !Number.isFinite(one))).toEqual([]);
    // What never changes has no error to measure others by, and everything else has.
    if (demand.prediction) {
      const { series, methods, difference } = demand.prediction;
      const constant = series.every(({ history }) => new Set(history).size === 1);
      expect(methods.map(({ mase }) => mase === null)).toEqual(methods.map(() => constant));
      expect(difference === null).toBe(constant);
    }
  });
});
