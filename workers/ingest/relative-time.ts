import { wallToUtc } from '../math/zone';
import type { Zone } from '../protocol/events';
import { contentEnd, contentStart, isMissing } from './cells';
import type { CellTable } from './cell-table';
import { parseNumber } from './numbers';
import type { RawRows } from './raw-rows';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A Sunday: every user's timeline begins in the week that starts with it. */
const TIMELINE_START = Date.UTC(2000, 0, 2);
const MOST_ORDERS = 1e6;
const LONGEST_GAP = 4096;

/** Columns of the file, −1 where it has none: the number of a user's order, days since the order before, its weekday and its hour. */
export interface RelativeColumns {
  readonly number: number;
  readonly gap: number;
  readonly weekday: number;
  readonly hour: number;
}

/** NO_NUMBER: nothing says which of the user's orders it is. NaN: a figure is none. */
export const NO_NUMBER = -1;

/**
 * A row's place among its user's orders in one whole number, which stands in the row's time until {@link resolveTimeline} replaces it: an order's
 * time is known only when all of the user's orders are, since rows may come in any order. Without days since the order before it is the first.
 */
export function readPlace(columns: RelativeColumns, table: CellTable, row: number): number {
  const number = figure(table, row, columns.number, NO_NUMBER);
  if (number === NO_NUMBER) return NO_NUMBER;
  const gap = Math.round(figure(table, row, columns.gap, 0));
  const weekday = figure(table, row, columns.weekday, 0);
  const hour = figure(table, row, columns.hour, 0);
  const within =
    number >= 0 && number <= MOST_ORDERS && gap >= 0 && gap < LONGEST_GAP && weekday >= 0 && weekday <= 7 && hour >= 0 && hour <= 24;
  if (!within) return Number.NaN;
  return ((Math.floor(number) * LONGEST_GAP + gap) * 7 + (Math.floor(weekday) % 7)) * 24 + (Math.floor(hour) % 24);
}

function figure({ bytes, starts, ends, firstCell }: CellTable, row: number, column: number, absent: number): number {
  if (column < 0) return absent;
  const cell = firstCell[row]! + column;
  const start = starts[cell]!;
  const end = ends[cell]!;
  if (isMissing(bytes, start, end)) return absent;
  return parseNumber(bytes, contentStart(bytes, start, end), contentEnd(bytes, start, end), false);
}

/**
 * Replaces places by UTC times: a user's first order lies on its weekday in the week of {@link TIMELINE_START}, each later one as many days after
 * the one before as the file says, all at their hour on the zone's clocks. Lines of one order have one time. Distances between a user's orders
 * and hours of the day are the file's own; distances between users mean nothing. No order comes before the one with the number before.
 */
export function resolveTimeline({ user, time, duplicateTime, rejectedTime }: RawRows, zone: Zone): void {
  const rows = Uint32Array.from({ length: time.length }, (_, row) => row);
  const users = user.codes.data;
  const places = time.data.slice(0, time.length);
  rows.sort((a, b) => users[a]! - users[b]! || places[a]! - places[b]!);
  let lastUser = -1;
  let lastNumber = -1;
  let lastHour = 0;
  let day = 0;
  for (const row of rows) {
    const place = places[row]!;
    const hour = place % 24;
    const weekday = Math.floor(place / 24) % 7;
    const gap = Math.floor(place / 168) % LONGEST_GAP;
    const number = Math.floor(place / 168 / LONGEST_GAP);
    if (users[row] !== lastUser) day = weekday;
    else if (number !== lastNumber) {
      day += gap;
      // Fewer than 24 hours count as no day: the morning after an evening.
      if (gap === 0 && hour < lastHour) day++;
    }
    lastUser = users[row]!;
    lastNumber = number;
    lastHour = hour;
    time.data[row] = wallToUtc(TIMELINE_START + day * DAY + hour * HOUR, zone);
  }
  // Rows that are left out have no user any more; they must only not look implausible.
  duplicateTime.data.fill(TIMELINE_START, 0, duplicateTime.length);
  rejectedTime.data.fill(TIMELINE_START, 0, rejectedTime.length);
}
