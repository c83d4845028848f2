import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zone } from '../../../workers/math/zone';
import type { EventTable } from '../../../workers/protocol/events';
import { chooseReference } from '../../../workers/track/reference';
import { tally, usersIn } from '../../../workers/track/tally';
import { MAX_WINDOWS, planWindows, windowAt } from '../../../workers/track/windows';

const DAY = 86_400_000;

/** A table with one user whose events are at the times given. */
function table(times: readonly number[], timeZone = 'UTC'): EventTable {
  const sorted = Float64Array.from(times).sort();
  return {
    rows: sorted.length,
    users: 1,
    userIds: ['u'],
    userOffsets: Uint32Array.of(0, sorted.length),
    time: sorted,
    type: { codes: new Int32Array(sorted.length), names: ['purchase'] },
    purchaseCodes: [0],
    flags: new Uint8Array(sorted.length).fill(1),
    value: new Float64Array(sorted.length).fill(2),
    quantity: null,
    item: null,
    category: null,
    order: null,
    session: null,
    zone: zone(timeZone),
  };
}

const daily = (from: string, to: string) => {
  const times: number[] = [];
  for (let t = Date.parse(from); t < Date.parse(to); t += DAY) times.push(t + DAY / 2);
  return times;
};
const plan = (times: readonly number[], choice: 'auto' | 'week' | 'month', timeZone = 'UTC') =>
  planWindows(table(times, timeZone), -Infinity, Infinity, choice);

