import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { forecastDemand } from '../../../../workers/predict';
import { LEAST_WEEKS } from '../../../../workers/predict/demand';
import { forecastWeeks, naiveError } from '../../../../workers/predict/demand/methods';
import { learnDemand, NETWORK_WEEKS } from '../../../../workers/predict/demand/network';
import { runToEnd } from '../../../../workers/predict/run-to-end';
import { weeklyDemand } from '../../../../workers/predict/demand/weekly';
import { DAY_MS } from '../../../../workers/features/feature-set';
import { drive } from '../../../../workers/protocol/progress';
import { defaultNetwork } from '../../../../workers/protocol/training-recipe';
import { eventTable, timeOf, type EventRow } from '../../../fixtures/events';

/** A Monday. */
const START = Date.UTC(2023, 0, 2);
const WEEK = 7 * DAY_MS;

/** Units by week and category, an event a unit and weekday. */
function shop(weeks: number, units: (week: number, category: string) => number): EventRow[] {
  return Array.from({ length: weeks }, (_, week) =>
    ['tea', 'cups'].flatMap((category) => {
      const count = Math.max(0, Math.round(units(week, category)));
      return Array.from({ length: count }, (_, i): EventRow => ({
        user: `u${i % 9}`,
        t: START + week * WEEK + ((i % 7) + 0.5) * DAY_MS,
        category,
      }));
    }),
  ).flat();
}

/** Events of another kind on the first and the last day, so that every week is whole. */
const whole = (rows: EventRow[], weeks: number): EventRow[] => [
  ...rows,
  { user: 'u0', t: START, type: 'view' },
  { user: 'u0', t: START + weeks * WEEK - 1000, type: 'view' },
];

const run = (rows: readonly EventRow[]) => drive(forecastDemand(eventTable(rows), defaultNetwork(), 1));

describe('weeks', () => {
  it('are whole, Monday to Sunday, and hold every unit that was bought in them', () => {
    const rng = random(5, 'test', 'weeks');
    const rows = Array.from({ length: 500 }, (_, i): EventRow => ({
      user: `u${i % 20}`,
      t: START + 2 * DAY_MS + rng.next() * 60 * DAY_MS,
      quantity: 1 + rng.int(5),
      category: ['a', 'b', 'c'][rng.int(3)]!,
      ...(i % 10 === 0 ? { refund: true, quantity: -3 } : {}),
    }));
    const firstDay = Math.floor(Math.min(...rows.map(timeOf)) / DAY_MS);
    const lastDay = Math.floor(Math.max(...rows.map(timeOf)) / DAY_MS);
    const { firstMonday, weeks, series, unit } = weeklyDemand(eventTable(rows), firstDay, lastDay)!;
    expect(new Date(firstMonday * DAY_MS).getUTCDay()).toBe(1);
    expect(firstMonday - firstDay).toBeLessThan(7);
    expect(firstMonday + 7 * weeks).toBeLessThanOrEqual(lastDay + 1);
    expect(firstMonday + 7 * (weeks + 1)).toBeGreaterThan(lastDay + 1);
    expect(unit).toBe('units');
    for (const { name, values } of series)
      values.forEach((value, week) => {
        const from = (firstMonday + 7 * week) * DAY_MS;
        const slow = rows.filter(
          (row) => !row.refund && (name === null || row.category === name) && timeOf(row) >= from && timeOf(row) < from + WEEK,
        );
        expect(value).toBe(slow.reduce((sum, { quantity }) => sum + quantity!, 0));
      });
  });
});

describe('methods', () => {
  it('repeat what they are named after', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => i % 13);
    expect([...forecastWeeks('naive', values, 2)]).toEqual([59 % 13, 59 % 13]);
    expect([...forecastWeeks('seasonal-naive', values, 3)]).toEqual([values[8], values[9], values[10]]);
    expect(naiveError(Float64Array.of(1, 4, 2))).toBe(2.5);
    expect(forecastWeeks('trend', Float64Array.of(90, 60, 30, 20, 10, 5, 1, 0), 4).every((value) => value >= 0)).toBe(true);
  });
});

