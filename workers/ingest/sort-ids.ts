import type { EventTable, KeyedColumn } from '../protocol/events';
import type { CodedRows, RawRows } from './raw-rows';
import type { ColumnSorter } from './sort-columns';
import { TextDictionary } from './text-dictionary';

const ROLES = ['item', 'category', 'order', 'title', 'text'] as const;

type Named = Pick<EventTable, (typeof ROLES)[number]>;

/** Columns of ids on their way from a sorter. */
export interface SortedIds {
  readonly session: Promise<KeyedColumn | null>;
  readonly named: Promise<Named>;
}

/**
 * Begins to sort the columns of ids, which have to be numbered anew besides: they are most of what sorting costs. These columns of `raw` are the sorter's from
 * then on, and their dictionaries are emptied in the end.
 *
 * @param places where each row of `raw` stands in the table
 */
export function sortIds(raw: RawRows, places: Uint32Array, sorter: ColumnSorter): SortedIds {
  const ids = { session: sortSession(raw, places, sorter), named: sortNamed(raw, places, sorter) };
  // They may fail while something else is waited for.
  for (const work of Object.values(ids)) work.catch(() => undefined);
  return ids;
}

async function sortSession({ session, kept }: RawRows, places: Uint32Array, sorter: ColumnSorter): Promise<KeyedColumn | null> {
  return session && sorter.sortKeys({ a: session.a.data.subarray(0, kept), b: session.b.data.subarray(0, kept), places });
}

async function sortNamed(raw: RawRows, places: Uint32Array, sorter: ColumnSorter): Promise<Named> {
  const there = ROLES.flatMap((role) => (raw[role] === null ? [] : [{ role, rows: raw[role] }]));
  const columns = there.map(({ rows: { codes, dictionary } }) => ({ codes: codes.data.subarray(0, raw.kept), size: dictionary.size }));
  const sorted = columns.length === 0 ? [] : await sorter.sortCodes({ columns, places });
  const named = there.map(({ role, rows }, i) => {
    const { codes, former } = sorted[i]!;
    const names = namesOf(rows, former);
    const column = rows.dictionary instanceof TextDictionary ? { codes, names, full: rows.dictionary.full } : { codes, names };
    rows.dictionary.release();
    return [role, column];
  });
  return { item: null, category: null, order: null, ...(Object.fromEntries(named) as Partial<Named>) };
}

/** The names of codes that were numbered anew. @param former see `SortedCodes` */
export function namesOf({ dictionary }: Pick<CodedRows, 'dictionary'>, former: Int32Array | null): readonly string[] {
  const names = dictionary.names();
  return former === null ? names : Array.from(former, (code) => names[code]!);
}
