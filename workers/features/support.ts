import { FLAG, KIND, type EventTable } from '../protocol/events';
import type { FeatureSupport } from '../protocol/features';
import { DAY_MS } from './feature-set';
import { attributesSupport } from './attribute-support';
import { eventRoles, type EventRoles } from './event-roles';

/** Event types that get a feature of their own: at most so many, each used by at least this share of the users. */
const MAX_TYPES = 12;
const MIN_TYPE_USERS = 0.01;
/** Share of rows off midnight from which the file has times of day: a few arise where a clock change skips midnight. */
const MIN_TIMED_ROWS = 0.01;

/** Share of purchases with a filled figure, and of events with a filled category, from which it is a feature. */
const MIN_FILLED = 0.05;

/** What the whole file offers, whatever the window: {@link FeatureSupport} in the codes of one table. */
export interface Support extends Pick<
  FeatureSupport,
  'purchases' | 'refunds' | 'filled' | 'filledCategories' | 'browsing' | 'timesOfDay' | 'attributes' | 'brands'
> {
  /** Codes of the event types that are counted one by one, most frequent first. */
  readonly types: readonly number[];
  readonly roles: EventRoles;
  /** Rows of the user with the most of them. */
  readonly longest: number;
}

export function supportOf(events: EventTable): Support {
  const kinds = events.type.names.length;
  const tally = new Tally(events, kinds);
  for (let u = 0; u < events.users; u++) tally.add(u, events.userOffsets[u]!, events.userOffsets[u + 1]!);
  const { rowsOf, usersOf, earned, seen, purchases, filled, filledCategories, browsing, longest } = tally;
  // Types that only give money back are the refund features already.
  const told = Array.from({ length: kinds }, (_, code) => code).filter((code) => earned[code] === 1);
  const frequent = told.filter((code) => usersOf[code]! >= MIN_TYPE_USERS * events.users).sort((a, b) => rowsOf[b]! - rowsOf[a]! || a - b);
  return {
    purchases: (seen & FLAG.purchase) !== 0,
    refunds: (seen & FLAG.refund) !== 0,
    ...(filled > 0 && filled >= MIN_FILLED * purchases ? { filled: true } : {}),
    ...(filledCategories > 0 && filledCategories >= MIN_FILLED * events.rows ? { filledCategories: true } : {}),
    browsing,
    timesOfDay: hasTimesOfDay(events),
    // A single type counts what events_total counts.
    types: told.length > 1 ? frequent.slice(0, MAX_TYPES) : [],
    roles: eventRoles(events.type.names, events.purchaseCodes, earned),
    longest,
    ...besideEvents(events),
  };
}

/** Counts users one after the other: code that is called often is compiled well, and a single loop over all rows need not be. */
class Tally {
  readonly rowsOf: Float64Array;
  readonly usersOf: Float64Array;
  /** Whether a type has rows that are no refunds. */
  readonly earned: Uint8Array;
  /** Flags that any row has. */
  seen = 0;
  purchases = 0;
  filled = 0;
  filledCategories = 0;
  browsing = false;
  longest = 0;
  private readonly flags: Uint8Array;
  private readonly codes: Int32Array;
  private readonly lastUser: Int32Array;

  constructor({ flags, type }: EventTable, kinds: number) {
    this.flags = flags;
    this.codes = type.codes;
    this.rowsOf = new Float64Array(kinds);
    this.usersOf = new Float64Array(kinds);
    this.earned = new Uint8Array(kinds);
    this.lastUser = new Int32Array(kinds).fill(-1);
  }

  /** Adds a user's rows lo … hi − 1. */
  add(user: number, lo: number, hi: number): void {
    const { flags, codes, rowsOf, usersOf, earned, lastUser } = this;
    let { seen, purchases, filled, filledCategories, browsing } = this;
    for (let r = lo; r < hi; r++) {
      const flag = flags[r]!;
      seen |= flag;
      if ((flag & FLAG.purchase) !== 0) purchases++;
      if ((flag & FLAG.filled) !== 0) filled++;
      if ((flag & FLAG.categoryFilled) !== 0) filledCategories++;
      if ((flag & KIND) === 0) browsing = true;
      const code = codes[r]!;
      if (code < 0) continue;
      rowsOf[code]!++;
      if ((flag & FLAG.refund) === 0) earned[code] = 1;
      if (lastUser[code] !== user) {
        lastUser[code] = user;
        usersOf[code]!++;
      }
    }
    this.seen = seen;
    this.purchases = purchases;
    this.filled = filled;
    this.filledCategories = filledCategories;
    this.browsing = browsing;
    if (hi - lo > this.longest) this.longest = hi - lo;
  }
}

function besideEvents(events: EventTable): Pick<Support, 'attributes' | 'brands'> {
  const attributes = attributesSupport(events);
  return { ...(attributes ? { attributes } : {}), ...(events.items?.table.brand ? { brands: true } : {}) };
}

/** The same by the names of types, for tables whose codes are others. */
export function namedSupport(events: EventTable, support: Support): FeatureSupport {
  const { types, roles, longest: _, ...same } = support;
  const named = (codes: readonly number[]) => codes.map((code) => events.type.names[code]!);
  return { ...same, types: named(types), view: named(roles.view), cart: named(roles.cart) };
}

/** @throws Error where the table lacks one of the event types. */
export function supportIn(events: EventTable, named: FeatureSupport): Support {
  const codeOf = new Map(events.type.names.map((name, code) => [name, code]));
  const coded = (names: readonly string[]) =>
    names.map((name) => {
      const code = codeOf.get(name);
      if (code === undefined) throw new Error(`the file has no event type ${name}`);
      return code;
    });
  const { types, view, cart, ...same } = named;
  let longest = 0;
  for (let u = 0; u < events.users; u++) longest = Math.max(longest, events.userOffsets[u + 1]! - events.userOffsets[u]!);
  return { ...same, types: coded(types), roles: { view: coded(view), cart: coded(cart) }, longest };
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
