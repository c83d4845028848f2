/** Products and sums over the rows of plain arrays, row-major. Those that end in one of their arguments write into it. */

/** target + a·b, where a is rows × inner and b inner × columns; into a new array of zeros where there is no target. */
export function addProduct(
  target: Float32Array | null,
  a: Float32Array,
  rows: number,
  inner: number,
  b: Float32Array,
  columns: number,
): Float32Array {
  const out = target ?? new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const to = r * columns;
    for (let i = 0; i < inner; i++) {
      const factor = a[r * inner + i]!;
      if (factor === 0) continue;
      const from = i * columns;
      for (let c = 0; c < columns; c++) out[to + c]! += factor * b[from + c]!;
    }
  }
  return out;
}

/** Adds a row to every row. */
export function addBias(rows: Float32Array, bias: Float32Array): Float32Array {
  for (let from = 0; from < rows.length; from += bias.length) for (let c = 0; c < bias.length; c++) rows[from + c]! += bias[c]!;
  return rows;
}

export function relu(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
  return values;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const NORM_EPSILON = 1e-5;

/** Ba et al. 2016, into a new array. */
export function layerNorm(rows: Float32Array, count: number, width: number, scale: Float32Array, shift: Float32Array): Float32Array {
  const out = new Float32Array(rows.length);
  for (let r = 0; r < count; r++) {
    const from = r * width;
    let mean = 0;
    for (let i = 0; i < width; i++) mean += rows[from + i]! / width;
    let variance = 0;
    for (let i = 0; i < width; i++) variance += (rows[from + i]! - mean) ** 2 / width;
    const divisor = Math.sqrt(variance + NORM_EPSILON);
    for (let i = 0; i < width; i++) out[from + i] = ((rows[from + i]! - mean) / divisor) * scale[i]! + shift[i]!;
  }
  return out;
}
