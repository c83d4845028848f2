import { wallToUtc } from '../math/zone';
import type { Zone } from '../protocol/events';
import type { DateFormat } from '../protocol/recipe';
import { ByteCursor } from './byte-cursor';
import { daysFromCivil, fullYear, isWeekday, monthOf } from './calendar';
import { isFigureFormat, readFigure } from './epochs';
import { isoReader, OTHERWISE } from './iso-reader';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

const SPACE = 32;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const OPENING = 40;
const CLOSING = 41;

/** UTC ms of a trimmed cell, whole (fractions of a millisecond are cut off, as ECMAScript does); NaN where it is no time in the format. */
export type DateReader = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * Reader for one format. A time with `Z`, `UTC`, `GMT` or an offset is taken at its word, others are wall-clock times in `zone`.
 *
 * - `iso`: `2019-10-01`, `T` or space, `hh:mm[:ss[.fraction]]`. `ymd`, `dmy`, `mdy`: any separators, names of months, years of two digits in
 *   the latter two, `am`/`pm`, `上午`/`下午` before or behind the time, `2019年10月1日`.
 * - `yyyymmdd`: eight digits, or fourteen with the time of day, or a time after a separator.
 * - `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`: since 1970 UTC; decimals and exponents are allowed. `excel`: days of a spreadsheet.
 * - `days-since-previous`: no cell says when (see relative-time.ts).
 */
export function dateReader(format: DateFormat, zone: Zone): DateReader {
  if (isFigureFormat(format)) return readFigure(format, zone);
  if (format === 'days-since-previous') return () => Number.NaN;
  const cursor = new Cursor(zone);
  if (format === 'iso') {
    const usual = isoReader(zone);
    return (bytes, start, end) => {
      const time = usual(bytes, start, end);
      return time === OTHERWISE ? cursor.read(bytes, start, end, format) : time;
    };
  }
  return (bytes, start, end) => cursor.read(bytes, start, end, format);
}

type TextFormat = 'iso' | 'ymd' | 'dmy' | 'mdy' | 'yyyymmdd';

/** Reads a date and time of day from left to right. Numbers that are not there are NaN, and NaN runs through to the result. */
class Cursor extends ByteCursor {
  /** 0 where the day's half is not said, else 1 for am, 2 for pm. */
  private half = 0;

  constructor(private readonly zone: Zone) {
    super();
  }

  read(bytes: Uint8Array, start: number, end: number, format: TextFormat): number {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.half = 0;
    const days = format === 'yyyymmdd' ? this.compactDate() : format === 'iso' ? this.isoDate() : this.separatedDate(format);
    if (days !== days) return Number.NaN;
    if (this.at === end) return wallToUtc(days * DAY, this.zone);
    const time = format === 'yyyymmdd' && this.isCompactTime() ? this.compactTime() : this.timeAfterSeparator(format === 'iso');
    const wall = days * DAY + time;
    if (wall !== wall) return Number.NaN;
    if (this.at === end) return wallToUtc(wall, this.zone);
    const offset = this.offset();
    return this.at === this.end ? wall - offset : Number.NaN;
  }

  private isoDate(): number {
    const year = this.exactly(4);
    if (!this.take(MINUS)) return Number.NaN;
    const month = this.exactly(2);
    if (!this.take(MINUS)) return Number.NaN;
    return daysFromCivil(year, month, this.exactly(2));
  }

  private compactDate(): number {
    const year = this.exactly(4);
    const month = this.exactly(2);
    return daysFromCivil(year, month, this.exactly(2));
  }

