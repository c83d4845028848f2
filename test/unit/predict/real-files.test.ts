import { describe, expect, it } from 'vitest';
import { categoriesBySegment, forecastChoices, forecastDemand, forecastOutcomes, outcomesBySegment } from '../../../workers/predict';
import type { EventTable } from '../../../workers/protocol/events';
import type { OutcomePrediction } from '../../../workers/protocol/outcomes';
import { drive } from '../../../workers/protocol/progress';
import { defaultNetwork } from '../../../workers/protocol/training-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { hasSharedData, mappingOf, readAsProposed, sharedFile, SKIPPED } from '../ingest/support';

const FEATURES = defaultRecipe(mappingOf({})).features;

async function outcomesOf(events: EventTable, horizon: number | null = null) {
  const result = await drive(forecastOutcomes(events, { features: FEATURES, predict: { horizonDays: horizon } }, 1, null));
  const all = Uint32Array.from({ length: events.users }, (_, user) => user);
  return outcomesBySegment(result, all, new Int32Array(events.users), [0]);
}

/** What must hold of any file: figures within their ranges, tenths that hold everybody, calibration that is not far off the mark. */
function isSound({ classifiers, test, all }: OutcomePrediction) {
  for (const { id, auc, averagePrecision, logLoss, brier, called, tenths } of classifiers) {
    expect(auc, id).toBeGreaterThanOrEqual(0.4);
    for (const figure of [auc, averagePrecision, brier, ...Object.values(called ?? {})]) expect(figure >= 0 && figure <= 1, id).toBe(true);
    expect(logLoss, id).toBeGreaterThan(0);
    if (tenths) expect(tenths.reduce((sum, { users }) => sum + users, 0)).toBe(test.users);
  }
  const base = classifiers.find(({ id }) => id === 'base-rate')!;
  expect(base.auc).toBe(0.5);
  expect(base.averagePrecision).toBeCloseTo(test.rate, 10);
  expect(all.mean! > 0 && all.mean! < 1).toBe(true);
}

describe.skipIf(!hasSharedData)(`predictions on real files (${SKIPPED})`, { timeout: 180_000 }, () => {
  it.each([
    ['online-retail.csv.gz', 60],
    ['complete-journey-transactions.csv.gz', 30],
  ] as const)(
    '%s: purchases within %i days are told better than by the base rate, and who spends more than who does not',
    async (name, horizon) => {
      const { events } = await readAsProposed(sharedFile(name));
      const { prediction } = await outcomesOf(events, horizon);
      expect(prediction!.horizonDays).toBe(horizon);
      expect(prediction!.outcomes.map(({ kind }) => kind)).toEqual(['purchase', 'no-purchase']);
      for (const outcome of prediction!.outcomes) {
        isSound(outcome.prediction!);
        const { differences } = outcome.prediction!.comparisons.find(({ baseline }) => baseline === 'base-rate')!;
        expect(differences.logLoss.high).toBeLessThan(0);
        expect(differences.auc.low).toBeGreaterThan(0.1);
      }
      const { models, test } = prediction!.value.prediction!;
      expect(models.map(({ id }) => id)).toEqual(['last-period', 'classical', 'network']);
      for (const { id, tenths, total } of models) {
        expect(
          tenths.reduce((sum, { users }) => sum + users, 0),
          id,
        ).toBe(test.users);
        expect(
          tenths.reduce((sum, { users, actual }) => sum + users * actual, 0),
          id,
        ).toBeCloseTo(test.actual, 4);
        expect(
          tenths.reduce((sum, { users, predicted }) => sum + users * predicted, 0),
          id,
        ).toBeCloseTo(total, 4);
      }
      const { rank, tenths } = models.at(-1)!;
      expect(rank).toBeGreaterThan(0.3);
      expect(tenths[0]!.actual).toBeGreaterThan((2 * test.actual) / test.users);
      const all = Uint32Array.from({ length: events.users }, (_, user) => user);
      const { prediction: next } = categoriesBySegment(
        await drive(forecastChoices(events, null, 1)),
        all,
        new Int32Array(events.users),
        [0],
      );
      for (const { accuracy1, accuracy3 } of next!.guessers) {
        expect(accuracy1).toBeLessThanOrEqual(accuracy3);
        expect(accuracy3).toBeLessThanOrEqual(next!.reachable);
      }
      const { prediction: weeks } = await drive(forecastDemand(events, defaultNetwork(), 1));
      const [total, ...parts] = weeks!.series;
      total!.history.forEach((units, week) =>
        expect(parts.reduce((sum, { history }) => sum + history[week]!, 0)).toBeLessThanOrEqual(units),
      );
      for (const { forecast, mae, baselineMae } of weeks!.series) {
        expect(mae).toBeLessThanOrEqual(baselineMae);
        for (const { value, low, high } of forecast) expect(low! >= 0 && low! <= value && value <= high!).toBe(true);
      }
    },
  );

  it('ecom: staying away is foreseen; who had bought is too few', async () => {
    const { events } = await readAsProposed(sharedFile('ecom.csv.gz'));
    const { prediction } = await outcomesOf(events);
    const of = (kind: string) => prediction!.outcomes.find((outcome) => outcome.kind === kind)!;
    isSound(of('inactive').prediction!);
    expect(of('no-purchase').none).toMatchObject({ reason: 'few-users', where: 'training' });
  });

  it('simple-shop: hardly anybody comes back, so nothing is said; three hours of REES46 are too short for anything', async () => {
    const shop = await outcomesOf((await readAsProposed(sharedFile('simple-shop.csv'))).events);
    for (const { none } of shop.prediction!.outcomes) expect(none).toMatchObject({ reason: 'few-users' });
    const { events } = await readAsProposed(sharedFile('rees46-head.csv'));
    expect((await outcomesOf(events)).none).toMatchObject({ reason: 'too-short', days: 1 });
    expect((await drive(forecastChoices(events, null, 1))).none).toMatchObject({ reason: 'too-short' });
    expect((await drive(forecastDemand(events, defaultNetwork(), 1))).none).toMatchObject({ reason: 'few-weeks', weeks: 0 });
  });
});
