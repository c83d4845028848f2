import { FLAG, KIND, type CodedColumn, type EventTable } from '../protocol/events';
import { AWAY, type UserPath } from '../protocol/movement';
import { windowAt, type WindowSpan } from '../track/windows';
import { stateOf, type SegmentRows } from './join';

const LATEST = 200;

/**
 * One user's path through the segments beside what they did. Orders are counted as the timeline's tally counts them: distinct order ids
 * with a purchase by window, or distinct purchase times where a row has no order id; cancellations are none. Revenue is net of refunds.
 *
 * @param spans windows in a row; @param maps the users of each
 * @param user index into EventTable.userIds
 * @param numbers segment number by label
 * @param range rows outside [from, to), ms UTC, are not counted in a window: the span of the feature matrix. The latest events are those of the file
 * @throws RangeError for a user that is not there
 */
export function userPath(
  events: EventTable,
  spans: readonly WindowSpan[],
  maps: readonly SegmentRows[],
  user: number,
  numbers: readonly number[],
  range: { readonly from: number; readonly to: number } = { from: -Infinity, to: Infinity },
): UserPath {
  if (!(user >= 0 && user < events.users)) throw new RangeError(`no user ${user}`);
  const first = events.userOffsets[user]!;
  const end = events.userOffsets[user + 1]!;
  return {
    segments: Int32Array.from(spans, (_, w) => segmentIn(maps[w]!, user, numbers)),
    ...countByWindow(events, spans, first, end, range),
    latest: latestEvents(events, first, end),
    totalEvents: end - first,
  };
}

function segmentIn({ users, labels }: SegmentRows, user: number, numbers: readonly number[]): number {
  let low = 0;
  let high = users.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (users[middle]! < user) low = middle + 1;
    else high = middle;
  }
  const state = users[low] === user ? stateOf(labels[low]!) : AWAY;
  return state < 0 ? state : numbers[state]!;
}

function countByWindow(
  table: EventTable,
  spans: readonly WindowSpan[],
  first: number,
  end: number,
  range: { readonly from: number; readonly to: number },
): Pick<UserPath, 'events' | 'orders' | 'revenue'> {
  const starts = Float64Array.from(spans, ({ from }) => from);
  const until = spans.at(-1)?.to ?? -Infinity;
  const events = new Uint32Array(spans.length);
  const orders = new Uint32Array(spans.length);
  const revenue = table.value ? new Float64Array(spans.length) : null;
  let current = -1;
  let seen = new Set<number>();
  let lastPurchase = NaN;
  for (let row = first; row < end; row++) {
    const time = table.time[row]!;
    const window = time >= range.from && time < range.to ? windowAt(starts, until, time) : -1;
    if (window < 0) continue;
    if (window !== current) {
      current = window;
      seen = new Set();
      lastPurchase = NaN;
    }
    events[window]!++;
    if (revenue) revenue[window]! += table.value![row]!;
    if (!(table.flags[row]! & FLAG.purchase)) continue;
    const order = table.order ? table.order.codes[row]! : -1;
    if (order >= 0) {
      if (!seen.has(order)) orders[window]!++;
      seen.add(order);
    } else {
      if (time !== lastPurchase) orders[window]!++;
      lastPurchase = time;
    }
  }
  return { events, orders, revenue };
}

function latestEvents(events: EventTable, first: number, end: number): UserPath['latest'] {
  const latest: UserPath['latest'][number][] = [];
  for (let row = end - 1; row >= first && latest.length < LATEST; row--) {
    latest.push({
      time: events.time[row]!,
      type: nameIn(events.type, row) ?? '',
      item: nameIn(events.item, row),
      category: nameIn(events.category, row),
      // The table has 0 where a row moved no money; beside a page view that would read as a price.
      value: events.value && (events.flags[row]! & KIND) !== 0 ? events.value[row]! : null,
    });
  }
  return latest;
}

function nameIn(column: CodedColumn | null, row: number): string | null {
  return column?.names[column.codes[row]!] ?? null;
}
