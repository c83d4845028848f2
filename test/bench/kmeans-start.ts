/** Rows evenly apart: the same start, k × dims, for whoever is compared. @param data rows × dims */
export const startOf = (data: Float32Array, rows: number, dims: number, k: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: k * dims }, (_, at) => data[Math.floor(((Math.floor(at / dims) + 0.5) * rows) / k) * dims + (at % dims)]!);
