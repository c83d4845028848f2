import { describe, expect, it } from 'vitest';
import { random, type Random } from '../../../../workers/math/random';
import { forecastOutcomes, outcomesBySegment } from '../../../../workers/predict';
import { DAY_MS } from '../../../../workers/features/feature-set';
import { drive } from '../../../../workers/protocol/progress';
import { defaultRecipe } from '../../../../workers/protocol/recipe';
import { eventTable, timeOf, type EventRow } from '../../../fixtures/events';
import { mappingOf } from '../../ingest/support';

const START = Date.UTC(2023, 0, 2);
const { features } = defaultRecipe(mappingOf({}));
const HORIZON = 30;

/** About e^normal, mean 1. */
const noise = (rng: Random) => Math.exp(0.6 * rng.normal() - 0.18);

interface Habits {
  /** Mean number of days between two purchases of user u. */
  gap(u: number): number;
  /** Mean amount of a purchase. */
  amount(u: number): number;
  /** The day after which user u is never seen again. */
  leaves?(u: number, rng: Random): number;
}

/** Users who look every other day and buy at random, with amounts by their habits. */
function shop(users: number, days: number, seed: number, { gap, amount, leaves }: Habits): EventRow[] {
  const rng = random(seed, 'test', 'values');
  const rows: EventRow[] = [];
  for (let u = 0; u < users; u++) {
    const last = leaves?.(u, rng) ?? days;
    for (let day = 0; day < days && day < last; day++) {
      const t = START + (day + 0.2 + 0.6 * rng.next()) * DAY_MS;
      if (rng.next() < 0.2) rows.push({ user: `u${u}`, t, type: u % 2 === 0 ? 'view' : 'search' });
      if (rng.next() < 1 / gap(u)) rows.push({ user: `u${u}`, t: t + 60_000, type: 'purchase', value: amount(u) * noise(rng) });
    }
  }
  return rows;
}

async function valueOf(rows: readonly EventRow[]) {
  const events = eventTable(rows);
  const { forecasts } = await drive(forecastOutcomes(events, { features, predict: { horizonDays: HORIZON } }, 1, null));
  const users = Uint32Array.from({ length: events.users }, (_, i) => i);
  const halves = Int32Array.from(users, (user) => (events.userIds[user]!.endsWith('1') ? 0 : 1));
  const { prediction } = outcomesBySegment({ none: null, forecasts: forecasts! }, users, halves, [3, 5]);
  return { events, forecasts: forecasts!, value: prediction!.value };
}

/** Searchers are worth forty a month, the others four; who buys often spends no more on each purchase. */
const planted: Habits = { gap: () => 15, amount: (u) => (u % 2 === 0 ? 2 : 20) };

describe('the value that a network expects', { timeout: 120_000 }, () => {
  it('beats last period’s where features tell what users are worth, and adds up to what came', async () => {
    const { value } = await valueOf(shop(700, 180, 1, planted));
    const { models, comparisons, test } = value.prediction!;
    const { differences } = comparisons.find(({ baseline }) => baseline === 'last-period')!;
    expect(differences.rmse.high).toBeLessThan(0);
    expect(differences.rank.low).toBeGreaterThan(0);
    const network = models.find(({ id }) => id === 'network')!;
    // The best that can be done is the mean of each half: 40 and 4 by 30 days / 15, with what days of purchase there are.
    expect(network.total / test.actual).toBeGreaterThan(0.8);
    expect(network.total / test.actual).toBeLessThan(1.25);
    const [first, last] = [network.tenths[0]!, network.tenths.at(-1)!];
    expect(first.actual).toBeGreaterThan(25);
    expect(last.actual).toBeLessThan(8);
  });

  it('is the same for all where nobody differs, and is not shown to rank them', async () => {
    const { value } = await valueOf(shop(600, 150, 3, { gap: () => 20, amount: () => 10 }));
    const { models, test } = value.prediction!;
    const network = models.find(({ id }) => id === 'network')!;
    expect(Math.abs(network.rank)).toBeLessThan(0.15);
    expect(network.r2).toBeLessThan(0.05);
    expect(network.total / test.actual).toBeGreaterThan(0.75);
    expect(network.total / test.actual).toBeLessThan(1.35);
  });

  it('does not change, nor its test, with what happens after the days that it could know', async () => {
    const rows = shop(300, 120, 3, planted);
    const last = Math.floor(Math.max(...rows.map(timeOf)) / DAY_MS) * DAY_MS;
    const testFrom = last - (HORIZON - 1) * DAY_MS;
    // The days tested on, told otherwise: other users do other things, and what they buy is worth a thousand times as much.
    const known = rows.filter((row) => timeOf(row) < testFrom);
    const told = shop(300, 120, 30, { gap: () => 40, amount: () => 10_000 }).filter((row) => timeOf(row) >= testFrom);
    const other = [...known, ...told.map((row) => ({ ...row, item: 'new', category: 'new' }))];
    const [one, two] = [await valueOf(rows), await valueOf(other)];
    const totals = ({ value }: Awaited<ReturnType<typeof valueOf>>) => value.prediction!.models.map(({ id, total }) => [id, total]);
    expect(totals(two)).toEqual(totals(one));
    const tenths = ({ value }: Awaited<ReturnType<typeof valueOf>>) =>
      value.prediction!.models.at(-1)!.tenths.map(({ predicted }) => predicted);
    expect(tenths(two)).toEqual(tenths(one));
    expect(two.value.prediction!.test.actual).toBeGreaterThan(100 * one.value.prediction!.test.actual);
  });

  it('is summed by segment, beside the classical models', async () => {
    const { value, forecasts, events } = await valueOf(
      shop(400, 150, 4, {
        amount: (u) => 5 + 6 * (u % 7),
        gap: (u) => 4 + 5 * (u % 5),
        leaves: (u, rng) => (u % 3 === 0 ? 150 * rng.next() : 150),
      }),
    );
    const { all, segments } = value.prediction!;
    expect(segments.map(({ id }) => id)).toEqual([3, 5]);
    segments.forEach((segment, label) => {
      const own = Array.from(events.userIds.keys()).filter((user) => events.userIds[user]!.endsWith('1') === (label === 0));
      const told = own.map((user) => forecasts.spending![user]!).filter((money) => !Number.isNaN(money));
      expect(segment.users).toBe(told.length);
      expect(segment.value).toBeCloseTo(
        told.reduce((sum, money) => sum + money, 0),
        6,
      );
    });
    expect(all.value).toBeCloseTo(segments[0]!.value + segments[1]!.value, 6);
    expect(all.classical! / all.value).toBeGreaterThan(0.6);
    expect(all.classical! / all.value).toBeLessThan(1.6);
  });
});

describe('no value', { timeout: 60_000 }, () => {
  it('of a file without money, or without purchases', async () => {
    const rows = shop(300, 120, 5, { ...planted, gap: () => 30 });
    const free = rows.map(({ value: _value, ...row }) => row);
    expect((await valueOf(free)).value).toEqual({ none: { reason: 'no-values' }, prediction: null });
    const looks = rows.filter(({ type }) => type !== 'purchase');
    expect((await valueOf(looks)).value).toEqual({ none: { reason: 'no-purchases' }, prediction: null });
  });
});
