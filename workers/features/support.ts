import { FLAG, type EventTable } from '../protocol/events';
import { DAY_MS } from './feature-set';
import { eventRoles, type EventRoles } from './event-roles';

/** Event types that get a feature of their own: at most so many, each used by at least this share of the users. */
const MAX_TYPES = 12;
const MIN_TYPE_USERS = 0.01;
/** Share of rows off midnight from which the file has times of day: a few arise where a clock change skips midnight. */
const MIN_TIMED_ROWS = 0.01;

/** What the whole file offers, whatever the window. */
export interface Support {
  readonly purchases: boolean;
  readonly refunds: boolean;
  /** Rows that are neither purchase nor refund: browsing, so that visits can be told from purchases. */
  readonly browsing: boolean;
  /** The file's times are more than dates. */
  readonly timesOfDay: boolean;
  /** Codes of the event types that are counted one by one, most frequent first. */
  readonly types: readonly number[];
  readonly roles: EventRoles;
  /** Rows of the user with the most of them. */
  readonly longest: number;
}

export function supportOf(events: EventTable): Support {
  const codes = events.type.codes;
  const kinds = events.type.names.length;
  const rowsOf = new Float64Array(kinds);
  const usersOf = new Float64Array(kinds);
  const earned = new Uint8Array(kinds);
  const lastUser = new Int32Array(kinds).fill(-1);
  let seen = 0;
  let browsing = false;
  let longest = 0;
  for (let u = 0; u < events.users; u++) {
    const lo = events.userOffsets[u]!;
    const hi = events.userOffsets[u + 1]!;
    if (hi - lo > longest) longest = hi - lo;
    for (let r = lo; r < hi; r++) {
      const flags = events.flags[r]!;
      seen |= flags;
      if (flags === 0) browsing = true;
      const code = codes[r]!;
      if (code < 0) continue;
      rowsOf[code]!++;
      if ((flags & FLAG.refund) === 0) earned[code] = 1;
      if (lastUser[code] !== u) {
        lastUser[code] = u;
        usersOf[code]!++;
      }
    }
  }
  // Types that only give money back are the refund features already.
  const told = Array.from({ length: kinds }, (_, code) => code).filter((code) => earned[code] === 1);
  const frequent = told.filter((code) => usersOf[code]! >= MIN_TYPE_USERS * events.users).sort((a, b) => rowsOf[b]! - rowsOf[a]! || a - b);
  return {
    purchases: (seen & FLAG.purchase) !== 0,
    refunds: (seen & FLAG.refund) !== 0,
    browsing,
    timesOfDay: hasTimesOfDay(events),
    // A single type counts what events_total counts.
    types: told.length > 1 ? frequent.slice(0, MAX_TYPES) : [],
    roles: eventRoles(events.type.names, events.purchaseCodes, earned),
    longest,
  };
}

function hasTimesOfDay(events: EventTable): boolean {
  const needed = Math.max(1, events.rows * MIN_TIMED_ROWS);
  let timed = 0;
  for (let r = 0; r < events.rows; r++) {
    const t = events.time[r]!;
    if ((t + events.zone.offset(t)) % DAY_MS !== 0 && ++timed >= needed) return true;
  }
  return false;
}
