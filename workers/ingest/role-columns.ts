import { AppError } from '../protocol/errors';
import type { MappingRecipe } from '../protocol/recipe';
import type { Role } from './header-words';
import type { Layout } from './layout';
import { checkMapping } from './preview';

/** Index of the column of each role in the file; absent where no column has it. */
export type RoleColumns = Readonly<Partial<Record<Role, number>>>;

/**
 * Finds the mapping's columns in the file: in their places where the names stand there (or the file has none), else by name, so that a
 * recipe also reads a file of the same kind whose columns are in another order.
 *
 * @throws AppError `mapping-no-user`, `mapping-no-time`.
 */
export function roleColumns(mapping: MappingRecipe, { columns, hasHeader }: Pick<Layout, 'columns' | 'hasHeader'>): RoleColumns {
  const problem = checkMapping(mapping);
  if (problem !== null) throw new AppError(problem);
  const inPlace = mapping.columns.length === columns.length && (!hasHeader || mapping.columns.every(({ name }, i) => name === columns[i]));
  const found: Partial<Record<Role, number>> = {};
  for (const [i, { name, role }] of mapping.columns.entries()) {
    const index = inPlace ? i : columns.indexOf(name);
    if (role !== 'other' && index >= 0) found[role] ??= index;
  }
  if (found.user === undefined) throw new AppError('mapping-no-user');
  if (found.time === undefined) throw new AppError('mapping-no-time');
  return found;
}
