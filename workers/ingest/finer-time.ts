import { zone } from '../math/zone';
import { contentText, saysNothing } from './cells';
import { wallReader, type DateReader } from './dates';
import { headerScore, normalName } from './header-words';
import type { ColumnFacts } from './profile';
import { OTHER, type ProposedRole } from './roles';

const DAY = 86_400_000;
/** Two clocks of one event differ by a zone at most. */
const APART = 1.5 * DAY;
/** Of the rows that have the day, so many have the other time, and near it. */
const NEARLY_ALL = 0.95;

/** What became of an order or row afterwards, mostly on the same day. */
const LATER =
  /(?:^|_)(?:ship|shipped|dispatched|delivered|fulfilled|completed|closed|ended|ingested|ingest|synced|sync|processed|processing|exported|imported|inserted|insert|uploaded|upload|loaded|load|etl|fetched|updated|modified|received)(?:_|$)/;

/**
 * Gives the role of the time to a column that says the same as the one proposed and the time of day besides (`date`, `visit_start_time`): its name must be one of a
 * time, and it is filled wherever the day is.
 *
 * @param proposed the roles so far, by column of the file
 */
export function proposeFinerTime(
  facts: readonly ColumnFacts[],
  proposed: readonly ProposedRole[],
  rows: readonly (readonly string[])[],
): readonly ProposedRole[] {
  const day = proposed.findIndex(({ role }) => role === 'time');
  const days = day < 0 ? null : timesOf(facts[day]!, day, rows);
  if (days === null || days.some(hasClock)) return proposed;
  const isFiner = (column: ColumnFacts, i: number) => {
    if (proposed[i] !== OTHER || headerScore(column.name, 'time') === 0 || LATER.test(normalName(column.name))) return false;
    const times = timesOf(column, i, rows);
    if (times === null || !times.some(hasClock)) return false;
    const dated = days.filter((at) => at === at).length;
    const near = days.filter((at, row) => Math.abs(at - times[row]!) <= APART).length;
    return dated > 0 && near >= dated * NEARLY_ALL;
  };
  const scoreOf = (i: number) => headerScore(facts[i]!.name, 'time');
  const [finer] = facts.flatMap((column, i) => (isFiner(column, i) ? [i] : [])).sort((a, b) => scoreOf(b) - scoreOf(a));
  if (finer === undefined) return proposed;
  const reason: ProposedRole['reason'] = { key: 'header', params: { header: facts[finer]!.name } };
  return proposed.map((each, i) => (i === day ? OTHER : i === finer ? { role: 'time', reason } : each));
}

/** ms by row, NaN where the cell says nothing or is no time; null for a column that holds no times. */
function timesOf({ dateFormats }: ColumnFacts, column: number, rows: readonly (readonly string[])[]): number[] | null {
  const format = dateFormats[0];
  if (format === undefined || format === 'excel') return null;
  const read = wallReader(format, zone('UTC'));
  return rows.map((row) => timeOf(read, contentText(row[column] ?? '')));
}

const hasClock = (at: number) => at === at && at % DAY !== 0;

const encoder = new TextEncoder();

function timeOf(read: DateReader, cell: string): number {
  if (saysNothing(cell)) return Number.NaN;
  const bytes = encoder.encode(cell);
  return read(bytes, 0, bytes.length);
}
