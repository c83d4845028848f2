import type { CodedColumn } from '../../../protocol/events';
import type { AttributeColumn } from '../../../protocol/tables';

/** Rows of a table of users: entry i of `ids`, `lines` and every column is of row i, which starts on line `lines[i]` of the file. */
export interface UserRows {
  readonly ids: readonly string[];
  readonly lines: Uint32Array;
  readonly columns: readonly AttributeColumn[];
}

export function isGap({ values, coded }: AttributeColumn, row: number): boolean {
  return values ? Number.isNaN(values[row]!) : coded!.codes[row]! < 0;
}

/** Ascending. */
export function gapsOf(column: AttributeColumn, rows: number): Uint32Array {
  const gaps: number[] = [];
  for (let row = 0; row < rows; row++) if (isGap(column, row)) gaps.push(row);
  return Uint32Array.from(gaps);
}

/** What a column says in figures, NaN where it says nothing: numbers and dates as they are, bands by their place from 0. Null for a category. */
export function figuresOf({ as, values, coded }: AttributeColumn): Float64Array | null {
  if (values) return values;
  return as === 'ordered' && coded ? Float64Array.from(coded.codes, (code) => (code < 0 ? NaN : code)) : null;
}

/** The table without the rows that are marked. */
export function withoutRows({ ids, lines, columns }: UserRows, marked: Uint8Array): UserRows {
  const stays = (_: unknown, row: number) => marked[row] !== 1;
  return {
    ids: ids.filter(stays),
    lines: lines.filter(stays),
    columns: columns.map((column) => ({
      ...column,
      values: column.values && column.values.filter(stays),
      coded: column.coded && withUsedNames({ ...column.coded, codes: column.coded.codes.filter(stays) }),
      ...(column.filled && { filled: column.filled.filter(stays) }),
    })),
  };
}

/** Without names that no row has, as if the rows that went had never been there. */
function withUsedNames({ codes, names }: CodedColumn): CodedColumn {
  const used = new Set(codes);
  const kept = names.map((_, code) => code).filter((code) => used.has(code));
  const place = new Map(kept.map((code, i) => [code, i]));
  return { codes: codes.map((code) => place.get(code) ?? -1), names: kept.map((code) => names[code]!) };
}
