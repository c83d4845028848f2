import { wallToUtc } from '../math/zone';
import type { Zone } from '../protocol/events';
import { daysFromCivil } from './calendar';

const DAY = 86_400_000;
const MINUS = 45;
const COLON = 58;
const SPACE = 32;
const UPPER_T = 84;
const UPPER_Z = 90;

/** What {@link isoReader} leaves to a reader of all writings. */
export const OTHERWISE = Number.POSITIVE_INFINITY;

/**
 * Reads `2019-10-01 17:59:00`, with a `T` for the blank or a `Z` or ` UTC` at the end, by position: by far the most cells of files that machines wrote.
 * What the day comes to is kept from row to row. {@link OTHERWISE} for every other cell, wrong dates and times among them.
 */
export function isoReader(zone: Zone): (bytes: Uint8Array, start: number, end: number) => number {
  let knownDate = -1;
  let days = Number.NaN;
  /** ms to take off the wall's time on that day; NaN where clocks are changed about it. */
  let offset = Number.NaN;

  const know = (date: number): void => {
    knownDate = date;
    days = daysFromCivil(Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100);
    if (days !== days) return;
    const before = zone.offset((days - 1) * DAY);
    offset = [days, days + 1, days + 2].every((day) => zone.offset(day * DAY) === before) ? before : Number.NaN;
  };

  return (bytes, start, end) => {
    const length = end - start;
    if (length < 19 || bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) return OTHERWISE;
    const between = bytes[start + 10]!;
    if ((between !== SPACE && between !== UPPER_T) || bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return OTHERWISE;
    const century = twoDigits(bytes, start);
    const year = twoDigits(bytes, start + 2);
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    const second = twoDigits(bytes, start + 17);
    // A pair that is none is 100 or more.
    if (century > 99 || year > 99 || month > 99 || day > 99 || hour > 23 || minute > 59 || second > 59) return OTHERWISE;
    const date = (century * 100 + year) * 10_000 + month * 100 + day;
    if (date !== knownDate) know(date);
    const wall = days * DAY + (hour * 3600 + minute * 60 + second) * 1000;
    if (wall !== wall) return OTHERWISE;
    if (length === 19) return offset === offset ? wall - offset : wallToUtc(wall, zone);
    if (length === 20 ? bytes[start + 19] === UPPER_Z : length === 23 && isUtc(bytes, start + 19)) return wall;
    return OTHERWISE;
  };
}

/** 100 or more where the two bytes are not digits both. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at]! - 48) >>> 0;
  const ones = (bytes[at + 1]! - 48) >>> 0;
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

const isUtc = (bytes: Uint8Array, at: number) =>
  bytes[at] === SPACE && bytes[at + 1] === 85 && bytes[at + 2] === UPPER_T && bytes[at + 3] === 67;
