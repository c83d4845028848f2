import { describe, expect, it } from 'vitest';
import { bySegment, forecastPurchases } from '../../../workers/predict';
import { random } from '../../../workers/math/random';
import { drive } from '../../../workers/protocol/progress';
import { DAY_MS } from '../../../workers/features/feature-set';
import { eventTable, type EventRow } from '../../fixtures/events';
import { gammaDraw } from './support';

const START = Date.UTC(2023, 0, 1);
const PLANTED = { rate: { shape: 1, scale: 20 }, leaves: 0.1, value: 30 };

/** Purchases of a shop that new customers come to for a third of its `days`: rates vary, each purchase may be the last. */
function shop(customers: number, days: number, seed: number): EventRow[] {
  const rng = random(seed, 'test', 'forecast');
  const rows: EventRow[] = [];
  for (let i = 0; i < customers; i++) {
    const rate = gammaDraw(rng, PLANTED.rate.shape) / PLANTED.rate.scale;
    const typical = PLANTED.value * (0.5 + rng.next());
    for (let t = (rng.next() * days) / 3; t < days; t -= Math.log(1 - rng.next()) / rate) {
      rows.push({ user: `u${i}`, t: START + t * DAY_MS, value: typical * (0.8 + 0.4 * rng.next()) });
      if (rng.next() < PLANTED.leaves) break;
    }
  }
  return rows;
}

const run = (rows: readonly EventRow[], purchaseTypes?: string[]) =>
  drive(forecastPurchases(eventTable(rows, purchaseTypes ? { purchaseTypes } : {}), 1));

describe('a forecast', () => {
  const rows = shop(3000, 300, 1);
  const future = shop(3000, 360, 1).filter((row) => (row.t as number) >= START + 300 * DAY_MS);

  it('sees no day after the cut-off, beats its baseline on a shop without seasons, and says how much will be bought', async () => {
    const { forecast } = await run(rows);
    const { horizonDays, backTest, fitted, customers } = forecast!;
    expect(horizonDays).toBe(60);
    expect(backTest.to - backTest.from).toBe(59 * DAY_MS);
    for (const figures of [backTest.purchases, backTest.value!]) {
      expect(figures.rmse.high).toBeLessThan(0);
      expect(Math.abs(figures.predicted / figures.actual - 1)).toBeLessThan(0.15);
    }
    const cut = backTest.from;
    const changed = rows.filter((row) => (row.t as number) < cut || row.user.endsWith('7'));
    const other = (await run([...changed, { user: 'u0', t: START + 299.5 * DAY_MS, type: 'view' }])).forecast!;
    expect(other.backTest.purchases.predicted).toBe(backTest.purchases.predicted);
    expect(other.backTest.purchases.actual).toBeLessThan(backTest.purchases.actual);

    expect(customers.user).toHaveLength(new Set(rows.map(({ user }) => user)).size);
    const days = new Set(future.map(({ user, t }) => `${user} ${Math.floor((t as number) / DAY_MS)}`)).size;
    const expected = fitted.purchases.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(expected / days - 1)).toBeLessThan(0.15);
    const money = future.reduce((sum, { value }) => sum + value!, 0);
    expect(Math.abs(fitted.value!.reduce((sum, value) => sum + value, 0) / money - 1)).toBeLessThan(0.15);
  });

  it('is the same again, and gives every segment its users’ part', async () => {
    const result = await run(rows);
    const { fitted, customers } = result.forecast!;
    expect(await run(rows)).toEqual(result);
    const n = customers.user.length;
    const labels = Int32Array.from({ length: n }, (_, i) => (i % 10 === 0 ? -1 : i % 2));
    const userIndex = Uint32Array.from({ length: n }, (_, i) => i);
    const { prediction } = bySegment(result, userIndex, labels, [4, 2]);
    expect(prediction!.segments.map(({ id }) => id)).toEqual([4, 2]);
    const slow = (label: number) => Array.from(userIndex).filter((user) => labels[user] === label);
    prediction!.segments.forEach((segment, label) => {
      const own = slow(label).map((user) => customers.user.indexOf(user));
      const repeat = own.filter((i) => customers.x[i]! > 0);
      expect(segment.buyers).toBe(own.length);
      expect(segment.purchases).toBeCloseTo(
        own.reduce((sum, i) => sum + fitted.purchases[i]!, 0),
        8,
      );
      expect(segment.value).toBeCloseTo(
        own.reduce((sum, i) => sum + fitted.value![i]!, 0),
        6,
      );
      expect(segment.active).toBeCloseTo(repeat.reduce((sum, i) => sum + fitted.alive[i]!, 0) / repeat.length, 10);
    });
    expect(prediction!.all.users).toBe(slow(0).length + slow(1).length);
  });

  it('is without money where the file has no values', async () => {
    const { forecast } = await run(rows.map(({ user, t }) => ({ user, t })));
    expect(forecast!.fitted.value).toBeNull();
    expect(forecast!.backTest.value).toBeNull();
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const work = drive(forecastPurchases(eventTable(rows), 1, controller.signal), () => controller.abort());
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('no forecast', () => {
  it('without purchases, or of users without time', async () => {
    const rows = shop(200, 100, 2);
    expect((await run(rows, ['order'])).none).toEqual({ reason: 'no-purchases' });
    const timeless = { ...eventTable(rows), timeless: true };
    expect((await drive(forecastPurchases(timeless, 1))).none).toEqual({ reason: 'timeless' });
  });

  it('of a file of a few weeks', async () => {
    const rows: EventRow[] = [
      ...shop(300, 20, 3),
      { user: 'x', t: START, type: 'view' },
      { user: 'x', t: START + 19.5 * DAY_MS, type: 'view' },
    ];
    expect((await run(rows)).none).toEqual({ reason: 'too-short', days: 20, needed: 35 });
  });

  it('from a handful of users who came back, and says how many', async () => {
    const { none } = await run(shop(30, 200, 4));
    expect(none).toMatchObject({ reason: 'few-repeat-buyers', needed: 50 });
    expect((none as { buyers: number }).buyers).toBeLessThan(50);
  });
});
