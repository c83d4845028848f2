/** Means of the rows of each label. */
export interface LabelMeans {
  /** k × dims; NaN for a label without rows. */
  readonly means: Float64Array;
  /** Rows of each label, by weight. */
  readonly sizes: Float64Array;
}

/** @param labels 0…k−1 by row of `data` (row-major, `dims` a row), −1 for rows that count for none; `weights` null: each row counts once */
export function labelMeans(data: Float32Array, dims: number, labels: Int32Array, k: number, weights: Float32Array | null): LabelMeans {
  const means = new Float64Array(k * dims);
  const sizes = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label < 0) continue;
    const weight = weights === null ? 1 : weights[row]!;
    sizes[label]! += weight;
    for (let d = 0; d < dims; d++) means[label * dims + d]! += weight * data[row * dims + d]!;
  }
  for (let label = 0; label < k; label++) for (let d = 0; d < dims; d++) means[label * dims + d]! /= sizes[label]!;
  return { means, sizes };
}
