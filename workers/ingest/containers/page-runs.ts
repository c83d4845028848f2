/** Values that a run may be longer than what is left, where it stands in groups of eight: writers fill up the last. */
const FILLED = 512;
/** Values of a block of differences. The format asks for 128. */
const LARGEST_BLOCK = 1 << 20;

/** What a page says of itself does not fit its bytes. */
export class PageError extends Error {}

/** A whole number of at most 32 bits without sign, and where it ends. */
function varint(bytes: Uint8Array, from: number): readonly [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = byteAt(bytes, from + i);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, from + i + 1];
  }
  throw new PageError('number without end');
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new PageError('cut');
  return byte;
}

/**
 * Walks over `count` values in runs and groups of eight (Parquet format, Encodings.md: RLE/bit-packing hybrid), so that a run cannot claim more values than
 * there are.
 *
 * @param width bits of a value
 * @param counted the value whose occurrences are counted
 * @returns how many of the values are that one
 * @throws PageError
 */
export function walkRuns(bytes: Uint8Array, from: number, width: number, count: number, counted: number): number {
  let at = from;
  let found = 0;
  for (let seen = 0; seen < count;) {
    const [head, begin] = varint(bytes, at);
    if (head > 0x7fffffff) throw new PageError('run without end');
    const left = count - seen;
    if (head % 2 === 1) {
      const groups = (head - 1) / 2;
      if (groups * 8 > left + FILLED) throw new PageError('run longer than the page');
      found += occurrences(bytes, begin, width, Math.min(left, groups * 8), counted);
      seen += groups * 8;
      // The decoder looks at a byte even where there is none to be looked at.
      at = begin + Math.max(1, groups * width);
    } else {
      if (head / 2 > left) throw new PageError('run longer than the page');
      at = begin + ((width + 7) >> 3);
      let value = 0;
      for (let i = begin; i < at; i++) value += byteAt(bytes, i) * 256 ** (i - begin);
      if (value === counted) found += head / 2;
      seen += head / 2;
    }
  }
  return found;
}

/** Among values of so many bits each, the lowest bits first. */
function occurrences(bytes: Uint8Array, from: number, width: number, count: number, counted: number): number {
  if (counted < 0 || width === 0) return counted === 0 ? count : 0;
  let found = 0;
  let held = 0;
  let bits = 0;
  let at = from;
  const mask = 2 ** width - 1;
  for (let i = 0; i < count; i++) {
    for (; bits < width; bits += 8) held |= byteAt(bytes, at++) << bits;
    if ((held & mask) === counted) found++;
    held >>>= width;
    bits -= width;
  }
  return found;
}

/**
 * Walks over `count` whole numbers in blocks of differences (Parquet format, Encodings.md: DELTA_BINARY_PACKED).
 *
 * @throws PageError where blocks lead nowhere or a number has no end
 */
export function walkDeltas(bytes: Uint8Array, from: number, count: number): number {
  const [block, afterBlock] = varint(bytes, from);
  const [minis, afterMinis] = varint(bytes, afterBlock);
  if (block === 0 || block > LARGEST_BLOCK || minis === 0 || block % (8 * minis) !== 0) throw new PageError('blocks of no size');
  let at = signedEnd(bytes, varint(bytes, afterMinis)[1]);
  const each = block / minis;
  for (let seen = 1; seen < count;) {
    const widths = signedEnd(bytes, at);
    at = widths + minis;
    for (let i = 0; i < minis && seen < count; i++, seen += each) {
      const width = byteAt(bytes, widths + i);
      if (width > 64) throw new PageError('number too wide');
      at += (each * width) / 8;
    }
  }
  return at;
}

/** Where a whole number of 64 bits ends. */
function signedEnd(bytes: Uint8Array, from: number): number {
  for (let i = 0; i < 10; i++) if (byteAt(bytes, from + i) < 0x80) return from + i + 1;
  throw new PageError('number without end');
}

/**
 * Walks over `count` texts with their lengths before them (Parquet format, Encodings.md: PLAIN of BYTE_ARRAY).
 *
 * @throws PageError where they reach beyond the page
 */
export function walkTexts(bytes: Uint8Array, from: number, count: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) throw new PageError('cut');
    at += 4 + view.getUint32(at, true);
  }
  if (at > bytes.length) throw new PageError('cut');
}
