import { symmetricEigen } from '../math/eigen';
import { mean as meanOf } from '../math/statistics';

/** The best linear code of rows: centred on their mean, along the directions of the most variance. */
export interface PrincipalComponents {
  readonly features: number;
  readonly mean: Float64Array;
  /** features × features, orthonormal rows, most variance first; the entry of largest magnitude of each is positive. */
  readonly axes: Float64Array;
  /** Of the rows along each axis, divided by n. */
  readonly variances: Float64Array;
}

/** Principal components of the rows. @param rows users × features, row-major; at least one */
export function principalComponents(rows: Float32Array, features: number): PrincipalComponents {
  const { mean, covariance } = moments(rows, features);
  const { vectors, values } = symmetricEigen(covariance, features);
  return { features, mean, axes: vectors, variances: values };
}

/**
 * What a linear encoder of the same size would lose: mean squared error of the reconstruction of `rows` from their first `components`. The
 * autoencoder has to beat this, on users that neither was fitted on, to be worth its time.
 *
 * @param rows users × features, row-major
 * @param components kept; with as many as features the loss is zero
 */
export const pcaLoss = (of: PrincipalComponents, rows: Float32Array, components: number): number =>
  rows.length === 0 ? 0 : meanOf(pcaLosses(of, rows, components));

/** The same, user by user. */
export function pcaLosses({ features, mean, axes }: PrincipalComponents, rows: Float32Array, components: number): Float64Array {
  const losses = new Float64Array(rows.length / features);
  if (components >= features) return losses;
  const centred = new Float64Array(features);
  for (let from = 0; from < rows.length; from += features) {
    // Orthonormal axes: the squared residual is the squared length less that of the projection.
    let residual = 0;
    for (let i = 0; i < features; i++) {
      const value = rows[from + i]! - mean[i]!;
      centred[i] = value;
      residual += value * value;
    }
    for (let c = 0; c < components; c++) {
      let along = 0;
      for (let i = 0; i < features; i++) along += centred[i]! * axes[c * features + i]!;
      residual -= along * along;
    }
    losses[from / features] = Math.max(0, residual) / features;
  }
  return losses;
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
