/**
 * Restarts of a resample's clustering. The figure asks whether a clustering made the same way finds the segment again, and a poor local
 * optimum of a single run would count against the segment. Measured on ten sets of planted blobs against 10 restarts, the worst segment's
 * Jaccard fell by up to 0.30 with 1 restart and 0.18 with 2; with 3 by at most 0.04 in nine of them and 0.15 in one. Where segments are
 * vague, a segment's figure with 3 lay up to 0.14 from that with 12, mostly below it.
 */
export const BOOTSTRAP_RESTARTS = 3;

/**
 * Hennig's (2007) cluster-wise Jaccard for one bootstrap resample: for each segment of `labels` (0…k−1) the highest Jaccard coefficient
 * with any cluster of `resampled` (0…clusters−1), both restricted to the rows that the resample drew (`counts` above 0), each row once. A
 * segment of which no row was drawn counts 0: the resample lost it. Noise (−1) is no cluster, in either.
 */
export function bootstrapJaccard(
  labels: Int32Array,
  resampled: Int32Array,
  counts: Float32Array,
  k: number,
  clusters: number = k,
): Float64Array {
  const joint = new Float64Array(k * clusters);
  const left = new Float64Array(k);
  const right = new Float64Array(clusters);
  for (let i = 0; i < labels.length; i++) {
    if (counts[i] === 0) continue;
    const a = labels[i]!;
    const b = resampled[i]!;
    if (a >= 0) left[a]!++;
    if (b >= 0) right[b]!++;
    if (a >= 0 && b >= 0) joint[a * clusters + b]!++;
  }
  return Float64Array.from({ length: k }, (_, a) => {
    let best = 0;
    for (let b = 0; b < clusters; b++) {
      const both = joint[a * clusters + b]!;
      if (both > 0) best = Math.max(best, both / (left[a]! + right[b]! - both));
    }
    return best;
  });
}

/** Mean over the resamples, one figure a segment. */
export function meanJaccard(resamples: readonly Float64Array[], k: number): number[] {
  return Array.from({ length: k }, (_, segment) => resamples.reduce((sum, figures) => sum + figures[segment]!, 0) / resamples.length);
}
