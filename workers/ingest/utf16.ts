/** Units from the beginning that are looked at. */
const UNITS = 4096;
/** Least share of units with a NUL: digits, delimiters and line ends have one in a text of any language. */
const LEAST_NULS = 0.05;
/** Share of units made of two ASCII bytes from which the text is one of ASCII bytes, with NULs in it: a third of the Chinese characters are so by chance. */
const ASCII_PAIRS = 0.6;

/** Label of UTF-16 by byte order mark, or by where the NUL bytes fall and what they make of the text; null for anything else. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const units = Math.min(head.length >> 1, UNITS);
  let even = 0;
  let odd = 0;
  let ascii = 0;
  for (let i = 0; i < units; i++) {
    const first = head[2 * i]!;
    const second = head[2 * i + 1]!;
    if (first === 0) even++;
    if (second === 0) odd++;
    if (isAscii(first) && isAscii(second)) ascii++;
  }
  const label = even < odd * 0.05 ? 'utf-16le' : odd < even * 0.05 ? 'utf-16be' : null;
  if (label === null || Math.max(even, odd) < units * LEAST_NULS || ascii > units * ASCII_PAIRS) return null;
  return isTable(new TextDecoder(label).decode(head.subarray(0, 2 * units))) ? label : null;
}

const isAscii = (byte: number) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13;

/** Has what ends a line or a cell, and hardly a character that no text has. */
function isTable(text: string): boolean {
  let strange = 0;
  for (const char of text) if (/[^\P{C}\t\r\n\p{Cf}]|\uFFFD/u.test(char)) strange++;
  return strange <= text.length * 0.01 && /[\r\n,;\t|]/.test(text);
}
