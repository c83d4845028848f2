import { eventsPerUser, listTypes, tableFigures, typeCounts, type TableFigures } from '../ingest/table-figures';
import { matches } from '../ingest/join';
import type { AttributeDirt } from '../protocol/attribute-cleaning';
import { monthLabel, monthOfLabel } from '../ingest/months';
import type { EventTable } from '../protocol/events';
import { NAMED_SUSPECTS, SAMPLED_TOUCHES, type DirtFigures, type SuspectUser } from '../protocol/cleaning';
import { REJECT_REASONS, type MonthFigures, type QualityReport, type RejectReason } from '../protocol/ingest';
import type { ReadingNote } from '../protocol/reading';
import type { MergedEvents } from './merge';
import { lackingOf } from './user-tables';

/** A file as reading it leaves it. */
export interface ReadEvents {
  readonly events: EventTable;
  readonly quality: QualityReport;
  /** All users who are flagged; without it those that the quality names. */
  readonly suspects?: readonly SuspectUser[];
}

/**
 * The quality of two files read as one. Rows of the second that the first has already count as duplicates, so that
 * rowsRead = kept + duplicates + Σ rejected holds of the whole. Figures over events are brought up to date by the users with new events alone,
 * so that sums of money may differ from those of one pass in their last digits. Name: that of the file held; size: of both.
 *
 * A column that only one of the files has is missing from all rows of the other.
 *
 * @returns with it all users who are flagged in either, those with the most rows first
 */
export function mergeQuality(
  heldRead: ReadEvents,
  addedRead: ReadEvents,
  merged: MergedEvents,
): { readonly quality: QualityReport; readonly suspects: readonly SuspectUser[] } {
  const { events: heldEvents, quality: held } = heldRead;
  const { events: addedEvents, quality: added } = addedRead;
  const flagged = unitedSuspects(suspectsOf(heldRead), suspectsOf(addedRead));
  const atMost = mayCountTwice(heldRead, addedRead);
  const { events, overlap, touched } = merged;
  const known = touched.filter((user) => user < heldEvents.users);
  const before = tableFigures(heldEvents, known);
  const after = tableFigures(events, touched);
  const moved = (key: 'refundRows' | 'refundValue' | 'usersWithPurchase' | 'orders') => held[key] - before[key] + after[key];
  const quality: QualityReport = {
    fileName: held.fileName,
    fileSize: held.fileSize + added.fileSize,
    rowsRead: held.rowsRead + added.rowsRead,
    kept: events.rows,
    duplicates: held.duplicates + added.duplicates + overlap,
    rejected: sumRejected(held.rejected, added.rejected),
    refundRows: moved('refundRows'),
    refundValue: moved('refundValue'),
    users: events.users,
    usersWithPurchase: moved('usersWithPurchase'),
    orders: moved('orders'),
    revenue: events.value === null ? null : (held.revenue ?? 0) - (before.revenue ?? 0) + (after.revenue ?? 0),
    from: Math.min(held.from, after.from),
    to: Math.max(held.to, after.to),
    eventsPerUser: eventsPerUser(events),
    missing: sumMissing(held, added),
    eventTypes: listTypes(events, mergedTypes(held, heldEvents, known, merged)),
    ...(events.ownTypes && { ownTypes: events.ownTypes }),
    byMonth: mergedMonths(held.byMonth, before, after, events.value !== null),
    readingNotes: [...notesOf(held), ...notesOf(added)],
    ...(held.dirt && added.dirt ? { dirt: { ...sumDirt(held.dirt, added.dirt, flagged), ...(atMost && { atMost }) } } : {}),
    ...(held.attributeDirt ? { attributeDirt: unitedDirt(held.attributeDirt, added.attributeDirt, heldEvents, addedEvents, events) } : {}),
    ...(held.joins ? { joins: held.joins.map((join) => ({ ...join, ...matches(join.kind, join.rows, events) })) } : {}),
  };
  return { quality, suspects: flagged.suspects };
}

