import { wallToUtc } from '../math/zone';
import type { Zone } from '../protocol/events';
import type { DateFormat } from '../protocol/recipe';
import { parseNumber } from './numbers';

const DAY = 86_400_000;
/** Figures outside these years are not times: an id or an amount stands in the column, or the unit is another. */
const EPOCH_FROM = Date.UTC(1900, 0, 1);
const EPOCH_TO = Date.UTC(2200, 0, 1);
/** 1970-01-01 as a day of Excel's calendar, which counts from 1899-12-30 and has a 29 February 1900 that never was, day 60. */
export const EXCEL_1970 = 25_569;
const EXCEL_FROM = 61;

export type FigureFormat = Extract<DateFormat, `epoch-${string}` | 'excel'>;

export const isFigureFormat = (format: DateFormat): format is FigureFormat => format.startsWith('epoch-') || format === 'excel';

/** UTC ms, whole, of a figure that counts time; NaN where it lies beyond 1900 … 2200. Excel's days are wall-clock days, to the nearest second. */
export function readFigure(format: FigureFormat, zone: Zone): (bytes: Uint8Array, start: number, end: number) => number {
  switch (format) {
    case 'epoch-s':
      return (bytes, start, end) => epoch(figure(bytes, start, end) * 1000);
    case 'epoch-ms':
      return (bytes, start, end) => epoch(figure(bytes, start, end));
    case 'epoch-us':
      return (bytes, start, end) => epoch(figure(bytes, start, end) / 1000);
    case 'epoch-ns':
      return (bytes, start, end) => epoch(nanoseconds(bytes, start, end));
    case 'excel':
      return (bytes, start, end) => {
        const serial = figure(bytes, start, end);
        if (!(serial >= EXCEL_FROM)) return Number.NaN;
        const wall = Math.round((serial - EXCEL_1970) * 86_400) * 1000;
        return wall < EPOCH_TO + DAY ? epoch(wallToUtc(wall, zone)) : Number.NaN;
      };
  }
}

/** With decimals behind either mark: `45294,385` has but one reading. */
function figure(bytes: Uint8Array, start: number, end: number): number {
  const pointed = parseNumber(bytes, start, end, false);
  return pointed === pointed ? pointed : parseNumber(bytes, start, end, true);
}

function epoch(ms: number): number {
  return ms >= EPOCH_FROM && ms < EPOCH_TO ? Math.floor(ms) : Number.NaN;
}

/** ms of whole nanoseconds: a double does not hold all 19 digits, so the last six are left out before it is read. */
function nanoseconds(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at]! < 48 || bytes[at]! > 57) return parseNumber(bytes, start, end, false) / 1e6;
  return end - start > 6 ? parseNumber(bytes, start, end - 6, false) : Number.NaN;
}
