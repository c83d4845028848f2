import type { AsyncBuffer, FileMetaData, SchemaElement } from 'hyparquet';
import { AppError } from '../../protocol/errors';
import { walkThrift } from './thrift-walk';
import { isPlausible } from './unpacking';

/** Bytes of a footer, and values in it: those of 80,000 columns of row groups, which take some 200 MB. */
const LARGEST_FOOTER = 64 << 20;
const MOST_VALUES = 6_000_000;
/** Bytes of a footer in which nothing is long, and those of a decimal in one; what the schema calls decimals. */
const SMALL_FOOTER = 1 << 16;
const LONGEST_STATISTIC = 1 << 12;
const DECIMAL = 5;
/** Bytes of a footer whose further description, JSON, is looked at for shapes on a map. */
const LARGEST_GEO = 1 << 20;
/** Structures within structures. */
const MOST_DEPTH = 32;
/** Putting a row together takes time by the square of the depth: beyond one that tables of people have, depth² × rows is held to so much, some 20 s. */
const DEEP = 12;
const MOST_DEEP_STEPS = 1e8;
const END = 8;

/**
 * What a Parquet file says of itself. Its numbers are held to the size of the file before anything is made of them.
 *
 * @throws AppError `packed-too-large` (params: name) where the footer is larger than {@link LARGEST_FOOTER}, or promises more cells than a file of this size may
 * (see {@link isPlausible}), or many rows of structures deep within each other; `packed-damaged` (params: name) where columns do not lie within the file, or overlap. Plain errors for what is no footer
 */
export async function footerOf(file: AsyncBuffer, name: string): Promise<FileMetaData> {
  const { parquetMetadata } = await import('hyparquet');
  if (file.byteLength < END) throw new AppError('packed-damaged', { name });
  const end = new DataView(await file.slice(file.byteLength - END, file.byteLength));
  const length = end.getUint32(0, true);
  if (length > file.byteLength - END) throw new AppError('packed-damaged', { name });
  if (length > LARGEST_FOOTER) throw new AppError('packed-too-large', { name });
  const footer = await file.slice(file.byteLength - END - length, file.byteLength);
  walkThrift(new Uint8Array(footer, 0, length), 0, MOST_VALUES);
  if (length > SMALL_FOOTER) await checkDecimals(footer, length, name);
  const metadata = parquetMetadata(footer, { geoparquet: length <= LARGEST_GEO });
  const depth = depthOf(metadata.schema);
  if (depth > MOST_DEPTH) throw new AppError('packed-damaged', { name });
  if (depth > DEEP && depth ** 2 * Number(metadata.num_rows) > MOST_DEEP_STEPS) throw new AppError('packed-too-large', { name });
  checkSizes(metadata, file.byteLength, name);
  return metadata;
}

/** What the compact protocol gives, by numbers of fields. */
type Fields = Readonly<Record<string, unknown>>;

/** The reader takes time by the square of the length of a decimal, of which a column has its least and largest. */
async function checkDecimals(footer: ArrayBuffer, length: number, name: string): Promise<void> {
  const { deserializeTCompactProtocol } = await import('hyparquet/src/thrift.js');
  const metadata = deserializeTCompactProtocol({ view: new DataView(footer, 0, length), offset: 0 }) as Fields;
  const [elements, groups] = [metadata['field_2'] as Fields[], metadata['field_4'] as Fields[]];
  const leaves = elements.filter((element) => Boolean(element['field_1']) || element['field_1'] === 0);
  for (const group of groups) {
    (group['field_1'] as Fields[]).forEach((column, i) => {
      const statistics = (column['field_3'] as Fields | undefined)?.['field_12'] as Fields | undefined;
      const isLong = Object.values(statistics ?? {}).some((value) => value instanceof Uint8Array && value.length > LONGEST_STATISTIC);
      if (isLong && leaves[i]?.['field_6'] === DECIMAL) throw new AppError('packed-damaged', { name });
    });
  }
}

/** How many structures lie within each other. Children stand behind what they belong to. */
function depthOf(schema: readonly SchemaElement[]): number {
  const open: number[] = [];
  let deepest = 0;
  for (const { num_children: children } of schema) {
    while (open.at(-1) === 0) open.pop();
    if (open.length > 0) open[open.length - 1]!--;
    if (children !== undefined && children > 0) open.push(children);
    deepest = Math.max(deepest, open.length);
  }
  return deepest;
}

function checkSizes({ row_groups: groups, num_rows: rows }: FileMetaData, size: number, name: string): void {
  let cells = 0;
  let bytes = 0;
  let counted = 0;
  for (const group of groups) {
    const own = Number(group.num_rows);
    if (!(own >= 0)) throw new AppError('packed-damaged', { name });
    counted += own;
    for (const { meta_data: meta } of group.columns) {
      const [values, packed] = [Number(meta?.num_values ?? 0), Number(meta?.total_compressed_size ?? 0)];
      if (!(values >= 0 && packed >= 0)) throw new AppError('packed-damaged', { name });
      cells += Math.max(own, values);
      bytes += packed;
    }
  }
  if (bytes > size || counted !== Number(rows)) throw new AppError('packed-damaged', { name });
  if (!isPlausible(size, cells)) throw new AppError('packed-too-large', { name });
}
