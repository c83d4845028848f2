import type { WrittenColumn } from '../protocol/cleaning';
import { rejoined } from '../ingest/join';
import type { CodedColumn, EventTable } from '../protocol/events';
import { joinColumns, type JoinedColumn, type JoinedColumns } from './columns';
import { joinNames } from './names';
import { markOverlap } from './overlap';
import { Splice } from './splice';
import { unitedUsers } from './user-tables';

/** Users between two looks at the clock. */
const USERS_A_STEP = 20_000;

export interface MergedEvents {
  /** The held table itself where nothing is new; with more known of its users where that alone is new. */
  readonly events: EventTable;
  /** Rows of the added table that the held one has already. */
  readonly overlap: number;
  readonly newEvents: number;
  /** New events older than the newest event held. */
  readonly lateEvents: number;
  readonly newUsers: number;
  /** Users held that have new events. */
  readonly changedUsers: number;
  /** Users held of whom the added table says what was not known. */
  readonly describedUsers: number;
  /** User of the merged table for each user of the added one. */
  readonly userMap: Int32Array;
  /** Users of the merged table with new events, or with attributes that were not known before, ascending; the new users are the last of them. */
  readonly touched: Uint32Array;
}

/**
 * Two tables as one, as if their files had been read one after the other: users in the order of their first appearance, the held ones first; a
 * user's events by time, at the same instant the held ones first. Numbers of held users and codes of held names stay valid. Rows that both
 * tables have are counted once ({@link markOverlap}). The cost is a copy of the columns and a search a new row.
 *
 * @param pause awaited every few milliseconds; may throw
 * @param written columns that cleaning may have written, which tell no rows apart
 */
export async function mergeEvents(
  held: EventTable,
  added: EventTable,
  pause: () => Promise<void>,
  written: ReadonlySet<WrittenColumn> = new Set(),
): Promise<MergedEvents> {
  const { names: userIds, places: userMap } = joinNames(held.userIds, added.userIds);
  await pause();
  const columns = joinColumns(held, added);
  await pause();
  const repeated = await markOverlap(held, added, columns, userMap, written, pause);

  const newest = newestOf(held);
  let newEvents = 0;
  let lateEvents = 0;
  for (let row = 0; row < added.rows; row++) {
    if (repeated[row] === 1) continue;
    newEvents++;
    if (added.time[row]! < newest) lateEvents++;
  }
  const overlap = added.rows - newEvents;
  const newUsers = userIds.length - held.users;
  // A table that was joined has the new users already; columns of the files themselves come with each file.
  const own = held.attributes && added.attributes ? unitedUsers(held.attributes.table, added.attributes.table) : null;
  const described = own ? usersNamed(own.gained, held.userIds) : [];
  const counts = { overlap, newEvents, lateEvents, newUsers, describedUsers: described.length };
  if (newEvents === 0 && described.length === 0) {
    return { events: held, ...counts, changedUsers: 0, userMap, touched: new Uint32Array(0) };
  }
  const beside = own ? { ...held, attributes: { ...held.attributes!, table: own.table } } : held;
  if (newEvents === 0) return { events: rejoined(held, beside), ...counts, changedUsers: 0, userMap, touched: Uint32Array.from(described) };

  const { splice, userOffsets, touched } = await plan(held, added, userMap, userIds.length, repeated, pause);
  const changedUsers = touched.length - newUsers;
  const spliced = await write(held, columns, splice, pause, userIds, userOffsets);
  const all = described.length === 0 ? touched : Uint32Array.from(new Set([...touched, ...described])).sort();
  return { events: rejoined(spliced, beside), ...counts, changedUsers, userMap, touched: all };
}

/** Users with these ids, ascending. */
function usersNamed(ids: ReadonlySet<string>, userIds: readonly string[]): number[] {
  return userIds.flatMap((id, user) => (ids.has(id) ? [user] : []));
}