describe('the network', () => {
  const learn = (...series: Float64Array[]) => runToEnd(learnDemand(series, 4, defaultNetwork(), 1));

  it('says of what never changes that it stays', async () => {
    const constant = (value: number) => new Float64Array(60).fill(value);
    const network = await learn(constant(50), constant(3000));
    for (const value of [50, 3000])
      for (const said of network.forecast(constant(value), 4)) expect(Math.abs(said / value - 1)).toBeLessThan(0.01);
    expect([...network.forecast(constant(0), 4)].every((said) => said >= 0 && said < 0.1)).toBe(true);
  });

  it('learns an alternation, on any scale, that smoothing cannot follow', async () => {
    const rng = random(3, 'test', 'network');
    const series = (scale: number, weeks: number) =>
      Float64Array.from({ length: weeks }, (_, week) => scale * (week % 2 === 0 ? 50 : 150) * Math.exp(0.05 * rng.normal()));
    const network = await learn(series(1, 60), series(30, 60), series(4, 60));
    for (const [h, said] of network.forecast(series(9, 60), 4).entries()) {
      expect(said / 9 / (h % 2 === 0 ? 50 : 150)).toBeGreaterThan(0.75);
      expect(said / 9 / (h % 2 === 0 ? 50 : 150)).toBeLessThan(1.33);
    }
    const of = (week: number, category: string) => (category === 'tea' ? 60 : 20) + (week % 2 === 0 ? 40 : 0) + 2 * rng.normal();
    const { prediction } = await run(whole(shop(60, of), 60));
    expect(prediction!.network!.difference!.high).toBeLessThan(0);
    expect(prediction!.series[0]!.method).toBe('network');
    expect(Math.abs(prediction!.series[0]!.forecast[0]!.value / 160 - 1)).toBeLessThan(0.15);
    expect(Math.abs(prediction!.series[0]!.forecast[1]!.value / 80 - 1)).toBeLessThan(0.15);
  });

  it('is not there where too few weeks lie before the first cut-off', async () => {
    const rng = random(4, 'test', 'short');
    const of = () => 40 + 5 * rng.normal();
    // Sixteen cut-offs are wanted, a week apart, and four weeks after the last of them.
    const enough = NETWORK_WEEKS + 15 + 4;
    for (const [weeks, there] of [
      [enough - 1, false],
      [enough, true],
    ] as const) {
      const { prediction } = await run(whole(shop(weeks, of), weeks));
      expect(prediction!.methods.some(({ id }) => id === 'network')).toBe(there);
      expect(prediction!.network !== null).toBe(there);
      expect(prediction!.origins).toBe(there ? 16 : 26);
    }
  });
});

