import type { AsyncBuffer, ColumnMetaData, PageHeader } from 'hyparquet';
import { AppError } from '../../protocol/errors';
import { ThriftError, walkThrift } from './thrift-walk';
import { LIMITS } from './unpacking';

/**
 * Bytes that a page may unpack to, and that its levels and places in a dictionary may take beside them; and values that it may hold. Most writers make pages of a
 * megabyte or of 20,000 rows, but such a page may hold any number of values that are all missing or the same: those of a row group, which has up to 64 million
 * rows. fastparquet makes a page of each column of a row group.
 */
export const LARGEST_PAGE = 256 << 20;
const MOST_PAGE_VALUES = 1 << 26;
/** Words of a dictionary: a category of pandas has all of its names in one. */
export const MOST_WORDS = 1 << 23;
/** Bytes that are fetched at a time, where a page is not larger. */
const FETCHED = 4 << 20;
/** Bytes that a header takes, if it does not hold long texts. */
const HEADER = 1 << 16;
/** Values in a header, which has some twenty. */
const MOST_HEADER_VALUES = 1000;

/** A page as it is in the file. */
export interface Page {
  readonly header: PageHeader;
  /** Values that it says it has, those that are missing included. */
  readonly values: number;
  /** Its bytes, packed as they are; fetched when they are asked for, before the next page is. */
  bytes(): Promise<Uint8Array>;
}

/**
 * The pages of a column in a row group, one by one. What they say of themselves is held to the bounds here before any is unpacked: a few bytes may claim to be a
 * billion values.
 *
 * @throws AppError `packed-too-large` (params: name) where a page is larger than {@link LARGEST_PAGE}, holds more than {@link MOST_PAGE_VALUES} values, or the
 * pages come to more than LIMITS.heldBytes; `packed-damaged` (params: name) where they do not lie within the column
 */
export async function* pagesOf(file: AsyncBuffer, meta: ColumnMetaData, name: string): AsyncGenerator<Page, void, void> {
  const { parquetHeader } = await import('hyparquet/src/column.js');
  const offsets = [meta.dictionary_page_offset, meta.data_page_offset].map(Number).filter((offset) => offset > 0);
  let at = Math.min(...offsets);
  const end = at + Number(meta.total_compressed_size);
  const bytesOf = fetcher(file, end);
  let unpacked = 0;
  while (at < end - 1) {
    const [header, begin] = await headerAt(at);
    at = begin;
    const packed = header.compressed_page_size;
    const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
    const values = page?.num_values ?? 0;
    if (!(packed >= 0 && packed <= end - at && header.uncompressed_page_size >= 0 && values >= 0)) {
      throw new AppError('packed-damaged', { name });
    }
    unpacked += header.uncompressed_page_size;
    const largest = Math.max(header.uncompressed_page_size, packed);
    if (largest > LARGEST_PAGE || values > MOST_PAGE_VALUES || unpacked > LIMITS.heldBytes)
      throw new AppError('packed-too-large', { name });
    const start = at;
    yield { header, values, bytes: () => bytesOf(start, packed) };
    at += packed;
  }

  async function headerAt(from: number): Promise<readonly [header: PageHeader, end: number]> {
    for (let most = HEADER; ; most *= 16) {
      const head = await bytesOf(from, Math.min(most, end - from));
      try {
        const length = walkThrift(head, 0, MOST_HEADER_VALUES);
        return [parquetHeader({ view: new DataView(head.buffer, head.byteOffset, length), offset: 0 }), from + length];
      } catch (cause) {
        const isCut = cause instanceof ThriftError && cause.kind === 'cut';
        if (!isCut || head.length < most || most > LARGEST_PAGE) throw cause;
      }
    }
  }
}

/** Bytes by where they stand, of which some are fetched at a time. Valid until the next are asked for. */
function fetcher(file: AsyncBuffer, end: number): (at: number, length: number) => Promise<Uint8Array> {
  let held = new Uint8Array(0);
  let heldAt = 0;
  return async (at, length) => {
    if (at < heldAt || at + length > heldAt + held.length) {
      held = new Uint8Array(await file.slice(at, Math.min(end, at + Math.max(length, FETCHED))));
      heldAt = at;
    }
    if (held.length < length) throw new RangeError('the column reaches beyond the file');
    return held.subarray(at - heldAt, at - heldAt + length);
  };
}
