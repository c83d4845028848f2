import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { categoriesBySegment, forecastChoices, likelyFor } from '../../../../workers/predict';
import { choiceDays, frequentChoices } from '../../../../workers/predict/categories/choices';
import { topOf } from '../../../../workers/predict/categories/guess';
import { habitsUntil, mainOf, ownHistory, placesOf } from '../../../../workers/predict/categories/habits';
import { choiceRows } from '../../../../workers/predict/categories/rows';
import { DAY_MS } from '../../../../workers/features/feature-set';
import { drive } from '../../../../workers/protocol/progress';
import { eventTable, timeOf, type EventRow } from '../../../fixtures/events';

const START = Date.UTC(2023, 0, 2);
const FIRST = START / DAY_MS;
const NAMES = ['tea', 'cups', 'cake', 'jam', 'milk', 'nuts'];

/** A purchase every three days or so: of the category after the last one (`turn`), of one that the user keeps to (`habit`), or of any. */
function shop(users: number, days: number, how: 'turn' | 'habit' | 'any', seed = 1): EventRow[] {
  const rng = random(seed, 'test', 'categories');
  const rows: EventRow[] = [];
  for (let u = 0; u < users; u++) {
    let last = rng.int(NAMES.length);
    const own = rng.int(NAMES.length);
    for (let t = rng.next() * 3; t < days; t += 1.5 + rng.next() * 3) {
      const stray = rng.next() < 0.2;
      last = how === 'any' || stray ? rng.int(NAMES.length) : how === 'turn' ? (last + 1) % NAMES.length : own;
      rows.push({ user: `u${u}`, t: START + t * DAY_MS, category: NAMES[last]! });
    }
  }
  return rows;
}

const run = (rows: readonly EventRow[], signal?: AbortSignal, onProgress?: () => void) =>
  drive(forecastChoices(eventTable(rows), null, 1, signal), onProgress);

async function predicted(rows: readonly EventRow[]) {
  const result = await run(rows);
  const n = eventTable(rows).users;
  const view = categoriesBySegment(
    result,
    Uint32Array.from({ length: n }, (_, i) => i),
    Int32Array.from({ length: n }, (_, i) => (i % 5 === 4 ? -1 : i % 2)),
    [3, 1],
  );
  return { forecasts: result.forecasts!, prediction: view.prediction! };
}

