import type * as Hyparquet from 'hyparquet';
import type { AsyncBuffer, ColumnMetaData, Compressors, FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import type { AsyncColumn, DecodedArray, ParquetParsers } from 'hyparquet/src/types.js';
import { AppError } from '../../protocol/errors';
import { DecodingBudget } from './decoding-budget';
import { columnRows, type ColumnOfGroup, type PageDecoders } from './parquet-column';
import type { Column } from './parquet-columns';
import { LARGEST_PAGE } from './parquet-pages';
import { weightOf } from './parquet-rows';
import { plainText } from './parquet-values';

/**
 * Cells that are decoded and held at a time, if a row group has more, values of lists counted: some 400 MB of short texts. Beside them there is a page at a
 * time (see {@link columnRows}).
 */
export const MOST_CELLS = 1 << 22;
/** Cells of text that a cell of bytes weighs. */
const BYTES_WEIGHT = 4;
/** Unpacked bytes of the pages that such rows stand in. */
const MOST_BYTES = 128 << 20;
/** How much more than other rows some may have. */
const UNEVEN = 2;

/** A file that is read. */
export interface Reading {
  readonly parquet: typeof Hyparquet;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly Column[];
  readonly name: string;
  readonly mostCells: number;
}

/** Values that are held as bytes until they are written, as text without an annotation and large decimals are. */
function staysBytes({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') && converted === undefined && logical === undefined;
}

/** What reads rows of row groups. */
export interface GroupReader {
  /** How many are decoded and held together. */
  rowsAtATime(group: RowGroup): number;
  /** Values by column of the file. Throws TooMuchAtOnce where the rows come to far more than others of the group. */
  read(group: RowGroup, from: number, to: number): Promise<Map<string, ArrayLike<unknown>>>;
}

/** Loads what reading a file needs. */
export async function groupReader({ parquet, file, metadata, columns, name, mostCells }: Reading): Promise<GroupReader> {
  const [
    { decompressPage },
    { convert, DEFAULT_PARSERS },
    { deltaBinaryUnpack },
    { readRleBitPackedHybrid },
    { readPlain },
    { assembleLists },
    { assembleAsync },
    schema,
    compressors,
  ] = await Promise.all([
    import('hyparquet/src/datapage.js'),
    import('hyparquet/src/convert.js'),
    import('hyparquet/src/delta.js'),
    import('hyparquet/src/encoding.js'),
    import('hyparquet/src/plain.js'),
    import('hyparquet/src/assemble.js'),
    import('hyparquet/src/rowgroup.js'),
    import('hyparquet/src/schema.js'),
    compressorsFor(metadata, name),
  ]);
  const decoders: PageDecoders = { decompressPage, convert, deltaBinaryUnpack, readRleBitPackedHybrid, readPlain, assembleLists };
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
    rowsAtATime({ columns: chunks, num_rows: count }) {
      const rows = Number(count);
      let cells = 0;
      let bytes = 0;
      for (const { meta_data: meta } of chunks) {
        if (!meta) continue;
        const { decoder, levels, flat } = columnOf(meta);
        const weight = (flat ? 1 : weightOf(levels.definition)) * (staysBytes(decoder.element) ? BYTES_WEIGHT : 1);
        cells += Math.max(rows, Number(meta.num_values)) * weight;
        bytes += Number(meta.total_uncompressed_size);
      }
      return Math.max(1, Math.floor(Math.min((rows * mostCells) / cells, bytes > MOST_BYTES ? (rows * MOST_BYTES) / bytes : rows)));
    },
    async read(group, from, to) {
      const values = new Map<string, ArrayLike<unknown>>();
      const rows = Number(group.num_rows);
      // One row may have whatever rows together may.
      const budget = new DecodingBudget(UNEVEN * (to - from === 1 ? MOST_CELLS : mostCells), UNEVEN * MOST_BYTES);
      for (const top of new Set(columns.map(({ path }) => path[0]!))) {
        const parts: AsyncColumn[] = [];
        for (const { meta_data: meta } of group.columns) {
          if (meta?.path_in_schema[0] !== top) continue;
          const data = await columnRows(decoders, columnOf(meta), rows, from, to, budget);
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
