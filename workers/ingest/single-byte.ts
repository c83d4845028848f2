import { ALPHABETS, type Alphabet } from './alphabets';
import { asciiBits, UNDECODABLE } from './glyph-bits';
import type { HighWord } from './high-words';

const COMMON = 4.5;
const OTHER = 6.5;
/** A letter that texts in the language do not have. */
const FOREIGN = 13;
/** More for a capital, for one after a small letter, for letters of two scripts in one word. */
const CAPITAL = 1.5;
const INNER_CAPITAL = 7;
const MIXED = 6;
/** A sign of everyday texts, another one, and more for one amid a word, or beside another. */
const SIGN = 6;
const RARE_SIGN = 10;
const MISPLACED = 6;

const SIGNS = new Set('°€£¥¢$§µ·²³½¼¾×±º«»–—‘’“”„…•®©™ª¿¡\u00a0№‰');
/** Signs that stand between letters. */
const INNER = new Set("’·\u00a0–—×&'");

/** What a byte is in a language. */
interface Glyph {
  readonly bits: number;
  readonly kind: 'small' | 'capital' | 'letter' | 'mark' | 'sign' | 'ascii';
  readonly latin: boolean;
  readonly inner: boolean;
}

function glyphOf(char: string, byte: number, common: ReadonlySet<string>, other: ReadonlySet<string>): Glyph {
  const small = char.toLowerCase();
  const isLetter = /\p{L}/u.test(char);
  const isCapital = small !== char;
  const latin = /\p{Script=Latin}/u.test(char);
  const kind = isCapital ? 'capital' : char.toUpperCase() !== char ? 'small' : /\p{M}/u.test(char) ? 'mark' : 'letter';
  if (byte < 0x80) return { bits: asciiBits(byte), kind: isLetter ? kind : 'ascii', latin: true, inner: false };
  if (char === '\uFFFD' || /\p{Cc}/u.test(char)) return { bits: UNDECODABLE, kind: 'sign', latin: false, inner: false };
  if (SIGNS.has(char)) return { bits: SIGN, kind: 'sign', latin: false, inner: INNER.has(char) };
  if (!isLetter && kind !== 'mark') return { bits: RARE_SIGN, kind: 'sign', latin: false, inner: false };
  const bits = common.has(small) ? COMMON : other.has(small) || kind === 'mark' ? OTHER : FOREIGN;
  return { bits: bits + (isCapital ? CAPITAL : 0), kind, latin, inner: false };
}

function glyphsOf({ label, letters, others = '' }: Alphabet): readonly Glyph[] {
  const decoder = new TextDecoder(label);
  const common = new Set(letters);
  const other = new Set(others);
  return Array.from({ length: 256 }, (_, byte) => glyphOf(decoder.decode(Uint8Array.of(byte)), byte, common, other));
}

const isWordPart = (glyph: Glyph | undefined) => glyph !== undefined && glyph.kind !== 'sign' && glyph.kind !== 'ascii';

/** Bits for what stands before and after. */
function placeBits(glyph: Glyph, before: Glyph | undefined, after: Glyph | undefined): number {
  if (glyph.kind === 'ascii') return 0;
  if (glyph.kind === 'sign') {
    const amid = !glyph.inner && isWordPart(before) && isWordPart(after);
    return (amid ? MISPLACED : 0) + (before?.kind === 'sign' ? MISPLACED : 0);
  }
  if (glyph.kind === 'mark') return isWordPart(before) ? 0 : MISPLACED;
  if (!isWordPart(before)) return 0;
  const mixed = before!.latin !== glyph.latin ? MIXED : 0;
  return mixed + (glyph.kind === 'capital' && before!.kind === 'small' ? INNER_CAPITAL : 0);
}

function wordBits(bytes: Uint8Array, glyphs: readonly Glyph[]): number {
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) {
    const glyph = glyphs[bytes[i]!]!;
    bits += glyph.bits + placeBits(glyph, glyphs[bytes[i - 1]!], glyphs[bytes[i + 1]!]);
  }
  return bits;
}

/** For each language of an encoding with a byte a character, the bits that the words take as one of its texts. */
export function singleByteBits(words: readonly HighWord[]): { label: string; bits: number }[] {
  return ALPHABETS.map((alphabet) => {
    const glyphs = glyphsOf(alphabet);
    const bits = words.reduce((sum, { bytes, weight }) => sum + weight * wordBits(bytes, glyphs), alphabet.prior);
    return { label: alphabet.label, bits };
  });
}
