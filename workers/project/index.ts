import { symmetricEigen } from '../math/eigen';
import type { Embedding, Projection } from '../protocol/model';

/**
 * First two principal components of the embedding: eigenvectors of its covariance, largest variance first, signs as {@link symmetricEigen}
 * fixes them. `explained` are shares of the total variance, 0 where there is none. An embedding of one dimension gets a
 * second axis of zeros.
 */
export function project(embedding: Embedding): Projection {
  const { data, users, dims } = embedding;
  const mean = new Float64Array(dims);
  for (let i = 0; i < users; i++) for (let d = 0; d < dims; d++) mean[d] = mean[d]! + data[i * dims + d]!;
  for (let d = 0; d < dims; d++) mean[d] = mean[d]! / Math.max(1, users);

  const covariance = covarianceOf(data, users, dims, mean);
  const { values, vectors } = symmetricEigen(covariance, dims);
  const axes = new Float64Array(2 * dims);
  const kept = Math.min(2, dims);
  axes.set(vectors.subarray(0, kept * dims));

  let total = 0;
  for (let d = 0; d < dims; d++) total += covariance[d * dims + d]!;
  const share = (axis: number) => (total > 0 && axis < kept ? Math.min(1, Math.max(0, values[axis]! / total)) : 0);
  const projection = { mean, axes, explained: [share(0), share(1)] as const };
  return { points: applyProjection({ points: new Float32Array(0), ...projection }, data, users), ...projection };
}

/** Places other rows (users × dims, in the same embedding) on the axes: interleaved x, y. */
export function applyProjection(projection: Projection, data: Float32Array, users: number): Float32Array {
  const { mean, axes } = projection;
  const dims = mean.length;
  const points = new Float32Array(2 * users);
  for (let i = 0; i < users; i++) {
    let x = 0;
    let y = 0;
    for (let d = 0; d < dims; d++) {
      const e = data[i * dims + d]! - mean[d]!;
      x += e * axes[d]!;
      y += e * axes[dims + d]!;
    }
    points[2 * i] = x;
    points[2 * i + 1] = y;
  }
  return points;
}

/** dims × dims, divided by the number of rows. */
function covarianceOf(data: Float32Array, rows: number, dims: number, mean: Float64Array): Float64Array {
  const covariance = new Float64Array(dims * dims);
  const row = new Float64Array(dims);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < dims; d++) row[d] = data[i * dims + d]! - mean[d]!;
    for (let a = 0; a < dims; a++) {
      const x = row[a]!;
      for (let b = a; b < dims; b++) covariance[a * dims + b] = covariance[a * dims + b]! + x * row[b]!;
    }
  }
  for (let a = 0; a < dims; a++) {
    for (let b = a; b < dims; b++) covariance[a * dims + b] = covariance[b * dims + a] = covariance[a * dims + b]! / Math.max(1, rows);
  }
  return covariance;
}
