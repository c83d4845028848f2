import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zone } from '../../../workers/math/zone';
import { DAY_MS } from '../../../workers/features/feature-set';
import { boughtBetween, customersUntil, purchaseDays } from '../../../workers/predict/purchase-days';
import { eventTable, type EventRow } from '../../fixtures/events';

const DAY_ZERO = Date.UTC(2024, 0, 1);
const event = fc.record({
  user: fc.constantFrom('a', 'b', 'c', 'd'),
  t: fc.integer({ min: 0, max: 40 * 24 }).map((hour) => DAY_ZERO + hour * 3_600_000),
  type: fc.constantFrom('purchase', 'view'),
  value: fc.integer({ min: 1, max: 50 }),
});

const dayOf = (row: EventRow) => Math.floor((row.t as number) / DAY_MS);

describe('days with a purchase', () => {
  it('are those of the wall clock of the file’s zone, each once', () => {
    const rows: EventRow[] = [
      { user: 'a', t: '2024-01-01T15:30:00Z', value: 5 },
      { user: 'a', t: '2024-01-01T16:30:00Z', value: 7 },
      { user: 'a', t: '2024-01-01T18:00:00Z', value: 1 },
      { user: 'a', t: '2024-01-02T18:00:00Z', value: -3, refund: true },
    ];
    const days = purchaseDays(eventTable(rows, { zone: zone('Asia/Shanghai') }));
    const first = Date.UTC(2024, 0, 1) / DAY_MS;
    expect([...days.day]).toEqual([first, first + 1]);
    expect([...days.value!]).toEqual([5, 8]);
    expect([days.firstDay, days.lastDay]).toEqual([first, first + 2]);
  });

  it('give the histories that a slow count gives, whatever the order of the rows', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), fc.integer({ min: 0, max: 45 }), (rows, ahead) => {
        const until = DAY_ZERO / DAY_MS + ahead;
        const table = eventTable(rows);
        const days = purchaseDays(table);
        const customers = customersUntil(days, until);
        const { purchases, value } = boughtBetween(days, customers.user, until, until + 7);
        const slow = table.userIds.flatMap((id) => {
          const own = rows.filter((row) => row.user === id && row.type === 'purchase');
          const on = [...new Set(own.map(dayOf))].sort((a, b) => a - b);
          const known = on.filter((day) => day <= until);
          if (known.length === 0) return [];
          const spent = (day: number) => own.filter((row) => dayOf(row) === day).reduce((sum, row) => sum + row.value, 0);
          const repeats = known.slice(1);
          const later = on.filter((day) => day > until && day <= until + 7);
          const sum = (list: readonly number[]) => list.reduce((total, day) => total + spent(day), 0);
          return [
            {
              id,
              x: repeats.length,
              recency: known.at(-1)! - known[0]!,
              age: until - known[0]!,
              mean: repeats.length ? sum(repeats) / repeats.length : 0,
              later: later.length,
              money: sum(later),
            },
          ];
        });
        const got = Array.from(customers.user, (user, i) => ({
          id: table.userIds[user],
          x: customers.x[i],
          recency: customers.recency[i],
          age: customers.age[i],
          mean: customers.mean![i],
          later: purchases[i],
          money: value![i],
        }));
        expect(got).toEqual(slow);
      }),
    );
  });
});
