import type { ExpectedSize } from '../protocol/ingest';
import { TEXT_ROLES, type ColumnRole, type MappingRecipe } from '../protocol/recipe';
import type { Layout } from './layout';
import { utf8Bytes } from './ruler';
import { readingFile, type Source } from './source';
import { TEXT_BOUNDS } from './text-dictionary';

/** Text of a packed file after which it is known how far the rest unpacks. */
const UNPACKED = 8 << 20;
/** Places that the rows seen are taken to come from. */
const PLACES = 32;

/** Bytes of the page, its workers and libraries beside any row. This and what follows was held against the peaks that test/bench prints. */
export const BASE_MEMORY = 500e6;
/** Of a row, beside its columns: its line and flags, its hash, by which duplicates are told, and its places while rows are dealt and sorted. */
const ROW = 4 + 1 + 8 + 16;
/** The cells of a column, which are held as read and as sorted at the same time. */
const CELL: Partial<Record<ColumnRole, number>> = {
  user: 8,
  time: 16,
  event: 8,
  item: 8,
  category: 8,
  order: 8,
  session: 8,
  title: 8,
  text: 8,
  value: 16,
  quantity: 16,
};
const NAMED: readonly ColumnRole[] = ['user', 'item', 'category', 'order', 'session', ...TEXT_ROLES];
/** Of a distinct name, beside its text: its place, its slot, and the string that it becomes. */
export const NAME_MEMORY = 60;
/** Of a user: features as they are and as scaled, the embedding, and what the portraits hold. */
export const USER_MEMORY = 1500;
/** The cells of an attribute: of figures, and of names, which have codes. */
const FIGURE = 16;
const CODE = 8;

/**
 * How many rows a file has and how much memory it takes to read it and compute features: by the rows of its beginning, its size and, where it is packed, how
 * far its beginning unpacks. Null for a file that has been seen to its end.
 *
 * @param rows those seen, in the order of the file, each with the file's cells
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
  const places = spread(rows);
  const namesIn = (column: number) =>
    expectedNames(
      places.map((place) => place.map((row) => row[column] ?? '')),
      count,
    );
  const columns = mapping.kind === 'users' ? ofUsers(mapping, count, namesIn) : ofEvents(mapping, count, namesIn);
  return { rows: count, memory: BASE_MEMORY + count * ROW + columns, fixed: BASE_MEMORY };
}

interface Names {
  readonly names: number;
  /** Mean bytes of a name. */
  readonly length: number;
}

const held = ({ names, length }: Names) => names * (NAME_MEMORY + 2 * length);
const heldTexts = (names: Names) => Math.min(held(names), 2 * TEXT_BOUNDS.all);

function ofEvents({ columns }: MappingRecipe, count: number, namesIn: (column: number) => Names): number {
  let memory = 0;
  columns.forEach(({ role, path }, column) => {
    memory += count * (CELL[role] ?? 0);
    // What stands in a JSON column has no column of its own here.
    if (!NAMED.includes(role) || path !== undefined) return;
    const names = namesIn(column);
    memory += (TEXT_ROLES as readonly ColumnRole[]).includes(role) ? heldTexts(names) : held(names);
    if (role === 'user') memory += names.names * USER_MEMORY;
  });
  return memory;
}

/** Each row is a user, named by its number where no column names it. */
function ofUsers({ columns, attributes = [] }: MappingRecipe, count: number, namesIn: (column: number) => Names): number {
  let memory = count * (USER_MEMORY + NAME_MEMORY);
  columns.forEach(({ name, role }, column) => {
    if (role === 'user') memory += held(namesIn(column));
    const as = attributes.find((attribute) => attribute.name === name)?.as ?? 'ignore';
    if (as === 'ignore' || role === 'user') return;
    if (as === 'number' || as === 'date') memory += count * FIGURE;
    else memory += count * CODE + (as === 'text' ? heldTexts(namesIn(column)) : held(namesIn(column)));
  });
  return memory;
}

/** The rows as so many places of the file: those of its beginning count as a few, those from further on as the places that they come from. */
function spread(rows: readonly (readonly string[])[]): (readonly (readonly string[])[])[] {
  const size = Math.max(1, Math.ceil(rows.length / PLACES));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
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

/** Bytes of a row as UTF-8, delimiters and line end included. */
function meanLength(rows: readonly (readonly string[])[]): number {
  let bytes = 0;
  // Behind each cell a delimiter or a line end.
  for (const row of rows) for (let cell = 0; cell < row.length; cell++) bytes += utf8Bytes(row[cell]!) + 1;
  return bytes / rows.length;
}

/**
 * Distinct names in `count` rows by those of rows from places spread over the file, and their mean length in bytes. Chao's estimate for incidence data (Chao
 * 1987): d + q₁(q₁ − 1) / (2(q₂ + 1)) of d names, of which q₁ occur in one place only and q₂ in two; at most what one in each so many rows gives, as where a
 * user's rows stand together and no two places share any.
 */
export function expectedNames(places: readonly (readonly string[])[], count: number): Names {
  const occurs = new Map<string, number>();
  let rows = 0;
  for (const place of places) {
    rows += place.length;
    for (const name of new Set(place)) occurs.set(name, (occurs.get(name) ?? 0) + 1);
  }
  let length = 0;
  for (const name of occurs.keys()) length += utf8Bytes(name);
  let once = 0;
  let twice = 0;
  for (const times of occurs.values()) {
    if (times === 1) once++;
    else if (times === 2) twice++;
  }
  const distinct = occurs.size;
  const chao = distinct + (once * (once - 1)) / (2 * (twice + 1));
  return { names: Math.min(count, chao, (distinct / rows) * count), length: length / Math.max(1, distinct) };
}
