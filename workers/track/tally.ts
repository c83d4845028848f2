import { lowerBound } from '../math/lower-bound';
import { FLAG, type EventTable } from '../protocol/events';
import { addUser, noBusiness, type BusinessSums } from './business';
import { firstSeen, type FirstSeen } from './first-seen';
import { LEAST_USERS } from './reference';
import { windowAt, type WindowSpan } from './windows';

/** What is counted over the windows in passes over the events, one entry a window. */
export interface Tally {
  readonly activeUsers: Uint32Array;
  readonly events: Uint32Array;
  readonly orders: Uint32Array;
  readonly revenue: Float64Array | null;
  /** windows × event types. */
  readonly typeCounts: Uint32Array;
  readonly business: readonly BusinessSums[];
  readonly newTypes: FirstSeen;
  readonly newCategories: FirstSeen | null;
}

/**
 * Counts events in the windows, which are in a row. Orders are distinct order ids with a purchase by user and window, or distinct purchase
 * times where a row has no order id; revenue is net of refunds.
 *
 * @param from, to rows outside [from, to) are left out, though a window may reach further
 */
export function tally(events: EventTable, windows: readonly WindowSpan[], from: number, to: number): Tally {
  const w = windows.length;
  const types = events.type.names.length;
  const windowOf = windowIndex(events, windows, from, to);
  const activeUsers = new Uint32Array(w);
  const counts = new Uint32Array(w);
  const orders = new Uint32Array(w);
  const revenue = events.value ? new Float64Array(w) : null;
  const typeCounts = new Uint32Array(w * types);
  const orderSeen = new Uint32Array(events.order?.names.length ?? 0);
  const business = windows.map(noBusiness);
  let visit = 0;
  for (let user = 0; user < events.users; user++) {
    let current = -1;
    let lastPurchase = NaN;
    let ordered = 0;
    let paid = 0;
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      const window = windowOf[row]!;
      if (window < 0) continue;
      if (window !== current) {
        if (current >= 0) addUser(business[current]!, ordered, paid);
        ordered = 0;
        paid = 0;
        current = window;
        lastPurchase = NaN;
        activeUsers[window]!++;
        visit++;
      }
      counts[window]!++;
      const type = events.type.codes[row]!;
      if (type >= 0) typeCounts[window * types + type]!++;
      if (revenue) {
        revenue[window]! += events.value![row]!;
        paid += events.value![row]!;
      }
      if (!(events.flags[row]! & FLAG.purchase)) continue;
      const order = events.order ? events.order.codes[row]! : -1;
      const fresh = order >= 0 ? orderSeen[order] !== visit : events.time[row] !== lastPurchase;
      if (order >= 0) orderSeen[order] = visit;
      else lastPurchase = events.time[row]!;
      if (!fresh) continue;
      orders[window]!++;
      ordered++;
    }
    if (current >= 0) addUser(business[current]!, ordered, paid);
  }
  const telling = windows.map(({ complete }, i) => complete && activeUsers[i]! >= LEAST_USERS);
  return {
    activeUsers,
    events: counts,
    orders,
    revenue,
    typeCounts,
    business,
    newTypes: firstSeen(events.type.codes, events.type.names.length, windowOf, telling),
    newCategories: events.category ? firstSeen(events.category.codes, events.category.names.length, windowOf, telling) : null,
  };
}

/** Distinct users with an event in any of the windows given. */
export function usersIn(events: EventTable, windows: readonly WindowSpan[], from: number, to: number): number {
  const { time, userOffsets } = events;
  const spans = windows.map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }));
  let users = 0;
  for (let user = 0; user < events.users; user++) {
    const first = userOffsets[user]!;
    const end = userOffsets[user + 1]!;
    for (const span of spans) {
      // A user's rows are in order of time.
      const row = lowerBound(time, first, end, span.from);
      if (row === end || time[row]! >= span.to) continue;
      users++;
      break;
    }
  }
  return users;
}

function windowIndex(events: EventTable, windows: readonly WindowSpan[], from: number, to: number): Int16Array {
  const starts = Float64Array.from(windows, (span) => span.from);
  const end = windows.at(-1)?.to ?? -Infinity;
  const index = new Int16Array(events.rows).fill(-1);
  for (let row = 0; row < events.rows; row++) {
    const t = events.time[row]!;
    if (t < from || t >= to) continue;
    // Rows of a user are in order of time, so that the last window mostly holds.
    const last = row > 0 ? index[row - 1]! : -1;
    index[row] = last >= 0 && t >= windows[last]!.from && t < windows[last]!.to ? last : windowAt(starts, end, t);
  }
  return index;
}
