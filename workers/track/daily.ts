import { FLAG, type EventTable } from '../protocol/events';
import type { DailySeries } from '../protocol/timeline';

const DAY = 86_400_000;

/** Figures by calendar day in the file's zone. */
export interface Daily {
  /** Day number (since 1970) of the first entry. */
  readonly first: number;
  /** NaN on days without any event: a holiday is no zero. The first and the last day, which the file may cut, are left out. */
  readonly values: Readonly<Partial<Record<DailySeries, Float64Array>>>;
  readonly length: number;
}

/**
 * Counts the events in [from, to) by day. Orders are distinct order ids with a purchase by user and day, or distinct purchase times where a row has no order
 * id, as in {@link tally}; conversion is the share of the day's users with an order.
 *
 * @param conversion whether the file has anything but purchases
 */
export function daily(events: EventTable, from: number, to: number, conversion: boolean): Daily {
  const { zone, time } = events;
  const days = new Int32Array(events.rows).fill(-1);
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < events.rows; row++) {
    const t = time[row]!;
    if (t < from || t >= to) continue;
    const day = Math.floor((t + zone.offset(t)) / DAY);
    days[row] = day;
    if (day < least) least = day;
    if (day > most) most = day;
  }
  const length = Math.max(0, most - least + 1);
  const counted = () => new Float64Array(length);
  const [count, users, orders, buyers, revenue] = [counted(), counted(), counted(), counted(), counted()];
  const orderSeen = new Uint32Array(events.order?.names.length ?? 0);
  let visit = 0;
  for (let user = 0; user < events.users; user++) {
    let current = -1;
    let bought = false;
    let lastPurchase = NaN;
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      if (days[row]! < 0) continue;
      const day = days[row]! - least;
      if (day !== current) {
        current = day;
        bought = false;
        lastPurchase = NaN;
        users[day]!++;
        visit++;
      }
      count[day]!++;
      if (events.value) revenue[day]! += events.value[row]!;
      if (!(events.flags[row]! & FLAG.purchase)) continue;
      const order = events.order ? events.order.codes[row]! : -1;
      const fresh = order >= 0 ? orderSeen[order] !== visit : time[row] !== lastPurchase;
      if (order >= 0) orderSeen[order] = visit;
      else lastPurchase = time[row]!;
      if (fresh) orders[day]!++;
      if (!bought) buyers[day]!++;
      bought = true;
    }
  }
  const inner = (values: Float64Array) => values.map((value, day) => (count[day]! > 0 ? value : NaN)).subarray(1, Math.max(1, length - 1));
  return {
    first: least + 1,
    length: Math.max(0, length - 2),
    values: {
      events: inner(count),
      'active-users': inner(users),
      orders: inner(orders),
      ...(events.value ? { revenue: inner(revenue) } : {}),
      ...(conversion ? { conversion: inner(buyers.map((buyer, day) => buyer / users[day]!)) } : {}),
    },
  };
}
