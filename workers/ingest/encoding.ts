import { analyse } from 'chardet';

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

export function isGzip(head: Uint8Array): boolean {
  return matches(head, '\x1f\x8b\x08');
}

/**
 * Label for TextDecoder: by byte order mark, by the NUL bytes of UTF-16, as UTF-8 if the bytes are valid UTF-8, else by chardet's statistics
 * over the lines that are not ASCII. `head` may be cut within a character.
 */
export function detectEncoding(head: Uint8Array): string {
  if (matches(head, '\xef\xbb\xbf')) return 'utf-8';
  const utf16 = utf16Of(head);
  if (utf16 !== null) return utf16;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return byStatistics(head);
  }
}

function utf16Of(head: Uint8Array): string | null {
  if (matches(head, '\xff\xfe')) return 'utf-16le';
  if (matches(head, '\xfe\xff')) return 'utf-16be';
  const pairs = Math.min(head.length >> 1, 4096);
  if (pairs === 0) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  if (odd > pairs * 0.3 && even < pairs * 0.02) return 'utf-16le';
  if (even > pairs * 0.3 && odd < pairs * 0.02) return 'utf-16be';
  return null;
}

const SAMPLE = 1 << 16;

/** Lines of pure ASCII say nothing about the encoding and drown the few that do. */
function nonAsciiLines(head: Uint8Array): Uint8Array {
  const sample = new Uint8Array(SAMPLE);
  let length = 0;
  let start = 0;
  while (start < head.length && length < SAMPLE) {
    let end = head.indexOf(10, start);
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

function byStatistics(head: Uint8Array): string {
  const sample = nonAsciiLines(head);
  for (const { name } of analyse(sample)) {
    const label = name.toLowerCase() === 'iso-8859-1' ? 'windows-1252' : name.toLowerCase();
    if (label.startsWith('utf') || label === 'ascii') continue;
    try {
      // A wrong guess among the encodings of several bytes nearly always meets bytes that it has no character for.
      new TextDecoder(label, { fatal: true }).decode(sample, { stream: true });
      return label;
    } catch {
      continue;
    }
  }
  return 'windows-1252';
}
