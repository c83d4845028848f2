import { wallToUtc } from '../math/zone';
import type { Zone } from '../protocol/events';
import { signs } from './byte-cursor';
import { daysFromCivil, daysFromWeek, fullYear, isWeekday, monthOf } from './calendar';
import { cellText } from './cells';
import { ClockCursor, timeOfDay } from './clock-cursor';
import { isOtherDate, plainDate, withoutBuddhistYear } from './other-calendars';

const DAY = 86_400_000;
/** From here on no date lies in a year of ours. */
const FAR = Date.UTC(2400, 0);

const SPACE = 32;
const APOSTROPHE = 39;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const OPENING = 40;
const CLOSING = 41;
const UNDERSCORE = 95;
const LETTER_A = 97;
const LETTER_D = 100;
const LETTER_O = 111;
const LETTER_T = 116;
const LETTER_W = 119;
/** Marks between day, month and year; with the blanks beside them there are seldom more. */
const MOST_MARKS = 6;

const YEAR_OR_MONTH = signs('年月년월\u2010\u2011\u2012\u2013\u2014\u2212');
const DAY_SIGNS = signs('日号號일');
/** What a weekday is written with: 星期五, 周五, (金), 金曜日, 금요일. */
const WEEKDAY_SIGNS = signs('星期周週礼禮拜一二三四五六日天月火水木金土曜월화수목금토일요');
const ORDINALS: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th', 'er', 'e']);
const ORDINAL_SIGNS: ReadonlySet<number> = new Set([0xba, 0xaa, 0xb0]);
/** Between day, month and year: «5 de enero de 2024», «5th of January». */
const BETWEEN: ReadonlySet<string> = new Set(['de', 'del', 'of', 'do', 'di', 'den']);
/** Between date and time: «January 5, 2024 at 3:05 PM», «5 janv. 2024 à 10:05». */
const BEFORE_TIME: ReadonlySet<string> = new Set(['at', 'à', 'um', 'las', 'às', 'as', 'alle', 'kl', 'klo', 'om', 'в']);

/** Formats that are text, not figures. */
type TextFormat = 'iso' | 'ymd' | 'dmy' | 'mdy' | 'yyyymmdd';

/** Reads a date and time of day from left to right. Numbers that are not there are NaN, and NaN runs through to the result. */
export class DateCursor extends ClockCursor {
  /** ms from midnight where the time stands before the date, or before its year; else NaN. */
  private timeBefore = Number.NaN;

  constructor(
    private readonly format: TextFormat,
    private readonly zone: Zone,
  ) {
    super();
  }

  /** ms on the clocks of the place that is written, else of the zone. */
  wallOf(bytes: Uint8Array, start: number, end: number): number {
    const wall = this.wall(bytes, start, end);
    if (wall < FAR) return wall;
    if (wall === wall) return this.buddhistWall(bytes, start, end, wall);
    const plain = rewritten(bytes, start, end);
    const other = plain === null ? wall : this.wall(plain, 0, plain.length);
    return other >= FAR ? this.buddhistWall(plain!, 0, plain!.length, other) : other;
  }

  /** Of a date beyond all years of ours: in the Buddhist calendar, unless the format is one that computers write, who count years as we do. */
  private buddhistWall(bytes: Uint8Array, start: number, end: number, wall: number): number {
    if (this.format === 'iso' || this.format === 'yyyymmdd') return wall;
    const text = withoutBuddhistYear(cellText(bytes, start, end));
    if (text === null) return wall;
    const other = new TextEncoder().encode(text);
    return this.wall(other, 0, other.length);
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const wall = this.wallOf(bytes, start, end);
    if (wall !== wall) return Number.NaN;
    return this.shift === this.shift ? wall - this.shift : wallToUtc(wall, this.zone);
  }

  /** ms on the wall's clock; sets `shift`. */
  private wall(bytes: Uint8Array, start: number, end: number): number {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.shift = Number.NaN;
    this.timeBefore = Number.NaN;
    if (this.isClockFirst() && !this.clockFirst()) return Number.NaN;
    const days = this.date();
    if (days !== days) return Number.NaN;
    // Most dates have their time behind a blank.
    if (this.at < end && !this.isDigit(this.at + 1)) this.skipRemark();
    if (this.at === end) return this.timeBefore === this.timeBefore ? days * DAY + this.timeBefore : days * DAY;
    if (this.timeBefore !== this.timeBefore) {
      const time = this.timeBehind();
      return this.zoneBehind() ? days * DAY + time : Number.NaN;
    }
    const { shift } = this;
    const known = this.zoneBehind();
    if (shift === shift) this.shift = shift;
    return known ? days * DAY + this.timeBefore : Number.NaN;
  }

