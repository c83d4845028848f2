import { ByteCursor, signs } from './byte-cursor';
import { isZoneName } from './zone-names';

const HOUR = 3_600_000;
const MINUTE = 60_000;

const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const EQUALS = 61;
const OPENING = 40;
const CLOSING = 41;
const OPENING_SQUARE = 91;
const CLOSING_SQUARE = 93;

const HOURS = signs('时時点點시');
const MINUTES = signs('分분');
const SECONDS = signs('秒초');
/** What may stand behind a time of day and says nothing more: «10:05 Uhr», `10h05min`, «10:05 hs.». */
const BEHIND = ['UHR', 'HRS', 'HS', 'H', 'MIN'];
const HOUR_WORDS = ['UHR', 'H'];

/**
 * Which part of the day an hour from 1 to 12 lies in. About noon 11 and 12 are before it and at it, 1 and 2 after it; in the evening there is no hour 12,
 * which would be noon or midnight.
 */
const UNSAID = 0;
const BEFORE_NOON = 1;
const AFTER_NOON = 2;
const ABOUT_NOON = 3;
const EVENING = 4;

/** Words for parts of the day, by their first two characters. */
const HALVES: ReadonlyMap<number, number> = new Map(
  (
    [
      [BEFORE_NOON, '上午 午前 凌晨 早上 清晨 早晨 오전 새벽'],
      [AFTER_NOON, '下午 午後 午后 傍晚 오후'],
      [ABOUT_NOON, '中午'],
      [EVENING, '晚上 晚间 晚間 저녁'],
    ] as const
  ).flatMap(([half, words]) => words.split(' ').map((word) => [pairOf(word.codePointAt(0)!, word.codePointAt(1)!), half] as const)),
);

function pairOf(first: number, second: number): number {
  return first * 0x10000 + second;
}

/** Reads a time of day and what says in which zone it is. */
export class ClockCursor extends ByteCursor {
  /** ms that the zone which is written is ahead of UTC; NaN where none is, or only the name of one, which does not say so for sure. */
  protected shift = Number.NaN;
  private half: number = UNSAID;

  /**
   * ms from midnight: `9:05`, `09:05:07.123`, `9.05.07`, `9:05 PM`, `下午9:05`, `21时05分`, `21h05`, `9 p. m.`; two digits alone, at the cell's end, are
   * an hour. NaN where there is no such time; `at` is behind it.
   */
  protected clock(): number {
    this.half = UNSAID;
    this.wordedHalf();
    const hour = this.digits(2);
    const alone = this.width === 2 && this.at === this.end;
    const dotted = this.peek() === DOT;
    let minute = 0;
    let second = 0;
    let fraction = 0;
    if (this.minutesFollow()) {
      minute = this.digits(2);
      if (this.secondsFollow(dotted)) {
        second = this.digits(2);
        this.takeWide(SECONDS);
        fraction = this.fraction();
      }
    } else if (!this.takeWide(HOURS) && !this.wordBehind(HOUR_WORDS) && !alone && this.half === UNSAID && !this.isHalfAhead())
      return Number.NaN;
    if (this.at < this.end) {
      if (this.half === UNSAID) this.halfBehind();
      if ((this.peek() === SPACE || this.isLetter()) && this.wordBehind(BEHIND)) this.take(DOT);
    }
    return timeOfDay(this.half === UNSAID ? hour : hoursOf(hour, this.half), minute, second) + fraction;
  }

  /** Reads what is left, which may say in which zone the time is, into `shift`; whether all of it was understood. */
  protected zoneBehind(): boolean {
    this.shift = Number.NaN;
    if (this.at < this.end) this.spaces();
    if (this.at === this.end) return true;
    let named = false;
    if (this.isLetter()) {
      named = this.word('Z') || this.word('UTC') || this.word('GMT');
      if (!named) return this.zoneName() && this.at === this.end;
      this.shift = 0;
      if (this.at === this.end) return true;
    }
    // `GMT+0800 (China Standard Time)`, as JavaScript writes times, and `+08:00[Asia/Shanghai]`, as Java does.
    this.dropRemark(OPENING, CLOSING);
    this.dropRemark(OPENING_SQUARE, CLOSING_SQUARE);
    const sign = this.peek();
    if (sign !== PLUS && sign !== MINUS) return named && this.at === this.end;
    if (!this.offset(sign === MINUS, named)) return false;
    if (this.at === this.end) return true;
    // `+0800 CST m=+0.01`, as Go writes times.
    this.spaces();
    if (this.word('UTC') || this.word('GMT') || this.zoneName()) this.spaces();
    if (this.word('M') && this.peek() === EQUALS) this.at = this.end;
    return this.at === this.end;
  }

