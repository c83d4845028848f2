import type { AsyncBuffer, ColumnMetaData, PageHeader } from 'hyparquet';
import type * as Column from 'hyparquet/src/column.js';
import type * as Convert from 'hyparquet/src/convert.js';
import type * as DataPage from 'hyparquet/src/datapage.js';
import type * as Delta from 'hyparquet/src/delta.js';
import type { ColumnDecoder, DecodedArray } from 'hyparquet/src/types.js';
import { AppError } from '../../protocol/errors';
import type * as Encoding from 'hyparquet/src/encoding.js';
import { checkPage, type Levels } from './parquet-check';
import { MOST_OBJECTS, MOST_PAGE_VALUES, pagesOf, type Page } from './parquet-pages';
import { plainText } from './parquet-values';
import { plainTexts, type Wanted } from './parquet-texts';

/** The parts of the reader that decode a page. */
export interface PageReader {
  readonly readPage: typeof Column.readPage;
  readonly decompressPage: typeof DataPage.decompressPage;
  readonly convert: typeof Convert.convert;
  readonly readRleBitPackedHybrid: typeof Encoding.readRleBitPackedHybrid;
  readonly deltaBinaryUnpack: typeof Delta.deltaBinaryUnpack;
}

/** A column of a row group whose values are read. */
export interface ColumnOfGroup {
  readonly file: AsyncBuffer;
  readonly meta: ColumnMetaData;
  readonly decoder: ColumnDecoder;
  readonly levels: Levels;
  /** Each of its values is a row: no list, no structure. */
  readonly flat: boolean;
  /** Its values are text that no annotation says to be text. */
  readonly unsaidText: boolean;
  readonly name: string;
}

/**
 * Values of the rows from `from` to before `to` of a row group. Pages are unpacked and decoded one at a time, those of other rows are passed over, and each is held
 * to what it says before it is decoded (see {@link checkPage}).
 *
 * @returns the values in order, in one or more pieces
 * @throws AppError `packed-damaged` (params: name) where there are more values than rows, `packed-too-large` (params: name) beyond the bounds of a page. Plain
 * errors for whatever else is wrong
 */
export async function columnRows(
  reader: PageReader,
  column: ColumnOfGroup,
  rows: number,
  from: number,
  to: number,
): Promise<DecodedArray[]> {
  const { file, meta, decoder, flat, name } = column;
  const found = flat ? new FlatRows(rows, from, to, name) : new NestedRows(from, to, name);
  let dictionary: DecodedArray | undefined;
  for await (const page of pagesOf(file, meta, name)) {
    if (page.header.type === 'INDEX_PAGE') continue;
    if (page.header.type === 'DICTIONARY_PAGE') {
      dictionary = reader.convert(await decoded(reader, page, column, undefined, undefined, null), decoder);
      continue;
    }
    if (found.passes(page.values)) continue;
    found.add(await decoded(reader, page, column, dictionary, found.open, found.wanted), page.values);
    if (found.done) break;
  }
  return found.pieces();
}

async function decoded(
  { readPage, decompressPage, deltaBinaryUnpack, convert, readRleBitPackedHybrid }: PageReader,
  page: Page,
  { decoder, levels, name, unsaidText }: ColumnOfGroup,
  dictionary: DecodedArray | undefined,
  open: DecodedArray | undefined,
  wanted: Wanted | null,
): Promise<DecodedArray> {
  const bytes = unpackedPage(await page.bytes(), page.header, decoder, decompressPage);
  const { data_page_header: first, data_page_header_v2: second } = page.header;
  const encoding = (first ?? second)?.encoding;
  const isPlainText = wanted !== null && decoder.type === 'BYTE_ARRAY' && encoding === 'PLAIN';
  if (!isPlainText && makesObjects(decoder, encoding) && page.values > MOST_OBJECTS) throw new AppError('packed-too-large', { name });
  const values = checkPage(bytes, page.header, decoder, levels, dictionary, deltaBinaryUnpack);
  if (isPlainText) {
    const asText = unsaidText ? (cells: DecodedArray) => Array.from(cells, plainText) : convert;
    return plainTexts(bytes, page.header, decoder, levels, wanted, asText, readRleBitPackedHybrid);
  }
  const header = { ...plainHeader(page.header, values === 0), compressed_page_size: bytes.length, uncompressed_page_size: bytes.length };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { data } = readPage({ view, offset: 0 }, header, { ...decoder, codec: 'UNCOMPRESSED' }, dictionary, open, 0);
  if (data === undefined) throw new Error('no values');
  // What stands for a value that the dictionary lacks.
  if (dictionary && Array.isArray(data) && data.includes(undefined)) throw new RangeError('beyond the dictionary');
  return data;
}

