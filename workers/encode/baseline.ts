import { symmetricEigen } from '../math/eigen';

/**
 * What a linear encoder of the same size would lose: principal components fitted on the training users, mean squared error of
 * the reconstruction on the validation users. The autoencoder has to beat this to be worth its time.
 *
 * @param training users × features, row-major
 * @param validation users × features, row-major
 * @param components kept; with as many as features the loss is zero
 */
export function pcaLoss(training: Float32Array, validation: Float32Array, features: number, components: number): number {
  if (validation.length === 0 || components >= features) return 0;
  const { mean, covariance } = moments(training, features);
  const { vectors } = symmetricEigen(covariance, features);
  let sum = 0;
  const centred = new Float64Array(features);
  for (let from = 0; from < validation.length; from += features) {
    // Orthonormal axes: the squared residual is the squared length less that of the projection.
    let residual = 0;
    for (let i = 0; i < features; i++) {
      const value = validation[from + i]! - mean[i]!;
      centred[i] = value;
      residual += value * value;
    }
    for (let c = 0; c < components; c++) {
      let along = 0;
      for (let i = 0; i < features; i++) along += centred[i]! * vectors[c * features + i]!;
      residual -= along * along;
    }
    sum += Math.max(0, residual);
  }
  return sum / validation.length;
}

/** Means of the columns, and covariance divided by n. */
function moments(rows: Float32Array, features: number): { mean: Float64Array; covariance: Float64Array } {
  const users = rows.length / features;
  const mean = new Float64Array(features);
  for (let i = 0; i < rows.length; i += features) for (let f = 0; f < features; f++) mean[f] = mean[f]! + rows[i + f]! / users;
  const covariance = new Float64Array(features * features);
  const centred = new Float64Array(features);
  for (let from = 0; from < rows.length; from += features) {
    for (let f = 0; f < features; f++) centred[f] = rows[from + f]! - mean[f]!;
    for (let i = 0; i < features; i++) {
      const value = centred[i]!;
      for (let j = 0; j <= i; j++) covariance[i * features + j]! += value * centred[j]!;
    }
  }
  for (let i = 0; i < features; i++) {
    for (let j = 0; j <= i; j++) {
      const value = covariance[i * features + j]! / users;
      covariance[i * features + j] = value;
      covariance[j * features + i] = value;
    }
  }
  return { mean, covariance };
}
