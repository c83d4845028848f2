import { mayBeMissing } from './cells';

/**
 * Counts the empty cells of each column over the rows from `from` on that have as many cells as there are columns. Stops at a row that has not, or that has
 * a cell which may be missing though it is not empty.
 *
 * @param missing a count a column, 32 bits each
 * @returns the row at which it stopped
 */
export function countMissing(begins: usize, firstCell: usize, starts: usize, ends: usize, from: i32, rows: i32, columns: i32, missing: usize): i32 {
  for (let row = from; row < rows; row++) {
    const first = load<i32>(firstCell + (<usize>row << 2));
    if (load<i32>(firstCell + (<usize>(row + 1) << 2)) - first !== columns) return row;
    const cells = starts + (<usize>first << 2);
    const places = ends + (<usize>first << 2);
    for (let column = 0; column < columns; column++) {
      const start = load<i32>(cells + (<usize>column << 2));
      const end = load<i32>(places + (<usize>column << 2));
      if (start !== end && mayBeMissing(begins, start, end)) return row;
    }
    for (let column = 0; column < columns; column++) {
      if (load<i32>(cells + (<usize>column << 2)) !== load<i32>(places + (<usize>column << 2))) continue;
      const count = missing + (<usize>column << 2);
      store<i32>(count, load<i32>(count) + 1);
    }
  }
  return rows;
}