  private date(): number {
    switch (this.format) {
      case 'yyyymmdd':
        return this.compactDate();
      case 'iso':
        return this.isoDate();
      default:
        return this.separatedDate(this.format);
    }
  }

  private isoDate(): number {
    const year = this.exactly(4);
    if (!this.take(MINUS)) return Number.NaN;
    if ((this.peek() | 32) === LETTER_W) {
      this.at++;
      const week = this.exactly(2);
      return this.take(MINUS) ? daysFromWeek(year, week, this.exactly(1)) : Number.NaN;
    }
    const month = this.exactly(2);
    if (!this.take(MINUS)) return Number.NaN;
    return daysFromCivil(year, month, this.exactly(2));
  }

  private compactDate(): number {
    const year = this.exactly(4);
    const month = this.exactly(2);
    return daysFromCivil(year, month, this.exactly(2));
  }

  /** Digits at once (two are an hour: `2019100117`), or four and more behind a `T` or a blank (`20191001T175900Z`), which is stepped over. */
  private isCompactTime(): boolean {
    if (this.format !== 'yyyymmdd') return false;
    if (this.isDigit()) return true;
    const mark = this.peek();
    if ((mark | 32) !== LETTER_T && mark !== SPACE) return false;
    for (let i = 1; i <= 4; i++) if (!this.isDigit(this.at + i)) return false;
    this.at++;
    return true;
  }

  private compactTime(): number {
    const hour = this.exactly(2);
    if (this.at === this.end) return timeOfDay(hour, 0, 0);
    const minute = this.exactly(2);
    if (!this.isDigit()) return timeOfDay(hour, minute, 0);
    const time = timeOfDay(hour, minute, this.exactly(2));
    return time + (this.isDigit() ? this.exactly(3) : this.fraction());
  }

  private separatedDate(format: 'ymd' | 'dmy' | 'mdy'): number {
    // A month's name has no digits, and what the cell before had is not its width.
    this.width = 0;
    if (this.isLetter() && !this.skipWeekday(format)) return Number.NaN;
    const first = format === 'mdy' ? this.month() : this.digits(4);
    const firstWidth = this.width;
    if (format === 'dmy') this.ordinal();
    if (format === 'ymd' && firstWidth === 4 && this.peek() === COLON) return this.colonDate(first);
    if (!this.separator()) return Number.NaN;
    const second = format === 'mdy' ? this.digits(2) : this.month();
    if (format === 'mdy') this.ordinal();
    if (!this.separator()) return Number.NaN;
    if (format !== 'ymd' && this.bytes[this.at - 1] === SPACE && this.isClockFirst() && !this.clockFirst()) return Number.NaN;
    this.take(APOSTROPHE);
    const third = this.digits(4);
    const thirdWidth = this.width;
    if (this.peek() >= 128) this.takeWide(DAY_SIGNS);
    // «2024. 1. 5.», «5.1.2024. 10:05»
    if (this.peek() === DOT && !this.isDigit(this.at + 1)) this.at++;
    if (format === 'ymd') {
      if (firstWidth % 2 !== 0 || thirdWidth > 2) return Number.NaN;
      return daysFromCivil(firstWidth === 4 ? first : fullYear(first), second, third);
    }
    if (firstWidth > 2 || (thirdWidth !== 4 && thirdWidth !== 2)) return Number.NaN;
    const year = thirdWidth === 4 ? third : fullYear(third);
    return format === 'dmy' ? daysFromCivil(year, second, first) : daysFromCivil(year, first, second);
  }

  /** `2024:01:05`, as cameras write dates (EXIF 2.3, DateTimeOriginal): behind the year. */
  private colonDate(year: number): number {
    if (!this.take(COLON)) return Number.NaN;
    const month = this.exactly(2);
    return this.take(COLON) ? daysFromCivil(year, month, this.exactly(2)) : Number.NaN;
  }

  private timeBehind(): number {
    if (this.isCompactTime()) return this.compactTime();
    return this.connected() ? this.clock() : Number.NaN;
  }

