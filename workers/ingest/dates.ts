import type { Zone } from '../protocol/events';
import type { DateFormat } from '../protocol/recipe';
import { DateCursor } from './date-cursor';
import { isFigureFormat, readFigure } from './epochs';
import { isoReader, OTHERWISE } from './iso-reader';

/** UTC ms of a trimmed cell, whole (fractions of a millisecond are cut off, as ECMAScript does); NaN where it is no time in the format. */
export type DateReader = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * Reader for one format. A time with `Z`, `UTC`, `GMT` or an offset is taken at its word; others are wall-clock times in `zone`, those with a mere
 * name of a zone (`CST`) among them, since such names are not unique.
 *
 * - `iso`: `2019-10-01` or `2019-W40-2`, `T` or space, `hh[:mm[:ss[.fraction]]]`. `ymd`, `dmy`, `mdy`: any separators, names of months in eighteen
 *   languages, days of the week, ordinals, years of two digits, the time of day as clock-cursor.ts reads it, behind the
 *   date, before it, or before the year (`Fri Jan 05 10:00:00 UTC 2024`, `… +0000 2024`); `2019年10月1日`; `2019:10:01` of cameras; digits of other scripts and other calendars as
 *   other-calendars.ts has them.
 * - `yyyymmdd`: eight digits, ten with the hour, or fourteen with the time of day, or a time after a separator.
 * - `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`: since 1970 UTC; decimals and exponents are allowed. `excel`: days of a spreadsheet.
 * - `days-since-previous`: no cell says when (see relative-time.ts).
 */
export function dateReader(format: DateFormat, zone: Zone): DateReader {
  if (isFigureFormat(format)) return readFigure(format, zone);
  if (format === 'days-since-previous') return () => Number.NaN;
  const cursor = new DateCursor(format, zone);
  const read: DateReader = (bytes, start, end) => cursor.read(bytes, start, end);
  if (format !== 'iso') return read;
  const usual = isoReader(zone);
  return (bytes, start, end) => {
    const time = usual(bytes, start, end);
    return time === OTHERWISE ? read(bytes, start, end) : time;
  };
}

/** As {@link dateReader}, but ms on the clocks of the place that a cell names with an offset, else of the zone: what the cell says by itself. */
export function wallReader(format: DateFormat, zone: Zone): DateReader {
  if (format === 'days-since-previous') return () => Number.NaN;
  if (isFigureFormat(format)) {
    const read = readFigure(format, zone);
    return (bytes, start, end) => {
      const time = read(bytes, start, end);
      return time === time ? time + zone.offset(time) : Number.NaN;
    };
  }
  const cursor = new DateCursor(format, zone);
  return (bytes, start, end) => cursor.wallOf(bytes, start, end);
}
