import { analyse } from 'chardet';
import { eastAsianEncoding } from './multibyte';

/** What the file is when it is no text: for the sentence that says so. */
export type BinaryKind = 'png' | 'jpeg' | 'gif' | 'pdf' | 'xlsx' | 'xls' | 'zip' | 'parquet' | 'sqlite' | 'archive' | 'unknown';

const MAGIC: readonly (readonly [kind: BinaryKind, bytes: string, at?: number])[] = [
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['pdf', '%PDF-'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['xls', '\xd0\xcf\x11\xe0'],
  ['parquet', 'PAR1'],
  ['sqlite', 'SQLite format 3\0'],
  ['archive', '7z\xbc\xaf'],
  ['archive', 'Rar!\x1a'],
  ['archive', 'BZh9'],
  ['archive', '\xfd7zXZ'],
  ['archive', '\x28\xb5\x2f\xfd'],
  ['archive', 'ustar', 257],
];

const matches = (head: Uint8Array, text: string, at = 0) =>
  head.length >= at + text.length && [...text].every((char, i) => head[at + i] === char.charCodeAt(0));

const holds = (head: Uint8Array, text: string) => new TextDecoder('latin1').decode(head.subarray(0, 1 << 14)).includes(text);

/** Kind of binary file by its first bytes, or by NUL bytes where no UTF-16 explains them; null for text. */
export function binaryKind(head: Uint8Array): BinaryKind | null {
  const known = MAGIC.find(([, bytes, at]) => matches(head, bytes, at));
  if (known?.[0] === 'zip') return holds(head, 'xl/') || holds(head, '[Content_Types].xml') ? 'xlsx' : 'zip';
  if (known !== undefined) return known[0];
  return head.includes(0) && utf16Of(head) === null ? 'unknown' : null;
}

/** Valid sequences for each byte that is none from which a text is damaged UTF-8 rather than something else. */
const DAMAGED = 10;

/**
 * Label for TextDecoder: by byte order mark, by the NUL bytes of UTF-16, as UTF-8 if (nearly all of) the bytes are valid UTF-8, else by the
 * characters that East Asian texts consist of, else by chardet's statistics; both over the lines that are not ASCII. `head` may be cut within
 * a character.
 */
export function detectEncoding(head: Uint8Array): string {
  if (matches(head, '\xef\xbb\xbf')) return 'utf-8';
  const utf16 = utf16Of(head);
  if (utf16 !== null) return utf16;
  const { valid, invalid } = utf8Sequences(head);
  if (invalid === 0 || valid >= DAMAGED * invalid) return 'utf-8';
  const sample = nonAsciiLines(head);
  return eastAsianEncoding(sample) ?? singleByteEncoding(sample);
}

/** Sequences of several bytes that are valid UTF-8 (RFC 3629), and bytes that belong to none; the last three bytes do not count. */
function utf8Sequences(bytes: Uint8Array): { readonly valid: number; readonly invalid: number } {
  let valid = 0;
  let invalid = 0;
  const end = bytes.length - 3;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const width = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    const second = bytes[at + 1] ?? 0;
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    let whole = width > 0 && second >= least && second <= most;
    for (let i = 2; whole && i < width; i++) whole = (bytes[at + i]! & 0xc0) === 0x80;
    if (whole) {
      valid++;
      at += width - 1;
    } else if (at < end) invalid++;
  }
  return { valid, invalid };
}

function utf16Of(head: Uint8Array): string | null {
  if (matches(head, '\xff\xfe')) return 'utf-16le';
  if (matches(head, '\xfe\xff')) return 'utf-16be';
  const pairs = Math.min(head.length >> 1, 4096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  // Digits, delimiters and line ends have a NUL beside them in a text of any language.
  const label = even < odd * 0.05 ? 'utf-16le' : odd < even * 0.05 ? 'utf-16be' : null;
  return label !== null && Math.max(even, odd) >= pairs * 0.05 && isText(head.subarray(0, 2 * pairs), label) ? label : null;
}

function isText(bytes: Uint8Array, label: string): boolean {
  const text = new TextDecoder(label).decode(bytes);
  let odd = 0;
  for (const char of text) if (/[^\P{C}\t\r\n\p{Cf}]|\uFFFD/u.test(char)) odd++;
  return odd <= text.length * 0.01;
}

const SAMPLE = 1 << 16;

/** Lines of pure ASCII say nothing about the encoding and drown the few that do. */
function nonAsciiLines(head: Uint8Array): Uint8Array {
  const sample = new Uint8Array(SAMPLE);
  let length = 0;
  let start = 0;
  const newline = head.includes(10) ? 10 : 13;
  while (start < head.length && length < SAMPLE) {
    let end = head.indexOf(newline, start);
    if (end === -1) end = head.length;
    const line = head.subarray(start, Math.min(end + 1, start + SAMPLE - length));
    if (line.some((byte) => byte >= 128)) {
      sample.set(line, length);
      length += line.length;
    }
    start = end + 1;
  }
  return sample.subarray(0, length);
}

/** Old Macs wrote letters with accents as bytes 80 to 9F, which are hardly used in windows-1252, and ended lines with CR alone. */
function isMacintosh(sample: Uint8Array): boolean {
  let low = 0;
  let high = 0;
  for (const byte of sample) {
    if (byte >= 0xa0) high++;
    else if (byte >= 0x80) low++;
  }
  return low > 2 * high && sample.includes(13) && !sample.includes(10);
}

const LATIN = /^(?:windows-125[024]|iso-8859-(?:1|2|9|15))$/;
/** Letters beyond ASCII that follow one another, on average, from which a text is in no Latin script. */
const WHOLE_WORDS = 3;

/** Cyrillic, where whole words are beyond ASCII, which statistics over short samples take for Latin; null elsewhere. */
function cyrillicEncoding(sample: Uint8Array): string | null {
  let letters = 0;
  let words = 0;
  let upperRows = 0;
  for (const [i, byte] of sample.entries()) {
    if (byte < 0xc0) continue;
    letters++;
    if (i === 0 || sample[i - 1]! < 0xc0) words++;
    if (byte >= 0xe0) upperRows++;
  }
  if (letters < WHOLE_WORDS * words || letters === 0) return null;
  // Small letters, by far the most, are the upper rows in windows-1251 and the lower ones in KOI8-R.
  return upperRows * 2 > letters ? 'windows-1251' : 'koi8-r';
}

function singleByteEncoding(sample: Uint8Array): string {
  if (isMacintosh(sample)) return 'macintosh';
  for (const { name } of analyse(sample)) {
    const label = name.toLowerCase() === 'iso-8859-1' ? 'windows-1252' : name.toLowerCase();
    if (!/^(?:windows|iso-8859|koi8)/.test(label)) continue;
    try {
      new TextDecoder(label, { fatal: true }).decode(sample);
      return LATIN.test(label) ? (cyrillicEncoding(sample) ?? label) : label;
    } catch {
      continue;
    }
  }
  return 'windows-1252';
}
