/** For a cell that is to be read otherwise, as OTHERWISE of iso-reader.ts. */
const OTHERWISE: f64 = Infinity;
const NO_DAY: i32 = i32.MIN_VALUE;
const MOST_DIGITS: i32 = 15;
const MINUS: i32 = 45;
const DOT: i32 = 46;
const COLON: i32 = 58;

let knownDate: i32 = -1;
let knownDay: i32 = NO_DAY;

/** The number of two digits at `at`; 100 or more where either byte is none. */
// @ts-ignore: decorator
@inline
function twoDigits(at: i32): i32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at + 1) - 48;
  return tens > 9 || ones > 9 ? 100 : <i32>(tens * 10 + ones);
}

/** As `daysFromCivil` of calendar.ts, for a date as eight digits. */
function dayOf(date: i32): i32 {
  const year = date / 10000;
  const month = (date / 100) % 100;
  const day = date % 100;
  if (year < 1 || month < 1 || month > 12 || day < 1) return NO_DAY;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 ? (isLeap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > longest) return NO_DAY;
  const y = month > 2 ? year : year - 1;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/** `2019-10-01 17:59:00`, with a `T` for the blank or a `Z` or ` UTC` at the end; `bare`: also with none of them there. */
// @ts-ignore: decorator
@inline
function timeIn(start: i32, end: i32, bare: bool): f64 {
  const length = end - start;
  if (length === 19) {
    if (!bare) return OTHERWISE;
  } else if (length === 23) {
    // ` UTC`
    if (load<i32>(start + 19) !== 0x43545520) return OTHERWISE;
  } else if (length !== 20 || <i32>load<u8>(start + 19) !== 90) return OTHERWISE;
  const between = <i32>load<u8>(start + 10);
  if ((between !== 32 && between !== 84) || <i32>load<u8>(start + 4) !== MINUS || <i32>load<u8>(start + 7) !== MINUS) return OTHERWISE;
  if (<i32>load<u8>(start + 13) !== COLON || <i32>load<u8>(start + 16) !== COLON) return OTHERWISE;
  const century = twoDigits(start);
  const year = twoDigits(start + 2);
  const month = twoDigits(start + 5);
  const day = twoDigits(start + 8);
  const hour = twoDigits(start + 11);
  const minute = twoDigits(start + 14);
  const second = twoDigits(start + 17);
  if (century > 99 || year > 99 || month > 99 || day > 99 || hour > 23 || minute > 59 || second > 59) return OTHERWISE;
  const date = (century * 100 + year) * 10000 + month * 100 + day;
  if (date !== knownDate) {
    knownDate = date;
    knownDay = dayOf(date);
  }
  if (knownDay === NO_DAY) return OTHERWISE;
  return <f64>knownDay * 86400000 + <f64>((hour * 3600 + minute * 60 + second) * 1000);
}

/** ms UTC of the column's cells, a double a row from row 0 on. `bare`: those without a zone are UTC. Others are left to another reader. */
export function readTimes(firstCell: usize, starts: usize, ends: usize, column: i32, from: i32, rows: i32, bare: bool, out: usize): void {
  for (let row = from; row < rows; row++) {
    const cell = load<i32>(firstCell + (<usize>row << 2)) + column;
    let time = OTHERWISE;
    if (cell < load<i32>(firstCell + (<usize>(row + 1) << 2))) {
      time = timeIn(load<i32>(starts + (<usize>cell << 2)), load<i32>(ends + (<usize>cell << 2)), bare);
    }
    store<f64>(out + (<usize>row << 3), time);
  }
}

/** Up to 15 digits with a point among or behind them and a minus before them, as `parseNumber` of numbers.ts reads them: exactly rounded. */
// @ts-ignore: decorator
@inline
function numberIn(start: i32, end: i32): f64 {
  let at = start;
  const negative = at < end && <i32>load<u8>(at) === MINUS;
  if (negative) at++;
  const from = at;
  let point = -1;
  let digits: i64 = 0;
  for (; at < end; at++) {
    const byte = <i32>load<u8>(at);
    const digit = byte - 48;
    if (<u32>digit <= 9) digits = digits * 10 + <i64>digit;
    else if (byte === DOT && point < 0) point = at;
    else return OTHERWISE;
  }
  const count = end - from - (point < 0 ? 0 : 1);
  if (count < 1 || count > MOST_DIGITS) return OTHERWISE;
  let number = <f64>digits;
  if (point >= 0) {
    let power: i64 = 1;
    for (let i = point + 1; i < end; i++) power *= 10;
    number /= <f64>power;
  }
  return negative ? 0.0 - number : number;
}

/** Numbers of the column's cells, a double a row from row 0 on. Cells that are empty or written otherwise are left to another reader. */
export function readNumbers(firstCell: usize, starts: usize, ends: usize, column: i32, from: i32, rows: i32, out: usize): void {
  for (let row = from; row < rows; row++) {
    const cell = load<i32>(firstCell + (<usize>row << 2)) + column;
    let number = OTHERWISE;
    if (cell < load<i32>(firstCell + (<usize>(row + 1) << 2))) {
      number = numberIn(load<i32>(starts + (<usize>cell << 2)), load<i32>(ends + (<usize>cell << 2)));
    }
    store<f64>(out + (<usize>row << 3), number);
  }
}
