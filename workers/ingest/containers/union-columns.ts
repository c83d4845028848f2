import { AppError } from '../../protocol/errors';
import type { ReadingNote, RenamedColumn } from '../../protocol/reading';
import { firstKey, keysOf, Kinds } from './table-kinds';
import { renamedNote, unevenNotes } from './union-notes';

/** The columns of one of several tables. */
export interface TableColumns {
  readonly name: string;
  /** Numbered where the table names none. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
}

export interface Union {
  /** Those of the first table that names some, then those that later tables add. */
  readonly columns: readonly string[];
  /** For each table and column of the union its place in the table, −1 where it has none; null where all are in their places. */
  readonly places: readonly (readonly number[] | null)[];
  /** Columns of the union that some tables lack. */
  readonly uneven: readonly number[];
  /** Which tables lack or add columns. */
  readonly notes: readonly ReadingNote[];
}

/**
 * The columns of several tables as those of one, matched by name whatever their order; of a table without a header by position. A table that names columns
 * may lack some or add some beside a table before it, where {@link Kinds} has them for tables of one kind.
 *
 * @param renamed names that count as others in tables that lack these
 * @throws AppError `files-differ` (params: name, first, columns) where a table is of another kind than the first
 */
export function unionOf(given: readonly TableColumns[], renamed: readonly RenamedColumn[] = []): Union {
  const tables = given.map((table) => ({ ...table, columns: table.hasHeader ? underNames(table.columns, renamed) : table.columns }));
  const first = tables.find(({ hasHeader }) => hasHeader) ?? tables[0]!;
  const keys = tables.map(({ columns, hasHeader }) => (hasHeader ? keysOf(columns) : null));
  const all = new Map<string, string>();
  const kinds = new Kinds();
  for (const [i, table] of tables.entries()) {
    const own = keys[i];
    if (!own) {
      if (table.columns.length !== first.columns.length) throw differ(table, first, `${table.columns.length} ≠ ${first.columns.length}`);
      continue;
    }
    if (!kinds.admit(own, table.columns)) throw differ(table, first, difference(first, table));
    for (const [key, place] of own) if (!all.has(key)) all.set(key, table.columns[place]!);
  }
  if (all.size === 0) return { columns: first.columns, places: tables.map(() => null), uneven: [], notes: [] };
  const union = [...all.keys()];
  const places = keys.map((own) => {
    const order = own ? union.map((key) => own.get(key) ?? -1) : union.map((_, i) => (i < first.columns.length ? i : -1));
    return order.every((place, i) => place === i) ? null : order;
  });
  const notes = [...renamedNote(given, tables), ...unevenNotes(tables, places, [...all.values()])];
  const uneven = union.flatMap((_, column) => (places.some((order) => order?.[column] === -1) ? [column] : []));
  return { columns: [...all.values()], places, uneven, notes };
}

/**
 * A table's columns under the names that they are to have. Each is renamed once, from the name that the table gives it, and to one that no other column has
 * then, so that the order of the pairs does not matter.
 */
function underNames(columns: readonly string[], renamed: readonly RenamedColumn[]): readonly string[] {
  const places = keysOf(columns);
  const taken = new Set(places.keys());
  const named = new Map<number, string>();
  const pairs = renamed.map(({ from, to }) => ({ at: places.get(firstKey(from)), key: firstKey(from), to, toKey: firstKey(to) }));
  for (let before = -1; before < named.size;) {
    before = named.size;
    for (const { at, key, to, toKey } of pairs) {
      if (at === undefined || named.has(at) || taken.has(toKey)) continue;
      named.set(at, to);
      taken.delete(key);
      taken.add(toKey);
    }
  }
  return columns.map((column, at) => named.get(at) ?? column);
}

const differ = ({ name }: TableColumns, first: TableColumns, columns: string) =>
  new AppError('files-differ', { name, first: first.name, columns });

function difference(first: TableColumns, table: TableColumns): string {
  const wanted = keysOf(first.columns);
  const found = keysOf(table.columns);
  const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, place]) => `− ${first.columns[place]!}`);
  const surplus = [...found].filter(([key]) => !wanted.has(key)).map(([, place]) => `+ ${table.columns[place]!}`);
  return [...missing, ...surplus].join(', ');
}
