import type { MappingRecipe } from '../protocol/recipe';
import type { CellTable } from './cell-table';
import { FillDown } from './fill-down';
import type { Role } from './header-words';
import { JsonColumns } from './json-columns';
import type { Records } from './records';
import type { FoundRoles } from './role-columns';

/** What belongs to the whole order: the rest is a line's own. */
const OF_ORDER: readonly Role[] = ['user', 'time', 'clock', 'session', 'status'];

/** In the file: the column of the order, and those of roles that are filled down within it. */
export interface OrderColumns {
  readonly by: number;
  readonly filled: readonly number[];
}

/** null where nothing is filled down. */
export function orderColumns({ fillDown }: MappingRecipe, { columns }: FoundRoles): OrderColumns | null {
  if (fillDown !== true || columns.order === undefined) return null;
  return { by: columns.order, filled: OF_ORDER.flatMap((role) => columns[role] ?? []) };
}

interface Transform {
  readonly table: CellTable;
  run(records: Records, from: number, rejected: (row: number) => boolean, missing: Float64Array): void;
}

/** The cells of a role: a column of the records, or of what a row transform made of them. */
export interface RoleCells {
  readonly table: CellTable;
  readonly column: number;
}

/**
 * Where each role's cells lie. In a plain file that is the records themselves; where the mapping asks for it, row transforms write columns of
 * their own from each batch: keys of JSON columns, and cells that are filled down.
 */
export class CellSources {
  private readonly transforms: Transform[] = [];
  private readonly made = new Map<Role, RoleCells>();

  constructor(
    mapping: MappingRecipe,
    private readonly found: FoundRoles,
  ) {
    for (const column of new Set(found.json.map((each) => each.column))) {
      const roles = found.json.filter((each) => each.column === column);
      const keys = new JsonColumns(
        column,
        roles.map((each) => each.keys),
      );
      roles.forEach(({ role }, i) => this.made.set(role, { table: keys.table, column: i }));
      this.transforms.push(keys);
    }
    const ofOrder = orderColumns(mapping, found);
    if (ofOrder !== null) {
      const filled = new FillDown(ofOrder.filled, ofOrder.by);
      OF_ORDER.filter((role) => found.columns[role] !== undefined).forEach((role, i) =>
        this.made.set(role, { table: filled.table, column: i }),
      );
      this.transforms.push(filled);
    }
  }

  has(role: Role): boolean {
    return this.found.columns[role] !== undefined || this.made.has(role);
  }

  /** Cells of a role that the mapping has. */
  of(role: Role, records: Records): RoleCells {
    return this.made.get(role) ?? { table: records, column: this.found.columns[role]! };
  }

  /** Brings what transforms make up to the batch; rows that are rejected are not looked at. */
  run(records: Records, from: number, rejected: (row: number) => boolean, missing: Float64Array): void {
    for (const transform of this.transforms) transform.run(records, from, rejected, missing);
  }
}
