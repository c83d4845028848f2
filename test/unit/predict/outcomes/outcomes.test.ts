import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { forecastOutcomes, outcomesBySegment, probabilityFor } from '../../../../workers/predict';
import { examplesAt } from '../../../../workers/predict/outcomes/examples';
import { momentAt } from '../../../../workers/predict/outcomes/past';
import { DAY_MS } from '../../../../workers/features/feature-set';
import { drive } from '../../../../workers/protocol/progress';
import { defaultRecipe, type Recipe } from '../../../../workers/protocol/recipe';
import { defaultNetwork } from '../../../../workers/protocol/training-recipe';
import { eventTable, timeOf, type EventRow } from '../../../fixtures/events';
import { mappingOf } from '../../ingest/support';

const START = Date.UTC(2023, 0, 2);
const { features: FEATURES } = defaultRecipe(mappingOf({}));
const recipe = (predict: Recipe['predict'] = { horizonDays: null }) => ({ features: FEATURES, predict });

/**
 * Users who look about once in four days and buy at the end of a look with a chance of their own, and every fifth
 * leaves at some time; if `planted` is false, all do alike.
 */
function shop(users: number, days: number, seed: number, planted = true): EventRow[] {
  const rng = random(seed, 'test', 'outcomes');
  const rows: EventRow[] = [];
  for (let u = 0; u < users; u++) {
    const chance = planted ? (u % 3 === 0 ? 0.4 : 0.02) : 0.05;
    const gap = planted ? 2 + (u % 7) : 5;
    const leaves = planted && u % 5 === 0 ? rng.next() * days : Infinity;
    for (let t = rng.next() * 10; t < days && t < leaves; t -= Math.log(1 - rng.next()) * gap) {
      rows.push({ user: `u${u}`, t: START + t * DAY_MS, type: 'view' });
      if (rng.next() < chance) rows.push({ user: `u${u}`, t: START + t * DAY_MS + 60_000, type: 'purchase', value: 10 + (u % 4) });
    }
  }
  return rows;
}

const run = (rows: readonly EventRow[], horizon: number | null = null, signal?: AbortSignal, onProgress?: () => void) =>
  drive(forecastOutcomes(eventTable(rows), recipe({ horizonDays: horizon }), 1, null, signal), onProgress);

const summed = async (rows: readonly EventRow[], horizon: number | null = null) => {
  const result = await run(rows, horizon);
  const n = new Set(rows.map(({ user }) => user)).size;
  const view = outcomesBySegment(
    result,
    Uint32Array.from({ length: n }, (_, i) => i),
    Int32Array.from({ length: n }, (_, i) => i % 2),
    [4, 2],
  );
  return { result, prediction: view.prediction!, of: (kind: string) => view.prediction!.outcomes.find((one) => one.kind === kind)! };
};

describe('features at a cut-off', () => {
  const rows = shop(60, 90, 4);
  const cut = 60;
  const until = START + 61 * DAY_MS;
  const all = Uint32Array.from({ length: 60 }, (_, i) => i);
  const day = START / DAY_MS;
  const at = async (some: readonly EventRow[]) => {
    const events = eventTable(some);
    const users = all.subarray(0, events.users);
    return examplesAt(events, users, day, momentAt(events, day + cut), 14, { recipe: FEATURES, known: null });
  };

  it('do not change with anything that happens after it, be it new types, items or users', async () => {
    const before = rows.filter((row) => timeOf(row) < until);
    const known = await at(before);
    const later: EventRow[] = [
      ...before,
      ...all.subarray(0, 30).reduce<EventRow[]>((more, u) => {
        const one = { user: `u${u}`, t: until + u * 1000 };
        return [...more, { ...one, type: 'return', refund: true, value: -5 }, { ...one, type: 'wish', item: `i${u}`, session: 's' }];
      }, []),
      { user: 'late', t: until + 5, type: 'purchase', value: 1e6 },
    ];
    const seen = await at(later);
    expect(seen.raw.ids.filter((id) => !known.raw.ids.includes(id)).every((id) => /^(item|items)_/.test(id))).toBe(true);
    const columns = known.raw.ids.map((id) => seen.raw.ids.indexOf(id));
    expect(columns).not.toContain(-1);
    known.users.forEach((user, row) => {
      const place = seen.users.indexOf(user);
      columns.forEach((column, f) =>
        expect(seen.raw.raw[place * seen.raw.ids.length + column]).toBe(known.raw.raw[row * known.raw.ids.length + f]),
      );
    });
    expect(seen.users.length).toBe(known.users.length);
  });

  it('come with what each user did in the days after it, and no more', async () => {
    const { users, purchase, active, buyer } = await at(rows);
    const within = (user: number, from: number, to: number, type?: string) =>
      rows.some((row) => row.user === `u${user}` && timeOf(row) >= from && timeOf(row) < to && (!type || row.type === type)) ? 1 : 0;
    const ids = eventTable(rows).userIds;
    users.forEach((index, row) => {
      const user = Number(ids[index]!.slice(1));
      expect(purchase[row]).toBe(within(user, until, until + 14 * DAY_MS, 'purchase'));
      expect(active[row]).toBe(within(user, until, until + 14 * DAY_MS));
      expect(buyer[row]).toBe(within(user, START, until, 'purchase'));
    });
  });
});

