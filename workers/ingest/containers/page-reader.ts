import type { PageHeader } from 'hyparquet';
import type { ColumnDecoder } from 'hyparquet/src/types.js';
import { AppError } from '../../protocol/errors';
import type { DecodingBudget } from './decoding-budget';
import { PageError } from './page-runs';
import {
  bytesEach,
  decodedValues,
  fixedValues,
  lengthyTexts,
  measuredTexts,
  plainTruths,
  sharingTexts,
  splitValues,
  type RawValues,
  type ValueDecoders,
  type Words,
} from './page-values';
import { widthOf, type Levels } from './parquet-check';
import { LARGEST_PAGE } from './parquet-pages';

/** A page that has been checked. Places count its missing values, too. */
export interface OpenPage {
  readonly places: number;
  /** How far each place is defined, null where all are wholly. */
  readonly definitions: Uint8Array | null;
  /** Which list each place goes on with; null without lists. */
  readonly repetitions: Uint8Array | null;
  /** The values that are there. */
  readonly values: RawValues;
}

/** What a page is read with. */
export interface PageSetting {
  readonly decoder: ColumnDecoder;
  readonly levels: Levels;
  readonly words: Words | null;
  readonly decoders: ValueDecoders;
  readonly budget: DecodingBudget;
  readonly name: string;
}

/**
 * Opens an unpacked page whose content fits what it says (see checkPage). Its levels are read into a byte each, places in the dictionary and lengths into a few;
 * values are made as they are asked for.
 *
 * @param found how many values there are
 * @throws AppError `packed-too-large` (params: name) where that takes more than {@link LARGEST_PAGE}
 */
export function openPage(
  bytes: Uint8Array,
  { data_page_header: first, data_page_header_v2: second }: PageHeader,
  found: number,
  setting: PageSetting,
): OpenPage {
  const { levels, decoders, name } = setting;
  const places = (first ?? second)!.num_values;
  let held = 0;
  const holding = (count: number, each: number): number => {
    held += count * each;
    if (held > LARGEST_PAGE) throw new AppError('packed-too-large', { name });
    return count;
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: 0 };
  const level = (most: number, length: number | undefined): Uint8Array | null => {
    if (most === 0) {
      reader.offset += length ?? 0;
      return null;
    }
    const read = new Uint8Array(holding(places, 1));
    decoders.readRleBitPackedHybrid(reader, widthOf(most), read, length);
    return read;
  };
  const repetitions = level(levels.repetition, second?.repetition_levels_byte_length);
  const definitions = level(levels.definition, second?.definition_levels_byte_length);
  const encoding = found === 0 ? 'PLAIN' : (first ?? second)!.encoding;
  const values = found === 0 ? noValues : valuesOf(bytes, reader.offset, found, encoding, holding, setting);
  return { places, definitions: found === places ? null : definitions, repetitions, values };
}

const noValues: RawValues = { skip: () => undefined, take: () => [] };

function valuesOf(
  bytes: Uint8Array,
  from: number,
  count: number,
  encoding: string,
  holding: (count: number, each: number) => number,
  { decoder, decoders, words, budget }: PageSetting,
): RawValues {
  const { type } = decoder;
  const { readRleBitPackedHybrid: readRuns, deltaBinaryUnpack } = decoders;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: from };
  const numbers = () => {
    const read = new Int32Array(holding(count, 4));
    deltaBinaryUnpack(reader, count, read);
    return read;
  };
  if (encoding === 'RLE' && type === 'BOOLEAN') {
    const read = new Uint8Array(holding(count, 1));
    readRuns(reader, 1, read);
    return decodedValues(read, (some) => Array.from(some, (bit) => bit === 1));
  }
  switch (encoding) {
    case 'PLAIN':
      if (type === 'BOOLEAN') return plainTruths(bytes, from);
      return type === 'BYTE_ARRAY' ? lengthyTexts(bytes, from) : fixedValues(bytes, from, decoder, decoders);
    case 'RLE':
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const width = bytes[reader.offset++] ?? 0;
      if (!words || type === 'BOOLEAN') throw new PageError('values of no dictionary');
      const Places = width <= 8 ? Uint8Array : Uint32Array;
      const read = new Places(holding(count, Places.BYTES_PER_ELEMENT));
      if (width > 0) readRuns(reader, width, read, bytes.length - reader.offset);
      return decodedValues(read, (some) => words.at(some, budget), true);
    }
    case 'DELTA_BINARY_PACKED': {
      if (type === 'INT32') return decodedValues(numbers(), (some) => some.slice());
      const read = new BigInt64Array(holding(count, 8));
      deltaBinaryUnpack(reader, count, read);
      return decodedValues(read, (some) => some.slice());
    }
    case 'DELTA_LENGTH_BYTE_ARRAY': {
      const lengths = numbers();
      return measuredTexts(bytes, reader.offset, lengths);
    }
    case 'DELTA_BYTE_ARRAY': {
      const [shared, own] = [numbers(), numbers()];
      return sharingTexts(bytes, reader.offset, shared, own);
    }
    case 'BYTE_STREAM_SPLIT':
      if (bytesEach(decoder) === 12) throw new Error(`parquet unsupported encoding: ${encoding}`);
      return splitValues(bytes, from, count, decoder, decoders);
    default:
      throw new Error(`parquet unsupported encoding: ${encoding}`);
  }
}