describe('demand', () => {
  it('without a pattern is smoothed, which is nearer than the last week', async () => {
    const rng = random(2, 'test', 'demand');
    const units = Array.from({ length: 64 }, () => [100 + 20 * rng.normal(), 40 + 8 * rng.normal()]);
    const of = (week: number, category: string) => units[week]![category === 'tea' ? 0 : 1]!;
    const { prediction } = await run(whole(shop(60, of), 60));
    const { difference, series, season, methods, origins } = prediction!;
    expect(season).toBeNull();
    expect(methods.map(({ id }) => id)).toEqual(['naive', 'level', 'trend', 'network']);
    expect(origins).toBe(26);
    expect(difference!.value).toBeLessThan(-0.1);
    expect(difference!.low).toBeLessThan(difference!.value);
    expect(series.map(({ name }) => name)).toEqual([null, 'tea', 'cups']);
    const [, tea] = series;
    expect(Math.abs(tea!.forecast[0]!.value - 100)).toBeLessThan(12);
    for (const { value, low, high } of tea!.forecast) {
      expect(low!).toBeLessThan(value);
      expect(high!).toBeGreaterThan(value);
    }
  });

  it('of a walk is not beaten by smoothing, and the forecast is as the last week then', async () => {
    const rng = random(7, 'test', 'walk');
    let level = 600;
    const walk = Array.from({ length: 60 }, () => (level += 30 * rng.normal()));
    const { prediction } = await run(
      whole(
        shop(60, (week, category) => (category === 'tea' ? walk[week]! : 0)),
        60,
      ),
    );
    expect(prediction!.difference!.value).toBeGreaterThan(-0.05);
  });

  it('has a yearly season where the file is long enough to show it', async () => {
    const rng = random(9, 'test', 'season');
    const of = (week: number) => 60 + 40 * Math.sin((2 * Math.PI * week) / 52) + 3 * rng.normal();
    const { prediction } = await run(whole(shop(130, of), 130));
    const { season, methods, series } = prediction!;
    expect(season).toBe(52);
    expect(methods.map(({ id }) => id)).toContain('season');
    const mase = (id: string) => methods.find((method) => method.id === id)!.mase!;
    expect(mase('season')).toBeLessThan(mase('level'));
    // Week 130 lies on the falling side, half-way through the third year.
    const expected = 2 * (60 + 40 * Math.sin((2 * Math.PI * 132) / 52));
    expect(Math.abs(series[0]!.forecast[2]!.value / expected - 1)).toBeLessThan(0.15);
  });

  it('has errors that do not see the weeks after a cut-off', async () => {
    const rng = random(11, 'test', 'cut');
    const units = Array.from({ length: 48 }, () => 50 + 10 * rng.normal());
    const at = async (last: number) =>
      (
        await run(
          whole(
            shop(48, (week) => (week === 47 ? last : units[week]!)),
            48,
          ),
        )
      ).prediction!;
    const [one, other] = [await at(150), await at(190)];
    // The last week is the last step of the last origin alone: one error of four by each origin differs, by what came.
    const { origins } = one;
    const naive = (of: typeof one) => of.methods[0]!.mae * 4 * origins;
    const before = 2 * Math.round(units[43]!);
    expect(naive(other) - naive(one)).toBeCloseTo(Math.abs(before - 380) - Math.abs(before - 300), 6);
    // The figures of the naive forecast of everything, written out.
    const { history } = one.series[0]!;
    const start = 48 - 4 - origins;
    const pairs = Array.from({ length: origins }, (_, o) =>
      [0, 1, 2, 3].map((h) => [history[start + o]!, history[start + 1 + o + h]!] as const),
    ).flat();
    const came = pairs.reduce((sum, [, actual]) => sum + actual, 0) / pairs.length;
    const squares = pairs.reduce((sum, [said, actual]) => sum + (said - actual) ** 2, 0);
    const [first] = one.methods;
    expect(first!.rmse).toBeCloseTo(Math.sqrt(squares / pairs.length), 9);
    expect(first!.r2).toBeCloseTo(1 - squares / pairs.reduce((sum, [, actual]) => sum + (actual - came) ** 2, 0), 9);
    expect(one.baseline === 'naive' && one.series[0]!.baselineR2).toBe(first!.r2);
    // Of the network likewise, which learned from the weeks before the first cut-off and foretells less than either.
    const learned = (of: typeof one) => of.methods.find(({ id }) => id === 'network')!.mae * 4 * origins;
    expect(learned(other) - learned(one)).toBeCloseTo(80, 6);
  });

  it('has an interval in every week but the last, which lacks one in the shortest files alone', async () => {
    const rng = random(13, 'test', 'bounded');
    const units = Array.from({ length: 46 }, () => 30 + 5 * rng.normal());
    for (const weeks of [...Array.from({ length: 17 }, (_, i) => LEAST_WEEKS + i), 44, 46]) {
      const { prediction } = await run(
        whole(
          shop(weeks, (week) => units[week]!),
          weeks,
        ),
      );
      const { series, horizonWeeks } = prediction!;
      expect(horizonWeeks).toBe(weeks < 27 ? 2 : 4);
      for (const { forecast } of series)
        expect(forecast.map(({ low, high }) => low !== null && high !== null)).toEqual(
          forecast.map((_, h) => h < horizonWeeks - 1 || weeks >= 17),
        );
    }
  });

  it('has intervals from the errors of the last half year, up to the end of the file', async () => {
    const rng = random(7, 'test', 'walk');
    let level = 600;
    const walk = Array.from({ length: 60 }, () => (level += 40 * rng.normal()));
    const { prediction } = await run(
      whole(
        shop(60, (week, category) => (category === 'tea' ? walk[week]! : 0)),
        60,
      ),
    );
    const { method, history, forecast } = prediction!.series[0]!;
    expect(method).toBe('naive');
    for (const [h, { value, low, high }] of forecast.entries()) {
      // As many weeks ahead from the 26 last weeks from which that can be said.
      const missed = Array.from({ length: 26 }, (_, i) => 60 - 1 - i)
        .map((came) => Math.abs(Math.sqrt(history[came]!) - Math.sqrt(history[came - h - 1]!)))
        .sort((a, b) => a - b);
      const reach = missed[Math.ceil(0.8 * (26 + h + 1)) - 1]!;
      expect(value).toBe(history.at(-1));
      expect(high).toBeCloseTo((Math.sqrt(value) + reach) ** 2, 9);
      expect(low).toBeCloseTo(Math.max(0, Math.sqrt(value) - reach) ** 2, 9);
    }
  });

  it('that never changed has no error to be measured by, and no difference', async () => {
    const { prediction } = await run(
      whole(
        shop(50, () => 7),
        50,
      ),
    );
    const { methods, difference, network, series } = prediction!;
    expect(methods.map(({ mase }) => mase)).toEqual(methods.map(() => null));
    expect(difference).toBeNull();
    expect(network!.difference).toBeNull();
    for (const { method, forecast, mase } of series) {
      expect(mase).toBeNull();
      expect(method).not.toBe('network');
      for (const { value } of forecast) expect(value).toBeCloseTo(series.length > 1 && forecast === series[0]!.forecast ? 14 : 7, 6);
    }
  });

  it('of a few weeks, or without purchases, gets a reason', async () => {
    const weeks = LEAST_WEEKS - 1;
    expect(
      (
        await run(
          whole(
            shop(weeks, () => 20),
            weeks,
          ),
        )
      ).none,
    ).toEqual({ reason: 'few-weeks', weeks, needed: LEAST_WEEKS });
    expect((await run(whole([], 40))).none).toEqual({ reason: 'no-purchases' });
    expect((await drive(forecastDemand({ ...eventTable(shop(2, () => 3)), timeless: true }, defaultNetwork(), 1))).none).toEqual({
      reason: 'timeless',
    });
  });
});
