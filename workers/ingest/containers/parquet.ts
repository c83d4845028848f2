import type * as Hyparquet from 'hyparquet';
import type { AsyncBuffer, ColumnChunk, ColumnData, Compressors, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { AppError } from '../../protocol/errors';
import { csvText, type PlacedRow } from './csv-text';
import { NO_FIELDS, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';
import { plainText, rawElement, type ValueText } from './parquet-values';
import { checkPages, LARGEST_PAGE } from './parquet-pages';
import { LIMITS } from './unpacking';

/** Rows that are written at a time. */
const BATCH = 4096;
/** Rows of a row group. Writers make groups of a million. */
const MOST_GROUP_ROWS = 1 << 25;
/**
 * Cells that are decoded and held at a time, if a row group has more: some 400 MB of short texts. Beside them there is a page at a time (see
 * {@link checkPages}).
 */
const MOST_CELLS = 1 << 22;

type Reader = typeof Hyparquet;

/** A column of the table: a column of the file, or a field of a structure in one. */
interface Column {
  readonly name: string;
  /** Names from the column of the file downwards. */
  readonly path: readonly string[];
  readonly text: ValueText;
}

/**
 * A Parquet file as text: a row a record, numbers with all their digits, times as `2024-01-31 13:45:00` (with `Z` where they are instants), fields of
 * structures as columns with dotted names, lists as JSON. Row groups are decoded one at a time, large ones piece by piece. The reader is loaded when it
 * is needed.
 *
 * @param mostCells decoded at a time
 * @throws AppError `packed-damaged` (params: name), `packed-encrypted`, `packed-unsupported` (params: name, detail), `packed-too-large`
 */
export async function parquetTable(blob: Blob, name: string, mostCells = MOST_CELLS): Promise<TableText> {
  const parquet = await import('hyparquet');
  const file: AsyncBuffer = { byteLength: blob.size, slice: (start, end) => blob.slice(start, end).arrayBuffer() };
  const metadata = await decoding(name, () => parquet.parquetMetadataAsync(file));
  const columns = await decoding(name, async () => columnsOf(parquet, metadata));
  if (columns.length === 0) throw new AppError('packed-no-table', { name });
  return {
    name,
    plain: false,
    made: true,
    laterFields: NO_FIELDS,
    open(): TextFlow {
      const lines = new LineMap();
      let done = 0;
      const rows = rowsOf({ parquet, file, metadata, columns, name, mostCells }, (share) => (done = Math.floor(share * blob.size)));
      return { chunks: csvText(rows, lines), bytesRead: () => done, place: (line) => lines.place(line) };
    },
  };
}

/** Also takes the annotations off the elements whose values are written here. */
function columnsOf({ parquetSchema }: Reader, metadata: FileMetaData): Column[] {
  const columns: Column[] = [];
  const add = ({ element, children, path }: SchemaTree) => {
    const isStructure = children.length > 0 && element.repetition_type !== 'REPEATED' && !isCollection(element);
    if (isStructure) return children.forEach(add);
    const own = path.length === 1 && children.length === 0 && element.repetition_type !== 'REPEATED' ? rawElement(element) : null;
    if (own !== null) metadata.schema[metadata.schema.indexOf(element)] = own.raw;
    columns.push({ name: path.join('.'), path, text: own?.text ?? plainText });
  };
  parquetSchema(metadata).children.forEach(add);
  return columns;
}

const isCollection = ({ converted_type: converted, logical_type: logical }: SchemaElement) =>
  /^(?:LIST|MAP|MAP_KEY_VALUE)$/.test(converted ?? '') || /^(?:LIST|MAP|VARIANT)$/.test(logical?.type ?? '');

/** A file that is read. */
interface Reading {
  readonly parquet: Reader;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly Column[];
  readonly name: string;
  readonly mostCells: number;
}

async function* rowsOf(
  { parquet, file, metadata, columns, name, mostCells }: Reading,
  progress: (share: number) => void,
): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  const compressors = await compressorsFor(metadata, name);
  const total = Number(metadata.num_rows);
  const tops = [...new Set(columns.map(({ path }) => path[0]!))];
  const repeated = new Set(metadata.schema.filter((element) => element.repetition_type === 'REPEATED').map((element) => element.name));
  const isFlat = ({ meta_data: meta }: ColumnChunk) => meta?.path_in_schema.some((part) => repeated.has(part)) !== true;
  yield [{ part: null, line: 1, cells: columns.map((column) => column.name) }];
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (rows > MOST_GROUP_ROWS || Number(group.total_byte_size) > LIMITS.heldBytes * 2) throw new AppError('packed-too-large', { name });
    await decoding(name, () => checkPages(file, group, isFlat, name));
    const most = Math.max(1, Math.floor(mostCells / columns.length));
    for (let start = groupStart; start < groupStart + rows; start += most) {
      const count = Math.min(most, groupStart + rows - start);
      const one = count < rows;
      const values = await decoding(name, () => readRows(parquet, file, metadata, compressors, start, count, one ? tops : [tops]));
      const readers = columns.map((column) => cellReader(column, values, count, name));
      for (let from = 0; from < count; from += BATCH) {
        const rowsRead = Math.min(BATCH, count - from);
        yield batchOf(readers, from, rowsRead, start);
        progress((start + from + rowsRead) / total);
      }
    }
    groupStart += rows;
  }
}

