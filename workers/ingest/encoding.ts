import { highWords } from './high-words';
import { multibyteBits } from './multibyte';
import { singleByteBits } from './single-byte';
import { utf16Of } from './utf16';

/** What the file is when it is no text: for the sentence that says so. */
export type BinaryKind =
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'pdf'
  | 'xlsx'
  | 'xls'
  | 'zip'
  | 'parquet'
  | 'sqlite'
  | 'archive'
  | 'arrow'
  | 'orc'
  | 'avro'
  | 'statistics'
  | 'unknown';

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

/** Marks of letters that a text might begin with: they count where it is none. */
const BINARY_MAGIC: typeof MAGIC = [
  ['arrow', 'ARROW1'],
  ['arrow', 'FEA1'],
  ['orc', 'ORC'],
  ['avro', 'Obj\x01'],
  ['statistics', '$FL'],
  ['statistics', '<stata_dta>'],
  ['statistics', '\xc2\xea\x81\x60', 12],
];

const matches = (head: Uint8Array, text: string, at = 0) =>
  head.length >= at + text.length && [...text].every((char, i) => head[at + i] === char.charCodeAt(0));

const holds = (head: Uint8Array, text: string) => new TextDecoder('latin1').decode(head.subarray(0, 1 << 14)).includes(text);

/** Kind of binary file by its first bytes, or by NUL bytes where no UTF-16 explains them; null for text. */
export function binaryKind(head: Uint8Array): BinaryKind | null {
  const known = MAGIC.find(([, bytes, at]) => matches(head, bytes, at));
  if (known?.[0] === 'zip') return holds(head, 'xl/') || holds(head, '[Content_Types].xml') ? 'xlsx' : 'zip';
  if (known !== undefined) return known[0];
  if (!head.includes(0) || utf16Of(head) !== null || isTextWithNuls(head)) return null;
  return BINARY_MAGIC.find(([, bytes, at]) => matches(head, bytes, at))?.[0] ?? 'unknown';
}

/** Share of control characters up to which valid UTF-8 is a damaged text. */
const CONTROLS = 0.05;

function isTextWithNuls(head: Uint8Array): boolean {
  let controls = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i]!;
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) controls++;
  }
  return controls <= head.length * CONTROLS && isUtf8(head);
}

/**
 * Label for TextDecoder: by byte order mark, by the NUL bytes of UTF-16, as UTF-8 if all bytes are and not by chance, else the one in
 * which the words that are not ASCII are likeliest, each different word being evidence: the shortest description, in bits, of what they are.
 * `head` may be cut within a character.
 */
export function detectEncoding(head: Uint8Array): string {
  if (matches(head, '\xef\xbb\xbf')) return 'utf-8';
  const utf16 = utf16Of(head);
  if (utf16 !== null) return utf16;
  const valid = isUtf8(head);
  if (valid && !isByChance(head)) return 'utf-8';
  const sample = nonAsciiLines(head);
  const words = highWords(sample);
  const guesses = [
    ...multibyteBits(words).filter(({ label }) => !valid || label !== 'utf-8'),
    ...singleByteBits(words, sample.includes(13) && !sample.includes(10)),
  ];
  return guesses.reduce((best, guess) => (guess.bits < best.bits ? guess : best)).label;
}

/** The last character may be cut. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether all that is not ASCII are letters of Unicode's Cyrillic supplement (U+0500 to U+052F), which texts have among other Cyrillic letters only: such bytes
 * are another encoding's, those of `元` in GB 18030 before all, in tables of amounts with plain headers.
 */
function isByChance(head: Uint8Array): boolean {
  let found = false;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i]!;
    if (byte < 0x80) continue;
    const next = head[i + 1] ?? 0x80;
    if (byte !== 0xd4 || next < 0x80 || next > 0xaf) return false;
    found = true;
    i++;
  }
  return found;
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
