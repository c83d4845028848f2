import { KeyTable } from '../math/key-table';
import { FLAG, type CodedColumn, type EventTable, type KeyedColumn, type TextColumn } from '../protocol/events';
import { joinNames } from './names';

export type Values = Float64Array | Int32Array | Uint8Array;

/** A column of two tables: their values in the same codes, and the names of a coded one. */
export interface JoinedColumn<A extends Values> {
  readonly held: A;
  readonly added: A;
  readonly names: readonly string[];
  /** Both tables have it, so that it can tell their rows apart. */
  readonly shared: boolean;
}

/** As {@link JoinedColumn}, with the keys of a keyed one in place of names. */
export interface JoinedKeys extends JoinedColumn<Int32Array> {
  readonly keys: Int32Array;
}

/** As {@link JoinedColumn}; where one of the tables could not keep all of its texts they tell no rows apart. */
export interface JoinedTexts extends JoinedColumn<Int32Array> {
  readonly full: boolean;
}

/** Columns of two tables in one set of codes, in which those of the held table stay as they are. Null where neither has the column. */
export interface JoinedColumns {
  readonly time: JoinedColumn<Float64Array>;
  readonly flags: JoinedColumn<Uint8Array>;
  readonly type: JoinedColumn<Int32Array>;
  readonly purchaseCodes: readonly number[];
  /** As of EventTable; a name that either table has from its files is theirs. */
  readonly ownTypes: readonly string[];
  readonly value: JoinedColumn<Float64Array> | null;
  readonly quantity: JoinedColumn<Float64Array> | null;
  readonly item: JoinedColumn<Int32Array> | null;
  readonly category: JoinedColumn<Int32Array> | null;
  readonly order: JoinedColumn<Int32Array> | null;
  readonly session: JoinedKeys | null;
  readonly title: JoinedTexts | null;
  readonly text: JoinedTexts | null;
}

/** A column that one of the tables lacks is filled there as reading a file fills what is missing: no id, no money, one unit. */
export function joinColumns(held: EventTable, added: EventTable): JoinedColumns {
  const type = coded(held.type, added.type, held.rows, added.rows)!;
  const { places } = joinNames(held.type.names, added.type.names);
  const purchaseCodes = [...new Set([...held.purchaseCodes, ...added.purchaseCodes.map((code) => places[code]!)])].sort((a, b) => a - b);
  return {
    time: plain(held.time, added.time),
    flags: plain(held.flags, added.flags),
    type,
    purchaseCodes,
    ownTypes: ownTypes(held, added),
    value: numbers(held.value, added.value, () => 0, held, added),
    quantity: numbers(held.quantity, added.quantity, (flags) => ((flags & FLAG.refund) !== 0 ? -1 : 1), held, added),
    item: coded(held.item, added.item, held.rows, added.rows),
    category: coded(held.category, added.category, held.rows, added.rows),
    order: coded(held.order, added.order, held.rows, added.rows),
    session: keyed(held.session, added.session, held.rows, added.rows),
    title: texts(held.title ?? null, added.title ?? null, held.rows, added.rows),
    text: texts(held.text ?? null, added.text ?? null, held.rows, added.rows),
  };
}

function ownTypes(held: EventTable, { type, ownTypes: added = [] }: EventTable): readonly string[] {
  const theirs = new Set(type.names.filter((name) => !added.includes(name)));
  const own = (held.ownTypes ?? []).filter((name) => !theirs.has(name));
  const named = new Set(held.type.names);
  return [...own, ...added.filter((name) => !named.has(name))];
}

function plain<A extends Values>(held: A, added: A): JoinedColumn<A> {
  return { held, added, names: [], shared: true };
}

function numbers(
  held: Float64Array | null,
  added: Float64Array | null,
  missing: (flags: number) => number,
  heldTable: EventTable,
  addedTable: EventTable,
): JoinedColumn<Float64Array> | null {
  if (held === null && added === null) return null;
  const filled = ({ flags }: EventTable) => Float64Array.from(flags, missing);
  return { held: held ?? filled(heldTable), added: added ?? filled(addedTable), names: [], shared: held !== null && added !== null };
}

function coded(held: CodedColumn | null, added: CodedColumn | null, heldRows: number, addedRows: number): JoinedColumn<Int32Array> | null {
  if (held === null && added === null) return null;
  const { names, places } = joinNames(held?.names ?? [], added?.names ?? []);
  return {
    held: held?.codes ?? new Int32Array(heldRows).fill(-1),
    added: added === null ? new Int32Array(addedRows).fill(-1) : added.codes.map((code) => (code < 0 ? -1 : places[code]!)),
    names,
    shared: held !== null && added !== null,
  };
}

function texts(held: TextColumn | null, added: TextColumn | null, heldRows: number, addedRows: number): JoinedTexts | null {
  const column = coded(held, added, heldRows, addedRows);
  const full = held?.full === true || added?.full === true;
  return column && { ...column, shared: column.shared && !full, full };
}

function keyed(held: KeyedColumn | null, added: KeyedColumn | null, heldRows: number, addedRows: number): JoinedKeys | null {
  if (held === null && added === null) return null;
  const table = new KeyTable((held?.keys.length ?? 0) + (added?.keys.length ?? 0));
  const places = (column: KeyedColumn | null) =>
    Int32Array.from({ length: (column?.keys.length ?? 0) / 2 }, (_, code) =>
      table.code(column!.keys[2 * code]!, column!.keys[2 * code + 1]!),
    );
  // No table has a key twice, so that the codes held stay as they are.
  places(held);
  const placeOf = places(added);
  return {
    held: held?.codes ?? new Int32Array(heldRows).fill(-1),
    added: added === null ? new Int32Array(addedRows).fill(-1) : added.codes.map((code) => (code < 0 ? -1 : placeOf[code]!)),
    names: [],
    keys: table.packed(),
    shared: held !== null && added !== null,
  };
}