/** Rows one at a time, since they may have thousands of cells. */
function* batchOf(
  readers: readonly ((row: number) => string)[],
  from: number,
  rows: number,
  start: number,
): Generator<PlacedRow, void, void> {
  for (let row = from; row < from + rows; row++) yield { part: null, line: start + row + 1, cells: readers.map((cell) => cell(row)) };
}

/** The text of a column's cell by its row. */
function cellReader(
  { path, text }: Column,
  values: ReadonlyMap<string, ArrayLike<unknown>>,
  rows: number,
  name: string,
): (row: number) => string {
  const top = values.get(path[0]!);
  if (top?.length !== rows) throw new AppError('packed-damaged', { name });
  const inner = path.slice(1);
  return (row) => {
    let value = top[row];
    for (const key of inner) value = (value as Record<string, unknown> | null | undefined)?.[key];
    return value === null || value === undefined ? '' : text(value);
  };
}

/** Values of rows of one row group by column of the file, of which those that stand together are decoded together. */
async function readRows(
  { parquetRead }: Reader,
  file: AsyncBuffer,
  metadata: FileMetaData,
  compressors: Compressors,
  rowStart: number,
  rows: number,
  together: readonly (string | readonly string[])[],
): Promise<Map<string, ArrayLike<unknown>>> {
  const rowEnd = rowStart + rows;
  const parsers = { timestampFromNanoseconds: (nanos: bigint) => nanos };
  const values = new Map<string, ArrayLike<unknown>>();
  for (const columns of together) {
    const chunks = new Map<string, ColumnData[]>();
    const onChunk = (chunk: ColumnData) => {
      const known = chunks.get(chunk.columnName);
      if (known) known.push(chunk);
      else chunks.set(chunk.columnName, [chunk]);
    };
    const options = { file, metadata, compressors, parsers, utf8: false, geoparquet: false, rowStart, rowEnd, onChunk };
    await parquetRead({ ...options, columns: [columns].flat() });
    for (const [column, parts] of chunks) values.set(column, joined(parts, rowStart, rowEnd));
  }
  return values;
}

/** The values of these rows: pages hold others, too. */
function joined(parts: ColumnData[], from: number, to: number): ArrayLike<unknown> {
  const [only] = parts;
  if (parts.length === 1 && only!.rowStart === from && only!.columnData.length === to - from) return only!.columnData;
  const values: unknown[] = [];
  for (const { columnData, rowStart } of parts.sort((a, b) => a.rowStart - b.rowStart)) {
    const end = Math.min(columnData.length, to - rowStart);
    for (let i = Math.max(0, from - rowStart); i < end; i++) values.push(columnData[i]);
  }
  return values;
}

/** What the file's pages need to be unpacked. */
async function compressorsFor(metadata: FileMetaData, name: string): Promise<Compressors> {
  const codecs = new Set(
    metadata.row_groups.flatMap(({ columns }) => columns.map(({ meta_data: column }) => column?.codec ?? 'UNCOMPRESSED')),
  );
  codecs.delete('UNCOMPRESSED');
  codecs.delete('SNAPPY');
  if (codecs.size === 0) return {};
  const { CODECS } = await import('./parquet-codecs');
  for (const codec of codecs) if (!CODECS[codec]) throw new AppError('packed-unsupported', { name, detail: codec });
  const guarded = Object.entries(CODECS).map(([codec, decompress]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > LARGEST_PAGE) throw new AppError('packed-too-large', { name });
      // The pages of a column without values; the LZ4 decoder takes their one byte for the beginning of more.
      return length === 0 ? new Uint8Array(0) : decompress(input, length);
    },
  ]);
  return Object.fromEntries(guarded) as Compressors;
}

/** The reader throws plain errors for whatever is wrong with a file; trouble with reading the bytes comes through. */
async function decoding<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError || cause instanceof DOMException) throw cause;
    const unsupported = cause instanceof Error && /(?:unsupported|not supported)\b.*$/.exec(cause.message);
    if (unsupported) throw new AppError('packed-unsupported', { name, detail: cause.message }, { cause });
    throw new AppError('packed-damaged', { name }, { cause });
  }
}
