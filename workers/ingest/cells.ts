/**
 * What pandas.read_csv takes for a missing value, and what databases write: a user called `null` would otherwise become the busiest of all.
 */
const MISSING_MARKERS = [
  'null',
  'NULL',
  'Null',
  '(null)',
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

const MARKERS_BY_FIRST: (readonly Uint8Array[] | undefined)[] = [];
for (const marker of MISSING_MARKERS) {
  const bytes = new TextEncoder().encode(marker);
  const first = bytes[0]!;
  MARKERS_BY_FIRST[first] = [...(MARKERS_BY_FIRST[first] ?? []), bytes];
}
/** 1 for bytes with which a missing cell may begin: white space and the first letters of the markers. */
const MAY_BE_MISSING = Uint8Array.from({ length: 256 }, (_, byte) => (byte <= 32 || MARKERS_BY_FIRST[byte] !== undefined ? 1 : 0));

/** Start of the cell without leading white space (ASCII). */
export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! <= 32) at++;
  return at;
}

/** End of the cell without trailing white space (ASCII). */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1]! <= 32) at--;
  return at;
}

/** Whether the cell is empty, white space, or a marker such as `null` or `NaN`. */
export function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (MAY_BE_MISSING[bytes[start]!] === 0) return false;
  const from = trimStart(bytes, start, end);
  const to = trimEnd(bytes, from, end);
  if (from === to) return true;
  const markers = MARKERS_BY_FIRST[bytes[from]!];
  if (markers === undefined) return false;
  return markers.some((marker) => marker.length === to - from && marker.every((byte, i) => byte === bytes[from + i]));
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** For text that is already decoded: the same rule as {@link isMissing}. */
export function isMissingText(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || MISSING_MARKERS.includes(trimmed);
}

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
