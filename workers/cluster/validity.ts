/** Figures of one labeling over all rows, from the clusters' means. */
export interface ClusterFigures {
  readonly sizes: readonly number[];
  /** Davies & Bouldin 1979, as scikit-learn's `davies_bouldin_score`: lower is better. */
  readonly daviesBouldin: number;
  /** Caliński & Harabasz 1974, as scikit-learn's `calinski_harabasz_score`: higher is better. */
  readonly calinskiHarabasz: number;
}

/** `data` is rows × dims, row-major; `labels` are 0…k−1, one a row, every cluster with a row; rows of label −1 (noise) are left out. */
export function clusterFigures(data: Float32Array, rows: number, dims: number, labels: Int32Array, k: number): ClusterFigures {
  const sizes = new Float64Array(k);
  const means = new Float64Array(k * dims);
  const overall = new Float64Array(dims);
  let counted = 0;
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label < 0) continue;
    counted++;
    sizes[label] = sizes[label]! + 1;
    for (let d = 0; d < dims; d++) {
      const x = data[i * dims + d]!;
      means[label * dims + d] = means[label * dims + d]! + x;
      overall[d] = overall[d]! + x;
    }
  }
  for (let j = 0; j < k; j++) for (let d = j * dims; d < (j + 1) * dims; d++) means[d] = means[d]! / sizes[j]!;
  for (let d = 0; d < dims; d++) overall[d] = overall[d]! / counted;

  /** Sum of distances of each cluster's rows to its mean. */
  const spread = new Float64Array(k);
  let within = 0;
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label < 0) continue;
    let d2 = 0;
    for (let d = 0; d < dims; d++) {
      const e = data[i * dims + d]! - means[label * dims + d]!;
      d2 += e * e;
    }
    within += d2;
    spread[label] = spread[label]! + Math.sqrt(d2);
  }
  let between = 0;
  for (let j = 0; j < k; j++) {
    let d2 = 0;
    for (let d = 0; d < dims; d++) d2 += (means[j * dims + d]! - overall[d]!) ** 2;
    between += sizes[j]! * d2;
  }
  return {
    sizes: Array.from(sizes),
    daviesBouldin: daviesBouldin(
      means,
      dims,
      Array.from(spread, (sum, j) => sum / sizes[j]!),
    ),
    calinskiHarabasz: within === 0 ? 1 : (between * (counted - k)) / (within * (k - 1)),
  };
}

/** Mean over clusters of the worst (sᵢ + sⱼ) / dᵢⱼ; clusters with the same mean are not compared, and 0 where nothing spreads. */
function daviesBouldin(means: Float64Array, dims: number, spread: readonly number[]): number {
  const k = spread.length;
  let sum = 0;
  for (let a = 0; a < k; a++) {
    let worst = 0;
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      let d2 = 0;
      for (let d = 0; d < dims; d++) d2 += (means[a * dims + d]! - means[b * dims + d]!) ** 2;
      if (d2 > 0) worst = Math.max(worst, (spread[a]! + spread[b]!) / Math.sqrt(d2));
    }
    sum += worst;
  }
  return sum / k;
}
