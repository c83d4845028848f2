import { AppError } from '../protocol/errors';
import type { Zone } from '../protocol/events';

const DAY = 86_400_000;
/** Every zone's offset has changed at multiples of a quarter of an hour since the age of local mean time. */
const QUARTER = 900_000;
const UTC_NAMES = new Set(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT', 'Z']);

/**
 * The named IANA zone. Offsets come from Intl.DateTimeFormat and are cached: one figure for a UTC day without a transition, one for a
 * quarter of an hour on the days that have one, so that a call in a hot loop costs a comparison or a map look-up.
 *
 * @throws AppError `recipe-invalid` (params: zone) where the platform does not know the name.
 */
export function zone(name: string): Zone {
  if (UTC_NAMES.has(name)) return { name, offset: () => 0 };
  const exact = exactOffset(name);
  const days = new Map<number, number>();
  const quarters = new Map<number, number>();
  let lastDay = Number.NaN;
  let lastOffset = Number.NaN;

  const offset = (utcMs: number): number => {
    const day = Math.floor(utcMs / DAY);
    if (day === lastDay) return lastOffset;
    let ofDay = days.get(day);
    if (ofDay === undefined) {
      const before = exact(day * DAY);
      ofDay = before === exact((day + 1) * DAY) ? before : Number.NaN;
      days.set(day, ofDay);
    }
    if (!Number.isNaN(ofDay)) {
      lastDay = day;
      lastOffset = ofDay;
      return ofDay;
    }
    const quarter = Math.floor(utcMs / QUARTER);
    let ofQuarter = quarters.get(quarter);
    if (ofQuarter === undefined) {
      ofQuarter = exact(quarter * QUARTER);
      quarters.set(quarter, ofQuarter);
    }
    return ofQuarter;
  };
  return { name, offset };
}

/**
 * UTC ms of a wall-clock time (ms since 1970-01-01T00:00 on the wall). A time that occurs twice is the earlier of the two; a time that a
 * clock skips is taken as far after the gap as it lies in it: the `compatible` rule of ECMAScript's Temporal.
 */
export function wallToUtc(wallMs: number, zone: Zone): number {
  const before = zone.offset(wallMs - DAY);
  const after = zone.offset(wallMs + DAY);
  if (before === after) return wallMs - before;
  if (zone.offset(wallMs - before) === before) return wallMs - before;
  if (zone.offset(wallMs - after) === after) return wallMs - after;
  return wallMs - before;
}

/** The beginning of the day that a time lies in there, UTC ms. */
export function wholeDay(utcMs: number, zone: Zone): number {
  return wallToUtc(Math.floor((utcMs + zone.offset(utcMs)) / DAY) * DAY, zone);
}

function exactOffset(name: string): (utcMs: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new AppError('recipe-invalid', { zone: name }, { cause });
  }
  return (utcMs) => {
    const whole = Math.floor(utcMs / 1000) * 1000;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(whole)) part[type] = Number(value);
    return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) - whole;
  };
}