/** Each with the file that its line is of. */
function notesOf({ fileName, readingNotes = [] }: QualityReport): ReadingNote[] {
  return readingNotes.map((note) => ({ ...note, params: { part: fileName, ...note.params } }));
}

const suspectsOf = ({ quality, suspects }: ReadEvents) => suspects ?? quality.dirt?.suspects ?? [];

/** Whether more users are flagged than are known by name. */
const lacksSome = (read: ReadEvents) => {
  const { botUsers = 0, testUsers = 0, bothUsers = 0 } = read.quality.dirt ?? {};
  return botUsers + testUsers - bothUsers > suspectsOf(read).length;
};

/** Whether users who are flagged in both may count twice: one of them whom the other file does not name may be among those that it names no more. */
function mayCountTwice(held: ReadEvents, added: ReadEvents): boolean {
  if (held.quality.dirt?.atMost || added.quality.dirt?.atMost) return true;
  const [heldLacks, addedLacks] = [lacksSome(held), lacksSome(added)];
  return (heldLacks && addedLacks) || (heldLacks && namesOthers(added, held)) || (addedLacks && namesOthers(held, added));
}

function namesOthers(read: ReadEvents, than: ReadEvents): boolean {
  const known = new Set(suspectsOf(than).map(({ user }) => user));
  return suspectsOf(read).some(({ user }) => !known.has(user));
}

interface Flagged {
  readonly suspects: readonly SuspectUser[];
  /** How many fewer bots, tests, and both there are than in the two files together. */
  readonly twice: { readonly bots: number; readonly tests: number; readonly both: number };
}

/** A user who is flagged in both files is one, with the rows of both. */
function unitedSuspects(held: readonly SuspectUser[], added: readonly SuspectUser[]): Flagged {
  const suspects = new Map(held.map((suspect) => [suspect.user, suspect]));
  const twice = { bots: 0, tests: 0, both: 0 };
  for (const next of added) {
    const known = suspects.get(next.user);
    if (!known) {
      suspects.set(next.user, next);
      continue;
    }
    const peak = known.peak === null ? next.peak : Math.max(known.peak, next.peak ?? 0);
    const one = { ...known, why: known.why === next.why ? known.why : ('both' as const), rows: known.rows + next.rows, peak };
    suspects.set(next.user, one);
    const fewer = (holds: (suspect: SuspectUser) => boolean) => Number(holds(known)) + Number(holds(next)) - Number(holds(one));
    twice.bots += fewer(({ why }) => why !== 'test');
    twice.tests += fewer(({ why }) => why !== 'bot');
    twice.both += fewer(({ why }) => why === 'both');
  }
  return { suspects: [...suspects.values()].sort((x, y) => y.rows - x.rows), twice };
}

/** Each file was cleaned by itself. */
function sumDirt(a: DirtFigures, b: DirtFigures, { suspects, twice }: Flagged): DirtFigures {
  const counted = (x: number | null = null, y: number | null = null) => (x === null || y === null ? null : x + y);
  const touches = Object.fromEntries(
    (Object.keys(a.touches) as (keyof DirtFigures['touches'])[]).map((key) => [key, counted(a.touches[key], b.touches[key])]),
  );
  const estimated = { ...a.estimated, ...b.estimated };
  for (const key of SAMPLED_TOUCHES) {
    const [x, y] = [a.estimated?.[key], b.estimated?.[key]];
    if (x && y) estimated[key] = { rows: x.rows + y.rows, of: x.of + y.of };
  }
  return {
    touches: touches as unknown as DirtFigures['touches'],
    ...(Object.keys(estimated).length > 0 ? { estimated } : {}),
    nearDuplicates: a.nearDuplicates + b.nearDuplicates,
    filled: {
      value: a.filled.value + b.filled.value,
      quantity: a.filled.quantity + b.filled.quantity,
      category: a.filled.category + b.filled.category,
    },
    clipped: a.clipped + b.clipped,
    reduced: a.reduced + b.reduced,
    botUsers: a.botUsers + b.botUsers - twice.bots,
    testUsers: a.testUsers + b.testUsers - twice.tests,
    bothUsers: (a.bothUsers ?? 0) + (b.bothUsers ?? 0) - twice.both,
    suspects: suspects.slice(0, NAMED_SUSPECTS),
  };
}

