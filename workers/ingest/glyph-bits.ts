/** Bits, -log2 of a rough likelihood, of what several encodings have in common. */

/** A byte that is no character. */
export const UNDECODABLE = 20;

export const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
export const isSmall = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;

/** An ASCII character of a word. */
export function asciiBits(byte: number): number {
  return isLetter(byte) ? 4 : byte < 0x40 ? 3 : 5;
}