function newestOf({ users, userOffsets, time }: EventTable): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (let user = 0; user < users; user++) {
    const end = userOffsets[user + 1]!;
    if (end > userOffsets[user]! && time[end - 1]! > newest) newest = time[end - 1]!;
  }
  return newest;
}

interface Plan {
  readonly splice: Splice;
  readonly userOffsets: Uint32Array;
  readonly touched: Uint32Array;
}

async function plan(
  held: EventTable,
  added: EventTable,
  userMap: Int32Array,
  users: number,
  repeated: Uint8Array,
  pause: () => Promise<void>,
): Promise<Plan> {
  const addedUser = new Int32Array(users).fill(-1);
  userMap.forEach((user, i) => (addedUser[user] = i));
  const splice = new Splice();
  const userOffsets = new Uint32Array(users + 1);
  const touched: number[] = [];
  for (let user = 0; user < users; user++) {
    const from = user < held.users ? held.userOffsets[user]! : held.rows;
    const to = user < held.users ? held.userOffsets[user + 1]! : held.rows;
    const i = addedUser[user]!;
    if (i < 0) splice.held(from, to);
    else if (interleave(held, from, to, added, added.userOffsets[i]!, added.userOffsets[i + 1]!, repeated, splice)) touched.push(user);
    userOffsets[user + 1] = splice.length;
    if (user % USERS_A_STEP === USERS_A_STEP - 1) await pause();
  }
  return { splice, userOffsets, touched: Uint32Array.from(touched) };
}

/** One user's rows of both tables by time; returns whether any is new. */
function interleave(
  held: EventTable,
  from: number,
  to: number,
  added: EventTable,
  addedFrom: number,
  addedTo: number,
  repeated: Uint8Array,
  splice: Splice,
): boolean {
  let at = from;
  let any = false;
  for (let row = addedFrom; row < addedTo; row++) {
    if (repeated[row] === 1) continue;
    any = true;
    const after = firstAfter(held.time, at, to, added.time[row]!);
    splice.held(at, after);
    splice.added(row, row + 1);
    at = after;
  }
  splice.held(at, to);
  return any;
}

/** The first place in [from, to) of the ascending times that is after `instant`. */
function firstAfter(time: Float64Array, from: number, to: number, instant: number): number {
  if (from === to || time[to - 1]! <= instant) return to;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function write(
  held: EventTable,
  columns: JoinedColumns,
  splice: Splice,
  pause: () => Promise<void>,
  userIds: readonly string[],
  userOffsets: Uint32Array,
): Promise<EventTable> {
  const rows = splice.length;
  const numbers = async (column: JoinedColumn<Float64Array>): Promise<Float64Array> => {
    await pause();
    return splice.write(column.held, column.added, new Float64Array(rows));
  };
  const codes = async (column: JoinedColumn<Int32Array>): Promise<CodedColumn> => {
    await pause();
    return { codes: splice.write(column.held, column.added, new Int32Array(rows)), names: column.names };
  };
  const { time, flags, type, purchaseCodes, ownTypes, value, quantity, item, category, order, session, title, text } = columns;
  const merged: EventTable = {
    rows,
    users: userIds.length,
    userIds,
    userOffsets,
    time: await numbers(time),
    type: await codes(type),
    ...(ownTypes.length > 0 && { ownTypes }),
    purchaseCodes,
    flags: splice.write(flags.held, flags.added, new Uint8Array(rows)),
    value: value && (await numbers(value)),
    quantity: quantity && (await numbers(quantity)),
    item: item && (await codes(item)),
    category: category && (await codes(category)),
    order: order && (await codes(order)),
    session: session && { codes: (await codes(session)).codes, keys: session.keys },
    ...(title && { title: { ...(await codes(title)), full: title.full } }),
    ...(text && { text: { ...(await codes(text)), full: text.full } }),
    zone: held.zone,
  };
  return merged;
}
