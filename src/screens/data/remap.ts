import type { FilePreview } from '../../../workers/protocol/ingest';
import type { ColumnRole, MappingRecipe } from '../../../workers/protocol/recipe';
import { chosenMark, withMark } from './decimal-mark';

/**
 * The mapping after one column was given another role. A role other than `other` moves away from the column that had it.
 * What hangs on a column follows: the date format becomes the one that fits the new time column; purchase and refund types, and order states,
 * keep only what the new column holds; a decimal mark that nobody chose becomes what is found for the new column of figures.
 */
export function assignRole(preview: FilePreview, mapping: MappingRecipe, index: number, role: ColumnRole): MappingRecipe {
  const columns = mapping.columns.map((column, at) => {
    if (at === index) return { ...column, role };
    return role !== 'other' && column.role === role ? { ...column, role: 'other' as const } : column;
  });
  // Any role may have taken a column of figures away.
  const next = withMark(preview, { ...mapping, columns }, chosenMark(preview, mapping));
  if (role === 'time') {
    const fitting = preview.dateFormats[index] ?? [];
    return fitting.length === 0 || fitting.includes(mapping.dateFormat) ? next : { ...next, dateFormat: fitting[0]! };
  }
  if (role === 'event') {
    const held = new Set((preview.values[index] ?? []).map(({ value }) => value));
    const keep = (types: readonly string[]) => types.filter((type) => held.has(type));
    return { ...next, purchaseTypes: keep(mapping.purchaseTypes), refundTypes: keep(mapping.refundTypes) };
  }
  if (role === 'status') {
    const held = new Set((preview.values[index] ?? []).map(({ value }) => value));
    const keep = (states: readonly string[] | undefined) => (states ?? []).filter((state) => held.has(state));
    return { ...next, cancelledStates: keep(mapping.cancelledStates), unpaidStates: keep(mapping.unpaidStates) };
  }
  return next;
}

/** Index of the column with the role, or -1. */
export function columnOf(mapping: MappingRecipe, role: ColumnRole): number {
  return mapping.columns.findIndex((column) => column.role === role);
}