describe('outcomes', { timeout: 120_000 }, () => {
  const rows = shop(900, 180, 1);
  let once: ReturnType<typeof summed> | undefined;
  const foreseen = () => (once ??= summed(rows));

  it('are foreseen where users differ, better than the base rate, and calibrated', async () => {
    const { prediction, of, result } = await foreseen();
    expect(prediction).toMatchObject({ horizonDays: 30 });
    expect(prediction.cutoffs).toHaveLength(4);
    for (const kind of ['purchase', 'inactive', 'no-purchase']) {
      const { test, comparisons, classifiers, used } = of(kind).prediction!;
      const against = comparisons.find(({ baseline }) => baseline === 'base-rate')!;
      expect(against.differences.logLoss.high, kind).toBeLessThan(0);
      expect(against.differences.auc.low, kind).toBeGreaterThan(0.1);
      const chosen = classifiers.find(({ id }) => id === used)!;
      const predicted = chosen.tenths!.reduce((sum, one) => sum + one.predicted * one.users, 0) / test.users;
      expect(Math.abs(predicted - test.rate), kind).toBeLessThan(0.06);
    }
    // Opposites say opposite things of the same user.
    const { forecasts } = result;
    const [purchase, , none] = forecasts!.outcomes;
    for (const user of [0, 3, 7]) {
      const p = probabilityFor(forecasts!, purchase!, user)!;
      const not = probabilityFor(forecasts!, none!, user);
      if (not !== null) expect(p + not).toBeCloseTo(1, 10);
    }
  });

  it('are expected of each segment as of its users on average, and come true in the days after the file', async () => {
    const { of, result } = await foreseen();
    const { forecasts } = result;
    const { segments, all } = of('purchase').prediction!;
    expect(segments.map(({ id }) => id)).toEqual([4, 2]);
    const outcome = forecasts!.outcomes[0]!;
    segments.forEach(({ users, mean }, label) => {
      const own = Array.from({ length: 900 }, (_, user) => user).filter((user) => user % 2 === label);
      const p = own.flatMap((user) => probabilityFor(forecasts!, outcome, user) ?? []);
      expect(users).toBe(p.length);
      expect(mean).toBeCloseTo(p.reduce((sum, one) => sum + one, 0) / p.length, 10);
    });
    const after = shop(900, 210, 1);
    const ids = eventTable(rows).userIds;
    const bought = new Set(after.filter((row) => timeOf(row) >= START + 180 * DAY_MS && row.type === 'purchase').map(({ user }) => user));
    expect(Math.abs(all.mean! - ids.filter((id) => bought.has(id)).length / ids.length)).toBeLessThan(0.06);
  });

  it('are not told from the base rate where nobody differs, and the figures say so', async () => {
    const { of } = await summed(shop(900, 180, 3, false), 14);
    const { comparisons } = of('purchase').prediction!;
    const { auc, logLoss } = comparisons.find(({ baseline }) => baseline === 'base-rate')!.differences;
    expect(auc.value).toBeLessThan(0.05);
    expect(logLoss.high).toBeGreaterThan(0);
  });

  it('are the same again from the same seed', async () => {
    const few = shop(300, 120, 5);
    expect(await run(few)).toEqual(await run(few));
  });

  it('follow what the recipe says of the network', async () => {
    const events = eventTable(shop(300, 120, 5));
    const network = { ...defaultNetwork(), hidden: [4], epochs: 1, classWeights: 'balanced' as const };
    const lossOf = async (predict: Recipe['predict']) => {
      const { forecasts } = await drive(forecastOutcomes(events, recipe(predict), 1, null));
      return forecasts!.outcomes[0]!.tested!.classifiers.map(({ id, logLoss }) => [id, logLoss] as const);
    };
    const [usual, other] = [new Map(await lossOf({ horizonDays: 14 })), new Map(await lossOf({ horizonDays: 14, network }))];
    expect(other.get('logistic')).toBe(usual.get('logistic'));
    expect(other.get('network')).not.toBe(usual.get('network'));
  });

  it('stay calibrated where both outcomes weigh the same while the network learns', async () => {
    const network = { ...defaultNetwork(), classWeights: 'balanced' as const };
    const { forecasts } = await drive(forecastOutcomes(eventTable(rows), recipe({ horizonDays: 30, network }), 1, null));
    for (const { kind, tested } of forecasts!.outcomes) {
      const { tenths } = tested!.classifiers.find(({ id }) => id === 'network')!;
      const predicted = tenths!.reduce((sum, tenth) => sum + tenth.predicted * tenth.users, 0) / tested!.test.users;
      expect(Math.abs(predicted - tested!.test.rate), kind).toBeLessThan(0.06);
    }
  });

  it('leave out inactivity where all that users do is buy', async () => {
    const purchases = rows.filter(({ type }) => type === 'purchase');
    expect((await summed(purchases)).prediction.outcomes.map(({ kind }) => kind)).toEqual(['purchase', 'no-purchase']);
  });

  it('stop when they are told to', async () => {
    const controller = new AbortController();
    let reports = 0;
    const work = run(rows, null, controller.signal, () => ++reports === 7 && controller.abort());
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('no outcomes', () => {
  it('of a file of two weeks, of users without time, or of a handful', async () => {
    expect((await run(shop(300, 14, 1))).none).toEqual({ reason: 'too-short', days: 14, needed: 21 });
    const timeless = { ...eventTable(shop(10, 40, 1)), timeless: true };
    expect((await drive(forecastOutcomes(timeless, recipe(), 1, null))).none).toEqual({ reason: 'timeless' });
    const { of } = await summed(shop(25, 120, 1));
    expect(of('purchase').none).toMatchObject({ reason: 'few-users', needed: expect.any(Number) as number });
    expect(of('purchase').prediction).toBeNull();
  });

  it('of purchases where there are none, while activity is foreseen', async () => {
    const { of } = await summed(
      shop(900, 180, 1).filter(({ type }) => type === 'view'),
      14,
    );
    expect(of('purchase').none).toEqual({ reason: 'no-purchases' });
    expect(of('inactive').prediction).not.toBeNull();
  });
});
