import { AppError } from '../protocol/errors';
import type { JsonPath, MappedColumn, MappingRecipe } from '../protocol/recipe';
import type { Role } from './header-words';
import type { Layout } from './layout';
import { checkMapping } from './preview';

/** Index of the column of each role in the file; absent where no column has it, or a key within a column. */
export type RoleColumns = Readonly<Partial<Record<Role, number>>>;

/** A role that a key in a JSON column has. */
export interface JsonRole {
  readonly role: Role;
  readonly column: number;
  readonly keys: JsonPath['keys'];
}

export interface FoundRoles {
  readonly columns: RoleColumns;
  readonly json: readonly JsonRole[];
  /** Index of a column by its name in the mapping, −1 where the file has none. */
  readonly indexOf: (name: string) => number;
}

/** The mapping's entries that are columns of the file, without the keys of JSON columns. */
export function fileColumns({ columns }: MappingRecipe): readonly MappedColumn[] {
  return columns.filter(({ path }) => path === undefined);
}

/**
 * Finds the mapping's columns in the file: in their places where the names stand there (or the file has none), else by name, so that a
 * recipe also reads a file of the same kind whose columns are in another order.
 *
 * @throws AppError `mapping-no-user`, `mapping-no-time`.
 */
export function roleColumns(mapping: MappingRecipe, { columns, hasHeader }: Pick<Layout, 'columns' | 'hasHeader'>): FoundRoles {
  const problem = checkMapping(mapping);
  if (problem !== null) throw new AppError(problem);
  const known = fileColumns(mapping);
  const inPlace = known.length === columns.length && (!hasHeader || known.every(({ name }, i) => name === columns[i]));
  const indexOf = (name: string) => (inPlace ? known.findIndex((column) => column.name === name) : columns.indexOf(name));
  const found: Partial<Record<Role, number>> = {};
  for (const [i, { name, role }] of known.entries()) {
    const index = inPlace ? i : columns.indexOf(name);
    if (role !== 'other' && index >= 0) found[role] ??= index;
  }
  const json = mapping.columns.flatMap(({ role, path }): JsonRole[] => {
    const column = path === undefined ? -1 : indexOf(path.column);
    return role === 'other' || path === undefined || column < 0 || found[role] !== undefined ? [] : [{ role, column, keys: path.keys }];
  });
  const has = (role: Role) => found[role] !== undefined || json.some((each) => each.role === role);
  if (!has('user')) throw new AppError('mapping-no-user');
  if (!has('time')) throw new AppError('mapping-no-time');
  return { columns: found, json, indexOf };
}
