/** Number of distinct rows, counted up to `limit`: soon done where rows differ, rows × limit comparisons at worst. */
export function distinctRows(data: Float32Array, rows: number, dims: number, limit: number): number {
  const found: number[] = [];
  for (let i = 0; i < rows && found.length < limit; i++) {
    if (!found.some((row) => same(data, row * dims, i * dims, dims))) found.push(i);
  }
  return found.length;
}

function same(data: Float32Array, i: number, j: number, dims: number): boolean {
  for (let d = 0; d < dims; d++) if (data[i + d] !== data[j + d]) return false;
  return true;
}
