import { mix } from './hash';

const A: i32 = 0x9e3779b1;
const B: i32 = 0x85ebca77;

/** Whether the cells [first, to) stand one after the other, a byte between each two, as those of a row without quotes do. */
// @ts-ignore: decorator
@inline
function areAdjacent(starts: usize, ends: usize, first: i32, to: i32): bool {
  for (let cell = first + 1; cell < to; cell++) {
    if (load<i32>(starts + (<usize>cell << 2)) !== load<i32>(ends + (<usize>(cell - 1) << 2)) + 1) return false;
  }
  return true;
}

/** Writes the cells with a delimiter between each two; returns the end. Sixteen bytes behind it are written over. */
function join(starts: usize, ends: usize, first: i32, to: i32, delimiter: i32, into: i32): i32 {
  let at = into;
  for (let cell = first; cell < to; cell++) {
    if (cell > first) store<u8>(at++, delimiter);
    const start = load<i32>(starts + (<usize>cell << 2));
    const length = load<i32>(ends + (<usize>cell << 2)) - start;
    for (let i = 0; i < length; i += 16) v128.store(at + i, v128.load(start + i));
    at += length;
  }
  return at;
}

/**
 * Hashes of the first cells of each row that has so many, as `RowHash`: two words a row from row 0 on.
 *
 * @param joined room for the cells of any row and a delimiter each
 */
export function hashRows(
  firstCell: usize,
  starts: usize,
  ends: usize,
  from: i32,
  rows: i32,
  columns: i32,
  delimiter: i32,
  joined: i32,
  out: usize,
): void {
  const seed = i32x4(0x3c6ef372, 0x1b873593, 0x165667b1, 0x27d4eb2f);
  const a = i32x4.splat(A);
  const b = i32x4.splat(B);
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (let row = from; row < rows; row++) {
    const first = load<i32>(firstCell + (<usize>row << 2));
    const to = first + columns;
    if (load<i32>(firstCell + (<usize>(row + 1) << 2)) < to) continue;
    let start = load<i32>(starts + (<usize>first << 2));
    let end = load<i32>(ends + (<usize>(to - 1) << 2));
    if (!areAdjacent(starts, ends, first, to)) {
      start = joined;
      end = join(starts, ends, first, to, delimiter, joined);
    }
    let mark = 0;
    for (let cell = first; cell < to; cell++) {
      mark = (mark ^ (load<i32>(ends + (<usize>cell << 2)) - load<i32>(starts + (<usize>cell << 2)))) * A;
    }
    let x = seed;
    let y = seed;
    let word: v128;
    const last = end - 16;
    if (last >= start) {
      for (let at = start; at < last; at += 16) {
        word = v128.load(at);
        x = i32x4.mul(v128.xor(v128.or(i32x4.shl(x, 13), i32x4.shr_u(x, 19)), word), a);
        y = i32x4.mul(i32x4.add(v128.or(i32x4.shl(y, 7), i32x4.shr_u(y, 25)), word), b);
      }
      word = v128.load(last);
    } else word = v128.and(v128.load(start), i8x16.lt_u(places, i8x16.splat(<i8>(end - start))));
    x = i32x4.mul(v128.xor(v128.or(i32x4.shl(x, 13), i32x4.shr_u(x, 19)), word), a);
    y = i32x4.mul(i32x4.add(v128.or(i32x4.shl(y, 7), i32x4.shr_u(y, 25)), word), b);
    let p = mark;
    p = (rotl<i32>(p, 13) ^ i32x4.extract_lane(x, 0)) * A;
    p = (rotl<i32>(p, 13) ^ i32x4.extract_lane(x, 1)) * A;
    p = (rotl<i32>(p, 13) ^ i32x4.extract_lane(x, 2)) * A;
    p = (rotl<i32>(p, 13) ^ i32x4.extract_lane(x, 3)) * A;
    let q = mark;
    q = (rotl<i32>(q, 7) + i32x4.extract_lane(y, 0)) * B;
    q = (rotl<i32>(q, 7) + i32x4.extract_lane(y, 1)) * B;
    q = (rotl<i32>(q, 7) + i32x4.extract_lane(y, 2)) * B;
    q = (rotl<i32>(q, 7) + i32x4.extract_lane(y, 3)) * B;
    store<i32>(out + (<usize>row << 3), mix(p));
    store<i32>(out + (<usize>row << 3) + 4, mix(q ^ 0x165667b1));
  }
}
