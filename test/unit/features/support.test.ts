import { describe, expect, it } from 'vitest';
import { rawFeatures } from '../../../workers/features';
import { eventRoles } from '../../../workers/features/event-roles';
import { typeFeatureIds } from '../../../workers/features/type-ids';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { eventTable, type EventRow } from '../../fixtures/events';

const recipe = defaultRecipe({} as never).features;
const idsOf = (rows: readonly EventRow[], purchaseTypes?: readonly string[]) =>
  rawFeatures(eventTable(rows, { purchaseTypes }), -Infinity, Infinity, recipe).ids;

const rolesOf = (names: readonly string[], purchases: readonly string[] = []) => {
  const { view, cart } = eventRoles(
    names,
    purchases.map((name) => names.indexOf(name)),
    names.map(() => 1),
  );
  return { view: view.map((code) => names[code]), cart: cart.map((code) => names[code]) };
};

describe('what a file can support', () => {
  it('dates alone tell no daytime, no visits', () => {
    const ids = idsOf([
      { user: 'a', t: '1997-01-01T00:00:00Z', value: 12, quantity: 1 },
      { user: 'b', t: '1997-01-04T00:00:00Z', value: 30, quantity: 2 },
    ]);
    expect(ids.join(' ')).toBe(
      'recency_days frequency_orders value_total value_mean_order value_median_order basket_lines basket_units ' +
        'order_gap_mean_days order_gap_sd_days tenure_days active_days events_total trend_value trend_events',
    );
  });

  it('order lines with times tell daytime, but no visits, and refunds are not an event type of interest', () => {
    const ids = idsOf([
      { user: 'a', t: '2011-01-01T10:30:00Z', value: 12, item: 'x' },
      { user: 'a', t: '2011-01-02T10:30:00Z', value: -12, item: 'x', refund: true },
      { user: 'b', t: '2011-01-04T09:10:00Z', value: 30, item: 'y' },
    ]);
    expect(ids).toEqual(expect.arrayContaining(['hour_entropy_bits', 'weekend_share', 'items_distinct', 'refund_count', 'refund_share']));
    for (const absent of ['sessions', 'inactive_days', 'rate_view_to_cart', 'categories_distinct', 'basket_units'])
      expect(ids).not.toContain(absent);
    expect(ids.filter((id) => id.startsWith('events_'))).toEqual(['events_total']);
  });

  it('a click stream without purchases has no customer figures', () => {
    const ids = idsOf([
      { user: 'a', t: '2020-01-01T10:30:00Z', type: 'view' },
      { user: 'a', t: '2020-01-01T10:31:00Z', type: 'cart' },
      { user: 'b', t: '2020-01-04T09:10:00Z', type: 'view' },
    ]);
    expect(ids.join(' ')).toBe(
      'inactive_days tenure_days active_days events_total events_view events_cart rate_view_to_cart sessions ' +
        'session_minutes_mean session_events_mean hour_entropy_bits evening_share night_share weekend_share trend_events',
    );
  });

  it('counts at most twelve types, each used by 1 % of the users', () => {
    const rows = Array.from({ length: 300 }, (_, i): EventRow => ({ user: `u${i}`, t: i, type: 'view' }));
    for (let i = 0; i < 300; i++) rows.push({ user: `u${i}`, t: 1000 + i, type: `kind ${String.fromCharCode(97 + (i % 20))}` });
    for (let i = 0; i < 50; i++) rows.push({ user: 'u1', t: 2000 + i, type: 'rare but busy' });
    const types = idsOf(rows).filter((id) => id.startsWith('events_') && id !== 'events_total');
    expect(types).toHaveLength(12);
    expect(types[0]).toBe('events_view');
    expect(types).not.toContain('events_rare_but_busy');
  });

  it('takes a few times off midnight for clock changes, not for times of day', () => {
    const day = (i: number) => Date.UTC(2020, 0, 1 + i);
    const dates = Array.from({ length: 400 }, (_, i): EventRow => ({ user: `u${i % 50}`, t: day(i) }));
    expect(idsOf(dates.map((row, i) => (i === 7 ? { ...row, t: day(7) + 3_600_000 } : row)))).not.toContain('evening_share');
    expect(idsOf(dates.map((row, i) => (i % 20 === 7 ? { ...row, t: day(i) + 3_600_000 } : row)))).toContain('evening_share');
  });
});

describe('steps recognised by the names of the event types', () => {
  it.each([
    [['view', 'cart', 'remove_from_cart', 'purchase'], ['view'], ['cart']],
    [['view', 'addtocart', 'transaction'], ['view'], ['addtocart']],
    [['pv', 'buy', 'cart', 'fav'], ['pv'], ['cart']],
    [['浏览', '加购', '收藏', '购买'], ['浏览'], ['加购']],
    [['catalog', 'product1', 'product2', 'cart', 'payment_done'], ['product1', 'product2'], ['cart']],
    [['product_view', 'promo_page', 'review_page', 'add_to_cart', 'cart', 'wishlist_add', 'purchase'], ['product_view'], ['add_to_cart']],
    [
      ['page_view', 'view_item_list', 'view_item', 'view_cart', 'add_to_cart', 'add_to_wishlist', 'begin_checkout'],
      ['view_item'],
      ['add_to_cart'],
    ],
    [['Product Viewed', 'Product Added', 'Product Removed', 'Cart Viewed', 'Order Completed'], ['Product Viewed'], ['Product Added']],
    [['ViewContent', 'AddToCart', 'InitiateCheckout'], ['ViewContent'], ['AddToCart']],
    [['login', 'logout'], [], []],
  ])('%j', (names, view, cart) => {
    expect(rolesOf(names)).toEqual({ view, cart });
  });

  it('never takes a purchase for a step before it', () => {
    expect(rolesOf(['product_purchase', 'visit'], ['product_purchase'])).toEqual({ view: ['visit'], cart: [] });
  });
});

describe('column names of event types', () => {
  it('are lower-case ASCII, do not depend on the other types, and stay apart', () => {
    expect(typeFeatureIds(['View Item', 'café', '浏览', 'total', 'view-item', '★'])).toEqual([
      'events_view_item',
      'events_cafe',
      'events_u6d4f_u89c8',
      'events_total_2',
      'events_view_item_2',
      'events_unnamed',
    ]);
  });

  it('are at most 47 characters long before a number', () => {
    expect(typeFeatureIds(['x'.repeat(500)])[0]).toBe(`events_${'x'.repeat(40)}`);
  });
});
