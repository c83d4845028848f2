import { AppError } from '../../protocol/errors';
import type { ReadingNote, RenamedColumn } from '../../protocol/reading';
import { headerScore, type Role } from '../header-words';

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

/** A column that one of two tables lacks stands beside so many that both have. */
const SHARED_PER_LONE = 4;
/** Roles whose columns say who, when, what and how much: where one table lacks such a column its rows mean something else. */
const DECISIVE: readonly Role[] = ['user', 'time', 'event', 'value', 'quantity', 'order'];
/** Names of columns that the rows of refunds have, or of cancelled orders: a table that has some, beside one that has none, is not of purchases. */
const TURNED =
  /refund|return(?!ing)|cancel|reason|chargeback|reversal|storno|erstattung|retoure|rembours|reembols|devolu[cç]|rimbors|возврат|退款|退货|退貨|取消|原因/;
/** From here on a header is one of the listed names of a role. */
const LISTED = 60;
/** Notes and names that are written out; the rest is counted or stands for itself. */
const MOST_NOTES = 12;
const MOST_NAMES = 5;

/**
 * The columns of several tables as those of one, matched by name whatever their order; of a table without a header by position. A table that names columns
 * may lack some or add some beside a table before it, where both share {@link SHARED_PER_LONE} times as many, the same columns say who, when, what and
 * how much, and none that only one has speaks of refunds; and all tables share at least half of all columns. Tables of different kinds, which may share ids and dates, do not come so close.
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
  const notes = [...renamedNote(given, tables), ...notesOf(tables, places, [...all.values()])];
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
  const pairs = renamed.map(({ from, to }) => ({ at: places.get(keyOf(from)), key: keyOf(from), to, toKey: keyOf(to) }));
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

const keyOf = (name: string) => [...keysOf([name]).keys()][0]!;

function renamedNote(given: readonly TableColumns[], tables: readonly TableColumns[]): ReadingNote[] {
  const pairs = new Set<string>();
  const files = given.filter(({ columns }, i) => {
    const changed = columns.flatMap((column, at) => (column === tables[i]!.columns[at] ? [] : [`${column} → ${tables[i]!.columns[at]!}`]));
    for (const pair of changed) pairs.add(pair);
    return changed.length > 0;
  });
  if (pairs.size === 0) return [];
  return [
    {
      key: 'columns-renamed',
      line: 1,
      count: pairs.size,
      params: { columns: some([...pairs]), files: some(files.map(({ name }) => name)) },
    },
  ];
}

type Keys = ReadonlyMap<string, number>;

/** Names in the form in which they are compared, the second of a name apart from the first, with their places. */
function keysOf(columns: readonly string[]): Keys {
  const met = new Map<string, number>();
  return new Map(
    columns.map((column, place) => {
      const name = column.trim().toLowerCase();
      const times = met.get(name) ?? 0;
      met.set(name, times + 1);
      return [`${name}\n${times}`, place];
    }),
  );
}

interface Kind {
  readonly keys: Keys;
  /** For each of {@link DECISIVE} the column that is named for it the surest. */
  readonly decisive: readonly (string | null)[];
}

/** The kinds of columns met so far. */
class Kinds {
  private readonly known: Kind[] = [];
  private readonly exactly = new Set<string>();
  private readonly all = new Set<string>();
  private common: Set<string> | null = null;

  /** Whether a table with these columns belongs to those so far; if so it is one of them. */
  admit(keys: Keys, columns: readonly string[]): boolean {
    const written = JSON.stringify([...keys.keys()].sort());
    if (this.exactly.has(written)) return true;
    const kind: Kind = { keys, decisive: decisiveOf(keys, columns) };
    // The neighbour's columns are the likeliest.
    if (this.known.length > 0 && !this.known.toReversed().some((other) => areAlike(kind, other))) return false;
    for (const key of keys.keys()) this.all.add(key);
    this.common = new Set(this.common ? [...this.common].filter((key) => keys.has(key)) : keys.keys());
    if (this.all.size > 2 * this.common.size) return false;
    this.known.push(kind);
    this.exactly.add(written);
    return true;
  }
}

function decisiveOf(keys: Keys, columns: readonly string[]): (string | null)[] {
  const named = [...keys];
  return DECISIVE.map((role) => {
    let surest: string | null = null;
    let best = LISTED;
    for (const [key, place] of named) {
      const score = headerScore(columns[place]!, role);
      if (score < best || (score === best && surest !== null)) continue;
      surest = key;
      best = score;
    }
    return surest;
  });
}

function areAlike(one: Kind, other: Kind): boolean {
  const lone = [one, other].flatMap(({ keys }, i) => [...keys.keys()].filter((key) => ![other, one][i]!.keys.has(key)));
  const shared = (one.keys.size + other.keys.size - lone.length) / 2;
  if (lone.some((key) => TURNED.test(key))) return false;
  return lone.length * SHARED_PER_LONE <= shared && one.decisive.every((key, i) => key === other.decisive[i]);
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

interface Uneven {
  readonly key: 'columns-only-in' | 'columns-not-in';
  readonly files: readonly string[];
  readonly columns: string[];
}

/** One note for all columns that the same tables have, named by these or by those that lack them, whichever are fewer. */
function notesOf(tables: readonly TableColumns[], places: Union['places'], columns: readonly string[]): ReadingNote[] {
  const groups = new Map<string, Uneven>();
  for (const [column, name] of columns.entries()) {
    const lacks = places.map((order) => order?.[column] === -1);
    const by = String(lacks);
    const group = groups.get(by);
    if (group) group.columns.push(name);
    else if (lacks.includes(true)) {
      const few = lacks.filter((lacking) => lacking).length > tables.length / 2;
      const files = tables.filter((_, i) => lacks[i] !== few).map((table) => table.name);
      groups.set(by, { key: few ? 'columns-only-in' : 'columns-not-in', files, columns: [name] });
    }
  }
  const told = [...groups.values()];
  const rest = told.splice(MOST_NOTES).flatMap((group) => group.columns);
  if (rest.length > 0) told.push({ key: 'columns-only-in', files: ['…'], columns: rest });
  return told.map(({ key, files, columns: names }) => ({
    key,
    line: 1,
    count: names.length,
    params: { columns: some(names), files: some(files) },
  }));
}

const some = (names: readonly string[]) => [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ');
