import { zone } from '../math/zone';
import { ClockCursor, timeOfDay } from './clock-cursor';
import { dateReader, type DateReader } from './dates';
import { parseNumber } from './numbers';

const DAY = 86_400_000;
const DAY_SECONDS = 86_400;

/** How a column of times of day writes what is digits alone, and what has a decimal mark. Found in the sample; survives structured cloning. */
export interface ClockWriting {
  /** Digits that the column's longest figure has: hours, hours and minutes, or hours, minutes and seconds, before which zeros may be left out. */
  readonly digits: 2 | 4 | 6;
  /** Figures are days of a spreadsheet, of which the fraction counts: 0.5 is noon. Else a point stands between hours and minutes. */
  readonly fraction: boolean;
}

/**
 * Reads a time of day that has a cell of its own, in ms from midnight; NaN where there is none. As {@link ClockCursor.clock} does; beside that digits
 * alone (`935`), fractions of a day, and times that stand on some day of their own, as a spreadsheet's do in files (`1899-12-30 09:35:00`).
 */
export class ClockReader extends ClockCursor {
  private readonly onSomeDay = dateReader('iso', zone('UTC'));

  constructor(private readonly writing: ClockWriting) {
    super();
  }

  /** ms that the zone beside the time read last is ahead of UTC; NaN where none is written. */
  override shift = Number.NaN;

  readonly read: DateReader = (bytes, start, end) => {
    this.shift = Number.NaN;
    const figure = this.figure(bytes, start, end);
    if (figure === figure) return figure;
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    const time = this.clock();
    if (time === time && this.zoneBehind()) return time;
    const dated = this.onSomeDay(bytes, start, end);
    return dated - Math.floor(dated / DAY) * DAY;
  };

  /** Of digits, with a decimal mark among them at most; NaN of anything else. */
  private figure(bytes: Uint8Array, start: number, end: number): number {
    let mark = -1;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 48 && byte <= 57) continue;
      const exponent = (byte | 32) === 101 || (byte === 45 && at > start);
      if (byte !== 46 && byte !== 44 && !exponent) return Number.NaN;
      if (mark < 0) mark = at;
    }
    if (start === end) return Number.NaN;
    if (mark >= 0) return this.writing.fraction ? partOfDay(parseNumber(bytes, start, end, bytes[mark] === 44)) : Number.NaN;
    const length = end - start;
    if (length > 6) return Number.NaN;
    const figure = parseNumber(bytes, start, end, false);
    if (this.writing.fraction && figure <= 1) return 0;
    const digits = length > 4 ? 6 : length > 2 ? Math.max(4, this.writing.digits) : this.writing.digits;
    if (digits === 2) return timeOfDay(figure, 0, 0);
    if (digits === 4) return timeOfDay(Math.floor(figure / 100), figure % 100, 0);
    return timeOfDay(Math.floor(figure / 10_000), Math.floor(figure / 100) % 100, figure % 100);
  }
}

/** ms of the fraction, to the nearest second; a day that is over begins the next one. */
function partOfDay(days: number): number {
  return Math.round((days - Math.floor(days)) * DAY_SECONDS) * 1000;
}

/** A fraction of a day, or a whole day of this century with one. */
const FRACTION = /^(?:0|[3-6]\d{4})?[.,]\d+$|^\d(?:[.,]\d+)?e-\d+$/i;
const MARKED = /^\d*[.,]\d/;

/** How a column writes times of day, by its cells. */
export function clockWritingOf(cells: Iterable<string>): ClockWriting {
  let longest = 0;
  let fractions = 0;
  let marked = 0;
  for (const cell of cells) {
    if (/^\d{1,6}$/.test(cell)) longest = Math.max(longest, cell.length);
    if (FRACTION.test(cell)) fractions++;
    else if (MARKED.test(cell)) marked++;
  }
  return { digits: longest > 4 ? 6 : longest > 2 ? 4 : 2, fraction: fractions > 0 && marked === 0 };
}
