// @ts-ignore: decorator
@inline
function follows(at: i32, to: i32, low: i32, high: i32): bool {
  if (at >= to) return false;
  const byte = <i32>load<u8>(at);
  return byte >= low && byte <= high;
}

/** Length of the well-formed sequence at `at`, which is not ASCII; 0 where there is none, and for U+FFFD. */
// @ts-ignore: decorator
@inline
function lengthOf(at: i32, to: i32): i32 {
  const lead = <i32>load<u8>(at);
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return follows(at + 1, to, 0x80, 0xbf) ? 2 : 0;
  if (lead < 0xf0) {
    if (!follows(at + 1, to, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf) || !follows(at + 2, to, 0x80, 0xbf)) return 0;
    return lead === 0xef && <i32>load<u8>(at + 1) === 0xbf && <i32>load<u8>(at + 2) === 0xbd ? 0 : 3;
  }
  if (!follows(at + 1, to, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf)) return 0;
  return follows(at + 2, to, 0x80, 0xbf) && follows(at + 3, to, 0x80, 0xbf) ? 4 : 0;
}

/** Whether any of the 64 bytes at `at` is not ASCII. */
// @ts-ignore: decorator
@inline
function isHigh(at: i32): bool {
  const first = v128.or(v128.load(at), v128.load(at, 16));
  const second = v128.or(v128.load(at, 32), v128.load(at, 48));
  return i8x16.bitmask(v128.or(first, second)) !== 0;
}

/** As `findUndecodable`. Sixteen bytes beyond `to` can be read. */
export function findUndecodable(from: i32, to: i32): i32 {
  let at = from;
  while (at < to) {
    if (<i32>load<u8>(at) < 0x80) {
      while (at + 64 <= to && !isHigh(at)) at += 64;
      const high = i8x16.bitmask(v128.load(at));
      at += high === 0 ? 16 : ctz(high);
      continue;
    }
    const length = lengthOf(at, to);
    if (length === 0) return at;
    at += length;
  }
  return to;
}