  /** Steps to the time behind a date; false where nothing stands between them. */
  private connected(): boolean {
    const strict = this.format === 'iso';
    let separated = this.bytes[this.at - 1]! >= 128;
    for (;;) {
      const byte = this.peek();
      if (byte >= 128) {
        if (this.spaces() === 0 && !this.anyWord(BEFORE_TIME)) return true;
      } else if (byte === SPACE || (!strict && (byte === COMMA || byte === COLON || byte === UNDERSCORE || byte === MINUS || byte === DOT)))
        this.at++;
      else if ((byte | 32) === LETTER_T && this.isDigit(this.at + 1)) this.at++;
      else if (strict || !(this.anyWord(BEFORE_TIME) || this.take(this.isAlone() ? LETTER_A : SPACE))) return separated;
      separated = true;
    }
  }

  /** Of «a las 10:05», but not of «a. m.» */
  private isAlone(): boolean {
    return this.at + 1 < this.end && this.bytes[this.at + 1] === SPACE;
  }

  /** Steps over a day of the week behind the date (星期五, (金), Fri) and over «г.»; else `at` stays. */
  private skipRemark(): void {
    const from = this.at;
    this.spaces();
    const bracket = this.take(OPENING);
    let found = false;
    while (this.takeWide(WEEKDAY_SIGNS)) found = true;
    if (!found && this.isLetter() && !this.isDigit(this.at + 1)) {
      const word = this.letters();
      found = word === 'г' || isWeekday(word);
      if (found) this.take(DOT);
    }
    if (!found || (bracket && !this.take(CLOSING))) this.at = from;
  }

  /** A time of day ahead, which ends in the second or third place with a colon. */
  private isClockFirst(): boolean {
    const { bytes, at, end } = this;
    return at + 4 < end && (bytes[at + 1] === COLON || bytes[at + 2] === COLON) && this.isDigit() && this.format !== 'iso';
  }

  /** Reads the time before the date, or before its year, with the zone behind it: its name, or as `+0000`. */
  private clockFirst(): boolean {
    this.timeBefore = this.clock();
    this.spaces();
    if (this.word('UTC') || this.word('GMT')) this.shift = 0;
    else if (this.isLetter()) this.zoneName();
    const sign = this.peek();
    if ((sign === PLUS || sign === MINUS) && !this.offset(sign === MINUS, false)) return false;
    this.spaces();
    this.take(COMMA);
    this.spaces();
    return this.timeBefore === this.timeBefore;
  }

  private month(): number {
    return this.isLetter() ? monthOf(this.letters()) : this.digits(2);
  }

  private ordinal(): void {
    // º, ª and °.
    if (this.peek() === 0xc2 && ORDINAL_SIGNS.has(this.bytes[this.at + 1]!)) this.at += 2;
    else if (this.isLetter()) this.anyWord(ORDINALS);
  }

  /** Leaves `at` on the date; a month's name may stand first only in `mdy`. */
  private skipWeekday(format: string): boolean {
    const from = this.at;
    const word = this.letters();
    const named = format === 'mdy' && monthOf(word) > 0;
    // `Mar 5` is in March, `mar. 5 mars` is a Tuesday.
    if (isWeekday(word) && this.weekdayEnd() && (!named || this.isLetter())) return true;
    this.at = from;
    return format === 'mdy';
  }

  /** As the words between day, month and year begin, and as short, told without looking it up. */
  private isShortWord(byte: number): boolean {
    return (byte === LETTER_D || byte === LETTER_O) && (this.bytes[this.at + 2] === SPACE || this.bytes[this.at + 3] === SPACE);
  }

  /** Marks behind a weekday; Portuguese says «quinta-feira». */
  private weekdayEnd(): boolean {
    const from = this.at;
    if (!this.take(MINUS) || this.letters() !== 'feira') this.at = from;
    return this.separator();
  }

  /** Marks, blanks and words between day, month and year; nothing at all where a name ends or begins (`05Jan2024`). */
  private separator(): boolean {
    const from = this.at;
    let marks = 0;
    for (;;) {
      const byte = this.peek();
      if (byte === SPACE || byte === MINUS || byte === SLASH || byte === DOT || byte === COMMA) this.at++;
      else if (byte < 128) {
        if (marks === 0 || !this.isShortWord(byte) || !this.anyWord(BETWEEN)) break;
      } else if (!this.takeWide(YEAR_OR_MONTH) && this.spaces() === 0) break;
      marks++;
    }
    return (marks > 0 && marks <= MOST_MARKS) || (this.at === from && this.isDigit() !== this.isDigit(from - 1));
  }
}

/** The cell as {@link plainDate} writes it; null where that is the same. Such cells are few, so that they are tried only after the others. */
function rewritten(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
  if (!isOtherDate(bytes, start, end)) return null;
  const text = cellText(bytes, start, end);
  const plain = plainDate(text);
  return plain === text ? null : new TextEncoder().encode(plain);
}
