import type { AsyncBuffer, RowGroup } from 'hyparquet';
import { AppError } from '../../protocol/errors';
import { csvText, type PlacedRow } from './csv-text';
import { TooMuchAtOnce } from './decoding-budget';
import { NO_FIELDS, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';
import { columnsOf, type Column } from './parquet-columns';
import { decoding, writing } from './parquet-errors';
import { footerOf } from './parquet-footer';
import { groupReader, MOST_CELLS, type GroupReader, type Reading } from './parquet-groups';
import { EmptyError } from './parts';
import { LIMITS, plausible } from './unpacking';

/** Rows that are written at a time. */
const BATCH = 4096;
/** Rows of a row group. Writers make groups of a million, fastparquet of 50 million, older Arrow of 64. */
const MOST_GROUP_ROWS = 1 << 26;

/**
 * A Parquet file as text: a row a record, numbers with all their digits, times as `2024-01-31 13:45:00` (with `Z` where they are instants), fields of
 * structures as columns with dotted names, lists as JSON. Row groups are decoded one at a time, large ones piece by piece. The reader is loaded when it
 * is needed.
 *
 * @param mostCells decoded at a time
 * @throws AppError `packed-damaged`, `packed-too-large` (params: name), `packed-unsupported` (params: name, detail), `json-too-deep` (params: name, line)
 */
export async function parquetTable(blob: Blob, name: string, mostCells = MOST_CELLS): Promise<TableText> {
  const parquet = await import('hyparquet');
  const file: AsyncBuffer = { byteLength: blob.size, slice: (start, end) => blob.slice(start, end).arrayBuffer() };
  const metadata = await decoding(name, () => footerOf(file, name));
  const columns = await decoding(name, async () =>
    columnsOf(metadata, parquet.parquetSchema(metadata), await import('hyparquet/src/schema.js')),
  );
  if (columns.length === 0) throw new EmptyError('packed-no-table', { name });
  return {
    name,
    plain: false,
    made: true,
    laterFields: NO_FIELDS,
    open(): TextFlow {
      const lines = new LineMap();
      let done = 0;
      const rows = rowsOf({ parquet, file, metadata, columns, name, mostCells }, (share) => (done = Math.floor(share * blob.size)));
      return { chunks: plausible(csvText(rows, lines), blob.size, name), bytesRead: () => done, place: (line) => lines.place(line) };
    },
  };
}

async function* rowsOf(reading: Reading, progress: (share: number) => void): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  const { metadata, columns, name } = reading;
  const total = Number(metadata.num_rows);
  const groups = await groupReader(reading);
  yield [{ part: null, line: 1, cells: columns.map((column) => column.name) }];
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (rows > MOST_GROUP_ROWS || Number(group.total_byte_size) > LIMITS.heldBytes * 2) throw new AppError('packed-too-large', { name });
    const most = await decoding(name, async () => groups.rowsAtATime(group));
    for (let start = 0; start < rows;) {
      const { count, values } = await decoding(name, () => nextRows(groups, group, start, Math.min(most, rows - start)));
      const readers = columns.map((column) => cellReader(column, values, count, name));
      for (let from = 0; from < count; from += BATCH) {
        const rowsRead = Math.min(BATCH, count - from);
        yield batchOf(readers, from, rowsRead, groupStart + start);
        progress((groupStart + start + from + rowsRead) / total);
      }
      start += count;
    }
    groupStart += rows;
  }
}

/** The next rows of a group from `from` on: so many, or fewer where some have far more in them than others. */
async function nextRows(groups: GroupReader, group: RowGroup, from: number, most: number) {
  for (let count = most; ; count = Math.ceil(count / 4)) {
    try {
      return { count, values: await groups.read(group, from, from + count) };
    } catch (cause) {
      if (!(cause instanceof TooMuchAtOnce) || count === 1) throw cause;
    }
  }
}

type CellReader = (row: number, line: number) => string;

/** Rows one at a time, since they may have thousands of cells. */
function* batchOf(readers: readonly CellReader[], from: number, rows: number, start: number): Generator<PlacedRow, void, void> {
  for (let row = from; row < from + rows; row++) {
    const line = start + row + 1;
    yield { part: null, line, cells: readers.map((cell) => cell(row, line)) };
  }
}

/** The text of a column's cell by its row. */
function cellReader({ path, text }: Column, values: ReadonlyMap<string, ArrayLike<unknown>>, rows: number, name: string): CellReader {
  const top = values.get(path[0]!);
  if (top?.length !== rows) throw new AppError('packed-damaged', { name });
  const inner = path.slice(1);
  return (row, line) => {
    let value = top[row];
    for (const key of inner) value = (value as Record<string, unknown> | null | undefined)?.[key];
    return value === null || value === undefined ? '' : writing(name, line, () => text(value));
  };
}
