/** Adds a row's weight to a centre's mass, and its weighted values to the centre's sums. @param sums k × dims, then k masses */
export function transfer(
  data: Float32Array,
  from: number,
  dims: number,
  weight: number,
  label: number,
  sums: Float64Array,
  k: number,
): void {
  const mass = k * dims + label;
  sums[mass] = sums[mass]! + weight;
  const to = label * dims;
  for (let d = 0; d < dims; d++) sums[to + d] = sums[to + d]! + weight * data[from + d]!;
}