  /** Whole ms of what follows the seconds. */
  protected fraction(): number {
    const mark = this.peek();
    if (mark !== DOT && mark !== COMMA && mark !== COLON) return 0;
    const from = ++this.at;
    let ms = 0;
    for (let place = 100; this.isDigit(); this.at++, place = Math.floor(place / 10)) ms += (this.bytes[this.at]! - 48) * place;
    return this.at === from ? Number.NaN : ms;
  }

  /** A sign before the minutes and a digit behind it; else `at` stays. */
  private minutesFollow(): boolean {
    const byte = this.peek();
    if (byte === COLON || byte === DOT) return this.stepIfDigit(1);
    if (byte === 0) return false;
    const from = this.at;
    if (this.takeWide(HOURS) || this.wordBehind(HOUR_WORDS)) {
      this.spaces();
      if (this.isDigit()) return true;
    }
    this.at = from;
    return false;
  }

  private secondsFollow(dotted: boolean): boolean {
    const byte = this.peek();
    if (byte === COLON || (dotted && byte === DOT)) return this.stepIfDigit(1);
    if (!this.takeWide(MINUTES)) return false;
    const from = this.at;
    this.spaces();
    if (this.isDigit()) return true;
    this.at = from;
    return false;
  }

  private stepIfDigit(by: number): boolean {
    if (!this.isDigit(this.at + by)) return false;
    this.at += by;
    return true;
  }

  private wordBehind(words: readonly string[]): boolean {
    if (this.at === this.end) return false;
    const from = this.at;
    this.spaces();
    const start = this.at;
    for (const word of words) {
      if (this.word(word) && !this.isLetter()) return true;
      this.at = start;
    }
    this.at = from;
    return false;
  }

  private isHalfAhead(): boolean {
    const from = this.at;
    this.halfBehind();
    this.at = from;
    return this.half !== UNSAID;
  }

  private halfBehind(): void {
    const from = this.at;
    this.spaces();
    if (!this.wordedHalf()) this.at = from;
  }

  /** Reads a half of the day into `half`, with the blanks behind it; whether there is one. */
  private wordedHalf(): boolean {
    const { at } = this;
    const byte = this.peek();
    if (byte >= 0xe0) {
      const found = HALVES.get(pairOf(this.wide(), this.wide(at + 3)));
      if (found === undefined) return false;
      this.half = found;
      this.at += 6;
      this.spaces();
      return true;
    }
    const small = byte | 32;
    if (small !== 97 && small !== 112) return false;
    this.at++;
    const dotted = this.take(DOT);
    if (dotted) this.spaces();
    if ((this.peek() | 32) !== 109) {
      this.at = at;
      return false;
    }
    this.at++;
    if (dotted) this.take(DOT);
    this.half = small === 112 ? AFTER_NOON : BEFORE_NOON;
    this.spaces();
    return true;
  }

  /** Leaves out a remark that ends the cell. */
  private dropRemark(opening: number, closing: number): void {
    if (this.bytes[this.end - 1] !== closing) return;
    const from = this.bytes.lastIndexOf(opening, this.end - 1);
    if (from < this.at) return;
    this.end = from;
    while (this.end > this.at && this.bytes[this.end - 1] === SPACE) this.end--;
  }

  /** `+08:00`, `+0800`, `+08`; behind `UTC` and `GMT` also `+8`. */
  protected offset(negative: boolean, named: boolean): boolean {
    this.at++;
    const hour = this.digits(2);
    if (this.width !== 2 && !(named && this.width === 1)) return false;
    this.take(COLON);
    const minute = this.isDigit() ? this.exactly(2) : 0;
    const shift = hour * HOUR + minute * MINUTE;
    this.shift = negative ? -shift : shift;
    return this.shift === this.shift;
  }

  /** `EST`, `America/New_York`. */
  protected zoneName(): boolean {
    const from = this.at;
    const name = this.letters();
    if (this.peek() === SLASH) {
      while (this.at < this.end && this.peek() !== SPACE) this.at++;
      return true;
    }
    if (isZoneName(name)) return true;
    this.at = from;
    return false;
  }
}

/** ms from midnight, NaN where there is no such time. 24:00 is the end of the day (ISO 8601), second 60 a leap second. */
export function timeOfDay(hour: number, minute: number, second: number): number {
  if (!(hour <= 24 && minute <= 59 && second < 61) || (hour === 24 && minute + second > 0)) return Number.NaN;
  return hour * HOUR + minute * MINUTE + second * 1000;
}

/** Hour of the day of an hour from 0 to 12 of a part of it. */
function hoursOf(hour: number, half: number): number {
  if (hour > 12 || (half === EVENING && hour === 12)) return Number.NaN;
  if (half === ABOUT_NOON) return hour >= 11 ? hour : hour <= 2 ? hour + 12 : Number.NaN;
  return (hour % 12) + (half === BEFORE_NOON ? 0 : 12);
}
