import { stepsOf } from '../encode/sequence/steps';
import type { Random } from '../math/random';
import type { CodedColumn, EventTable } from '../protocol/events';

const DAY = 86_400_000;

/** The first events of a user, moved to where somebody who has done no more yet would have them. */
export interface Beginning {
  readonly user: number;
  /** The row behind the last of them. */
  readonly end: number;
  /** ms that they are moved later by: whole days, so that hours stay. */
  readonly later: number;
}

/** Where a window ends, ms UTC, and how long a user is new in it. */
export interface Newness {
  readonly to: number;
  readonly newFor: number;
}

/**
 * The users' first `count` events as a file would have them that ends at some moment between the last of these and the next one, while the user is new.
 */
export function beginningsOf(events: EventTable, users: Uint32Array, count: number, { to, newFor }: Newness, rng: Random): Beginning[] {
  const { time, userOffsets } = events;
  const beginnings: Beginning[] = [];
  for (const user of users) {
    const lo = userOffsets[user]!;
    const hi = userOffsets[user + 1]!;
    const end = endOf(events, lo, hi, count);
    if (end === null) continue;
    const newUntil = time[lo]! + newFor;
    const since = time[end - 1]!;
    const until = Math.min(end < hi ? time[end]! : to, newUntil);
    if (since >= until) continue;
    const now = since + rng.next() * (until - since);
    beginnings.push({ user, end, later: Math.floor((to - 1 - now) / DAY) * DAY });
  }
  return beginnings;
}

/** The row behind the `count`-th step; null where there are fewer. */
function endOf(events: EventTable, lo: number, hi: number, count: number): number | null {
  let steps = 0;
  for (const { row, rows } of stepsOf(events, lo, hi, null)) if (++steps === count) return row + rows;
  return null;
}

/** A table of some users, in the order given; the beginnings alone of those who have one. */
export function usersOf(events: EventTable, users: Uint32Array, beginnings: readonly Beginning[] = []): EventTable {
  const begun = new Map(beginnings.map((beginning) => [beginning.user, beginning]));
  const userOffsets = new Uint32Array(users.length + 1);
  users.forEach((user, i) => {
    const end = begun.get(user)?.end ?? events.userOffsets[user + 1]!;
    userOffsets[i + 1] = userOffsets[i]! + end - events.userOffsets[user]!;
  });
  const rows = userOffsets[users.length]!;
  const from = new Uint32Array(rows);
  const time = new Float64Array(rows);
  users.forEach((user, i) => {
    const later = begun.get(user)?.later ?? 0;
    for (let at = userOffsets[i]!, row = events.userOffsets[user]!; at < userOffsets[i + 1]!; at++, row++) {
      from[at] = row;
      time[at] = events.time[row]! + later;
    }
  });
  const numbers = (column: Float64Array | null) => column && Float64Array.from(from, (row) => column[row]!);
  const codes = <Column extends Pick<CodedColumn, 'codes'>>(column: Column | null): Column | null =>
    column && { ...column, codes: Int32Array.from(from, (row) => column.codes[row]!) };
  const { attributes } = events;
  return {
    ...events,
    rows,
    users: users.length,
    userIds: Array.from(users, (user) => events.userIds[user]!),
    userOffsets,
    time,
    type: codes(events.type)!,
    flags: Uint8Array.from(from, (row) => events.flags[row]!),
    value: numbers(events.value),
    quantity: numbers(events.quantity),
    item: codes(events.item),
    category: codes(events.category),
    order: codes(events.order),
    session: codes(events.session),
    title: codes(events.title ?? null),
    text: codes(events.text ?? null),
    attributes: attributes && { ...attributes, rowOf: Int32Array.from(users, (user) => attributes.rowOf[user]!) },
  };
}
