import { isPlain } from './cells';

const A: i32 = 0x9e3779b1;
const B: i32 = 0x85ebca77;

let a: i32 = 0;
let b: i32 = 0;

// @ts-ignore: decorator
@inline
function begin(): void {
  a = 0x3c6ef372;
  b = 0x1b873593;
}

/** As `CellHash.take`. */
// @ts-ignore: decorator
@inline
function take(start: i32, end: i32): void {
  const length = end - start;
  let x = (rotl<i32>(a, 13) ^ length) * A;
  let y = (rotl<i32>(b, 7) + length) * B;
  const last = end - 4;
  let word = 0;
  if (length >= 4) {
    for (let at = start; at < last; at += 4) {
      word = load<i32>(at);
      x = (rotl<i32>(x, 13) ^ word) * A;
      y = (rotl<i32>(y, 7) + word) * B;
    }
    word = load<i32>(last);
  } else for (let at = start; at < end; at++) word = (word << 8) | <i32>load<u8>(at);
  a = (rotl<i32>(x, 13) ^ word) * A;
  b = (rotl<i32>(y, 7) + word) * B;
}

/** The finaliser of MurmurHash3. */
// @ts-ignore: decorator
@inline
export function mix(hash: i32): i32 {
  let h: u32 = hash;
  h ^= h >> 16;
  h *= 0x85ebca6b;
  h ^= h >> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >> 16);
}

/**
 * Keys of a column's cells, as `keyOf`: two words a kept row, from place `done` of `out` on. Stops at a cell whose content must be looked for.
 *
 * @param kept rows, ascending
 * @returns how many rows have been done, those before among them
 */
export function keysOf(
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
    const place = out + (<usize>i << 3);
    if (start === end) {
      store<i64>(place, 0);
      continue;
    }
    if (!isPlain(begins, start, end)) break;
    begin();
    take(start, end);
    const x = mix(a);
    const y = mix(b ^ 0x165667b1);
    store<i32>(place, x);
    store<i32>(place + 4, x === 0 && y === 0 ? 1 : y);
  }
  return i;
}
