import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawFeatures, type RawFeatures } from '../../../workers/features';
import { defaultRecipe, type FeaturesRecipe } from '../../../workers/protocol/recipe';
import { eventTable, timeOf, type EventRow, UTC } from '../../fixtures/events';
import { anyRows, anywhere, DAY, onGrid, START } from './any-rows';
import { slowFeatures } from './oracle';

const recipe: FeaturesRecipe = defaultRecipe({} as never).features;

/** Central European time around the last Sunday of March 2024. */
const berlin = { name: 'Europe/Berlin', offset: (t: number) => (t >= Date.UTC(2024, 2, 31, 1) ? 7_200_000 : 3_600_000) };

/** Clocks that reach half past midnight of 27 March 2024, go back to 23:30 of the day before, and reach that day again. */
const twice = { name: 'twice', offset: (t: number) => (t >= Date.UTC(2024, 2, 26, 23, 30) ? 0 : 3_600_000) };

function expectSame(raw: RawFeatures, userIds: readonly string[], expected: Map<string, Record<string, number>>) {
  expect(Array.from(raw.userIndex, (u) => userIds[u]!).sort()).toEqual([...expected.keys()].sort());
  raw.definitions.forEach((definition, f) => {
    const key = definition.key === 'events_of_type' ? `events of ${definition.param}` : definition.id;
    raw.userIndex.forEach((u, i) => {
      const slow = expected.get(userIds[u]!)!;
      const value = slow[key] ?? (definition.key === 'events_of_type' ? 0 : undefined);
      expect(value, `oracle lacks ${key}`).toBeDefined();
      const fast = raw.raw[i * raw.ids.length + f]!;
      if (Number.isNaN(value)) expect(fast, `${key} of ${userIds[u]}`).toBeNaN();
      else expect(Math.abs(fast - value!), `${key} of ${userIds[u]}: ${fast} beside ${value}`).toBeLessThan(1e-9);
    });
  });
}

