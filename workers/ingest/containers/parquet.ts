import type * as Hyparquet from 'hyparquet';
import type { AsyncBuffer, ColumnMetaData, Compressors, FileMetaData, RowGroup, SchemaElement, SchemaTree } from 'hyparquet';
import type { AsyncColumn, DecodedArray, ParquetParsers } from 'hyparquet/src/types.js';
import { AppError } from '../../protocol/errors';
import { csvText, type PlacedRow } from './csv-text';
import { NO_FIELDS, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';
import { columnRows, type ColumnOfGroup, type PageReader } from './parquet-column';
import { footerOf } from './parquet-footer';
import { LARGEST_PAGE } from './parquet-pages';
import { plainText, rawElement, type ValueText } from './parquet-values';
import { ThriftError } from './thrift-walk';
import { LIMITS, plausible } from './unpacking';

/** Rows that are written at a time. */
const BATCH = 4096;
/** Rows of a row group. Writers make groups of a million. */
const MOST_GROUP_ROWS = 1 << 25;
/**
 * Cells that are decoded and held at a time, if a row group has more, values of lists counted: some 400 MB of short texts. Beside them there is a page at a
 * time (see {@link columnRows}).
 */
const MOST_CELLS = 1 << 22;
/** Cells of text that a cell of bytes weighs. */
const BYTES_WEIGHT = 4;
/** Unpacked bytes of the pages that such rows stand in. */
const MOST_BYTES = 128 << 20;

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
  const metadata = await decoding(name, () => footerOf(file, name));
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
      return { chunks: plausible(csvText(rows, lines), blob.size, name), bytesRead: () => done, place: (line) => lines.place(line) };
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

async function* rowsOf(reading: Reading, progress: (share: number) => void): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  const { metadata, columns, name } = reading;
  const total = Number(metadata.num_rows);
  const groups = await groupReader(reading);
  const inBytes = new Set(metadata.schema.flatMap((element) => (staysBytes(element) ? [element.name] : [])));
  yield [{ part: null, line: 1, cells: columns.map((column) => column.name) }];
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (rows > MOST_GROUP_ROWS || Number(group.total_byte_size) > LIMITS.heldBytes * 2) throw new AppError('packed-too-large', { name });
    const most = rowsAtATime(group, rows, reading.mostCells, inBytes);
    for (let start = 0; start < rows; start += most) {
      const count = Math.min(most, rows - start);
      const values = await decoding(name, () => groups.read(group, rows, start, start + count));
      const readers = columns.map((column) => cellReader(column, values, count, name));
      for (let from = 0; from < count; from += BATCH) {
        const rowsRead = Math.min(BATCH, count - from);
        yield batchOf(readers, from, rowsRead, groupStart + start);
        progress((groupStart + start + from + rowsRead) / total);
      }
    }
    groupStart += rows;
  }
}

/** Values that are held as bytes until they are written, as text without an annotation and large decimals are. */
function staysBytes({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') && converted === undefined && logical === undefined;
}

/** Rows that are decoded and held together. */
function rowsAtATime({ columns }: RowGroup, rows: number, mostCells: number, inBytes: ReadonlySet<string>): number {
  let cells = 0;
  let bytes = 0;
  for (const { meta_data: meta } of columns) {
    cells += Math.max(rows, Number(meta?.num_values ?? 0)) * (inBytes.has(meta?.path_in_schema.at(-1) ?? '') ? BYTES_WEIGHT : 1);
    bytes += Number(meta?.total_uncompressed_size ?? 0);
  }
  return Math.max(1, Math.floor(Math.min((rows * mostCells) / cells, bytes > MOST_BYTES ? (rows * MOST_BYTES) / bytes : rows)));
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

/** What reads values of rows of a row group, by column of the file. */
async function groupReader({ parquet, file, metadata, columns, name }: Reading) {
  const [
    { readPage },
    { decompressPage },
    { convert, DEFAULT_PARSERS },
    { deltaBinaryUnpack },
    { readRleBitPackedHybrid },
    { assembleAsync },
    schema,
    compressors,
  ] = await Promise.all([
    import('hyparquet/src/column.js'),
    import('hyparquet/src/datapage.js'),
    import('hyparquet/src/convert.js'),
    import('hyparquet/src/delta.js'),
    import('hyparquet/src/encoding.js'),
    import('hyparquet/src/rowgroup.js'),
    import('hyparquet/src/schema.js'),
    compressorsFor(metadata, name),
  ]);
  const pages: PageReader = { readPage, decompressPage, convert, deltaBinaryUnpack, readRleBitPackedHybrid };
  const parsers: ParquetParsers = { ...DEFAULT_PARSERS, timestampFromNanoseconds: (nanos: bigint) => nanos };
  const tree = parquet.parquetSchema(metadata);

  function columnOf(meta: ColumnMetaData): ColumnOfGroup {
    const schemaPath = schema.getTreePath(tree, meta.path_in_schema);
    const { element } = schemaPath.at(-1)!;
    const { type, codec, path_in_schema: pathInSchema } = meta;
    const levels = { repetition: schema.getMaxRepetitionLevel(schemaPath), definition: schema.getMaxDefinitionLevel(schemaPath) };
    const decoder = { pathInSchema, type, element, schemaPath, codec, parsers, compressors, utf8: false };
    const flat = schema.isFlatColumn(schemaPath);
    const unsaidText = staysBytes(element) && columns.some(({ path, text }) => path[0] === element.name && text === plainText);
    return { file, meta, decoder, levels, flat, unsaidText, name };
  }

  return {
    async read(group: RowGroup, rows: number, from: number, to: number): Promise<Map<string, ArrayLike<unknown>>> {
      const values = new Map<string, ArrayLike<unknown>>();
      for (const top of new Set(columns.map(({ path }) => path[0]!))) {
        const parts: AsyncColumn[] = [];
        for (const { meta_data: meta } of group.columns) {
          if (meta?.path_in_schema[0] !== top) continue;
          const data = await columnRows(pages, columnOf(meta), rows, from, to);
          parts.push({ pathInSchema: meta.path_in_schema, data: Promise.resolve({ data, skipped: from }) });
        }
        const { asyncColumns } = assembleAsync(
          { groupStart: 0, groupRows: rows, selectStart: from, selectEnd: to, asyncColumns: parts },
          tree,
          parsers,
        );
        const [whole] = asyncColumns;
        if (whole) values.set(top, joined((await whole.data).data));
      }
      return values;
    },
  };
}

/** Pieces of a column as one. */
function joined(parts: readonly DecodedArray[]): ArrayLike<unknown> {
  if (parts.length === 1) return parts[0]!;
  const values: unknown[] = [];
  for (const part of parts) for (let i = 0; i < part.length; i++) values.push(part[i]);
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
    if (cause instanceof ThriftError && cause.kind === 'large') throw new AppError('packed-too-large', { name }, { cause });
    const unsupported = cause instanceof Error && /(?:unsupported|not supported)\b.*$/.exec(cause.message);
    if (unsupported) throw new AppError('packed-unsupported', { name, detail: cause.message }, { cause });
    throw new AppError('packed-damaged', { name }, { cause });
  }
}