describe('the next category', { timeout: 60_000 }, () => {
  it('is guessed where one follows another, which neither habit nor popularity sees', async () => {
    const { prediction } = await predicted(shop(300, 150, 'turn'));
    const [model] = prediction.guessers;
    // A stray purchase is right by chance one time in six.
    expect(model!.accuracy1).toBeGreaterThan(0.75);
    expect(prediction.differences.accuracy1.low).toBeGreaterThan(0.3);
    expect(prediction.reachable).toBe(1);
    const { differences, guessers, users } = prediction.probabilities!;
    expect(users).toBe(prediction.test.users);
    expect(differences.logLoss.high).toBeLessThan(0);
    // A stray one time in five, of any: what is known of the next choice leaves so many nats.
    const right = 0.8 + 0.2 / 6;
    const least = -right * Math.log(right) - (1 - right) * Math.log(0.2 / 6);
    expect(Math.abs(guessers[0]!.logLoss / least - 1)).toBeLessThan(0.3);
    // One in six chooses each, of the tenth likeliest to five in six.
    expect(prediction.lifts.length).toBeGreaterThan(3);
    for (const { rate, tenths } of prediction.lifts) expect(tenths[0]!.actual / rate).toBeGreaterThan(2.5);
  });

  it('is the user’s own where users keep to one, and then the model does not beat that', async () => {
    const rows = shop(300, 150, 'habit');
    const { prediction, forecasts } = await predicted(rows);
    expect(prediction.baseline).toBe('own-favourite');
    expect(Math.abs(prediction.differences.accuracy1.value)).toBeLessThan(0.03);
    const counts = new Map<string, number>();
    for (const { user, category } of rows) if (user === 'u7') counts.set(category!, (counts.get(category!) ?? 0) + 1);
    const [own] = [...counts].sort(([, a], [, b]) => b - a)[0]!;
    const [first] = likelyFor(forecasts, eventTable(rows).userIds.indexOf('u7'));
    expect(first!.name).toBe(own);
    expect(first!.probability).toBeGreaterThan(0.6);
  });

  it('is not told from popularity where users choose at random', async () => {
    const { prediction } = await predicted(shop(300, 150, 'any'));
    expect(Math.abs(prediction.guessers[0]!.accuracy1 - 1 / 6)).toBeLessThan(0.08);
    expect(prediction.differences.accuracy1.low).toBeLessThanOrEqual(0);
  });

  it('has probabilities of the first guess that come true as often as they say, in days that the file does not have', async () => {
    const rows = shop(900, 150, 'turn', 8);
    const end = START + 120 * DAY_MS;
    const known = rows.filter((row) => timeOf(row) < end);
    const { forecasts, prediction } = await predicted(known);
    expect(prediction.calibration!.rows).toBeGreaterThan(50);
    const { users, userIds } = eventTable(known);
    let [told, came] = [0, 0];
    for (let user = 0; user < users; user++) {
      const next = rows.find((row) => row.user === userIds[user] && timeOf(row) >= end);
      const [first] = likelyFor(forecasts, user);
      told += first!.probability;
      came += next?.category === first!.name ? 1 : 0;
    }
    expect(Math.abs(told - came) / users).toBeLessThan(0.05);
  });

  it('is of a segment what it is of its users on average', async () => {
    const rows = shop(200, 120, 'habit', 3);
    const { prediction, forecasts } = await predicted(rows);
    expect(prediction.segments.map(({ id }) => id)).toEqual([3, 1]);
    const { names, probabilities } = forecasts;
    const { likely, users } = prediction.segments[0]!;
    const own = Array.from({ length: 200 }, (_, user) => user).filter((user) => user % 5 !== 4 && user % 2 === 0);
    expect(users).toBe(own.length);
    const place = names.indexOf(likely[0]!.name);
    const mean = own.reduce((sum, user) => sum + probabilities[user * names.length + place]!, 0) / own.length;
    expect(likely[0]!.probability).toBeCloseTo(mean, 5);
    expect(prediction.all.users).toBe(160);
  });

  it('is the same again, and stops when told to', async () => {
    const rows = shop(200, 120, 'turn', 4);
    expect(await run(rows)).toEqual(await run(rows));
    const controller = new AbortController();
    await expect(run(rows, controller.signal, () => controller.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('has a sentence where something is missing', async () => {
    const rows = shop(300, 150, 'turn');
    expect((await run(rows.map(({ user, t }) => ({ user, t })))).none).toEqual({ reason: 'no-categories' });
    expect((await run(shop(300, 15, 'turn'))).none).toMatchObject({ reason: 'too-short' });
    expect((await run(rows.map((row) => ({ ...row, category: 'tea' })))).none).toEqual({ reason: 'few-choices', choices: 1, needed: 3 });
    expect((await run(shop(8, 60, 'turn'))).none).toMatchObject({ reason: 'few-users', where: 'training', needed: 100 });
    expect((await run(rows.map(({ category, ...row }) => ({ ...row, item: category! })))).forecasts!.tested.of).toBe('item');
  });
});

describe('what is known of choices at a cut-off', () => {
  const rows = shop(40, 90, 'turn', 6);
  const cut = FIRST + 50;

  it('does not change with what comes after it', async () => {
    const known = rows.filter((row) => timeOf(row) < START + 51 * DAY_MS);
    const at = async (some: readonly EventRow[]) => {
      const days = choiceDays(eventTable(some))!;
      const list = frequentChoices(days, cut);
      const names = Array.from(list, (code) => days.names[code]!);
      const places = placesOf(days, list);
      const own = ownHistory(days, places, list.length, 5, cut);
      return {
        names,
        habits: habitsUntil(days, places, list.length, cut),
        own,
        rows: await choiceRows(
          days,
          places,
          list.length,
          Uint32Array.from({ length: 40 }, (_, user) => user),
          cut,
          14,
        ),
      };
    };
    const before = await at(known);
    const after = await at([...rows, ...rows.map((row) => ({ ...row, t: START + 51.5 * DAY_MS, category: 'new' }))]);
    expect(before.rows.rows).toHaveLength(0);
    expect(after.rows.rows.length).toBeGreaterThan(0);
    const { rows: _, ...rest } = after;
    expect({ ...rest }).toEqual({ names: before.names, habits: before.habits, own: before.own });
  });

  it('takes the most frequent of a day, of several the first, and ranks the top three', () => {
    expect(mainOf(Int32Array.of(9, 4, 7, 7, 4), 1, 5)).toBe(4);
    expect(mainOf(Int32Array.of(9, 4, 7, 7), 0, 4)).toBe(7);
    expect(topOf([1, 5, 5, 0, 7])).toEqual([4, 1, 2]);
    expect(topOf([2])).toEqual([0]);
  });
});