describe('features over a window', () => {
  it('equal the slow definitions, for any events, columns, window and zone', () => {
    const anyBound = fc.oneof(onGrid, anywhere);
    fc.assert(
      fc.property(
        anyRows,
        anyBound,
        anyBound,
        fc.constantFrom(UTC, berlin, twice),
        fc.constantFrom(5, 30, 600),
        (rows, a, b, zone, gap) => {
          const events = eventTable(rows, { zone });
          const [from, to] = a < b ? [a, b] : [b, a + 1];
          const raw = rawFeatures(events, from, to, { ...recipe, sessionGapMinutes: gap });
          const expected = slowFeatures(rows, {
            from,
            to,
            sessionGapMinutes: gap,
            purchaseTypes: ['purchase'],
            viewTypes: ['view'],
            cartTypes: ['add_to_cart'],
            offset: zone.offset,
          });
          expectSame(raw, events.userIds, expected);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('do not depend on the windows computed before, nor on the other features', () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.array(fc.nat(12), { minLength: 2, maxLength: 6 }),
        fc.nat(),
        fc.constantFrom(UTC, twice),
        (rows, days, pick, zone) => {
          const events = eventTable(rows, { zone });
          const window = (day: number) => rawFeatures(events, START + day * DAY, START + (day + 2) * DAY, recipe);
          const first = days.map(window);
          days.forEach((day, i) => expect(window(day)).toEqual(first[i]));
          const all = first[0]!;
          const column = pick % all.ids.length;
          const one = rawFeatures(events, all.from, all.to, recipe, [all.ids[column]!]);
          expect([...one.raw]).toEqual(Array.from({ length: all.users }, (_, i) => all.raw[i * all.ids.length + column]!));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are shares within 0…1, entropies and counts that bound each other', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const raw = rawFeatures(eventTable(rows), START - DAY, START + 14 * DAY, recipe);
        for (let i = 0; i < raw.users; i++) {
          const of = (id: string) => raw.raw[i * raw.ids.length + raw.ids.indexOf(id)]!;
          raw.definitions.forEach(({ id, unit, group }) => {
            if (Number.isNaN(of(id))) return;
            if (unit === 'share') expect(of(id) >= 0 && of(id) <= 1, id).toBe(true);
            if (group === 'trend') expect(Math.abs(of(id))).toBeLessThanOrEqual(1);
            if (unit === 'bits' || unit === 'count') expect(of(id)).toBeGreaterThanOrEqual(0);
          });
          if (raw.ids.includes('items_distinct') && of('items_distinct') > 0) {
            expect(of('item_entropy_bits')).toBeLessThanOrEqual(Math.log2(of('items_distinct')) + 1e-12);
          }
          expect(of('active_days')).toBeLessThanOrEqual(of('events_total'));
        }
      }),
    );
  });
});

describe('RFM', () => {
  const rows: EventRow[] = [
    { user: 'a', t: '2024-01-01T10:00:00Z', order: '1', value: 20, item: 'x' },
    { user: 'a', t: '2024-01-01T10:00:00Z', order: '1', value: 5, item: 'y' },
    { user: 'a', t: '2024-01-11T10:00:00Z', order: '2', value: 40, item: 'x' },
    { user: 'a', t: '2024-01-13T10:00:00Z', order: 'C3', value: -15, refund: true, item: 'x' },
    { user: 'b', t: '2024-01-20T22:00:00Z', order: '4', value: 7, item: 'y' },
    { user: 'c', t: '2024-01-21T22:00:00Z', order: 'C5', value: -9, refund: true, item: 'y' },
  ];
  const events = eventTable(rows);
  const raw = rawFeatures(events, Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), recipe);
  const of = (user: string, id: string) => raw.raw[events.userIds.indexOf(user) * raw.ids.length + raw.ids.indexOf(id)]!;

  it('takes recency from the last purchase to the last event kept, cancellations left out of F and within M', () => {
    expect(of('a', 'recency_days')).toBe(10.5);
    expect(of('a', 'frequency_orders')).toBe(2);
    expect(of('a', 'value_total')).toBe(50);
    expect(of('a', 'value_mean_order')).toBe(32.5);
    expect(of('a', 'value_median_order')).toBe(32.5);
    expect(of('a', 'order_gap_mean_days')).toBe(10);
    expect(of('a', 'basket_lines')).toBe(1.5);
    expect(of('a', 'items_repeat_share')).toBe(0.5);
    expect(of('a', 'refund_count')).toBe(1);
    expect(of('a', 'refund_share')).toBe(15 / 65);
  });

  it('is missing, not zero, without a purchase', () => {
    expect(of('c', 'recency_days')).toBeNaN();
    expect(of('c', 'frequency_orders')).toBe(0);
    expect(of('c', 'value_total')).toBe(-9);
    expect(of('c', 'value_mean_order')).toBeNaN();
    expect(of('b', 'order_gap_mean_days')).toBeNaN();
    expect(of('a', 'order_gap_sd_days')).toBeNaN();
  });

  it('takes distinct instants for orders where the file has no order ids', () => {
    const bare = eventTable(rows.map(({ order: _, ...row }) => row));
    const features = rawFeatures(bare, 0, Infinity, recipe, ['frequency_orders']);
    expect([...features.raw]).toEqual([2, 1, 0]);
  });
});

describe('the window', () => {
  it('is half-open, and leaves out users without an event in it', () => {
    const rows: EventRow[] = [0, 1, 2, 3].map((day) => ({ user: `u${day}`, t: START + day * DAY }));
    const raw = rawFeatures(eventTable(rows), timeOf(rows[1]!), timeOf(rows[3]!), recipe);
    expect([...raw.userIndex]).toEqual([1, 2]);
    expect(raw.end).toBe(START + 2 * DAY);
    expect(rawFeatures(eventTable(rows), START + 5 * DAY, START + 6 * DAY, recipe).users).toBe(0);
  });

  it('refuses a feature that the file cannot support', () => {
    const events = eventTable([{ user: 'a', t: START }]);
    expect(() => rawFeatures(events, START, START + 1, recipe, ['value_total'])).toThrow(/value_total/);
  });
});

describe('trend', () => {
  const rows: EventRow[] = [0, 10, 20, 20, 29].map((day) => ({ user: 'even', t: START + day * DAY, value: day }));
  const raw = rawFeatures(eventTable(rows), START, START + 30 * DAY, recipe, ['trend_events', 'trend_value']);

  it('compares the last third, its first instant included, with the time before it, a day', () => {
    // 3 events in 10 days beside 2 in 20; 20 + 20 + 29 in 10 days beside 0 + 10 in 20.
    expect(raw.raw[0]).toBeCloseTo((0.3 - 0.1) / (0.3 + 0.1), 12);
    expect(raw.raw[1]).toBeCloseTo((6.9 - 0.5) / (6.9 + 0.5), 12);
  });

  it('is 1 for users who only just came, −1 for those who went', () => {
    const comings: EventRow[] = [
      { user: 'came', t: START + 29 * DAY },
      { user: 'went', t: START },
    ];
    expect([...rawFeatures(eventTable(comings), START, START + 30 * DAY, recipe, ['trend_events']).raw]).toEqual([1, -1]);
  });
});
