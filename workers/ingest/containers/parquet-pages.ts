import type { AsyncBuffer, ColumnChunk, RowGroup } from 'hyparquet';
import { AppError } from '../../protocol/errors';
import { LIMITS } from './unpacking';

/** Bytes that a page may unpack to, and values that it may hold, which are decoded whole. Writers make pages of a megabyte, or of 20,000 rows. */
export const LARGEST_PAGE = 256 << 20;
const MOST_PAGE_VALUES = 1 << 23;

/**
 * Holds the pages of a row group to what they say, before any of them is unpacked: a few bytes may claim to be a billion values. Only the pages' headers are
 * looked at.
 *
 * @throws AppError `packed-too-large` (params: name) where a page is larger than {@link LARGEST_PAGE}, holds more than {@link MOST_PAGE_VALUES} values, or the
 * pages of a column come to more than LIMITS.heldBytes; `packed-damaged` (params: name) where a page of a column without lists holds more values than
 * the group has rows
 */
export async function checkPages(
  file: AsyncBuffer,
  group: RowGroup,
  isFlat: (column: ColumnChunk) => boolean,
  name: string,
): Promise<void> {
  const { parquetHeader } = await import('hyparquet/src/column.js');
  for (const column of group.columns) {
    const meta = column.meta_data;
    if (!meta) continue;
    const offsets = [meta.dictionary_page_offset, meta.data_page_offset].map(Number).filter((offset) => offset > 0);
    const start = Math.min(...offsets);
    const reader = { view: new DataView(await file.slice(start, start + Number(meta.total_compressed_size))), offset: 0 };
    const most = isFlat(column) ? Number(group.num_rows) : Infinity;
    let values = 0;
    let bytes = 0;
    while (values < Number(meta.num_values) && reader.offset < reader.view.byteLength - 1) {
      const header = parquetHeader(reader);
      const page = header.data_page_header ?? header.data_page_header_v2;
      const count = Number((page ?? header.dictionary_page_header)?.num_values ?? 0);
      const size = Number(header.uncompressed_page_size);
      bytes += size;
      if (size > LARGEST_PAGE || count > MOST_PAGE_VALUES || bytes > LIMITS.heldBytes) throw new AppError('packed-too-large', { name });
      if (!(header.compressed_page_size >= 0) || count < 0 || (page && count > most)) throw new AppError('packed-damaged', { name });
      if (page) values += count;
      reader.offset += header.compressed_page_size;
    }
  }
}
