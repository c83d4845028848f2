import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { changePoints } from '../../../workers/track/change-points';
import { daily } from '../../../workers/track/daily';
import { pageHinkley } from '../../../workers/track/page-hinkley';
import { withoutWeekdays } from '../../../workers/track/weekday-season';
import { eventTable, type EventRow } from '../../fixtures/events';

const DAY = 86_400_000;
/** A Monday. */
const START = Date.UTC(2024, 0, 1);
const WEEKDAYS = [1, 0.9, 0.9, 1, 1.2, 1.6, 1.4];

/** A shop with `level(day)` single views a day, more at the weekend; none on the days that `closed` names. */
function shop(seed: number, days: number, level: (day: number) => number, closed: (day: number) => boolean = () => false) {
  const rng = random(seed, 'change-points');
  const rows: EventRow[] = [];
  for (let day = 0; day < days; day++) {
    if (closed(day)) continue;
    const expected = level(day) * WEEKDAYS[day % 7]!;
    const n = Math.max(0, Math.round(expected + Math.sqrt(expected) * rng.normal()));
    for (let i = 0; i < n; i++) rows.push({ user: `u${i}`, t: START + day * DAY + 9 * 3_600_000 + i, type: 'view' });
  }
  return eventTable(rows);
}

const found = (table: ReturnType<typeof shop>) => changePoints(table, -Infinity, Infinity, 0.1).filter(({ series }) => series === 'events');

describe('Page–Hinkley', () => {
  it('is what the definition says, step by step', () => {
    const rng = random(3, 'page-hinkley');
    const values = Float64Array.from({ length: 300 }, (_, i) => rng.normal() + (i >= 150 ? 2 : 0));
    const slow: number[] = [];
    let seen: number[] = [];
    let sum = 0;
    let least = Infinity;
    values.forEach((value, at) => {
      seen.push(value);
      const mean = seen.reduce((all, each) => all + each, 0) / seen.length;
      sum = 0.9999 * sum + (value - mean - 0.005);
      least = Math.min(least, sum);
      if (seen.length < 30 || sum - least <= 50) return;
      slow.push(at);
      seen = [];
      sum = 0;
      least = Infinity;
    });
    const detections = pageHinkley(values).filter(({ direction }) => direction === 'up');
    expect(detections.map((each) => each.found)).toEqual(slow);
    expect(slow[0]! - 150).toBeLessThan(60);
    expect(detections[0]!.began).toBeLessThanOrEqual(slow[0]!);
  });
});

describe('season of the week', () => {
  it('is taken out, whatever trend there is, and gaps stay gaps', () => {
    const values = Float64Array.from({ length: 140 }, (_, day) => (100 + day) * WEEKDAYS[day % 7]!);
    values[50] = NaN;
    const level = withoutWeekdays(values, START / DAY);
    const mean = WEEKDAYS.reduce((sum, factor) => sum + factor, 0) / 7;
    level.forEach((value, day) => {
      if (day === 50) expect(value).toBeNaN();
      else expect(Math.abs(value / ((100 + day) * mean) - 1)).toBeLessThan(0.02);
    });
  });
});

describe('change points', () => {
  it('are found on their day, and go both ways', () => {
    for (let seed = 0; seed < 5; seed++) {
      const points = found(shop(seed, 240, (day) => (day >= 100 && day < 160 ? 130 : 80)));
      expect(points.map(({ direction }) => direction)).toEqual(['up', 'down']);
      expect(Math.abs((points[0]!.at - START) / DAY - 100)).toBeLessThanOrEqual(3);
      expect(Math.abs((points[1]!.at - START) / DAY - 160)).toBeLessThanOrEqual(3);
      expect(points[0]!.label).toBe(new Date(points[0]!.at).toISOString().slice(0, 10));
      expect(points[0]!.after / points[0]!.before).toBeGreaterThan(1.4);
    }
  });

  it('are not growth, waves, holidays or nothing', () => {
    let calls = 0;
    for (let seed = 0; seed < 10; seed++) {
      calls += found(shop(seed, 280, () => 80)).length;
      calls += found(shop(seed, 280, (day) => 60 + 0.4 * day)).length;
      calls += found(shop(seed, 280, (day) => 80 * (1 + 0.3 * Math.sin((2 * Math.PI * day) / 182)))).length;
      calls += found(
        shop(
          seed,
          280,
          () => 80,
          (day) => day % 7 === 6 || (day >= 120 && day < 127),
        ),
      ).length;
    }
    // Of 40 series.
    expect(calls).toBeLessThanOrEqual(2);
  });

  it('need 60 days', () => {
    expect(found(shop(1, 58, (day) => (day >= 30 ? 200 : 50)))).toEqual([]);
  });
});

describe('daily series', () => {
  it('count by day in the zone of the file, leave out its first and last day, and have no zero for a day without data', () => {
    const row = (user: string, t: string, more: Partial<EventRow> = {}): EventRow => ({ user, t, type: 'view', ...more });
    const table = eventTable(
      [
        row('a', '2024-03-01T12:00:00Z'),
        row('a', '2024-03-02T09:00:00Z'),
        row('a', '2024-03-02T23:30:00Z'),
        row('b', '2024-03-02T10:00:00Z'),
        row('b', '2024-03-02T10:05:00Z', { type: 'purchase', value: 12 }),
        row('b', '2024-03-04T10:00:00Z'),
        row('b', '2024-03-05T10:00:00Z'),
      ],
      { zone: { name: 'test', offset: () => 3_600_000 } },
    );
    const { first, length, values } = daily(table, -Infinity, Infinity, true);
    expect(first * DAY).toBe(Date.UTC(2024, 2, 2));
    expect(length).toBe(3);
    // The event of 23:30 UTC is of the third of March in this zone.
    expect(Array.from(values.events!)).toEqual([3, 1, 1]);
    expect(Array.from(values['active-users']!)).toEqual([2, 1, 1]);
    expect(Array.from(values.conversion!)).toEqual([0.5, 0, 0]);
    expect(Array.from(values.revenue!)).toEqual([12, 0, 0]);
    const gap = daily(table, Date.UTC(2024, 2, 1), Date.UTC(2024, 2, 6), true);
    expect(gap.length).toBe(3);
  });
});
