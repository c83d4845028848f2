/**
 * What pandas.read_csv takes for a missing value, and what databases and Google Analytics write: a user called `null` would otherwise become the busiest of all.
 */
const MISSING_MARKERS = [
  'null',
  'NULL',
  'Null',
  '(null)',
  '(not set)',
  'nan',
  'NaN',
  '-nan',
  '-NaN',
  'NaT',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '#NA',
  '<NA>',
  'None',
  'undefined',
  '\\N',
];

const encoder = new TextEncoder();
const MARKERS_BY_FIRST: (readonly Uint8Array[] | undefined)[] = [];
for (const marker of MISSING_MARKERS) {
  const bytes = encoder.encode(marker);
  const first = bytes[0]!;
  MARKERS_BY_FIRST[first] = [...(MARKERS_BY_FIRST[first] ?? []), bytes];
}

const QUOTE = 34;
const APOSTROPHE = 39;
const EQUALS = 61;
/** `=`, `@`, tab and carriage return: what may run as a formula in a spreadsheet, so that files written with care have an apostrophe before it (csv.ts). */
const RUNS = new Set([EQUALS, 64, 9, 13]);
/** White space and invisible signs beyond ASCII that exports and copied cells carry: U+00A0, U+200B … U+200F, U+202A … U+202F, U+3000, U+FEFF. */
const WIDE_FIRST = new Set([0xc2, 0xe2, 0xe3, 0xef]);

/** By the first byte of a cell: the cell may hold more than its content (white space, a wrapping), or may be a marker. */
const MAY_WRAP = 1;
const MAY_MARK = 2;
export const BEGINS = Uint8Array.from(
  { length: 256 },
  (_, byte) =>
    (byte <= 32 || byte === APOSTROPHE || byte === EQUALS || WIDE_FIRST.has(byte) ? MAY_WRAP : 0) |
    (MARKERS_BY_FIRST[byte] !== undefined ? MAY_MARK : 0),
);

/** By the first byte: bit n is set where a marker that begins with it has n bytes. */
export const MARKER_LENGTHS = Uint16Array.from({ length: 256 }, (_, byte) =>
  (MARKERS_BY_FIRST[byte] ?? []).reduce((bits, marker) => bits | (1 << marker.length), 0),
);

/** Length of the wide white space at `at`, 0 if there is none. */
function wideSpace(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  if (first === 0xc2) return at + 1 < end && bytes[at + 1] === 0xa0 ? 2 : 0;
  if (!WIDE_FIRST.has(first) || at + 2 >= end) return 0;
  const second = bytes[at + 1]!;
  const third = bytes[at + 2]!;
  if (first === 0xe2) return second === 0x80 && ((third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xaf)) ? 3 : 0;
  return (first === 0xe3 ? second === 0x80 && third === 0x80 : second === 0xbb && third === 0xbf) ? 3 : 0;
}

/** Start of the cell without leading white space. */
export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && bytes[at]! <= 32) at++;
    const wide = at < end && bytes[at]! >= 0xc2 ? wideSpace(bytes, at, end) : 0;
    if (wide === 0) return at;
    at += wide;
  }
}

/** End of the cell without trailing white space. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  for (;;) {
    while (at > start && bytes[at - 1]! <= 32) at--;
    if (at - start < 2 || bytes[at - 1]! < 0x80) return at;
    if (wideSpace(bytes, at - 2, at) === 2) at -= 2;
    else if (at - start >= 3 && wideSpace(bytes, at - 3, at) === 3) at -= 3;
    else return at;
  }
}

/**
 * How many bytes before the content keep a spreadsheet from reading it as a number: 2 for `="…"`, 1 for an apostrophe before a figure
 * (`'t Hart` is a name), else 0. The cell must be trimmed.
 */
function wrapping(bytes: Uint8Array, from: number, to: number): 0 | 1 | 2 {
  if (bytes[from] === EQUALS) return to - from >= 3 && bytes[from + 1] === QUOTE && bytes[to - 1] === QUOTE ? 2 : 0;
  if (bytes[from] !== APOSTROPHE || to - from < 2) return 0;
  const next = bytes[from + 1]!;
  return (next >= 48 && next <= 57) || next === 43 || next === 45 ? 1 : 0;
}

