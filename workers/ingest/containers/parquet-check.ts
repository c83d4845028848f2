import type { PageHeader } from 'hyparquet';
import type { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import type { ColumnDecoder, Encoding } from 'hyparquet/src/types.js';
import { bytesEach } from './page-values';
import { PageError, walkDeltas, walkRuns, walkTexts } from './page-runs';
import { LARGEST_PAGE } from './parquet-pages';

/** Bits that the largest level takes. */
export const widthOf = (level: number) => 32 - Math.clz32(level);

/** The levels of a column: how often it may repeat, and be defined. */
export interface Levels {
  readonly repetition: number;
  readonly definition: number;
}

type Delta = typeof deltaBinaryUnpack;

/**
 * Holds the content of an unpacked page to what it says of itself, before it is decoded: its runs may claim any number of values, its blocks lead back to
 * where they began.
 *
 * @param words of the dictionary
 * @returns how many values there are, those that are missing not counted
 * @throws PageError, and RangeError where it is too short
 */
export function checkPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  levels: Levels,
  words: number,
  delta: Delta,
): number {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (header.type === 'DATA_PAGE' && first) {
    const repeated = lengthyRuns(bytes, 0, levels.repetition, first.num_values, -1);
    const defined = lengthyRuns(bytes, repeated.end, levels.definition, first.num_values, levels.definition);
    return checkValues(bytes, defined.end, defined.found, first.encoding, decoder, words, delta);
  }
  if (header.type !== 'DATA_PAGE_V2' || !second) throw new PageError('no page that holds values');
  const { num_values: values, num_nulls: nulls, num_rows: rows } = second;
  const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = second;
  if (![repetition, definition, nulls, rows, values - nulls].every((count) => count >= 0)) throw new PageError('less than nothing');
  if (repetition + definition > bytes.length) throw new PageError('cut');
  if (levels.repetition > 0) walkRuns(bytes, 0, widthOf(levels.repetition), values, -1);
  const found = levels.definition > 0 ? walkRuns(bytes, repetition, widthOf(levels.definition), values, levels.definition) : values;
  if (found !== values - nulls) throw new PageError('other values than it has');
  return checkValues(bytes.subarray(repetition + definition), 0, found, second.encoding, decoder, words, delta, true);
}

/** Levels with their length before them. */
function lengthyRuns(
  bytes: Uint8Array,
  from: number,
  level: number,
  count: number,
  counted: number,
): { readonly end: number; readonly found: number } {
  if (level === 0) return { end: from, found: count };
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(from, true);
  if (length > bytes.length - from - 4) throw new PageError('cut');
  return { end: from + 4 + length, found: walkRuns(bytes, from + 4, widthOf(level), count, counted) };
}

function checkValues(
  bytes: Uint8Array,
  from: number,
  count: number,
  encoding: Encoding,
  decoder: ColumnDecoder,
  words: number,
  delta: Delta,
  isNewer = false,
): number {
  if (count === 0) return 0;
  const { type } = decoder;
  if (encoding === 'PLAIN') {
    if (type === 'BYTE_ARRAY') walkTexts(bytes, from, count);
  } else if (encoding === 'RLE' && (type === 'BOOLEAN' || isNewer)) {
    walkRuns(bytes, from + 4, 1, count, -1);
  } else if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY' || encoding === 'RLE') {
    if (words === 0 || type === 'BOOLEAN') throw new PageError('values of no dictionary');
    const width = bytes[from] ?? 0;
    if (width > 32) throw new PageError('number too wide');
    if (width > 0 || isNewer) walkRuns(bytes, from + 1, width, count, -1);
  } else if (encoding === 'DELTA_BINARY_PACKED' || encoding === 'DELTA_LENGTH_BYTE_ARRAY') {
    walkDeltas(bytes, from, count);
  } else if (encoding === 'DELTA_BYTE_ARRAY') {
    checkPrefixes(bytes, from, count, delta);
  } else if (encoding === 'BYTE_STREAM_SPLIT') {
    if (count * bytesEach(decoder) > bytes.length - from) throw new PageError('cut');
  }
  return count;
}

/** Texts of what they share with the one before and of what they do not: each may be longer than the one before by all that it has. */
function checkPrefixes(bytes: Uint8Array, from: number, count: number, delta: Delta): void {
  walkDeltas(bytes, walkDeltas(bytes, from, count), count);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: from };
  const [shared, own] = [new Int32Array(count), new Int32Array(count)];
  delta(reader, count, shared);
  delta(reader, count, own);
  let all = 0;
  let before = 0;
  for (let i = 0; i < count; i++) {
    if (shared[i]! < 0 || own[i]! < 0 || shared[i]! > before) throw new PageError('shares more than there is');
    before = shared[i]! + own[i]!;
    all += before;
    if (all > LARGEST_PAGE) throw new PageError('texts without end');
  }
}
