import { isPlain } from './cells';

/** Digits of the longest number that is kept as one. */
const DIGITS: i32 = 9;
const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;

// @ts-ignore: decorator
@unmanaged
class Names {
  size: i32;
  numbers: usize;
  /** Bytes of the table less one entry: places are multiples of 8. */
  numberMask: i32;
  numberCount: i32;
  words: usize;
  wordMask: i32;
  wordCount: i32;
  /** `offsets[code]` … `offsets[code + 1]` in the pool. */
  offsets: usize;
  pool: usize;
}

/** The number that eight bytes of digits say, the first lowest; −1 where one is no digit. After D. Lemire, Quickly parsing eight digits (2018). */
// @ts-ignore: decorator
@inline
function eightDigits(word: u64): i32 {
  const high: u64 = 0xf0f0f0f0f0f0f0f0;
  if (((word & high) | (((word + 0x0606060606060606) & high) >> 4)) !== 0x3333333333333333) return -1;
  const pairs: u64 = ((word & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8;
  const fours: u64 = ((pairs & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return <i32>(((fours & 0x0000ffff0000ffff) * 42949672960001) >> 32);
}

/** The number that the cell of one to nine bytes is the only way to write; −1 where it is none. Eight bytes beyond it can be read. */
// @ts-ignore: decorator
@inline
function numberIn(start: i32, end: i32): i32 {
  const length = end - start;
  const lead = <i32>load<u8>(start) - 48;
  if (<u32>lead > 9 || (lead === 0 && length > 1)) return -1;
  if (length === DIGITS) {
    const rest = eightDigits(load<u64>(start + 1));
    return rest < 0 ? -1 : lead * 100000000 + rest;
  }
  // Zeros go before the digits that there are; no shift by 64 at once, which is none.
  const shift = <u64>(length << 3);
  return eightDigits((load<u64>(start) << (64 - shift)) | ((<u64>0x3030303030303030 >> (shift - 8)) >> 8));
}

// @ts-ignore: decorator
@inline
function spread(number: i32): i32 {
  const mixed = number * 0x9e3779b1;
  return (mixed ^ (mixed >>> 15)) << 3;
}

// @ts-ignore: decorator
@inline
function wordHash(start: i32, end: i32): i32 {
  const length = end - start;
  let hash: u64 = (<u64>length + 1) * K2;
  if (length >= 8) {
    const last = end - 8;
    for (let at = start; at < last; at += 8) hash = rotl<u64>((hash ^ load<u64>(at)) * K1, 29);
    hash = (hash ^ load<u64>(last)) * K1;
  } else {
    let word: u64 = 0;
    for (let at = start; at < end; at++) word = (word << 8) | <u64>load<u8>(at);
    hash = (hash ^ word) * K1;
  }
  hash ^= hash >> 32;
  hash *= K2;
  return <i32>(hash >> 32);
}

// @ts-ignore: decorator
@inline
function equal(x: i32, y: i32, length: i32): bool {
  if (length >= 8) {
    const last = length - 8;
    for (let i = 0; i < last; i += 8) if (load<u64>(x + i) !== load<u64>(y + i)) return false;
    return load<u64>(x + last) === load<u64>(y + last);
  }
  for (let i = 0; i < length; i++) if (load<u8>(x + i) !== load<u8>(y + i)) return false;
  return true;
}

function add(names: Names, start: i32, end: i32): i32 {
  const code = names.size++;
  const place = names.offsets + (<usize>code << 2);
  const from = load<i32>(place);
  memory.copy(names.pool + from, start, end - start);
  store<i32>(place + 4, from + end - start);
  return code;
}

// @ts-ignore: decorator
@inline
function numberOf(start: i32, end: i32): i32 {
  const length = end - start;
  return length > 0 && length <= DIGITS ? numberIn(start, end) : -1;
}

function encodeWord(names: Names, start: i32, end: i32): i32 {
  const length = end - start;
  const words = names.words;
  const wordMask = names.wordMask;
  const offsets = names.offsets;
  const pool = names.pool;
  const hash = wordHash(start, end);
  let place = (hash << 3) & wordMask;
  for (let held = load<i32>(words + place + 4); held !== 0; held = load<i32>(words + place + 4)) {
    if (load<i32>(words + place) === hash) {
      const from = load<i32>(offsets + (<usize>(held - 1) << 2));
      if (load<i32>(offsets + (<usize>held << 2)) - from === length && equal(start, <i32>pool + from, length)) return held - 1;
    }
    place = (place + 8) & wordMask;
  }
  names.wordCount++;
  store<i32>(words + place, hash);
  store<i32>(words + place + 4, names.size + 1);
  return add(names, start, end);
}

/** Code of the cell, a new one if it has not been seen. There must be room for one more name. */
export function encodeCell(names: Names, start: i32, end: i32): i32 {
  const number = numberOf(start, end);
  if (number < 0) return encodeWord(names, start, end);
  const numbers = names.numbers;
  const numberMask = names.numberMask;
  let place = spread(number) & numberMask;
  for (let held = load<i32>(numbers + place + 4); held !== 0; held = load<i32>(numbers + place + 4)) {
    if (load<i32>(numbers + place) === number) return held - 1;
    place = (place + 8) & numberMask;
  }
  names.numberCount++;
  store<i32>(numbers + place, number);
  store<i32>(numbers + place + 4, names.size + 1);
  return add(names, start, end);
}

/**
 * Codes of a column's cells, −1 for empty ones: one a kept row, from place `done` of `out` on. Stops at a cell whose content must be looked for.
 *
 * @param own whether they are own codes: numbers stand for themselves, −2 − code for what is none
 * @param kept rows, ascending
 * @returns how many rows have been done, those before among them
 */
export function encode(
  names: Names,
  own: bool,
  begins: usize,
  firstCell: usize,
  starts: usize,
  ends: usize,
  column: i32,
  kept: usize,
  count: i32,
  done: i32,
  out: usize,
): i32 {
  let i = done;
  for (; i < count; i++) {
    const cell = <usize>(load<i32>(firstCell + (<usize>load<i32>(kept + (<usize>i << 2)) << 2)) + column) << 2;
    const start = load<i32>(starts + cell);
    const end = load<i32>(ends + cell);
    let code = -1;
    if (start !== end) {
      if (!isPlain(begins, start, end)) break;
      if (own) {
        code = numberOf(start, end);
        if (code < 0) code = -2 - encodeWord(names, start, end);
      } else code = encodeCell(names, start, end);
    }
    store<i32>(out + (<usize>i << 2), code);
  }
  return i;
}

/** Fills a larger table, which is empty; masks are those of {@link Names}. */
export function rehashNumbers(from: usize, fromMask: i32, to: usize, toMask: i32): void {
  for (let old = 0; old <= fromMask; old += 8) {
    const entry = load<i64>(from + old);
    if (entry >> 32 === 0) continue;
    let place = spread(<i32>entry) & toMask;
    while (load<i32>(to + place + 4) !== 0) place = (place + 8) & toMask;
    store<i64>(to + place, entry);
  }
}

export function rehashWords(from: usize, fromMask: i32, to: usize, toMask: i32): void {
  for (let old = 0; old <= fromMask; old += 8) {
    const entry = load<i64>(from + old);
    if (entry >> 32 === 0) continue;
    let place = (<i32>entry << 3) & toMask;
    while (load<i32>(to + place + 4) !== 0) place = (place + 8) & toMask;
    store<i64>(to + place, entry);
  }
}
