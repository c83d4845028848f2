import type { CodedColumn, EventTable } from '../protocol/events';
import { REJECT_REASONS, type RejectReason } from '../protocol/ingest';
import type { ItemTable, JoinedItems, JoinedUsers, JoinFigures, UserTable } from '../protocol/tables';
import type { RejectedRows } from './raw-rows';
import type { ReadTable } from './user-table';

/** Row of the table for each of `ids`, compared as text; −1 where it has none. */
function rowsOf(ids: readonly string[], table: readonly string[]): Int32Array {
  const places = new Map(table.map((id, row) => [id, row]));
  return Int32Array.from(ids, (id) => places.get(id) ?? -1);
}

export function joinUsers(table: UserTable, userIds: readonly string[]): JoinedUsers {
  return { table, rowOf: rowsOf(userIds, table.ids) };
}

/** The events with a user table beside them, in place of one that they had. */
export function withUsers(events: EventTable, table: UserTable | null): EventTable {
  return { ...events, attributes: table && joinUsers(table, events.userIds) };
}

/**
 * The events with an item table beside them, in place of one that they had. Its categories become those of the events where these have none
 * of their own.
 */
export function withItems(events: EventTable, table: ItemTable | null): EventTable {
  const own = events.items?.gaveCategory === true ? null : events.category;
  if (table === null || events.item === null) return { ...events, category: own, items: null };
  const rowOf = rowsOf(events.item.names, table.ids);
  const gaveCategory = own === null && table.category !== null;
  const items = { table, rowOf, gaveCategory };
  return { ...events, category: gaveCategory ? byEvent(events.item, items, table.category!) : own, items };
}

/** What was joined to the events of `held`, joined to events that hold more users and items. */
export function rejoined(events: EventTable, held: Pick<EventTable, 'attributes' | 'items' | 'timeless'>): EventTable {
  const users = held.attributes ? withUsers(events, held.attributes.table) : events;
  // The column that the merge made of the joined categories gives way to the table's.
  const items = held.items ? withItems({ ...users, items: held.items }, held.items.table) : users;
  return held.timeless ? { ...items, timeless: true } : items;
}

/** A column of the item table for each event. */
export function byEvent(item: CodedColumn, { rowOf }: JoinedItems, column: CodedColumn): CodedColumn {
  const ofItem = rowOf.map((row) => (row < 0 ? -1 : column.codes[row]!));
  return { names: column.names, codes: item.codes.map((code) => (code < 0 ? -1 : ofItem[code]!)) };
}

/** What the figures of a join are told from. */
export type Joinable<Table> = Pick<ReadTable<Table>, 'table' | 'rowsRead' | 'duplicates' | 'rejected'> & Pick<JoinFigures, 'dirt'>;

/** Users (items) with a row, and those without, counted from the joined events. */
export function joinFigures(
  kind: JoinFigures['kind'],
  fileName: string,
  events: EventTable,
  { table, rowsRead, duplicates, rejected, dirt }: Joinable<UserTable | ItemTable>,
): JoinFigures {
  const { rows } = table;
  const counts = { rowsRead, rows, duplicates, rejected: rejected.lines.length, reasons: reasonCounts(rejected) };
  return { kind, fileName, ...counts, ...(dirt && { dirt }), ...matches(kind, rows, events) };
}

/** Those alone that occurred. */
function reasonCounts({ reasons }: RejectedRows): Partial<Record<RejectReason, number>> {
  const counts: Partial<Record<RejectReason, number>> = {};
  for (const code of reasons) {
    const reason = REJECT_REASONS[code]!;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

/** How a join of `rows` rows matches the events beside which it stands. */
export function matches(
  kind: JoinFigures['kind'],
  rows: number,
  events: EventTable,
): Pick<JoinFigures, 'inEvents' | 'matched' | 'unmatched' | 'eventsMatched'> {
  const rowOf = (kind === 'users' ? events.attributes?.rowOf : events.items?.rowOf) ?? new Int32Array(0);
  const matched = rowOf.reduce((sum, row) => sum + (row >= 0 ? 1 : 0), 0);
  const inEvents = kind === 'users' ? events.users : (events.item?.names.length ?? 0);
  return { inEvents, matched, unmatched: rows - matched, eventsMatched: eventsMatched(kind, events, rowOf) };
}

function eventsMatched(kind: JoinFigures['kind'], { users, userOffsets, item }: EventTable, rowOf: Int32Array): number {
  let sum = 0;
  if (kind === 'users') {
    for (let user = 0; user < users; user++) if (rowOf[user]! >= 0) sum += userOffsets[user + 1]! - userOffsets[user]!;
  } else if (item) {
    for (const code of item.codes) if (code >= 0 && rowOf[code]! >= 0) sum++;
  }
  return sum;
}
