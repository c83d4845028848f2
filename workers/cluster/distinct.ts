/** Number of distinct rows, counted up to `limit`: soon done where rows differ, rows × limit comparisons at worst. */
export function distinctRows(data: Float32Array, rows: number, dims: number, limit: number): number {
  const found: number[] = [];
  for (let i = 0; i < rows && found.length < limit; i++) {
    if (!found.some((row) => sameRow(data, row, i, dims))) found.push(i);
  }
  return found.length;
}

export function sameRow(data: Float32Array, one: number, other: number, dims: number): boolean {
  for (let d = 0; d < dims; d++) if (data[one * dims + d] !== data[other * dims + d]) return false;
  return true;
}
