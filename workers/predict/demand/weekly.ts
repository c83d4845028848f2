import { FLAG, type CodedColumn, type EventTable } from '../../protocol/events';
import type { DemandPrediction } from '../../protocol/demand';
import { DAY_MS } from '../../features/feature-set';

/** Series beside the total. */
const MOST_SERIES = 8;
/** 1970-01-01 was a Thursday. */
const MONDAY = 4;

export interface WeeklyDemand extends Pick<DemandPrediction, 'unit' | 'of'> {
  /** Days since 1970-01-01 of the Monday of the first whole week. */
  readonly firstMonday: number;
  readonly weeks: number;
  /** The total first, then the largest categories by what was bought over all weeks. */
  readonly series: readonly { readonly name: string | null; readonly values: Float64Array }[];
}

/**
 * Units (purchase lines where there are no quantities) bought in each whole week, Monday to Sunday, refunds not subtracted: what was wanted, not what was kept. Null
 * without purchases.
 *
 * @param firstDay, lastDay of the file
 */
export function weeklyDemand(events: EventTable, firstDay: number, lastDay: number): WeeklyDemand | null {
  const { rows, flags, time, zone, quantity } = events;
  const bought = (row: number) => (flags[row]! & FLAG.purchase) !== 0;
  const firstMonday = mondayFrom(firstDay);
  const weeks = Math.max(0, Math.floor((lastDay + 1 - firstMonday) / 7));
  const named = (column: CodedColumn | null) => (column?.codes.some((code, row) => code >= 0 && bought(row)) ? column : null);
  const categories = named(events.category);
  const column = categories ?? named(events.item);
  const week = new Int32Array(rows).fill(-1);
  const totals = new Float64Array(column?.names.length ?? 0);
  let any = false;
  for (let row = 0; row < rows; row++) {
    if (!bought(row)) continue;
    any = true;
    const at = Math.floor((Math.floor((time[row]! + zone.offset(time[row]!)) / DAY_MS) - firstMonday) / 7);
    if (at < 0 || at >= weeks) continue;
    week[row] = at;
    if (column && column.codes[row]! >= 0) totals[column.codes[row]!]! += quantity ? quantity[row]! : 1;
  }
  if (!any) return null;
  const largest = Array.from(totals.keys())
    .filter((code) => totals[code]! > 0)
    .sort((a, b) => totals[b]! - totals[a]! || a - b)
    .slice(0, MOST_SERIES);
  const placeOf = new Map(largest.map((code, place) => [code, place]));
  const total = new Float64Array(weeks);
  const parts = largest.map(() => new Float64Array(weeks));
  for (let row = 0; row < rows; row++) {
    if (week[row]! < 0) continue;
    const units = quantity ? quantity[row]! : 1;
    total[week[row]!]! += units;
    const place = column ? placeOf.get(column.codes[row]!) : undefined;
    if (place !== undefined) parts[place]![week[row]!]! += units;
  }
  return {
    unit: quantity ? 'units' : 'purchases',
    of: column ? (categories ? 'category' : 'item') : null,
    firstMonday,
    weeks,
    series: [{ name: null, values: total }, ...largest.map((code, place) => ({ name: column!.names[code]!, values: parts[place]! }))],
  };
}

/** The first Monday that is not before the day. */
const mondayFrom = (day: number): number => day + ((((MONDAY - day) % 7) + 7) % 7);