/** Whether each value becomes an object of its own, rather than a number in an array or a word of the dictionary. */
function makesObjects({ type }: ColumnDecoder, encoding: string | undefined): boolean {
  const isOfDictionary = encoding?.endsWith('_DICTIONARY') === true;
  return !isOfDictionary && (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY' || type === 'INT96');
}

/** A page of its own, with levels before its values where they stand beside what is packed. */
function unpackedPage(
  bytes: Uint8Array,
  { data_page_header_v2: newer, uncompressed_page_size: size }: PageHeader,
  { codec, compressors }: ColumnDecoder,
  decompressPage: PageReader['decompressPage'],
): Uint8Array {
  const beside = newer ? newer.repetition_levels_byte_length + newer.definition_levels_byte_length : 0;
  if (!(beside >= 0 && beside <= bytes.length && beside <= size)) throw new RangeError('levels beyond the page');
  if (newer?.is_compressed === false || codec === 'UNCOMPRESSED') {
    if (bytes.length !== size) throw new RangeError('page of another length');
    return bytes.slice();
  }
  if (beside === 0) return decompressPage(bytes, size, codec, compressors);
  const page = new Uint8Array(size);
  page.set(bytes.subarray(0, beside));
  page.set(decompressPage(bytes.subarray(beside), size - beside, codec, compressors), beside);
  return page;
}

/** That of a page that is not packed; one without values has no encoding to speak of. */
function plainHeader(header: PageHeader, isEmpty: boolean): PageHeader {
  const { data_page_header: first, data_page_header_v2: second } = header;
  const encoding = isEmpty ? ({ encoding: 'PLAIN' } as const) : {};
  return {
    ...header,
    ...(first ? { data_page_header: { ...first, ...encoding } } : {}),
    ...(second ? { data_page_header_v2: { ...second, ...encoding, is_compressed: false } } : {}),
  };
}

/** Rows of a column whose values are its rows. */
class FlatRows {
  readonly open = undefined;
  private readonly parts: DecodedArray[] = [];
  private row = 0;

  constructor(
    private readonly rows: number,
    private readonly from: number,
    private readonly to: number,
    private readonly name: string,
  ) {}

  get done(): boolean {
    return this.row >= this.to;
  }

  get wanted(): Wanted {
    return { from: this.from - this.row, to: this.to - this.row };
  }

  /** Whether none of the page's rows is wanted. */
  passes(values: number): boolean {
    if (values > this.rows - this.row) throw new AppError('packed-damaged', { name: this.name });
    const isBefore = this.row + values <= this.from;
    if (isBefore) this.row += values;
    return isBefore;
  }

  add(data: DecodedArray, values: number): void {
    if (data.length !== values) throw new AppError('packed-damaged', { name: this.name });
    this.parts.push(data.slice(Math.max(0, this.from - this.row), this.to - this.row));
    this.row += values;
  }

  pieces(): DecodedArray[] {
    return this.parts;
  }
}

/** Rows of a column of lists or structures: only the values tell where a row ends, and the next page may go on with the last. */
class NestedRows {
  open: unknown[] | undefined;
  /** Which values the rows have is known once they are decoded. */
  readonly wanted = null;
  private readonly parts: unknown[][] = [];
  private row = 0;
  private held = 0;

  constructor(
    private readonly from: number,
    private readonly to: number,
    private readonly name: string,
  ) {}

  get done(): boolean {
    return this.row >= this.to;
  }

  passes(values: number): boolean {
    return values === 0;
  }

  add(data: DecodedArray, values: number): void {
    if (data !== this.open) this.take(this.open ?? []);
    const rows: unknown[] = Array.isArray(data) ? data : Array.from(data as ArrayLike<unknown>);
    // Values that are not held any more where their rows have passed.
    if (rows.length > 1 && this.row + rows.length <= this.from) this.held = 0;
    this.held += values;
    if (this.held > MOST_PAGE_VALUES) throw new AppError('packed-too-large', { name: this.name });
    this.take(rows.slice(0, -1));
    this.open = rows.slice(-1);
  }

  pieces(): DecodedArray[] {
    this.take(this.open ?? []);
    return this.parts;
  }

  private take(rows: unknown[]): void {
    const wanted = rows.slice(Math.max(0, this.from - this.row), Math.max(0, this.to - this.row));
    if (wanted.length > 0) this.parts.push(wanted);
    this.row += rows.length;
  }
}
