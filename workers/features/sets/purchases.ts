import { selectQuantile } from '../../math/select';
import { FLAG, type EventTable } from '../../protocol/events';
import { DAY_MS, feature, type FeatureSet } from '../feature-set';
import type { Support } from '../support';

const UNSEEN = -1;
const REPEATED = -2;

/**
 * Recency, frequency and money as the field defines them, baskets, the gaps between orders and repeated items. An order is an order id with
 * purchase lines; where a purchase has no order id, the purchases of one instant are an order. Cancellations are never orders.
 */
export function purchaseSet(events: EventTable, support: Support): FeatureSet | null {
  if (!support.purchases) return null;
  const { time, flags, value, quantity } = events;
  const orderCodes = events.order?.codes ?? null;
  const itemCodes = events.item?.codes ?? null;
  const money = value !== null;
  const definitions = [
    feature('recency_days', 'recency', 'days', 'window', 'with-end', 'days from the last purchase to the last kept event of the window'),
    feature('frequency_orders', 'frequency', 'count', 'zero', 'never', 'distinct orders that are not cancellations'),
    money ? feature('value_total', 'value', 'money', 'zero', 'never', 'sum of the value of all lines, refunds included') : null,
    money ? feature('value_mean_order', 'value', 'money', 'zero', 'never', 'mean value of an order that is not a cancellation') : null,
    money ? feature('value_median_order', 'value', 'money', 'zero', 'never', 'median value of an order that is not a cancellation') : null,
    feature('basket_lines', 'basket', 'count', 'zero', 'never', 'purchase lines / orders'),
    quantity ? feature('basket_units', 'basket', 'units', 'zero', 'never', 'units purchased / orders') : null,
    feature(
      'order_gap_mean_days',
      'rhythm',
      'days',
      'window',
      'never',
      'mean days between successive orders, of users with two orders or more',
    ),
    feature(
      'order_gap_sd_days',
      'rhythm',
      'days',
      'median',
      'never',
      'sample standard deviation of the days between successive orders, of users with three orders or more',
    ),
    itemCodes
      ? feature('items_repeat_share', 'items', 'share', 'zero', 'never', 'items purchased in two orders or more / distinct items purchased')
      : null,
    money
      ? feature(
          'trend_value',
          'trend',
          'ratio',
          'zero',
          'by-third',
          '(a − b) / (a + b), a and b the value purchased a day in the last third of the window and before it',
        )
      : null,
  ];

  const slotOf = new Int32Array(events.order?.names.length ?? 0).fill(UNSEEN);
  const codeOf = new Int32Array(support.longest);
  const orderTime = new Float64Array(support.longest);
  const amount = new Float64Array(support.longest);
  const boughtIn = new Int32Array(events.item?.names.length ?? 0).fill(UNSEEN);
  const items = new Int32Array(itemCodes ? support.longest : 0);

  return {
    definitions,
    compute(lo, hi, span, out, at) {
      let orders = 0;
      let lines = 0;
      let units = 0;
      let revenue = 0;
      let gross = 0;
      let late = 0;
      let last = NaN;
      let distinct = 0;
      let repeated = 0;
      let nameless = UNSEEN;
      for (let r = lo; r < hi; r++) {
        const worth = money ? value[r]! : 0;
        revenue += worth;
        if ((flags[r]! & FLAG.purchase) === 0) continue;
        const t = time[r]!;
        const code = orderCodes ? orderCodes[r]! : -1;
        let slot = code >= 0 ? slotOf[code]! : nameless >= 0 && orderTime[nameless] === t ? nameless : UNSEEN;
        if (slot === UNSEEN) {
          slot = orders++;
          codeOf[slot] = code;
          orderTime[slot] = t;
          amount[slot] = 0;
          if (code >= 0) slotOf[code] = slot;
          else nameless = slot;
        }
        amount[slot]! += worth;
        lines++;
        if (quantity) units += quantity[r]!;
        gross += worth;
        if (t >= span.lastThird) late += worth;
        last = t;
        const item = itemCodes ? itemCodes[r]! : -1;
        if (item < 0) continue;
        const before = boughtIn[item]!;
        if (before === UNSEEN) {
          items[distinct++] = item;
          boughtIn[item] = slot;
        } else if (before !== REPEATED && before !== slot) {
          repeated++;
          boughtIn[item] = REPEATED;
        }
      }
      for (let s = 0; s < orders; s++) if (codeOf[s]! >= 0) slotOf[codeOf[s]!] = UNSEEN;
      for (let i = 0; i < distinct; i++) boughtIn[items[i]!] = UNSEEN;

      const gaps = orders - 1;
      const meanGap = gaps > 0 ? (orderTime[gaps]! - orderTime[0]!) / gaps : NaN;
      let squares = 0;
      for (let s = 1; s < orders; s++) squares += (orderTime[s]! - orderTime[s - 1]! - meanGap) ** 2;
      out[at] = (span.end - last) / DAY_MS;
      out[at + 1] = orders;
      out[at + 2] = revenue;
      out[at + 3] = orders > 0 ? gross / orders : NaN;
      out[at + 4] = money ? selectQuantile(amount, orders, 0.5) : NaN;
      out[at + 5] = orders > 0 ? lines / orders : NaN;
      out[at + 6] = orders > 0 ? units / orders : NaN;
      out[at + 7] = meanGap / DAY_MS;
      out[at + 8] = gaps > 1 ? Math.sqrt(squares / (gaps - 1)) / DAY_MS : NaN;
      out[at + 9] = distinct > 0 ? repeated / distinct : NaN;
      // The last third is half as long as the time before it.
      out[at + 10] = gross > 0 ? (2 * late - (gross - late)) / (2 * late + (gross - late)) : NaN;
    },
  };
}
