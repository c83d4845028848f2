import { ALPHABETS, type Alphabet } from './alphabets';
import { decoded } from './decoded';
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
/** More for a Latin letter with an accent right after another. */
const ACCENTS = 3;
/** More for a letter beyond ASCII right after a digit. */
const AFTER_DIGIT = 3;
/** A sign of everyday texts, another one, and more for one amid a word, or beside another. */
const SIGN = 6;
const RARE_SIGN = 12;
const MISPLACED = 6;

const SIGNS = new Set('°€£¥¢$§µ·²³½¼¾×±º«»–—‘’“”„…•®©™ª¿¡\u00a0№‰');
/** Signs that stand between letters. */
const INNER = new Set("’·\u00a0–—×&'");

/** Signs after which a word does not go on. */
const FINAL = new Set('²³½¼¾®™ªº»”%‰§');

/** What a byte is in a language. */
interface Glyph {
  readonly bits: number;
  readonly kind: 'small' | 'capital' | 'letter' | 'mark' | 'sign' | 'digit' | 'ascii';
  readonly latin: boolean;
  readonly high: boolean;
  readonly inner: boolean;
  readonly final: boolean;
}

function glyphOf(char: string, byte: number, common: ReadonlySet<string>, other: ReadonlySet<string>): Glyph {
  const small = char.toLowerCase();
  const isLetter = /\p{L}/u.test(char);
  const isCapital = small !== char;
  const latin = /\p{Script=Latin}/u.test(char);
  const kind = isCapital ? 'capital' : char.toUpperCase() !== char ? 'small' : /\p{M}/u.test(char) ? 'mark' : 'letter';
  if (byte < 0x80)
    return {
      bits: asciiBits(byte),
      kind: isLetter ? kind : byte < 0x40 ? 'digit' : 'ascii',
      latin: true,
      high: false,
      inner: false,
      final: false,
    };
  if (char === '\uFFFD' || /\p{Cc}/u.test(char))
    return { bits: UNDECODABLE, kind: 'sign', latin: false, high: true, inner: false, final: false };
  if (SIGNS.has(char)) return { bits: SIGN, kind: 'sign', latin: false, high: true, inner: INNER.has(char), final: FINAL.has(char) };
  if (!isLetter && kind !== 'mark') return { bits: RARE_SIGN, kind: 'sign', latin: false, high: true, inner: false, final: false };
  const bits = common.has(small) ? COMMON : other.has(small) || kind === 'mark' ? OTHER : FOREIGN;
  return { bits: bits + (isCapital ? CAPITAL : 0), kind, latin, high: true, inner: false, final: false };
}

const known = new Map<Alphabet, readonly Glyph[]>();

function glyphsOf(alphabet: Alphabet): readonly Glyph[] {
  const found = known.get(alphabet) ?? makeGlyphs(alphabet);
  known.set(alphabet, found);
  return found;
}

function makeGlyphs({ label, letters, others = '' }: Alphabet): readonly Glyph[] {
  const common = new Set(letters);
  const other = new Set(others);
  return Array.from({ length: 256 }, (_, byte) => glyphOf(decoded(Uint8Array.of(byte), label), byte, common, other));
}

const isWordPart = (glyph: Glyph | undefined) => glyph !== undefined && !['sign', 'digit', 'ascii'].includes(glyph.kind);

/** Bits for what stands before and after. */
function placeBits(glyph: Glyph, before: Glyph | undefined, after: Glyph | undefined): number {
  if (glyph.kind === 'ascii' || glyph.kind === 'digit') return 0;
  if (glyph.kind === 'sign') {
    const amid = isWordPart(after) && (glyph.final || (!glyph.inner && isWordPart(before)));
    return (amid ? MISPLACED : 0) + (before?.kind === 'sign' ? MISPLACED : 0);
  }
  if (glyph.kind === 'mark') return isWordPart(before) ? 0 : MISPLACED;
  if (before?.kind === 'digit' && glyph.high) return AFTER_DIGIT;
  if (!isWordPart(before)) return 0;
  const mixed = before!.latin !== glyph.latin ? MIXED : 0;
  const accents = glyph.latin && glyph.high && before!.latin && before!.high ? ACCENTS : 0;
  return mixed + accents + (glyph.kind === 'capital' && before!.kind === 'small' ? INNER_CAPITAL : 0);
}

function wordBits(bytes: Uint8Array, glyphs: readonly Glyph[]): number {
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) {
    const glyph = glyphs[bytes[i]!]!;
    bits += glyph.bits + placeBits(glyph, glyphs[bytes[i - 1]!], glyphs[bytes[i + 1]!]);
  }
  return bits;
}

/**
 * For each language of an encoding with a byte a character, the bits that the words take as one of its texts.
 *
 * @param carriageReturns whether lines end with CR alone, as on old Macs and hardly elsewhere
 */
export function singleByteBits(words: readonly HighWord[], carriageReturns: boolean): { label: string; bits: number }[] {
  return ALPHABETS.map((alphabet) => {
    const glyphs = glyphsOf(alphabet);
    const prior = carriageReturns && alphabet.label === 'macintosh' ? 0 : alphabet.prior;
    const bits = words.reduce((sum, { bytes, weight }) => sum + weight * wordBits(bytes, glyphs), prior);
    return { label: alphabet.label, bits };
  });
}
