import { symmetricEigen } from '../../math/eigen';
import type { TextModel } from '../../protocol/model';

/**
 * The model with vectors in which users, rather than names, are told apart: turned to the principal components of the users' vectors, each times its standard
 * deviation, so that its variance becomes the square of what it was. What many users share in their words, such as a topic, stands out among them; what is
 * another mixture of common words for each user is spread over all components, and stays small. Without users who differ, as it was.
 *
 * @param vectors users × dims, by the model; rows of NaN are left out
 */
export function toldByUsers(model: TextModel, vectors: Float32Array): TextModel {
  const { dims, buckets, projection } = model;
  const { values, vectors: axes } = symmetricEigen(covariance(vectors, dims), dims);
  if (!(values[0]! > 0)) return model;
  const turned = new Float32Array(projection.length);
  for (let k = 0; k < dims; k++) {
    const deviation = Math.sqrt(Math.max(0, values[k]!) / values[0]!);
    for (let bucket = 0; bucket < buckets; bucket++) {
      let sum = 0;
      for (let d = 0; d < dims; d++) sum += projection[bucket * dims + d]! * axes[k * dims + d]!;
      turned[bucket * dims + k] = deviation * sum;
    }
  }
  return { ...model, projection: turned };
}

function covariance(vectors: Float32Array, dims: number): Float64Array {
  const known: number[] = [];
  for (let from = 0; from < vectors.length; from += dims) if (!Number.isNaN(vectors[from]!)) known.push(from);
  const mean = new Float64Array(dims);
  for (const from of known) for (let d = 0; d < dims; d++) mean[d]! += vectors[from + d]! / known.length;
  const sums = new Float64Array(dims ** 2);
  for (const from of known) {
    for (let i = 0; i < dims; i++) {
      const x = vectors[from + i]! - mean[i]!;
      for (let j = 0; j < dims; j++) sums[i * dims + j]! += (x * (vectors[from + j]! - mean[j]!)) / known.length;
    }
  }
  return sums;
}
