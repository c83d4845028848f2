/** How a row is near to each of k centres, and what it is to become. */
export interface Targets {
  /** rows × k: what the assignment is drawn towards; rows sum to 1. */
  readonly targets: Float32Array;
  /** The centre to which each row is nearest. */
  readonly labels: Uint8Array;
}

/**
 * Soft assignment of codes to centres by Student's t with one degree of freedom (Xie et al. 2016, equation 1): q_ij ∝ 1 / (1 + ‖z_i − μ_j‖²).
 *
 * @param codes rows × dims, row-major
 * @param centres k × dims
 * @returns rows × k, rows sum to 1
 */
export function softAssignment(codes: Float32Array, dims: number, centres: Float32Array, k: number): Float64Array {
  const rows = codes.length / dims;
  const q = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) {
      let distance = 0;
      for (let d = 0; d < dims; d++) distance += (codes[i * dims + d]! - centres[j * dims + d]!) ** 2;
      q[i * k + j] = 1 / (1 + distance);
      sum += q[i * k + j]!;
    }
    for (let j = 0; j < k; j++) q[i * k + j]! /= sum;
  }
  return q;
}

/**
 * The target distribution (equation 3 there): p_ij ∝ q_ij² / f_j with the frequency f_j = Σ_i q_ij, so that what is sure becomes surer and large clusters
 * do not swallow small ones.
 *
 * @param q of {@link softAssignment}
 */
export function targetsOf(q: Float64Array, k: number): Targets {
  const rows = q.length / k;
  const frequency = new Float64Array(k);
  for (let at = 0; at < q.length; at++) frequency[at % k]! += q[at]!;
  const targets = new Float32Array(q.length);
  const labels = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    let most = 0;
    for (let j = 0; j < k; j++) {
      sum += q[i * k + j]! ** 2 / frequency[j]!;
      if (q[i * k + j]! > q[i * k + most]!) most = j;
    }
    for (let j = 0; j < k; j++) targets[i * k + j] = q[i * k + j]! ** 2 / frequency[j]! / sum;
    labels[i] = most;
  }
  return { targets, labels };
}
