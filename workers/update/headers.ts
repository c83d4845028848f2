import { numberedColumns } from '../ingest/column-names';
import type { FilePreview } from '../protocol/ingest';
import type { RenamedColumn } from '../protocol/reading';
import type { ColumnRole, MappingRecipe } from '../protocol/recipe';
import type { HeaderMatch } from '../protocol/update';

/**
 * Where the columns that a mapping uses are in a newer file: under the same name; under one that is the same but for case, blanks, punctuation,
 * underscores and the width of letters (and only one such); or, in a file without a header of as many columns, in the same place. One entry a
 * column with a role, in the order of the mapping. Each column of the newer file stands for one at most, and one that the mapping knows under its
 * exact name, used or not, for no other.
 */
export function matchHeaders(mapping: MappingRecipe, preview: FilePreview): HeaderMatch[] {
  const names = preview.columns.map(({ name }) => name);
  const inPlace = !preview.hasHeader && names.length === mapping.columns.length;
  const taken = new Set<number>();
  const found = mapping.columns.map(({ name }, i): HeaderMatch | null => {
    if (!preview.hasHeader) return inPlace ? { wanted: name, column: i, how: 'position' } : null;
    const column = names.findIndex((other, at) => other === name && !taken.has(at));
    if (column < 0) return null;
    taken.add(column);
    return { wanted: name, column, how: 'exact' };
  });
  return mapping.columns.flatMap(({ name, role }, i) => {
    if (role === 'other') return [];
    return [found[i] ?? similar(name, names, taken, preview.hasHeader)];
  });
}

function similar(wanted: string, names: readonly string[], taken: Set<number>, hasHeader: boolean): HeaderMatch {
  const plain = plainName(wanted);
  const candidates = names.flatMap((name, at) => (hasHeader && plain !== '' && !taken.has(at) && plainName(name) === plain ? [at] : []));
  if (candidates.length !== 1) return { wanted, column: null, how: 'none' };
  taken.add(candidates[0]!);
  return { wanted, column: candidates[0]!, how: 'similar' };
}

function plainName(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * The mapping for the newer file: its columns in its order, with the roles that the matches carry over; columns that the mapping does not know are
 * `other`. Everything else is as it was. The result may lack a user or a time (`checkMapping` tells): then the person must choose.
 *
 * @param matches of {@link matchHeaders}, with the person's answers filled in
 */
export function appliedMapping(mapping: MappingRecipe, preview: FilePreview, matches: readonly HeaderMatch[]): MappingRecipe {
  const used = mapping.columns.filter(({ role }) => role !== 'other');
  const roles = new Map<number, ColumnRole>();
  matches.forEach(({ column }, i) => {
    if (column !== null) roles.set(column, used[i]!.role);
  });
  const there = new Set(preview.columns.map(({ name }) => name));
  return {
    ...mapping,
    columns: preview.columns.map(({ name, path }, i) => ({ name, role: roles.get(i) ?? 'other', ...(path && { path }) })),
    // What the newer file does not say of its users stays unknown of them.
    ...(mapping.attributes && { attributes: mapping.attributes.filter(({ name }) => there.has(name)) }),
  };
}

/** The columns that a newer file, read under a mapping that was applied to it, calls otherwise than the file before it. One without a header calls none. */
export function renamedColumns(mapping: MappingRecipe, newer: MappingRecipe): RenamedColumn[] {
  const numbered = numberedColumns(newer.columns.length);
  if (newer.columns.every(({ name }, i) => name === numbered[i])) return [];
  return mapping.columns.flatMap(({ name: to, role, path }) => {
    const from = role === 'other' || path ? undefined : newer.columns.find((column) => column.role === role && !column.path)?.name;
    return from === undefined || from === to ? [] : [{ from, to }];
  });
}