/** Where a trimmed cell begins without apostrophes that keep it from running; `end` is the cell's own, since white space may be all that stands behind one. */
function unescaped(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (bytes[at] === APOSTROPHE && at + 1 < end && RUNS.has(bytes[at + 1]!)) at = trimStart(bytes, at + 1, end);
  return at;
}

/** Start of what the cell says: without white space, an apostrophe that keeps it from running or stands before a figure, and `="…"`. */
export function contentStart(bytes: Uint8Array, start: number, end: number): number {
  const from = unescaped(bytes, trimStart(bytes, start, end), end);
  const to = trimEnd(bytes, from, end);
  const wrapped = wrapping(bytes, from, to);
  return wrapped === 0 ? from : trimStart(bytes, from + wrapped, wrapped === 2 ? to - 1 : to);
}

/** End of what the cell says; `start` and `end` are the cell's own. */
export function contentEnd(bytes: Uint8Array, start: number, end: number): number {
  const from = unescaped(bytes, trimStart(bytes, start, end), end);
  const to = trimEnd(bytes, from, end);
  const wrapped = wrapping(bytes, from, to);
  if (wrapped === 0) return to;
  const closed = wrapped === 2 || bytes[to - 1] === APOSTROPHE;
  return trimEnd(bytes, from + wrapped, closed ? to - 1 : to);
}

/** Whether the cell is its content as it stands, which nearly all cells are. `start` < `end`. */
export function isBare(bytes: Uint8Array, start: number, end: number): boolean {
  const last = bytes[end - 1]!;
  return (BEGINS[bytes[start]!]! & MAY_WRAP) === 0 && last > 32 && last < 128;
}

/** Whether the content, which is not empty, is a marker such as `null` or `NaN`. */
export function isMarker(bytes: Uint8Array, from: number, to: number): boolean {
  if ((BEGINS[bytes[from]!]! & MAY_MARK) === 0) return false;
  return MARKERS_BY_FIRST[bytes[from]!]!.some(
    (marker) => marker.length === to - from && marker.every((byte, i) => byte === bytes[from + i]),
  );
}

/** Whether the cell is empty, white space, or a marker. */
export function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (BEGINS[bytes[start]!] === 0) return false;
  const from = contentStart(bytes, start, end);
  const to = contentEnd(bytes, start, end);
  return from >= to || isMarker(bytes, from, to);
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** What a cell says, for text that is already decoded: the bounds of {@link contentStart} and {@link contentEnd}. */
export function contentText(text: string): string {
  const first = text.charCodeAt(0);
  if (first !== APOSTROPHE && first !== EQUALS && isPlain(first) && isPlain(text.charCodeAt(text.length - 1))) return text;
  const bytes = encoder.encode(text);
  return cellText(bytes, contentStart(bytes, 0, bytes.length), contentEnd(bytes, 0, bytes.length));
}

/** A character that is no white space for sure: visible ASCII, or one of the scripts of East Asia. */
const isPlain = (code: number) => (code > 32 && code < 127) || (code > 0x3000 && code < 0xfe00);

/** For text that is already decoded: the same rule as {@link isMissing}. */
export function isMissingText(text: string): boolean {
  return saysNothing(contentText(text));
}

/** Whether what a cell says is nothing, or a marker. */
export function saysNothing(content: string): boolean {
  return content.length <= LONGEST_MARKER && (content === '' || MARKERS.has(content));
}

/** How often each cell stands there. */
export function countsOf(cells: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

const MARKERS: ReadonlySet<string> = new Set(MISSING_MARKERS);
const LONGEST_MARKER = Math.max(...MISSING_MARKERS.map(({ length }) => length));

/**
 * End of an identifier without a decimal part of zeros (`17850.0` → `17850`), which tables that passed through floating point carry.
 * Unchanged where the cell is anything but digits, a point and zeros.
 */
export function withoutZeroDecimals(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] === 48) at--;
  if (at === end || at === start || bytes[at - 1] !== 46) return end;
  const point = at - 1;
  if (point === start) return end;
  for (let i = start; i < point; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return end;
  return point;
}
