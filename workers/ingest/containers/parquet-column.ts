import type { AsyncBuffer, ColumnMetaData, PageHeader } from 'hyparquet';
import type * as Assemble from 'hyparquet/src/assemble.js';
import type * as DataPage from 'hyparquet/src/datapage.js';
import type { ColumnDecoder, DecodedArray } from 'hyparquet/src/types.js';
import { AppError } from '../../protocol/errors';
import type { DecodingBudget } from './decoding-budget';
import { openPage, type PageSetting } from './page-reader';
import { Words, type ValueDecoders } from './page-values';
import { checkPage, type Levels } from './parquet-check';
import { MOST_WORDS, pagesOf, type Page } from './parquet-pages';
import { FlatRows, NestedRows } from './parquet-rows';
import { plainText } from './parquet-values';

/** The parts of the reader that decode a page. */
export interface PageDecoders extends ValueDecoders {
  readonly decompressPage: typeof DataPage.decompressPage;
  readonly assembleLists: typeof Assemble.assembleLists;
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
 * Values of the rows from `from` to before `to` of a row group. Pages are unpacked one at a time, those of other rows are passed over, and each is held to what it
 * says before it is decoded (see {@link checkPage}); values of other rows are not made.
 *
 * @returns the values in order, in one or more pieces
 * @throws AppError `packed-damaged` (params: name) where there are more values than rows, `packed-too-large` (params: name) beyond the bounds of a page;
 * TooMuchAtOnce beyond the budget. Plain errors for whatever else is wrong
 */
export async function columnRows(
  decoders: PageDecoders,
  column: ColumnOfGroup,
  rows: number,
  from: number,
  to: number,
  budget: DecodingBudget,
): Promise<DecodedArray[]> {
  const { file, meta, decoder, flat, levels, name, unsaidText } = column;
  const found = flat ? new FlatRows(rows, from, to, name) : new NestedRows(from, to, decoder.schemaPath, decoders.assembleLists);
  const own = unsaidText ? { ...decoders, convert: (cells: DecodedArray) => Array.from(cells, plainText) } : decoders;
  let words: Words | null = null;
  for await (const page of pagesOf(file, meta, name)) {
    if (page.header.type === 'INDEX_PAGE') continue;
    if (page.header.type === 'DICTIONARY_PAGE') {
      if (page.values > MOST_WORDS) throw new AppError('packed-too-large', { name });
      words = new Words(await unpackedPage(page, decoder, decoders), page.values, decoder, own);
      continue;
    }
    if (found.passes(page.values)) continue;
    const setting: PageSetting = { decoder, levels, words, decoders: own, budget, name };
    const bytes = await unpackedPage(page, decoder, decoders);
    const values = checkPage(bytes, page.header, decoder, levels, words?.count ?? 0, decoders.deltaBinaryUnpack);
    found.add(openPage(bytes, page.header, values, setting), setting);
    if (found.done) break;
  }
  return found.pieces();
}

/** A page of its own, with levels before its values where they stand beside what is packed. */
async function unpackedPage(page: Page, { codec, compressors }: ColumnDecoder, { decompressPage }: PageDecoders): Promise<Uint8Array> {
  const { data_page_header_v2: newer, uncompressed_page_size: size }: PageHeader = page.header;
  const bytes = await page.bytes();
  const beside = newer ? newer.repetition_levels_byte_length + newer.definition_levels_byte_length : 0;
  if (!(beside >= 0 && beside <= bytes.length && beside <= size)) throw new RangeError('levels beyond the page');
  if (newer?.is_compressed === false || codec === 'UNCOMPRESSED') {
    if (bytes.length !== size) throw new RangeError('page of another length');
    return bytes.slice();
  }
  if (beside === 0) return decompressPage(bytes, size, codec, compressors);
  const whole = new Uint8Array(size);
  whole.set(bytes.subarray(0, beside));
  whole.set(decompressPage(bytes.subarray(beside), size - beside, codec, compressors), beside);
  return whole;
}
