import type { Measure } from './dialect';

/** Code points that a terminal sets twice as wide, by their first and last; after Unicode's East Asian Width (classes W and F). */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

const isWide = (codePoint: number) => WIDE.some(([first, last]) => codePoint >= first && codePoint <= last);

/** Bytes of the UTF-8 character that begins with the byte; 1 for a byte that begins none. */
export const utf8Length = (byte: number) => (byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);

/** Bytes of a text as UTF-8. Writes none of them, which many texts would be a lot of garbage for. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    // Two units of one character are four bytes.
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      i++;
    }
  }
  return bytes;
}

/** Places that the character at `at` takes, by a measure. */
export function placesOf(bytes: Uint8Array, at: number, measure: Measure): number {
  const byte = bytes[at]!;
  if (byte < 0x80) return 1;
  const length = utf8Length(byte);
  if (measure === 'bytes') return length;
  if (measure === 'characters' || length < 3) return 1;
  let codePoint = byte & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) codePoint = (codePoint << 6) | (bytes[at + i]! & 0x3f);
  return isWide(codePoint) ? 2 : 1;
}
