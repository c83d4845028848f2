import { lowerBound } from '../../math/lower-bound';
import { wallToUtc } from '../../math/zone';
import type { CodedColumn, EventTable, TextColumn, Zone } from '../../protocol/events';
import { DAY_MS } from '../../features/feature-set';

/** The moment at which a day of the wall clock is over, ms UTC. */
export const endOfDay = (day: number, zone: Zone): number => wallToUtc((day + 1) * DAY_MS, zone);

/** A table as it would have been at a moment: what follows cannot leak into what is made of it. */
export interface Past {
  readonly events: EventTable;
  /** Each of its users in the whole table. */
  readonly users: Uint32Array;
}

/**
 * The events of some users before a moment, of those of them who had any by then. Of what is known beside the events, the user table is left out:
 * nobody knows what of it was known at that moment.
 *
 * @param users of the table, ascending
 * @param before ms UTC
 */
export function pastOf(events: EventTable, users: Uint32Array, before: number): Past {
  const { time, userOffsets } = events;
  const seen = users.filter((user) => userOffsets[user]! < userOffsets[user + 1]! && time[userOffsets[user]!]! < before);
  const offsets = new Uint32Array(seen.length + 1);
  seen.forEach((user, i) => {
    const lo = userOffsets[user]!;
    offsets[i + 1] = offsets[i]! + lowerBound(time, lo, userOffsets[user + 1]!, before) - lo;
  });
  const rows = offsets[seen.length]!;
  const taken = <T extends Int32Array | Float64Array | Uint8Array>(from: T, into: T): T => {
    seen.forEach((user, i) => {
      const lo = userOffsets[user]!;
      into.set(from.subarray(lo, lo + offsets[i + 1]! - offsets[i]!), offsets[i]!);
    });
    return into;
  };
  const money = (column: Float64Array | null) => column && taken(column, new Float64Array(rows));
  const coded = (column: CodedColumn | null) => column && { names: column.names, codes: taken(column.codes, new Int32Array(rows)) };
  const text = (column: TextColumn | null | undefined) => column && { ...column, codes: taken(column.codes, new Int32Array(rows)) };
  const { session } = events;
  return {
    users: seen,
    events: {
      ...events,
      rows,
      users: seen.length,
      userIds: Array.from(seen, (user) => events.userIds[user]!),
      userOffsets: offsets,
      time: taken(time, new Float64Array(rows)),
      type: { names: events.type.names, codes: taken(events.type.codes, new Int32Array(rows)) },
      flags: taken(events.flags, new Uint8Array(rows)),
      value: money(events.value),
      quantity: money(events.quantity),
      item: coded(events.item),
      category: coded(events.category),
      order: coded(events.order),
      session: session && { keys: session.keys, codes: taken(session.codes, new Int32Array(rows)) },
      title: text(events.title),
      text: text(events.text),
      attributes: null,
    },
  };
}

/** A cut-off: the end of a day. */
export interface Moment {
  /** Days since 1970-01-01 on the wall clock. */
  readonly day: number;
  /** ms UTC. */
  readonly until: number;
  /** The last event before it, of any user: times since then are counted from it. −Infinity where there is none. */
  readonly latest: number;
}

export function momentAt({ time, users, userOffsets, zone }: EventTable, day: number): Moment {
  const until = endOfDay(day, zone);
  let latest = -Infinity;
  for (let user = 0; user < users; user++) {
    const lo = userOffsets[user]!;
    const hi = lowerBound(time, lo, userOffsets[user + 1]!, until);
    if (hi > lo) latest = Math.max(latest, time[hi - 1]!);
  }
  return { day, until, latest };
}
