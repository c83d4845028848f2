import { zone as zoneOf } from '../math/zone';
import type { EventTable } from '../protocol/events';
import { noRejections, REJECT_REASONS, type QualityReport } from '../protocol/ingest';
import type { MappingRecipe } from '../protocol/recipe';
import type { Ingested } from './ingest';
import { joinUsers } from './join';
import type { ReadUsers } from './user-table';

/** The one type that the rows of such a table have. */
const ROW_TYPE = 'row';

/**
 * A user table without events, in the form in which the stages after this one know users: a table of one timeless row a user, which is
 * neither a purchase nor a refund, with the attributes beside it. All that differs after this asks for `timeless`.
 */
export function standAlone(file: File, mapping: MappingRecipe, read: ReadUsers): Ingested {
  const { table, rejected, cleaned } = read;
  const { rows, ids } = table;
  const events: EventTable = {
    rows,
    users: rows,
    userIds: ids,
    userOffsets: Uint32Array.from({ length: rows + 1 }, (_, user) => user),
    time: new Float64Array(rows),
    type: { codes: new Int32Array(rows), names: [ROW_TYPE] },
    purchaseCodes: [],
    flags: new Uint8Array(rows),
    value: null,
    quantity: null,
    item: null,
    category: null,
    order: null,
    session: null,
    zone: zoneOf(mapping.timeZone),
    attributes: joinUsers(table, ids),
    timeless: true,
  };
  return { events, quality: qualityOf(file, mapping, read), rejected, cleaned };
}

/** Figures over events are those of none. */
function qualityOf(
  file: File,
  mapping: MappingRecipe,
  { table, rowsRead, duplicates, rejected, notes, missing, dirt }: ReadUsers,
): QualityReport {
  const reasons = noRejections();
  for (const reason of rejected.reasons) reasons[REJECT_REASONS[reason]!]++;
  const roles = new Map(mapping.columns.map(({ name, role }) => [name, role]));
  return {
    table: 'users',
    attributeDirt: dirt,
    fileName: file.name,
    fileSize: file.size,
    rowsRead,
    kept: table.rows,
    duplicates,
    rejected: reasons,
    readingNotes: notes,
    refundRows: 0,
    refundValue: 0,
    users: table.rows,
    usersWithPurchase: 0,
    orders: 0,
    revenue: null,
    from: 0,
    to: 0,
    eventsPerUser: { mean: 1, median: 1, p95: 1, max: 1 },
    missing: missing.map(({ column, missing: blanks }) => ({ column, role: roles.get(column) ?? 'other', missing: blanks })),
    eventTypes: [],
    byMonth: [],
  };
}
