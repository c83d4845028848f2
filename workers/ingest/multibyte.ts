import { FREQUENT_CHARACTERS } from './frequent-characters';
import { asciiBits, isLetter, isSmall, UNDECODABLE } from './glyph-bits';
import type { HighWord } from './high-words';

/** What the bytes at a place are in an encoding: how many make the character, and its bits. */
interface Glyph {
  readonly width: number;
  readonly bits: number;
}

/** An East Asian encoding, or UTF-8: how rare such a file is, in bits, and how its characters are built. */
interface Encoding {
  readonly label: string;
  readonly prior: number;
  readonly glyph: (lead: number, next: number, third: number, fourth: number) => Glyph;
}

const FREQUENT = 8.5;
const FREQUENT_SYLLABLE = 6.5;
/** Another character of the level that nearly all texts consist of: a third of a text, spread over 3,000 and more. */
const COMMON = 12;
const MARK = 9;
const KANA = 6.5;
const UNCOMMON = 16;
const EXTENSION = 19;

const within = (byte: number, from: number, to: number) => byte >= from && byte <= to;
const one = (bits: number): Glyph => ({ width: 1, bits });
const two = (bits: number): Glyph => ({ width: 2, bits });
const INVALID = one(UNDECODABLE);

/** Bits of the pairs of bytes that are frequent characters in an encoding, and `otherwise` those of others. */
function frequentPairs(label: string): (lead: number, next: number, bits: number, otherwise: number) => number {
  let found: ReadonlySet<number> | undefined;
  const find = () => {
    const pairs: number[] = [];
    for (let lead = 0x81; lead <= 0xfe; lead++) for (let next = 0x40; next <= 0xfe; next++) pairs.push((lead << 8) | next);
    const lines = new TextDecoder(label).decode(Uint8Array.from(pairs.flatMap((pair) => [pair >> 8, pair & 255, 10]))).split('\n');
    return new Set(pairs.filter((_, i) => FREQUENT_CHARACTERS.has(lines[i]!)));
  };
  return (lead, next, bits, otherwise) => ((found ??= find()).has((lead << 8) | next) ? bits : otherwise);
}

/** Half-width kana, A1 to DF, by how common they are; the voicing mark and the long vowel are the commonest, small vowels rare. */
const HALF_WIDTH = Array.from(new TextDecoder('shift_jis').decode(Uint8Array.from({ length: 63 }, (_, i) => 0xa1 + i)), (kana) =>
  'ﾞｰﾝ'.includes(kana) ? 4 : 'ｱｲｳｵｶｷｸｺｻｼｽﾀﾁﾄﾅﾏﾐﾔﾗﾘﾙﾛｯｭﾟﾌﾊ'.includes(kana) ? 4.75 : 'ｹｾｿﾂﾃﾆﾉﾋﾎﾑﾒﾓﾖﾜｮｬﾚﾕﾍ'.includes(kana) ? 6 : 9,
);

const gb = frequentPairs('gb18030');
const big5 = frequentPairs('big5');
const shiftJis = frequentPairs('shift_jis');
const eucJp = frequentPairs('euc-jp');
const eucKr = frequentPairs('euc-kr');

