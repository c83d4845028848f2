/** The first `limit` different values of an ascending array. */
export function distinct(sorted: Float64Array, limit: number): Float64Array {
  const values: number[] = [];
  for (let i = 0; i < sorted.length && values.length < limit; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) values.push(sorted[i]!);
  return Float64Array.from(values);
}

/** The values that are in either of two ascending arrays, ascending. */
export function union(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.from(new Set([...a, ...b])).sort();
}