/**
 * The gaps of the united table. Rows that a file left out are in no table: what they lack counts once more for each file, but for no more users than are
 * without a row now.
 */
function unitedDirt(
  held: AttributeDirt,
  added: AttributeDirt | undefined,
  heldEvents: EventTable,
  addedEvents: EventTable,
  { attributes }: EventTable,
): AttributeDirt {
  if (!attributes || !addedEvents.attributes) return held;
  const { table, rowOf } = attributes;
  const without = rowOf.reduce((sum, row) => sum + Number(row < 0), 0);
  const leftOut = (dirt: AttributeDirt | undefined, { attributes: of }: EventTable, name: string) => {
    const column = of?.table.columns.find((each) => each.name === name);
    const rows = dirt?.gaps.find((gap) => gap.name === name)?.rows ?? 0;
    return column ? rows - lackingOf(column, of!.table.rows).rows : 0;
  };
  const gaps = table.columns.flatMap((column) => {
    const { name } = column;
    const lacking = lackingOf(column, table.rows);
    const gone = leftOut(held, heldEvents, name) + leftOut(added, addedEvents, name);
    const rows = lacking.rows + Math.min(gone, without);
    return rows === 0 ? [] : [{ name, rows, filled: lacking.filled }];
  });
  return { ...held, gaps };
}

function sumRejected(a: QualityReport['rejected'], b: QualityReport['rejected']): QualityReport['rejected'] {
  return Object.fromEntries(REJECT_REASONS.map((reason) => [reason, a[reason] + b[reason]])) as Record<RejectReason, number>;
}

/** Columns with a role are the same column if the role is; others by name. */
function sumMissing(held: QualityReport, added: QualityReport): QualityReport['missing'] {
  const left = [...added.missing];
  const summed = held.missing.map((entry) => {
    const i = left.findIndex(({ role, column }) =>
      entry.role === 'other' ? role === 'other' && column === entry.column : role === entry.role,
    );
    const missing = i < 0 ? added.rowsRead : left.splice(i, 1)[0]!.missing;
    return { ...entry, missing: entry.missing + missing };
  });
  return [...summed, ...left.map((entry) => ({ ...entry, missing: entry.missing + held.rowsRead }))];
}

function mergedTypes(held: QualityReport, heldEvents: EventTable, known: Uint32Array, { events, touched }: MergedEvents): Float64Array {
  const rowsOf = new Map(held.eventTypes.map(({ type, rows }) => [type, rows]));
  const before = typeCounts(heldEvents, known);
  return typeCounts(events, touched).map((after, code) => after - (before[code] ?? 0) + (rowsOf.get(events.type.names[code]!) ?? 0));
}

function mergedMonths(held: readonly MonthFigures[], before: TableFigures, after: TableFigures, money: boolean): MonthFigures[] {
  const months = new Map<number, { events: number; users: number; orders: number; revenue: number }>();
  const add = (list: readonly MonthFigures[], sign: 1 | -1) => {
    for (const { month, events, users, orders, revenue } of list) {
      const at = monthOfLabel(month);
      const sum = months.get(at) ?? { events: 0, users: 0, orders: 0, revenue: 0 };
      sum.events += sign * events;
      sum.users += sign * users;
      sum.orders += sign * orders;
      sum.revenue += sign * (revenue ?? 0);
      months.set(at, sum);
    }
  };
  add(held, 1);
  add(before.byMonth, -1);
  add(after.byMonth, 1);
  const first = Math.min(...months.keys());
  return Array.from({ length: Math.max(...months.keys()) - first + 1 }, (_, i) => {
    const { revenue, ...counts } = months.get(first + i) ?? { events: 0, users: 0, orders: 0, revenue: 0 };
    return { month: monthLabel(first + i), ...counts, revenue: money ? revenue : null };
  });
}
