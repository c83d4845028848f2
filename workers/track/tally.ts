import { FLAG, type CodedColumn, type EventTable } from '../protocol/events';
import { windowAt, type WindowSpan } from './windows';

/** When a name of a coded column was first seen, and by how many. */
export interface FirstSeen {
  /** Index of the first window with the code; −1 where no window has it. */
  readonly window: Int32Array;
  /** Users with the code in that window, and its events there. */
  readonly users: Uint32Array;
  readonly events: Uint32Array;
}

/** What is counted over the windows in passes over the events, one entry a window. */
export interface Tally {
  readonly activeUsers: Uint32Array;
  readonly events: Uint32Array;
  readonly orders: Uint32Array;
  readonly revenue: Float64Array | null;
  /** windows × event types. */
  readonly typeCounts: Uint32Array;
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
  let visit = 0;
  for (let user = 0; user < events.users; user++) {
    let current = -1;
    let lastPurchase = NaN;
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      const window = windowOf[row]!;
      if (window < 0) continue;
      if (window !== current) {
        current = window;
        lastPurchase = NaN;
        activeUsers[window]!++;
        visit++;
      }
      counts[window]!++;
      const type = events.type.codes[row]!;
      if (type >= 0) typeCounts[window * types + type]!++;
      if (revenue) revenue[window]! += events.value![row]!;
      if (!(events.flags[row]! & FLAG.purchase)) continue;
      const order = events.order ? events.order.codes[row]! : -1;
      if (order >= 0) {
        if (orderSeen[order] !== visit) orders[window]!++;
        orderSeen[order] = visit;
      } else {
        if (events.time[row] !== lastPurchase) orders[window]!++;
        lastPurchase = events.time[row]!;
      }
    }
  }
  return {
    activeUsers,
    events: counts,
    orders,
    revenue,
    typeCounts,
    newTypes: firstSeen(events, events.type, windowOf),
    newCategories: events.category ? firstSeen(events, events.category, windowOf) : null,
  };
}

/** Distinct users with an event in any of the windows given. */
export function usersIn(events: EventTable, windows: readonly WindowSpan[], from: number, to: number): number {
  let users = 0;
  for (let user = 0; user < events.users; user++) {
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      const t = events.time[row]!;
      if (t >= from && t < to && windows.some((span) => t >= span.from && t < span.to)) {
        users++;
        break;
      }
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

function firstSeen(events: EventTable, column: CodedColumn, windowOf: Int16Array): FirstSeen {
  const n = column.names.length;
  const window = new Int32Array(n).fill(-1);
  for (let row = 0; row < events.rows; row++) {
    const code = column.codes[row]!;
    const w = windowOf[row]!;
    if (code >= 0 && w >= 0 && (window[code]! < 0 || w < window[code]!)) window[code] = w;
  }
  const users = new Uint32Array(n);
  const rows = new Uint32Array(n);
  const lastUser = new Int32Array(n).fill(-1);
  for (let user = 0; user < events.users; user++) {
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      const code = column.codes[row]!;
      if (code < 0 || windowOf[row]! < 0 || windowOf[row] !== window[code]) continue;
      rows[code]!++;
      if (lastUser[code] !== user) users[code]!++;
      lastUser[code] = user;
    }
  }
  return { window, users, events: rows };
}
