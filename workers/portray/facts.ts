import { FLAG, type EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Segmentation } from '../protocol/model';

/** What a segment's users did in the window, counted from the events, since a name must be true whatever features were chosen. */
export interface SegmentFacts {
  /** Users in the segment. */
  readonly users: number;
  /** Share of them with a purchase; with exactly one order; with a refund. */
  readonly buyerShare: number;
  readonly oneOrderShare: number;
  readonly refunderShare: number;
  readonly medianOrders: number;
  /** Net revenue, refunds taken off; null without a value column. */
  readonly revenue: number | null;
}

/**
 * Facts by segment, and of all users last (k + 1 entries). Orders are distinct order ids with a purchase, or distinct purchase times where
 * the file has no order ids or the row has none.
 */
export function segmentFacts(events: EventTable, matrix: FeatureMatrix, segmentation: Segmentation): SegmentFacts[] {
  const { k, labels } = segmentation;
  const orders: number[][] = Array.from({ length: k + 1 }, () => []);
  const refunders = new Float64Array(k + 1);
  const revenue = new Float64Array(k + 1);
  for (let row = 0; row < matrix.users; row++) {
    const user = userFacts(events, matrix.userIndex[row]!, matrix.from, matrix.to);
    for (const group of labels[row]! >= 0 ? [labels[row]!, k] : [k]) {
      orders[group]!.push(user.orders);
      if (user.refunded) refunders[group]!++;
      revenue[group]! += user.revenue;
    }
  }
  return orders.map((counts, group) => {
    const sorted = Float64Array.from(counts).sort();
    const users = sorted.length;
    const share = (n: number) => (users > 0 ? n / users : 0);
    return {
      users,
      buyerShare: share(sorted.reduce((n, c) => n + (c > 0 ? 1 : 0), 0)),
      oneOrderShare: share(sorted.reduce((n, c) => n + (c === 1 ? 1 : 0), 0)),
      refunderShare: share(refunders[group]!),
      // The upper middle of an even number, so that a median is an order count that somebody has.
      medianOrders: sorted[users >> 1] ?? 0,
      revenue: events.value ? revenue[group]! : null,
    };
  });
}

const seenCodes = new Set<number>();

function userFacts(events: EventTable, user: number, from: number, to: number): { orders: number; refunded: boolean; revenue: number } {
  const { time, flags, value, order } = events;
  let orders = 0;
  let refunded = false;
  let revenue = 0;
  let lastTime = NaN;
  seenCodes.clear();
  for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
    const t = time[row]!;
    if (t < from || t >= to) continue;
    const flag = flags[row]!;
    if (value) revenue += value[row]!;
    if (flag & FLAG.refund) refunded = true;
    if (!(flag & FLAG.purchase)) continue;
    const code = order ? order.codes[row]! : -1;
    if (code >= 0) {
      if (!seenCodes.has(code)) orders++;
      seenCodes.add(code);
    } else {
      if (t !== lastTime) orders++;
      lastTime = t;
    }
  }
  return { orders, refunded, revenue };
}