const ENCODINGS: readonly Encoding[] = [
  {
    // GB 2312: marks and full-width forms in rows A1 to A3, kana in A4 and A5, the 3,755 characters of level 1 in rows B0 to D7, level 2 up to F7.
    label: 'gb18030',
    prior: 2,
    glyph: (lead, next, third, fourth) => {
      if (!within(lead, 0x81, 0xfe)) return INVALID;
      if (within(next, 0x30, 0x39)) {
        return within(third, 0x81, 0xfe) && within(fourth, 0x30, 0x39) ? { width: 4, bits: EXTENSION } : INVALID;
      }
      if (!within(next, 0x40, 0xfe) || next === 0x7f) return INVALID;
      if (next < 0xa1) return two(EXTENSION);
      if (within(lead, 0xb0, 0xd7)) return two(gb(lead, next, FREQUENT, COMMON));
      if (within(lead, 0xa1, 0xa3)) return two(MARK);
      return two(within(lead, 0xd8, 0xf7) || within(lead, 0xa4, 0xa5) ? UNCOMMON : EXTENSION);
    },
  },
  {
    // Big5: marks in rows A1 to A3, the 5,401 characters of level 1 in rows A4 to C6, level 2 in rows C9 to F9.
    label: 'big5',
    prior: 4,
    glyph: (lead, next) => {
      if (!within(lead, 0x81, 0xfe) || !(within(next, 0x40, 0x7e) || within(next, 0xa1, 0xfe))) return INVALID;
      if (within(lead, 0xa4, 0xc5) || (lead === 0xc6 && next <= 0x7e)) return two(big5(lead, next, FREQUENT, COMMON));
      return two(within(lead, 0xa1, 0xa2) ? MARK : within(lead, 0xc9, 0xf9) ? UNCOMMON : EXTENSION);
    },
  },
  {
    // Shift JIS: marks in row 81, kana in rows 82 and 83, level 1 of JIS X 0208 in rows 88 to 97 and the first half of 98, level 2 up to EA; single bytes A1 to DF are half-width kana.
    label: 'shift_jis',
    prior: 4,
    glyph: (lead, next) => {
      if (within(lead, 0xa1, 0xdf)) return one(HALF_WIDTH[lead - 0xa1]!);
      if (!within(lead, 0x81, 0xfc) || !within(next, 0x40, 0xfc) || next === 0x7f) return INVALID;
      if (lead === 0x83 || (lead === 0x82 && next >= 0x9f) || (lead === 0x81 && next === 0x5b)) return two(KANA);
      if (lead <= 0x82) return two(MARK);
      if (within(lead, 0x88, 0x97) || (lead === 0x98 && next <= 0x72)) return two(shiftJis(lead, next, FREQUENT, COMMON));
      return two(within(lead, 0x98, 0xea) ? UNCOMMON : EXTENSION);
    },
  },
  {
    // EUC-JP: marks in rows A1 to A3, kana in A4 and A5, level 1 of JIS X 0208 in rows B0 to CF, level 2 up to F4.
    label: 'euc-jp',
    prior: 6,
    glyph: (lead, next, third) => {
      if (lead === 0x8e) return within(next, 0xa1, 0xdf) ? two(MARK) : INVALID;
      if (lead === 0x8f) return within(next, 0xa1, 0xfe) && within(third, 0xa1, 0xfe) ? { width: 3, bits: EXTENSION } : INVALID;
      if (!within(lead, 0xa1, 0xfe) || !within(next, 0xa1, 0xfe)) return INVALID;
      const kana = (lead === 0xa4 && next <= 0xf3) || (lead === 0xa5 && next <= 0xf6) || (lead === 0xa1 && next === 0xbc);
      if (kana) return two(KANA);
      if (within(lead, 0xb0, 0xcf)) return two(eucJp(lead, next, FREQUENT, COMMON));
      return two(within(lead, 0xa1, 0xa3) ? MARK : within(lead, 0xd0, 0xf4) ? UNCOMMON : EXTENSION);
    },
  },
  {
    // EUC-KR: marks in rows A1 to A3, the 2,350 common syllables in rows B0 to C8, Chinese characters after them.
    label: 'euc-kr',
    prior: 5,
    glyph: (lead, next) => {
      if (!within(lead, 0x81, 0xfe) || !(within(next, 0x41, 0x5a) || within(next, 0x61, 0x7a) || within(next, 0x81, 0xfe))) return INVALID;
      if (next < 0xa1) return two(EXTENSION);
      if (within(lead, 0xb0, 0xc8)) return two(eucKr(lead, next, FREQUENT_SYLLABLE, COMMON));
      return two(within(lead, 0xa1, 0xa3) ? MARK : UNCOMMON);
    },
  },
  {
    // RFC 3629: letters with accents, Cyrillic, Greek and the like take two bytes, most others three.
    label: 'utf-8',
    prior: 0,
    glyph: (lead, next, third, fourth) => {
      const width = within(lead, 0xc2, 0xdf) ? 2 : within(lead, 0xe0, 0xef) ? 3 : within(lead, 0xf0, 0xf4) ? 4 : 0;
      const follows = [next, third, fourth].slice(0, Math.max(0, width - 1));
      if (width === 0 || !follows.every((byte) => within(byte, 0x80, 0xbf))) return INVALID;
      return { width, bits: width === 2 ? 7.5 : width === 3 ? 11 : 14 };
    },
  },
];

/** More for a character alone, as few words of East Asian languages are, and for the beginning of half-width kana, as few texts have. */
const ALONE = 3;
const HALF_WIDTH_RUN = 3;
/** More for Latin letters right beside: small ones, or capitals as in sizes and models; a word of several characters meets them more often. */
const BESIDE = { alone: { small: 5, capital: 2 }, among: { small: 2, capital: 0 } };

function besideBits(byte: number | undefined, alone: boolean): number {
  if (byte === undefined || !isLetter(byte)) return 0;
  const { small, capital } = alone ? BESIDE.alone : BESIDE.among;
  return isSmall(byte) ? small : capital;
}

function wordBits(bytes: Uint8Array, { label, glyph }: Encoding): number {
  let bits = 0;
  let before = 0;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      bits += asciiBits(lead);
      before = 0;
      at++;
      continue;
    }
    const { width, bits: own } = glyph(lead, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
    const after = bytes[at + width];
    bits += own;
    if (label !== 'utf-8') {
      const last = after === undefined || after < 0x80;
      const alone = before === 0 && last;
      if (alone) bits += ALONE;
      if (width === 1 && before !== 1) bits += HALF_WIDTH_RUN;
      if (before === 0) bits += besideBits(bytes[at - 1], alone);
      if (last) bits += besideBits(after, alone);
    }
    before = width;
    at += width;
  }
  return bits;
}

/** For each encoding with characters of several bytes, the bits that the words take as one of its texts. */
export function multibyteBits(words: readonly HighWord[]): { label: string; bits: number }[] {
  return ENCODINGS.map((encoding) => {
    const bits = words.reduce((sum, { bytes, weight }) => sum + weight * wordBits(bytes, encoding), encoding.prior);
    return { label: encoding.label, bits };
  });
}
