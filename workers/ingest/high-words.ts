/** A word of the sample with bytes beyond ASCII, digits made 0, and what its repetitions count for. */
export interface HighWord {
  readonly bytes: Uint8Array;
  readonly weight: number;
}

const ZERO = 0x30;
const NINE = 0x39;
/** No byte below is part of a character of several bytes, but for the digits in GB 18030's of four. */
const LEAST_TRAIL = 0x40;
const MOST_WORDS = 3000;
const LONGEST = 256;

/**
 * The different words with bytes beyond ASCII, parted where no encoding has a part of a character: at blanks, quotes, commas, line ends. A word
 * that comes again is little new evidence: its weight is 1 + log2(times) / 4. The last one may be cut, and counts only if it is alone.
 */
export function highWords(sample: Uint8Array): HighWord[] {
  const found = new Map<string, { readonly bytes: Uint8Array; times: number }>();
  let last = '';
  for (let start = 0; start < sample.length && found.size < MOST_WORDS;) {
    let end = start;
    let high = false;
    let key = '';
    for (; end < sample.length && end - start < LONGEST; end++) {
      const byte = sample[end]!;
      const digit = byte >= ZERO && byte <= NINE;
      if (byte < LEAST_TRAIL && !digit) break;
      high ||= byte >= 0x80;
      key += String.fromCharCode(digit ? ZERO : byte);
    }
    if (high) {
      const known = found.get(key);
      if (known) known.times++;
      else found.set(key, { bytes: Uint8Array.from(key, (char) => char.charCodeAt(0)), times: 1 });
      if (end === sample.length) last = key;
    }
    start = Math.max(end, start + 1);
  }
  if (found.get(last)?.times === 1 && found.size > 1) found.delete(last);
  return [...found.values()].map(({ bytes, times }) => ({ bytes, weight: 1 + Math.log2(times) / 4 }));
}
