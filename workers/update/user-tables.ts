import type { CodedColumn } from '../protocol/events';
import type { AttributeColumn, UserTable } from '../protocol/tables';
import { inOrder } from '../ingest/user-table';
import { joinNames } from './names';

/**
 * What two files say of their users, as if they had been read one after the other: the first row of each user counts, so that the held table keeps its
 * rows and those of new users follow. Columns are those of the held table; what the added one lacks is missing of its users.
 */
export function unitedUsers(held: UserTable, added: UserTable): UserTable {
  const known = new Set(held.ids);
  const fresh: number[] = [];
  added.ids.forEach((id, row) => {
    if (!known.has(id)) fresh.push(row);
  });
  if (fresh.length === 0) return held;
  const columns = held.columns.map((column) =>
    united(column, added.columns.find(({ name, as }) => name === column.name && as === column.as) ?? null, fresh),
  );
  return { rows: held.rows + fresh.length, ids: held.ids.concat(fresh.map((row) => added.ids[row]!)), columns };
}

function united(held: AttributeColumn, added: AttributeColumn | null, fresh: readonly number[]): AttributeColumn {
  const filled = unitedMarks(held, added, fresh);
  if (held.values) {
    const values = new Float64Array(held.values.length + fresh.length).fill(NaN);
    values.set(held.values);
    fresh.forEach((row, i) => (values[held.values!.length + i] = added?.values?.[row] ?? NaN));
    return { ...held, values, ...filled };
  }
  const coded = unitedCodes(held.coded!, added?.coded ?? null, fresh);
  return { ...held, coded: held.as === 'ordered' ? inOrder(coded) : coded, ...filled };
}

function unitedMarks(held: AttributeColumn, added: AttributeColumn | null, fresh: readonly number[]): Pick<AttributeColumn, 'filled'> {
  if (!held.filled && !added?.filled) return {};
  const rows = held.values?.length ?? held.coded!.codes.length;
  const filled = new Uint8Array(rows + fresh.length);
  filled.set(held.filled ?? []);
  fresh.forEach((row, i) => (filled[rows + i] = added?.filled?.[row] ?? 0));
  return { filled };
}

function unitedCodes(held: CodedColumn, added: CodedColumn | null, fresh: readonly number[]): CodedColumn {
  const { names, places } = joinNames(held.names, added?.names ?? []);
  const codes = new Int32Array(held.codes.length + fresh.length).fill(-1);
  codes.set(held.codes);
  fresh.forEach((row, i) => {
    const code = added?.codes[row] ?? -1;
    if (code >= 0) codes[held.codes.length + i] = places[code]!;
  });
  return { names, codes };
}
