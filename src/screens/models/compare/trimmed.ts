import type { FlowTable } from '../../../charts/migration/flows';

/** Without the row and the column of users that one of the runs does not have, where there are none. */
export function withoutEmptyAway(table: FlowTable): FlowTable {
  if (table.entered + table.left > 0) return table;
  const { places, cells, rowTotals, columnTotals } = table;
  return {
    ...table,
    places: places.slice(0, -1),
    cells: cells.slice(0, -1).map((row) => row.slice(0, -1)),
    rowTotals: rowTotals.slice(0, -1),
    columnTotals: columnTotals.slice(0, -1),
  };
}
