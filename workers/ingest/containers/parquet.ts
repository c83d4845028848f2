import type * as Hyparquet from 'hyparquet';
import type { AsyncBuffer, ColumnData, Compressors, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { AppError } from '../../protocol/errors';
import { csvText, type PlacedRow } from './csv-text';
import { NO_FIELDS, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';
import { plainText, rawElement, type ValueText } from './parquet-values';
import { LIMITS } from './unpacking';

/** Rows that are written at a time. */
const BATCH = 4096;
/** A column chunk is decoded whole: rows of a row group, and bytes that a page may unpack to. Writers make groups of a million rows and pages of a megabyte. */
const MOST_GROUP_ROWS = 1 << 25;
const LARGEST_PAGE = 256 << 20;

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
 * structures as columns with dotted names, lists as JSON. Row groups are decoded one at a time. The reader is loaded when it is needed.
 *
 * @throws AppError `packed-damaged` (params: name), `packed-encrypted`, `packed-unsupported` (params: name, detail), `packed-too-large`
 */
export async function parquetTable(blob: Blob, name: string): Promise<TableText> {
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
      const rows = rowsOf(parquet, file, metadata, columns, name, (share) => (done = Math.floor(share * blob.size)));
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

async function* rowsOf(
  parquet: Reader,
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly Column[],
  name: string,
  progress: (share: number) => void,
): AsyncGenerator<readonly PlacedRow[], void, void> {
  const compressors = await compressorsFor(metadata, name);
  const total = Number(metadata.num_rows);
  yield [{ part: null, line: 1, cells: columns.map((column) => column.name) }];
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (rows > MOST_GROUP_ROWS || Number(group.total_byte_size) > LIMITS.heldBytes * 2) throw new AppError('packed-too-large', { name });
    const start = groupStart;
    const values = await decoding(name, () => readGroup(parquet, file, metadata, compressors, start, rows));
    const readers = columns.map(({ path, text }) => {
      const top = values.get(path[0]!);
      if (top?.length !== rows) throw new AppError('packed-damaged', { name });
      const inner = path.slice(1);
      return (row: number) => {
        let value = top[row];
        for (const key of inner) value = (value as Record<string, unknown> | null | undefined)?.[key];
        return value === null || value === undefined ? '' : text(value);
      };
    });
    for (let from = 0; from < rows; from += BATCH) {
      const batch: PlacedRow[] = [];
      for (let row = from; row < Math.min(from + BATCH, rows); row++) {
        batch.push({ part: null, line: start + row + 1, cells: readers.map((cell) => cell(row)) });
      }
      yield batch;
      progress((start + from + batch.length) / total);
    }
    groupStart += rows;
  }
}

/** Values of a row group by column of the file. */
async function readGroup(
  { parquetRead }: Reader,
  file: AsyncBuffer,
  metadata: FileMetaData,
  compressors: Compressors,
  rowStart: number,
  rows: number,
): Promise<Map<string, ArrayLike<unknown>>> {
  const chunks = new Map<string, ColumnData[]>();
  const onChunk = (chunk: ColumnData) => {
    const known = chunks.get(chunk.columnName);
    if (known) known.push(chunk);
    else chunks.set(chunk.columnName, [chunk]);
  };
  const parsers = { timestampFromNanoseconds: (nanos: bigint) => nanos };
  await parquetRead({ file, metadata, compressors, parsers, utf8: false, geoparquet: false, rowStart, rowEnd: rowStart + rows, onChunk });
  return new Map(Array.from(chunks, ([column, parts]) => [column, parts.length === 1 ? parts[0]!.columnData : joined(parts)]));
}

function joined(parts: ColumnData[]): unknown[] {
  const values: unknown[] = [];
  for (const { columnData } of parts.sort((a, b) => a.rowStart - b.rowStart)) for (const value of columnData) values.push(value);
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
