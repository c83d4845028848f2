import { zone } from '../math/zone';
import type { DateFormat } from '../protocol/recipe';
import { contentText, saysNothing } from './cells';
import { ClockReader, clockWritingOf } from './clock-reader';
import { wallReader } from './dates';
import { isFigureFormat } from './epochs';
import { headerScore, normalName } from './header-words';
import type { ColumnFacts } from './profile';
import { OTHER, type ProposedRole } from './roles';

const DAY = 86_400_000;
/** Of a column's cells, so many are times of day; a few may be dirt. */
const NEARLY_ALL = 0.95;
/** Written as nothing else is: `9:05`, `21:05:33`, `9:05 PM`, `下午9:05`. */
const WRITTEN = /^(?:\D{1,3})?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[ap]\.?\s?m\.?)?(?:\s?(?:[A-Z]{1,5}|[+-]\d{2}:?\d{2}))?$/i;
/** Times of day that a file has of something else than what happened, or no times of day at all. */
const OF_SOMETHING_ELSE = /时长|耗时|停留|送达|发货|收货|结束|截止|完成|平均|间隔/;
const IN_CHINESE = /(?:时间|时刻|小时|时)$/;
/** Words that a column of days and one of times of day have each of their own. */
const OWN_WORDS = /date|day|time|hour|datum|uhrzeit|zeit|jour|heure|fecha|hora|日期|时间|时刻|小时|日/g;

/**
 * Gives the role `clock` to the column that holds the time of day where the column of the time holds days alone: by its name and its cells. Of several
 * the one that is called as the days are (`Order Date`, `Order Time`), else the nearest. Nothing is given where the dates have their own time of day.
 *
 * @param proposed the roles so far, by column of the file
 */
export function proposeClock(
  facts: readonly ColumnFacts[],
  proposed: readonly ProposedRole[],
  rows: readonly (readonly string[])[],
  hasHeader: boolean,
): readonly ProposedRole[] {
  const time = proposed.findIndex(({ role }) => role === 'time');
  const format = facts[time]?.dateFormats[0];
  if (format === undefined) return proposed;
  const likely = facts.flatMap((column, i) => {
    if (i === time || proposed[i] !== OTHER || column.cells === 0 || !mayBeClock(column, hasHeader)) return [];
    return isClock(cellsOf(rows, i)) ? [{ i, rank: rankOf(facts[time]!.name, column.name, i - time) }] : [];
  });
  if (likely.length === 0 || !holdsDays(cellsOf(rows, time), format)) return proposed;
  const best = likely.reduce((nearest, next) => (next.rank < nearest.rank ? next : nearest)).i;
  const named = hasHeader && namesClock(facts[best]!.name);
  const reason: ProposedRole['reason'] = named ? { key: 'header', params: { header: facts[best]!.name } } : { key: 'looks-like-clock' };
  return proposed.map((each, i) => (i === best ? { role: 'clock', reason } : each));
}

function mayBeClock({ name, examples }: ColumnFacts, hasHeader: boolean): boolean {
  if (!hasHeader) return examples.every((example) => WRITTEN.test(example));
  return namesClock(name) && examples.every((example) => /\d/.test(example) && example.length <= 40);
}

function namesClock(header: string): boolean {
  const name = normalName(header);
  return !OF_SOMETHING_ELSE.test(name) && (IN_CHINESE.test(name) || headerScore(header, 'clock') > 0);
}

function isClock(cells: readonly string[]): boolean {
  const reader = new ClockReader(clockWritingOf(cells));
  const read = cells.filter((cell) => isNumber(reader.read, cell)).length;
  return read >= cells.length * NEARLY_ALL;
}

/** Whether none of the dates has a time of day. */
function holdsDays(cells: readonly string[], format: DateFormat): boolean {
  if (isFigureFormat(format) && format !== 'excel') return false;
  const read = wallReader(format, zone('UTC'));
  return cells.every((cell) => {
    const bytes = encoder.encode(cell);
    const at = read(bytes, 0, bytes.length);
    return at !== at || at % DAY === 0;
  });
}

/** The least is the best: columns called alike first, then by how far apart they are, those to the right before those to the left. */
function rankOf(days: string, clock: string, distance: number): number {
  const [a, b] = [stemOf(days), stemOf(clock)];
  const alike = a === b ? 0 : a.startsWith(b) || b.startsWith(a) ? 1 : 2;
  return alike * 10_000 + Math.abs(distance) * 2 + (distance < 0 ? 1 : 0);
}

const stemOf = (header: string) => normalName(header).replace(OWN_WORDS, '').replaceAll('_', '');

function cellsOf(rows: readonly (readonly string[])[], column: number): string[] {
  return rows.map((row) => contentText(row[column] ?? '')).filter((cell) => !saysNothing(cell));
}

const encoder = new TextEncoder();

function isNumber(read: ClockReader['read'], cell: string): boolean {
  const bytes = encoder.encode(cell);
  const time = read(bytes, 0, bytes.length);
  return time === time;
}