  /** Digits at once, or behind a `T` (`20191001T175900Z`), which is stepped over. */
  private isCompactTime(): boolean {
    const { bytes, at, end } = this;
    if (this.isDigit()) return true;
    if ((this.peek() | 32) !== 116 || at + 5 > end) return false;
    for (let i = at + 1; i < at + 5; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false;
    this.at++;
    return true;
  }

  private compactTime(): number {
    const hour = this.exactly(2);
    const minute = this.exactly(2);
    if (!this.isDigit()) return clock(hour, minute, 0);
    const second = this.exactly(2);
    return clock(hour, minute, second) + this.fraction();
  }

  private separatedDate(format: 'ymd' | 'dmy' | 'mdy'): number {
    // A month's name has no digits, and what the cell before had is not its width.
    this.width = 0;
    if (this.isLetter() && !this.skipWeekday(format)) return Number.NaN;
    const first = format === 'mdy' ? this.month() : this.digits(4);
    const firstWidth = this.width;
    if (!this.separator()) return Number.NaN;
    const second = format === 'mdy' ? this.digits(2) : this.month();
    if (!this.separator()) return Number.NaN;
    const third = this.digits(4);
    const thirdWidth = this.width;
    if (format === 'ymd') {
      // 日, but not the 上午 or 下午 that may follow at once.
      if (this.peek() >= 128) this.at = Math.min(this.at + 3, this.end);
      return firstWidth === 4 && thirdWidth <= 2 ? daysFromCivil(first, second, third) : Number.NaN;
    }
    if (firstWidth > 2 || (thirdWidth !== 4 && thirdWidth !== 2)) return Number.NaN;
    const year = thirdWidth === 4 ? third : fullYear(third);
    return format === 'dmy' ? daysFromCivil(year, second, first) : daysFromCivil(year, first, second);
  }

  private timeAfterSeparator(strict: boolean): number {
    let byte = this.peek();
    let separated = this.bytes[this.at - 1]! >= 128;
    while (byte === SPACE || (byte | 32) === 116 || (!strict && (byte === COMMA || byte === COLON || byte === 95 || byte === MINUS))) {
      separated = true;
      this.at++;
      byte = this.peek();
    }
    if (byte >= 128) {
      this.wideHalf();
      separated = true;
    }
    if (!separated && this.half === 0) return Number.NaN;
    if (!strict && this.latinHalf()) while (this.peek() === SPACE) this.at++;
    const hour = this.digits(2);
    let minute = 0;
    let second = 0;
    let fraction = 0;
    if (this.timeSeparator()) {
      minute = this.digits(2);
      if (!this.isWideHalf() && this.timeSeparator() && this.isDigit()) {
        second = this.digits(2);
        fraction = this.fraction();
      }
      if (!this.isWideHalf()) this.skipWide();
    } else if (!this.isLatinHalfAhead()) return Number.NaN;
    if (this.half === 0) this.trailingHalf();
    if (this.half === 0) return clock(hour, minute, second) + fraction;
    return hour > 12 ? Number.NaN : clock((hour % 12) + (this.half === 2 ? 12 : 0), minute, second) + fraction;
  }

  /** Offset of the zone that is written, ms; moves `at` to the end only where the whole of it is understood. */
  private offset(): number {
    while (this.peek() === SPACE) this.at++;
    if (this.word('Z') && this.at === this.end) return 0;
    if ((this.word('UTC') || this.word('GMT')) && this.at === this.end) return 0;
    // `GMT+0800 (China Standard Time)`, as JavaScript writes times.
    if (this.bytes[this.end - 1] === CLOSING) this.end = Math.max(this.at, this.bytes.lastIndexOf(OPENING, this.end - 1));
    while (this.end > this.at && this.bytes[this.end - 1] === SPACE) this.end--;
    const sign = this.peek();
    if (sign !== MINUS && sign !== 43) return Number.NaN;
    this.at++;
    const hour = this.digits(2);
    if (this.width !== 2) return Number.NaN;
    this.take(COLON);
    const minute = this.at < this.end ? this.digits(2) : 0;
    const offset = hour * HOUR + minute * MINUTE;
    return sign === MINUS ? -offset : offset;
  }

  /** Whole ms of what follows the seconds. */
  private fraction(): number {
    if (this.peek() !== DOT && this.peek() !== COMMA) return 0;
    const from = ++this.at;
    let ms = 0;
    for (let place = 100; this.isDigit(); this.at++, place = Math.floor(place / 10)) ms += (this.bytes[this.at]! - 48) * place;
    return this.at === from ? Number.NaN : ms;
  }

  private month(): number {
    return this.isLetter() ? monthOf(this.letters()) : this.digits(2);
  }

  /** Leaves `at` on the date; a month's name may stand first only in `mdy`. */
  private skipWeekday(format: string): boolean {
    const from = this.at;
    const word = this.letters();
    if (isWeekday(word)) return this.separator();
    this.at = from;
    return format === 'mdy';
  }

  private separator(): boolean {
    const from = this.at;
    for (;;) {
      const byte = this.peek();
      if (byte !== MINUS && byte !== SLASH && byte !== DOT && byte !== SPACE && byte !== COMMA && byte < 128) break;
      this.at++;
    }
    return this.at > from && this.at - from <= 4;
  }

  private timeSeparator(): boolean {
    return this.take(COLON) || this.skipWide();
  }

  /** Skips 年, 月, 日, 时 and the like. */
  private skipWide(): boolean {
    const from = this.at;
    while (this.peek() >= 128) this.at++;
    return this.at > from;
  }

  /** 上午 or 下午 ahead: E4 B8 8A or 8B, then E5 8D 88. */
  private isWideHalf(): boolean {
    const { bytes, at } = this;
    if (at + 6 > this.end || bytes[at] !== 0xe4 || bytes[at + 1] !== 0xb8 || bytes[at + 3] !== 0xe5) return false;
    return (bytes[at + 2] === 0x8a || bytes[at + 2] === 0x8b) && bytes[at + 4] === 0x8d && bytes[at + 5] === 0x88;
  }

  /** The half of the day behind the time. */
  private trailingHalf(): void {
    const from = this.at;
    if (this.latinHalf()) return;
    while (this.peek() === SPACE) this.at++;
    if (this.isWideHalf()) this.wideHalf();
    else this.at = from;
  }

  /** 上午 or 下午, told apart by their first character: E4 B8 8A, E4 B8 8B. */
  private wideHalf(): void {
    this.half = this.bytes[this.at + 2] === 0x8b ? 2 : this.bytes[this.at + 2] === 0x8a ? 1 : 0;
    this.skipWide();
    while (this.peek() === SPACE) this.at++;
  }

  private isLatinHalfAhead(): boolean {
    const from = this.at;
    const found = this.latinHalf();
    this.at = from;
    this.half = found ? 0 : this.half;
    return found;
  }

  private latinHalf(): boolean {
    const from = this.at;
    while (this.peek() === SPACE) this.at++;
    const byte = this.peek() | 32;
    if (byte === 97 || byte === 112) {
      this.at++;
      this.take(DOT);
      if ((this.peek() | 32) === 109) {
        this.at++;
        this.take(DOT);
        this.half = byte === 112 ? 2 : 1;
        return true;
      }
    }
    this.at = from;
    return false;
  }
}

/** ms from midnight. 24:00 is the end of the day (ISO 8601), second 60 a leap second. */
function clock(hour: number, minute: number, second: number): number {
  if (hour > 24 || minute > 59 || second >= 61 || (hour === 24 && minute + second > 0)) return Number.NaN;
  return hour * HOUR + minute * MINUTE + second * 1000;
}