describe('windows', () => {
  it('takes months from six complete ones on, else weeks', () => {
    expect(plan(daily('2024-01-01', '2024-07-01'), 'auto').unit).toBe('month');
    expect(plan(daily('2024-01-01', '2024-06-15'), 'auto').unit).toBe('week');
    expect(plan(daily('2024-01-01', '2024-01-03'), 'auto').windows).toHaveLength(1);
  });

  it('knows the lengths of months and leap years', () => {
    const { windows } = plan(daily('2023-12-01', '2024-05-01'), 'month');
    expect(windows.map(({ label }) => label)).toEqual(['2023-12', '2024-01', '2024-02', '2024-03', '2024-04']);
    expect(windows.map(({ from, to }) => (to - from) / DAY)).toEqual([31, 31, 29, 31, 30]);
    expect(windows.every(({ complete }) => complete)).toBe(true);
  });

  it('begins weeks on Monday', () => {
    const { windows } = plan(daily('2024-05-01', '2024-05-20'), 'week');
    expect(windows.map(({ label }) => label)).toEqual(['2024-04-29', '2024-05-06', '2024-05-13']);
    expect(windows.map(({ complete }) => complete)).toEqual([false, true, true]);
  });

  it('follows the wall clock over changes of the clock', () => {
    const { windows } = plan(daily('2024-03-05', '2024-11-20'), 'month', 'America/New_York');
    const march = windows.find(({ label }) => label === '2024-03')!;
    expect(new Date(march.from).toISOString()).toBe('2024-03-01T05:00:00.000Z');
    expect(new Date(march.to).toISOString()).toBe('2024-04-01T04:00:00.000Z');
    const november = windows.find(({ label }) => label === '2024-11')!;
    expect((november.to - november.from) / 3_600_000).toBe(30 * 24 + 1);
    // Beirut's clocks jump at midnight: 2024-03-31 begins at 01:00.
    const weeks = plan(daily('2024-03-01', '2024-05-01'), 'week', 'Asia/Beirut').windows;
    weeks.slice(1).forEach(({ from }, i) => expect(from).toBe(weeks[i]!.to));
  });

  it('calls a window incomplete where the file cuts it by more than a tenth', () => {
    const labels = (times: readonly number[]) => plan(times, 'month').windows.map(({ complete }) => complete);
    expect(labels(daily('2024-01-03', '2024-03-30'))).toEqual([true, true, true]);
    expect(labels(daily('2024-01-08', '2024-03-20'))).toEqual([false, true, false]);
    // Both ends in one window.
    expect(labels(daily('2024-01-08', '2024-01-31'))).toEqual([false]);
  });

  it('keeps windows in a row, each instant in one, empty ones included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2021, 11, 31) }), { minLength: 1, maxLength: 20 }),
        (times) => {
          for (const choice of ['week', 'month'] as const) {
            const { windows } = plan(times, choice, 'Europe/London');
            windows.slice(1).forEach(({ from }, i) => expect(from).toBe(windows[i]!.to));
            const starts = Float64Array.from(windows, ({ from }) => from);
            for (const t of times) {
              const w = windowAt(starts, windows.at(-1)!.to, t);
              expect(t >= windows[w]!.from && t < windows[w]!.to).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('keeps the fullest stretch of a span that is too long, and says how much it leaves out on either side', () => {
    const months = (year: number, month: number) => 12 * year + month;
    const late = plan([Date.UTC(1980, 0, 5), ...daily('2020-01-01', '2022-01-01')], 'month');
    expect(late.windows).toHaveLength(MAX_WINDOWS);
    expect(late.windows.at(-1)!.label).toBe('2021-12');
    expect(late).toMatchObject({ leftOutBefore: months(2022, 0) - months(1980, 0) - MAX_WINDOWS, leftOutAfter: 0 });

    const middle = plan([Date.UTC(1980, 0, 5), ...daily('2000-01-01', '2010-01-01'), Date.UTC(2020, 11, 5)], 'month');
    expect(middle.windows[0]!.label).toBe('2000-01');
    expect(middle).toMatchObject({ leftOutBefore: 20 * 12, leftOutAfter: 11 * 12 });
  });

  it('leaves nothing out of a span that is just short enough', () => {
    const monday = Date.UTC(2024, 0, 1);
    const weeks = (count: number) => Array.from({ length: count }, (_, week) => monday + week * 7 * DAY);
    expect(plan(weeks(MAX_WINDOWS), 'week')).toMatchObject({ leftOutBefore: 0, leftOutAfter: 0 });
    // All are equally full: the later ones are kept.
    expect(plan(weeks(MAX_WINDOWS + 3), 'week')).toMatchObject({ leftOutBefore: 3, leftOutAfter: 0 });
    expect(plan([], 'week')).toMatchObject({ windows: [], leftOutBefore: 0, leftOutAfter: 0 });
  });

  it('leaves out events outside the span', () => {
    const times = daily('2024-01-01', '2024-07-01');
    const { windows } = planWindows(table(times), Date.UTC(2024, 1, 1), Date.UTC(2024, 3, 15), 'month');
    expect(windows.map(({ label, complete }) => [label, complete])).toEqual([
      ['2024-02', true],
      ['2024-03', true],
      ['2024-04', false],
    ]);
  });
});

describe('tally', () => {
  it('counts users, events, orders and revenue by window', () => {
    const events = table([Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 9), Date.UTC(2024, 2, 5)]);
    const { windows } = planWindows(events, -Infinity, Infinity, 'month');
    const counted = tally(events, windows, -Infinity, Infinity);
    expect(Array.from(counted.activeUsers)).toEqual([1, 0, 1]);
    expect(Array.from(counted.events)).toEqual([3, 0, 1]);
    // Two lines at one instant are one order where there are no order ids.
    expect(Array.from(counted.orders)).toEqual([2, 0, 1]);
    expect(Array.from(counted.revenue!)).toEqual([6, 0, 2]);
    expect(Array.from(counted.newTypes.window)).toEqual([0]);
    // One user is too few to tell.
    expect(Array.from(counted.newTypes.told)).toEqual([-1]);
    expect(usersIn(events, windows.slice(1, 2), -Infinity, Infinity)).toBe(0);
    expect(usersIn(events, windows, -Infinity, Infinity)).toBe(1);
  });
});

describe('reference', () => {
  const span = (complete: boolean) => ({ label: '', from: 0, to: 1, complete });
  const choose = (complete: readonly boolean[], asked: number | null = null, users = 100) =>
    chooseReference(
      complete.map(span),
      complete.map(() => users),
      asked,
      () => users,
    );
  const all = (n: number) => new Array<boolean>(n).fill(true);

  it('takes the first max(5, ⌈c/3⌉) complete windows', () => {
    expect(choose(all(18))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(choose(all(13))).toEqual([0, 1, 2, 3, 4]);
    expect(choose([false, ...all(8), false])).toEqual([1, 2, 3, 4, 5]);
  });

  it('leaves two to compare and shrinks to one', () => {
    expect(choose(all(5))).toEqual([0, 1, 2]);
    expect(choose(all(3))).toEqual([0]);
    expect(choose(all(9), 8)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(choose(all(9), 2)).toEqual([0, 1]);
  });

  it('is empty where there is too little', () => {
    expect(choose(all(2))).toEqual([]);
    expect(choose([])).toEqual([]);
    expect(choose(all(12), null, 29)).toEqual([]);
  });
});
