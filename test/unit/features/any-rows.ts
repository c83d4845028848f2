import fc from 'fast-check';
import type { EventRow } from '../../fixtures/events';

export const DAY = 86_400_000;
export const START = Date.UTC(2024, 2, 25);

const TYPES = ['view', 'add_to_cart', 'purchase', 'search', 'refund'] as const;

interface Columns {
  readonly value: boolean;
  readonly quantity: boolean;
  readonly item: boolean;
  readonly category: boolean;
  readonly order: boolean;
  readonly session: boolean;
}

/** Few instants, so that they meet each other, the session limit and the bounds of windows. */
export const onGrid = fc
  .tuple(fc.nat(11), fc.constantFrom(0, 9, 9.5, 10, 17.75, 18, 23.5))
  .map(([day, hour]) => START + day * DAY + hour * 3_600_000);
export const anywhere = fc.integer({ min: 0, max: 12 * DAY }).map((ms) => START + ms);

const anyRow = fc.record({
  user: fc.constantFrom('ann', 'ann', 'ann', 'bob', 'bob', 'cleo'),
  t: fc.oneof({ weight: 3, arbitrary: onGrid }, { weight: 1, arbitrary: anywhere }),
  type: fc.constantFrom(...TYPES, 'purchase', 'purchase', 'purchase'),
  money: fc.integer({ min: 0, max: 5000 }).map((cents) => cents / 100),
  quantity: fc.integer({ min: 1, max: 9 }),
  item: fc.option(fc.constantFrom('p', 'q', 'r', 's'), { nil: undefined }),
  category: fc.option(fc.constantFrom('c', 'd'), { nil: undefined }),
  order: fc.option(fc.constantFrom('1', '2', '3', '4', '5'), { nil: undefined }),
  session: fc.option(fc.constantFrom('s1', 's2', 's3'), { nil: undefined }),
});

const anyColumns: fc.Arbitrary<Columns> = fc.record({
  value: fc.boolean(),
  quantity: fc.boolean(),
  item: fc.boolean(),
  category: fc.boolean(),
  order: fc.boolean(),
  session: fc.boolean(),
});

export const anyRows: fc.Arbitrary<EventRow[]> = fc
  .tuple(fc.array(anyRow, { minLength: 1, maxLength: 60, size: 'max' }), anyColumns)
  .map(([rows, has]) =>
    rows.map(({ money, ...row }): EventRow => {
      const refund = row.type === 'refund';
      const sign = refund ? -1 : 1;
      return {
        user: row.user,
        t: row.t,
        type: row.type,
        refund,
        ...(has.value ? { value: row.type === 'purchase' || refund ? sign * money : 0 } : {}),
        ...(has.quantity ? { quantity: sign * row.quantity } : {}),
        ...(has.item && row.item ? { item: row.item } : {}),
        ...(has.category && row.category ? { category: row.category } : {}),
        ...(has.order && row.order ? { order: row.order } : {}),
        ...(has.session && row.session ? { session: row.session } : {}),
      };
    }),
  );
