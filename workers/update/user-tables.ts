import type { CodedColumn } from '../protocol/events';
import type { AttributeColumn, UserTable } from '../protocol/tables';
import { isGap } from '../ingest/clean/attributes/user-rows';
import { inOrder } from '../ingest/user-table';
import { joinNames } from './names';

export interface UnitedUsers {
  readonly table: UserTable;
  /** Ids of whom the added table says something that was not known, whether the held one has a row of them or not. */
  readonly gained: ReadonlySet<string>;
}

/**
 * What two files of events say of their users, as if they had been read one after the other: each user's first value that is there counts, so that the held
 * table keeps its values, and those that it lacks or that were filled, and those of new users, come from the added one. Columns are those of the held table;
 * what the added one lacks is missing of its users.
 */
export function unitedUsers(held: UserTable, added: UserTable): UnitedUsers {
  const places = new Map(held.ids.map((id, row) => [id, row]));
  const ids = [...held.ids];
  /** Row of the added table for each row of the result, −1 without one. */
  const from = new Int32Array(held.rows + added.rows).fill(-1);
  added.ids.forEach((id, row) => (from[places.get(id) ?? ids.push(id) - 1] = row));
  const gained = new Set<number>();
  const columns = held.columns.map((column) => {
    const other = added.columns.find(({ name, as }) => name === column.name && as === column.as) ?? null;
    return united(column, other, from.subarray(0, ids.length), held.rows, gained);
  });
  return {
    table: { rows: ids.length, ids, columns },
    gained: new Set([...Array.from(gained, (row) => ids[row]!), ...ids.slice(held.rows)]),
  };
}

/** `gained` takes the rows held that get a value. */
function united(
  held: AttributeColumn,
  added: AttributeColumn | null,
  from: Int32Array,
  known: number,
  gained: Set<number>,
): AttributeColumn {
  const takes = new Uint8Array(from.length);
  for (let row = 0; row < from.length; row++) {
    const other = from[row]!;
    if (added === null || other < 0) continue;
    const isNew = row >= known;
    if (!isNew && (isGap(added, other) || isFilled(added, other) || !(isGap(held, row) || isFilled(held, row)))) continue;
    takes[row] = 1;
    if (!isNew) gained.add(row);
  }
  const filled = unitedMarks(held, added, from, takes);
  if (held.values) {
    const values = new Float64Array(from.length).fill(NaN);
    values.set(held.values);
    takes.forEach((taken, row) => taken && (values[row] = added!.values![from[row]!]!));
    return { ...held, values, ...filled };
  }
  const coded = unitedCodes(held.coded!, added?.coded ?? null, from, takes);
  return { ...held, coded: held.as === 'ordered' ? inOrder(coded) : coded, ...filled };
}

/** Rows that the files say nothing of in this column, and how many of them were filled. */
export function lackingOf(column: AttributeColumn, rows: number): { readonly rows: number; readonly filled: number } {
  let lacking = 0;
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    if (isFilled(column, row)) filled++;
    else if (isGap(column, row)) lacking++;
  }
  return { rows: lacking + filled, filled };
}

const isFilled = ({ filled }: AttributeColumn, row: number) => filled?.[row] === 1;

function unitedMarks(
  held: AttributeColumn,
  added: AttributeColumn | null,
  from: Int32Array,
  takes: Uint8Array,
): Pick<AttributeColumn, 'filled'> {
  if (!held.filled && !added?.filled) return {};
  const filled = new Uint8Array(from.length);
  filled.set(held.filled ?? []);
  takes.forEach((taken, row) => taken && (filled[row] = added?.filled?.[from[row]!] ?? 0));
  return { filled };
}

function unitedCodes(held: CodedColumn, added: CodedColumn | null, from: Int32Array, takes: Uint8Array): CodedColumn {
  const { names, places } = joinNames(held.names, added?.names ?? []);
  const codes = new Int32Array(from.length).fill(-1);
  codes.set(held.codes);
  takes.forEach((taken, row) => {
    const code = taken ? added!.codes[from[row]!]! : -1;
    if (code >= 0) codes[row] = places[code]!;
  });
  return { names, codes };
}
