/** What the bytes at a place are in an encoding: a character that is common there, another one, or none. */
interface Glyph {
  readonly width: number;
  readonly common: boolean;
  readonly valid: boolean;
}

/** One entry for each East Asian encoding: how its characters are built, and which of them nearly all texts consist of. */
interface Encoding {
  readonly label: string;
  readonly glyph: (lead: number, next: number, third: number, fourth: number) => Glyph;
}

const within = (byte: number, from: number, to: number) => byte >= from && byte <= to;
const glyph = (width: number, common: boolean): Glyph => ({ width, common, valid: true });
const INVALID: Glyph = { width: 1, common: false, valid: false };

const ENCODINGS: readonly Encoding[] = [
  {
    // GB 2312: marks and full-width forms in rows A1 to A3, the 3,755 characters of level 1 in rows B0 to D7.
    label: 'gb18030',
    glyph: (lead, next, third, fourth) => {
      if (!within(lead, 0x81, 0xfe)) return INVALID;
      if (within(next, 0x30, 0x39)) return within(third, 0x81, 0xfe) && within(fourth, 0x30, 0x39) ? glyph(4, false) : INVALID;
      if (!within(next, 0x40, 0xfe) || next === 0x7f) return INVALID;
      return glyph(2, next >= 0xa1 && (within(lead, 0xb0, 0xd7) || within(lead, 0xa1, 0xa3)));
    },
  },
  {
    // Big5: marks in rows A1 to A3, the 5,401 characters of level 1 in rows A4 to C6.
    label: 'big5',
    glyph: (lead, next) => {
      if (!within(lead, 0x81, 0xfe) || !(within(next, 0x40, 0x7e) || within(next, 0xa1, 0xfe))) return INVALID;
      return glyph(2, within(lead, 0xa4, 0xc5) || within(lead, 0xa1, 0xa2) || (lead === 0xc6 && next <= 0x7e));
    },
  },
  {
    // Shift JIS: marks and kana in rows 81 to 83, level 1 of JIS X 0208 in rows 88 to 97 and the first half of 98; single bytes A1 to DF are half-width kana.
    label: 'shift_jis',
    glyph: (lead, next) => {
      if (within(lead, 0xa1, 0xdf)) return glyph(1, false);
      if (!within(lead, 0x81, 0xfc) || !within(next, 0x40, 0xfc) || next === 0x7f) return INVALID;
      return glyph(2, within(lead, 0x81, 0x83) || within(lead, 0x88, 0x97) || (lead === 0x98 && next <= 0x72));
    },
  },
  {
    // EUC-JP: marks and kana in rows A1 to A5, level 1 of JIS X 0208 in rows B0 to CF.
    label: 'euc-jp',
    glyph: (lead, next, third) => {
      if (lead === 0x8e) return within(next, 0xa1, 0xdf) ? glyph(2, false) : INVALID;
      if (lead === 0x8f) return within(next, 0xa1, 0xfe) && within(third, 0xa1, 0xfe) ? glyph(3, false) : INVALID;
      if (!within(lead, 0xa1, 0xfe) || !within(next, 0xa1, 0xfe)) return INVALID;
      return glyph(2, within(lead, 0xb0, 0xcf) || within(lead, 0xa1, 0xa5));
    },
  },
  {
    // EUC-KR: marks in rows A1 to A3, the 2,350 common syllables in rows B0 to C8.
    label: 'euc-kr',
    glyph: (lead, next) => {
      if (!within(lead, 0x81, 0xfe) || !(within(next, 0x41, 0x5a) || within(next, 0x61, 0x7a) || within(next, 0x81, 0xfe))) return INVALID;
      return glyph(2, next >= 0xa1 && (within(lead, 0xb0, 0xc8) || within(lead, 0xa1, 0xa3)));
    },
  },
];

/** Least share of common characters in a text of an East Asian encoding; Latin letters taken for one are common by chance alone. */
const LEAST_COMMON = 0.7;
/** Characters from which a text that uses but a part of its encoding does so for a reason. */
const ENOUGH = 8;
/** Share of kana from which a text is Japanese. */
const KANA = 0.08;

/**
 * The East Asian encoding in which nearly all characters of the sample are common ones, null if there is none. Chinese, Japanese and
 * Korean share the form of GB 2312, EUC-JP and EUC-KR: kana tell the second, the want of anything after row C8 the third.
 */
export function eastAsianEncoding(sample: Uint8Array): string | null {
  const found = ENCODINGS.map(({ label, glyph: read }) => ({ label, ...count(sample, read) }));
  const ranked = found.filter(({ share }) => share >= LEAST_COMMON).sort((a, b) => b.share - a.share);
  const best = ranked[0];
  if (best === undefined) return null;
  const fits = (label: string) => ranked.find((entry) => entry.label === label && entry.share >= best.share - 0.02);
  const korean = fits('euc-kr');
  if (korean !== undefined && korean.glyphs >= ENOUGH && korean.afterC8 === 0 && korean.kana < KANA) return 'euc-kr';
  const japanese = fits('euc-jp');
  if (japanese !== undefined && japanese.kana >= KANA) return 'euc-jp';
  return fits('gb18030')?.label ?? best.label;
}

interface Counted {
  readonly share: number;
  readonly glyphs: number;
  /** Share of rows A4 and A5, and number of characters after row C8. */
  readonly kana: number;
  readonly afterC8: number;
}

function count(sample: Uint8Array, read: Encoding['glyph']): Counted {
  let glyphs = 0;
  let common = 0;
  let invalid = 0;
  let kana = 0;
  let afterC8 = 0;
  for (let at = 0; at < sample.length;) {
    const lead = sample[at]!;
    if (lead < 0x80) {
      at++;
      continue;
    }
    if (at + 4 > sample.length) break;
    const { width, common: isCommon, valid } = read(lead, sample[at + 1]!, sample[at + 2]!, sample[at + 3]!);
    at += width;
    glyphs++;
    if (!valid) invalid++;
    if (isCommon) common++;
    if (lead === 0xa4 || lead === 0xa5) kana++;
    if (lead > 0xc8) afterC8++;
  }
  // A few damaged characters do not make another encoding of it.
  return { share: glyphs === 0 ? 0 : (common - invalid) / glyphs, glyphs, kana: glyphs === 0 ? 0 : kana / glyphs, afterC8 };
}
