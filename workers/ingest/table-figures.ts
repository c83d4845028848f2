import { selectQuantile } from '../math/select';
import { FLAG, KIND, type EventTable } from '../protocol/events';
import type { MonthFigures, QualityReport } from '../protocol/ingest';
import { monthIndex, monthLabel, wholeMonths } from './months';

const DAY = 86_400_000;

export type TableFigures = Pick<
  QualityReport,
  'refundRows' | 'refundValue' | 'usersWithPurchase' | 'orders' | 'revenue' | 'from' | 'to' | 'byMonth'
>;

/**
 * What a table's events add up to, in one pass over the rows, user by user. An order is a distinct order id of a user among the purchases, or
 * a distinct time of purchase where the row has no order id; it counts in the month of its first row.
 *
 * @param users of these users alone (all without it). Every figure but `from` and `to` is a sum over users; of no users, `from` is Infinity and
 * `to` −Infinity, and there are no months.
 */
export function tableFigures(events: EventTable, users?: Uint32Array): TableFigures {
  const { time, flags, value, order, zone, userOffsets } = events;
  const count = users?.length ?? events.users;
  const userAt = (i: number) => (users === undefined ? i : users[i]!);
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const first = userOffsets[userAt(i)]!;
    const end = userOffsets[userAt(i) + 1]!;
    if (first === end) continue;
    from = Math.min(from, time[first]!);
    to = Math.max(to, time[end - 1]!);
    longest = Math.max(longest, end - first);
  }
  const monthOf = monthIndex(zone);
  // Clocks may step back over the beginning of a month, but not by a day.
  const first = from <= to ? monthOf(from - DAY) : 0;
  const months = from <= to ? monthOf(to + DAY) - first + 1 : 0;
  const eventsIn = new Float64Array(months);
  const usersIn = new Float64Array(months);
  const ordersIn = new Float64Array(months);
  const revenueIn = new Float64Array(months);
  const lastUserIn = new Int32Array(months).fill(-1);
  const lastUserOf = new Int32Array(order?.names.length ?? 0).fill(-1);
  const monthAround = wholeMonths();
  const withMoney = new Uint32Array(longest + 1);
  let refundRows = 0;
  let refundValue = 0;
  let usersWithPurchase = 0;
  let revenue = 0;

  for (let i = 0; i < count; i++) {
    const user = userAt(i);
    const lo = userOffsets[user]!;
    const hi = userOffsets[user + 1]!;
    if (lo === hi) continue;
    const only = monthAround(time[lo]!, time[hi - 1]!);
    if (only === null) {
      for (let row = lo; row < hi; row++) {
        const month = monthOf(time[row]!) - first;
        eventsIn[month]!++;
        if (lastUserIn[month] === user) continue;
        lastUserIn[month] = user;
        usersIn[month]!++;
      }
    } else {
      eventsIn[only - first]! += hi - lo;
      usersIn[only - first]!++;
    }
    let bought = false;
    let lastPurchase = Number.NaN;
    const rows = flagged(flags, lo, hi, withMoney);
    for (let m = 0; m < rows; m++) {
      const row = withMoney[m]!;
      const month = (only ?? monthOf(time[row]!)) - first;
      const amount = value === null ? 0 : value[row]!;
      revenue += amount;
      revenueIn[month]! += amount;
      if ((flags[row]! & FLAG.refund) !== 0) {
        refundRows++;
        refundValue -= amount;
        continue;
      }
      bought = true;
      const code = order === null ? -1 : order.codes[row]!;
      if (code >= 0 ? lastUserOf[code] !== user : time[row]! !== lastPurchase) ordersIn[month]!++;
      if (code >= 0) lastUserOf[code] = user;
      else lastPurchase = time[row]!;
    }
    if (bought) usersWithPurchase++;
  }
  const begin = Math.max(
    0,
    eventsIn.findIndex((rows) => rows > 0),
  );
  const end = eventsIn.findLastIndex((rows) => rows > 0) + 1;
  const byMonth: MonthFigures[] = Array.from({ length: end - begin }, (_, i) => ({
    month: monthLabel(first + begin + i),
    events: eventsIn[begin + i]!,
    users: usersIn[begin + i]!,
    orders: ordersIn[begin + i]!,
    revenue: value === null ? null : revenueIn[begin + i]!,
  }));
  const orders = ordersIn.reduce((sum, n) => sum + n, 0);
  return { refundRows, refundValue, usersWithPurchase, orders, revenue: value === null ? null : revenue, from, to, byMonth };
}

/** The purchases and refunds, of which most files have few, into the beginning of `into`; returns their number. Without branches. */
function flagged(flags: Uint8Array, from: number, to: number, into: Uint32Array): number {
  let found = 0;
  for (let row = from; row < to; row++) {
    into[found] = row;
    found += Number((flags[row]! & KIND) !== 0);
  }
  return found;
}

/** Rows by code of the event type, of these users or of all. */
export function typeCounts(events: EventTable, users?: Uint32Array): Float64Array {
  const counts = new Float64Array(events.type.names.length);
  const add = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const code = events.type.codes[row]!;
      if (code >= 0) counts[code]!++;
    }
  };
  if (users === undefined) add(0, events.rows);
  else for (const user of users) add(events.userOffsets[user]!, events.userOffsets[user + 1]!);
  return counts;
}

/** Types by their rows, most frequent first; those with the same number in the order of their codes. */
export function listTypes(events: EventTable, counts: Float64Array): QualityReport['eventTypes'] {
  return events.type.names
    .map((type, code) => ({ type, rows: counts[code]!, purchase: events.purchaseCodes.includes(code) }))
    .sort((a, b) => b.rows - a.rows);
}

export function eventsPerUser(events: EventTable): QualityReport['eventsPerUser'] {
  const { users, userOffsets } = events;
  const counts = new Float64Array(users);
  let max = 0;
  for (let u = 0; u < users; u++) {
    counts[u] = userOffsets[u + 1]! - userOffsets[u]!;
    if (counts[u]! > max) max = counts[u]!;
  }
  return { mean: events.rows / users, median: selectQuantile(counts, users, 0.5), p95: selectQuantile(counts, users, 0.95), max };
}
