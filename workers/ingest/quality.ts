import { quantile } from '../math/statistics';
import { FLAG, type EventTable } from '../protocol/events';
import { REJECT_REASONS, type MonthFigures, type QualityReport, type RejectReason } from '../protocol/ingest';
import type { MappingRecipe } from '../protocol/recipe';
import type { Layout } from './layout';
import { monthIndex, monthLabel } from './months';
import type { RawRows, RejectedRows } from './raw-rows';

interface Outcome {
  readonly duplicates: number;
  readonly rejected: RejectedRows;
}

/**
 * The file's quality under a mapping. An order is a distinct order id of a user among the purchases, or a distinct time of purchase where
 * the row has no order id; it counts in the month of its first row.
 */
export function qualityReport(
  events: EventTable,
  raw: RawRows,
  { duplicates, rejected }: Outcome,
  layout: Layout,
  mapping: MappingRecipe,
): QualityReport {
  const reasons: Record<RejectReason, number> = {
    'no-user': 0,
    'user-too-long': 0,
    'no-time': 0,
    'bad-date': 0,
    'implausible-date': 0,
    'bad-number': 0,
    ragged: 0,
  };
  for (const reason of rejected.reasons) reasons[REJECT_REASONS[reason]!]++;
  const { file } = layout.source;
  const figures = walk(events);
  const perUser = Float64Array.from({ length: events.users }, (_, u) => events.userOffsets[u + 1]! - events.userOffsets[u]!).sort();
  const inPlace = mapping.columns.length === layout.columns.length;
  const roleOf = new Map(mapping.columns.map(({ name, role }) => [name, role]));
  return {
    fileName: file.name,
    fileSize: file.size,
    rowsRead: raw.rowsRead,
    kept: events.rows,
    duplicates,
    rejected: reasons,
    ...figures,
    users: events.users,
    eventsPerUser: {
      mean: events.rows / events.users,
      median: quantile(perUser, 0.5),
      p95: quantile(perUser, 0.95),
      max: perUser[perUser.length - 1] ?? 0,
    },
    missing: layout.columns.map((column, i) => ({
      column: inPlace ? mapping.columns[i]!.name : column,
      role: (inPlace ? mapping.columns[i]!.role : roleOf.get(column)) ?? 'other',
      missing: raw.missing[i]!,
    })),
    eventTypes: typeCounts(events),
  };
}

function typeCounts(events: EventTable): QualityReport['eventTypes'] {
  const counts = new Float64Array(events.type.names.length);
  for (let row = 0; row < events.rows; row++) {
    const code = events.type.codes[row]!;
    if (code >= 0) counts[code]!++;
  }
  return events.type.names
    .map((type, code) => ({ type, rows: counts[code]!, purchase: events.purchaseCodes.includes(code) }))
    .sort((a, b) => b.rows - a.rows);
}

type Walked = Pick<QualityReport, 'refundRows' | 'refundValue' | 'usersWithPurchase' | 'orders' | 'revenue' | 'from' | 'to' | 'byMonth'>;

/** One pass over the rows, user by user. */
function walk(events: EventTable): Walked {
  const { time, flags, value, order, zone } = events;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < events.rows; row++) {
    if (time[row]! < from) from = time[row]!;
    if (time[row]! > to) to = time[row]!;
  }
  const monthOf = monthIndex(zone);
  const first = monthOf(from);
  const months = monthOf(to) - first + 1;
  const eventsIn = new Float64Array(months);
  const usersIn = new Float64Array(months);
  const ordersIn = new Float64Array(months);
  const revenueIn = new Float64Array(months);
  const lastUserIn = new Int32Array(months).fill(-1);
  const lastUserOf = new Int32Array(order?.names.length ?? 0).fill(-1);
  let refundRows = 0;
  let refundValue = 0;
  let usersWithPurchase = 0;
  let revenue = 0;

  for (let user = 0; user < events.users; user++) {
    let bought = false;
    let lastPurchase = Number.NaN;
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      const month = monthOf(time[row]!) - first;
      eventsIn[month]!++;
      if (lastUserIn[month] !== user) {
        lastUserIn[month] = user;
        usersIn[month]!++;
      }
      const flag = flags[row]!;
      if (flag === 0) continue;
      const amount = value === null ? 0 : value[row]!;
      revenue += amount;
      revenueIn[month]! += amount;
      if (flag === FLAG.refund) {
        refundRows++;
        refundValue -= amount;
        continue;
      }
      bought = true;
      const code = order === null ? -1 : order.codes[row]!;
      if (code >= 0 ? lastUserOf[code] !== user : time[row]! !== lastPurchase) ordersIn[month]!++;
      if (code >= 0) lastUserOf[code] = user;
      else lastPurchase = time[row]!;
    }
    if (bought) usersWithPurchase++;
  }
  const byMonth: MonthFigures[] = Array.from({ length: months }, (_, i) => ({
    month: monthLabel(first + i),
    events: eventsIn[i]!,
    users: usersIn[i]!,
    orders: ordersIn[i]!,
    revenue: value === null ? null : revenueIn[i]!,
  }));
  const orders = ordersIn.reduce((sum, count) => sum + count, 0);
  return { refundRows, refundValue, usersWithPurchase, orders, revenue: value === null ? null : revenue, from, to, byMonth };
}
