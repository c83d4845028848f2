import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tableFigures } from '../../../workers/ingest/table-figures';
import type { Zone } from '../../../workers/protocol/events';
import { eventTable, timeOf, UTC, type EventRow } from '../../fixtures/events';
import { anyRows } from '../features/any-rows';

/** Clocks that reach half past midnight of the first of April, go back to 23:30 of the day before, and reach April again. */
const twice: Zone = { name: 'twice', offset: (t) => (t >= Date.UTC(2024, 2, 31, 23, 30) ? 0 : 3_600_000) };

const west: Zone = { name: 'west', offset: () => -5 * 3_600_000 };

/** By the words of what each figure is, month by month. */
function slowMonths(rows: readonly EventRow[], zone: Zone) {
  const monthOf = (row: EventRow) => new Date(timeOf(row) + zone.offset(timeOf(row))).toISOString().slice(0, 7);
  const months = new Map<string, { events: number; users: Set<string>; orders: number; revenue: number }>();
  const orders = new Set<string>();
  for (const row of [...rows].sort((a, b) => timeOf(a) - timeOf(b))) {
    const month = months.get(monthOf(row)) ?? { events: 0, users: new Set(), orders: 0, revenue: 0 };
    months.set(monthOf(row), month);
    month.events++;
    month.users.add(row.user);
    if (row.refund || row.type === 'purchase') month.revenue += row.value ?? 0;
    const order = `${row.user} ${row.order === undefined ? `at ${timeOf(row)}` : `named ${row.order}`}`;
    if (row.type !== 'purchase' || orders.has(order)) continue;
    orders.add(order);
    month.orders++;
  }
  return months;
}

it('the figures of each month are those that plain loops over the rows find, in any zone', () => {
  const nearMidnight = fc.integer({ min: -3, max: 12 }).map((halves) => Date.UTC(2024, 2, 31, 23, 15) + halves * 1_800_000);
  const rows = fc
    .tuple(anyRows, fc.array(nearMidnight, { minLength: 60, maxLength: 60 }), fc.boolean())
    .map(([all, times, near]) => (near ? all.map((row, i) => ({ ...row, t: times[i]! })) : all));
  fc.assert(
    fc.property(rows, fc.constantFrom(UTC, twice, west), (all, zone) => {
      const figures = tableFigures(eventTable(all, { zone }));
      const slow = slowMonths(all, zone);
      expect(figures.byMonth.map(({ month }) => month)).toEqual([...slow.keys()].sort());
      for (const { month, events, users, orders, revenue } of figures.byMonth) {
        const expected = slow.get(month)!;
        expect({ events, users, orders }).toEqual({ events: expected.events, users: expected.users.size, orders: expected.orders });
        if (revenue !== null) expect(revenue).toBeCloseTo(expected.revenue, 6);
      }
      expect(figures.usersWithPurchase).toBe(new Set(all.filter(({ type }) => type === 'purchase').map(({ user }) => user)).size);
    }),
    { numRuns: 300 },
  );
});

it('of no users there are no months, and those of some users are theirs alone', () => {
  const events = eventTable([
    { user: 'a', t: '2024-01-10T00:00:00Z' },
    { user: 'b', t: '2024-03-10T00:00:00Z' },
  ]);
  expect(tableFigures(events, new Uint32Array(0))).toMatchObject({ byMonth: [], from: Infinity, to: -Infinity, orders: 0 });
  expect(tableFigures(events, Uint32Array.of(1)).byMonth).toMatchObject([{ month: '2024-03', events: 1, users: 1 }]);
  expect(tableFigures(events).byMonth).toMatchObject([{ events: 1 }, { month: '2024-02', events: 0, users: 0 }, { events: 1 }]);
});
