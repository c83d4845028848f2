import { zone as zoneOf } from '../../../math/zone';
import { fillOf, type AttributeDirt } from '../../../protocol/attribute-cleaning';
import { DIRT_DEFAULTS } from '../../../protocol/cleaning';
import type { RejectReason } from '../../../protocol/ingest';
import type { MappingRecipe } from '../../../protocol/recipe';
import type { AttributeColumn } from '../../../protocol/tables';
import { reasonCode } from '../../raw-rows';
import type { AttributeChanges } from '../changes';
import { fillAttributes } from './fill';
import { treatOutliers } from './outliers';
import { gapsOf, withoutRows, type UserRows } from './user-rows';

/** A row that is left out, and why. */
export interface LeftOut {
  readonly line: number;
  readonly reason: number;
}

export interface CleanedUsers {
  readonly table: UserRows;
  readonly leftOut: readonly LeftOut[];
  readonly changes: AttributeChanges;
  readonly dirt: Omit<AttributeDirt, 'repeated'>;
}

/**
 * Does what the mapping says about dirt in a table of users, in this order: rows without a value that they may not lack are left out; the other gaps are
 * filled; outliers are clipped or left out. Each step sees what the ones before it left.
 */
export async function cleanAttributes(read: UserRows, mapping: MappingRecipe, pause: () => Promise<void>): Promise<CleanedUsers> {
  const recipes = new Map(mapping.attributes?.map((attribute) => [attribute.name, attribute]));
  const fill = (column: AttributeColumn) => fillOf({ ...recipes.get(column.name), name: column.name, as: column.as, label: column.label });
  const gaps = read.columns.map((column) => ({ column, rows: gapsOf(column, read.ids.length) }));
  const lacking = new Uint8Array(read.ids.length);
  for (const { column, rows } of gaps) if (fill(column).method === 'drop') for (const row of rows) lacking[row] = 1;
  const leftOut: LeftOut[] = [];
  const whole = leaveOut(read, lacking, 'missing-value', leftOut);
  const filled = { ...whole, columns: await fillAttributes(whole, fill, zoneOf(mapping.timeZone), pause) };
  const settings = mapping.outliers ?? DIRT_DEFAULTS.outliers;
  // Of columns of a file of events no choice is shown.
  const outliers = await treatOutliers(filled.columns, filled.ids.length, settings, mapping.kind === 'users', pause);
  const treated = { ...filled, columns: outliers.columns };
  const table = leaveOut(treated, outliers.dropped, 'outlier', leftOut);
  return {
    table,
    leftOut,
    changes: { attributes: changesOf(whole, treated, outliers.dropped) },
    dirt: {
      gaps: gaps.flatMap(({ column, rows }, i) =>
        rows.length === 0 ? [] : [{ name: column.name, rows: rows.length, filled: count(table.columns[i]!.filled) }],
      ),
      touches: outliers.touches,
      clipped: count(outliers.clipped),
    },
  };
}

const count = (marks: Uint8Array | undefined) => marks?.reduce((sum, mark) => sum + mark, 0) ?? 0;

function leaveOut(table: UserRows, marked: Uint8Array, reason: RejectReason, leftOut: LeftOut[]): UserRows {
  if (!marked.includes(1)) return table;
  table.lines.forEach((line, row) => {
    if (marked[row] === 1) leftOut.push({ line, reason: reasonCode(reason) });
  });
  return withoutRows(table, marked);
}

/** Cells of the rows that stay which are not what they were, by column and line. */
function changesOf(before: UserRows, after: UserRows, dropped: Uint8Array): AttributeChanges['attributes'] {
  const changes = new Map<string, Map<number, number | string>>();
  after.columns.forEach((column, i) => {
    const held = before.columns[i]!;
    if (held === column) return;
    const cells = new Map<number, number | string>();
    after.lines.forEach((line, row) => {
      if (dropped[row] === 1) return;
      const value = column.values?.[row];
      const code = column.coded?.codes[row];
      if (value !== undefined && !Number.isNaN(value) && value !== held.values![row]) cells.set(line, value);
      if (code !== undefined && code !== held.coded!.codes[row]) cells.set(line, column.coded!.names[code]!);
    });
    changes.set(column.name, cells);
  });
  return changes;
}
