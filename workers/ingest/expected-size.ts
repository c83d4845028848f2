import type { ExpectedSize } from '../protocol/ingest';
import type { ColumnRole, MappingRecipe } from '../protocol/recipe';
import type { Layout } from './layout';
import { readingFile, type Source } from './source';

/** Text of a packed file after which it is known how far the rest unpacks. */
const UNPACKED = 8 << 20;

/** Bytes of the page, its workers and libraries before any row. */
const BASE = 250e6;
/** Of a row, beside its columns: its line and flags, its hash in the table that tells duplicates, and its place while rows are sorted. */
const ROW = 4 + 1 + 24 + 8;
/** The cells of a column, which are held as read and as sorted at the same time. */
const CELL: Partial<Record<ColumnRole, number>> = {
  user: 8,
  time: 16,
  event: 8,
  item: 8,
  category: 8,
  order: 8,
  session: 8,
  value: 16,
  quantity: 16,
};
const NAMED: readonly ColumnRole[] = ['user', 'item', 'category', 'order', 'session'];
/** Of a distinct name, beside its text: its place, its slot, and the string that it becomes. */
const NAME = 60;
/** Of a user: features as they are and as scaled, the embedding, and what the portraits hold. */
const USER = 1500;

/**
 * How many rows a file has and how much memory it takes to read it and compute features: by the rows of its beginning, its size and, where it is packed, how
 * far its beginning unpacks. New names are taken to come as often in the rest as in the later half of the rows seen, which is rarely too little. Null for a
 * file that has been seen to its end.
 *
 * @param rows those seen, each with the file's cells
 * @throws AppError as reading the file does
 */
export async function expectedSize(
  { source }: Layout,
  mapping: MappingRecipe,
  rows: readonly (readonly string[])[],
): Promise<ExpectedSize | null> {
  if (source.whole || rows.length === 0) return null;
  const bytes = (await textBytes(source)) * (source.head.length / source.headBytes);
  const count = Math.round(bytes / meanLength(rows));
  let memory = BASE + count * ROW;
  mapping.columns.forEach(({ role, path }, column) => {
    memory += count * (CELL[role] ?? 0);
    // What stands in a JSON column has no column of its own here.
    if (!NAMED.includes(role) || path !== undefined) return;
    const { names, length } = expectedNames(rows, column, count);
    memory += names * (NAME + 2 * length + (role === 'user' ? USER : 0));
  });
  return { rows: count, memory };
}

/** Bytes of all of the text, unpacked. */
async function textBytes({ file, text }: Source): Promise<number> {
  if (text.plain) return file.size;
  return readingFile(file, async () => {
    const flow = text.open();
    let length = 0;
    for await (const chunk of flow.chunks) {
      length += chunk.length;
      if (length >= UNPACKED) break;
    }
    return length * Math.max(1, file.size / Math.max(1, flow.bytesRead()));
  });
}

const encoder = new TextEncoder();

/** Bytes of a row as UTF-8, delimiters and line end included. */
function meanLength(rows: readonly (readonly string[])[]): number {
  let bytes = 0;
  for (const row of rows) bytes += encoder.encode(row.join(',')).length + 1;
  return bytes / rows.length;
}

/** Distinct names that a column may have in `count` rows, and their mean length in bytes. */
function expectedNames(rows: readonly (readonly string[])[], column: number, count: number): { names: number; length: number } {
  const seen = new Set<string>();
  const half = rows.length >> 1;
  let early = 0;
  let length = 0;
  rows.forEach((row, i) => {
    const name = row[column] ?? '';
    if (i === half) early = seen.size;
    if (seen.has(name)) return;
    seen.add(name);
    length += encoder.encode(name).length;
  });
  const rate = (seen.size - early) / (rows.length - half);
  return { names: Math.min(count, seen.size + rate * Math.max(0, count - rows.length)), length: length / Math.max(1, seen.size) };
}
