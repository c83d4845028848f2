const LOW = 0x01010101;
const HIGH = 0x80808080 | 0;

/** The byte, four times over: what {@link passWords} compares words with. */
export const repeated = (byte: number): number => Math.imul(byte, LOW);

/**
 * The place from `at` on of the first word of four bytes that holds one of three bytes, given {@link repeated}; where none does, less than four
 * bytes before `to`. A word x has a zero byte where (x − 0x01010101) & ~x & 0x80808080 is not 0 (Warren, Hacker's Delight, 6–1), and
 * word ^ repeated has one where the byte occurs.
 */
export function passWords(view: DataView, at: number, to: number, a: number, b: number, c: number): number {
  const last = to - 4;
  let place = at;
  for (; place <= last; place += 4) {
    const word = view.getInt32(place, true);
    const x = word ^ a;
    const y = word ^ b;
    const z = word ^ c;
    if (((((x - LOW) & ~x) | ((y - LOW) & ~y) | ((z - LOW) & ~z)) & HIGH) !== 0) break;
  }
  return place;
}
