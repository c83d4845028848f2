import type { DensityModel, KMeansSolution, Mixture } from '../protocol/kmeans';

/**
 * The same solution with its labels in canonical order: largest cluster first, ties by centre, lexicographically, so that a repeated
 * run names segments alike whatever order its centres came in. Noise stays −1.
 */
export function canonical(solution: KMeansSolution): KMeansSolution {
  const { k, centres } = solution;
  const dims = centres.length / k;
  const sizes = clusterSizes(solution.labels, k);
  const order = Array.from({ length: k }, (_, label) => label).sort(
    (a, b) => sizes[b]! - sizes[a]! || compare(centres, a * dims, b * dims, dims),
  );
  const rank = new Int32Array(k);
  order.forEach((label, at) => (rank[label] = at));
  const sorted = new Float32Array(centres.length);
  order.forEach((label, at) => sorted.set(centres.subarray(label * dims, (label + 1) * dims), at * dims));
  const { mixture, density } = solution;
  const named = (labels: Int32Array) => labels.map((label) => (label < 0 ? label : rank[label]!));
  return {
    ...solution,
    centres: sorted,
    labels: named(solution.labels),
    ...(mixture && { mixture: reordered(mixture, order) }),
    ...(density && { density: { ...density, model: densityOf(density.model, named(density.model.labels), order) } }),
  };
}

function reordered({ k, shares, means, factors }: Mixture, order: readonly number[]): Mixture {
  const gather = (values: Float64Array) => {
    const width = values.length / k;
    const sorted = new Float64Array(values.length);
    order.forEach((label, at) => sorted.set(values.subarray(label * width, (label + 1) * width), at * width));
    return sorted;
  };
  return { k, shares: gather(shares), means: gather(means), factors: gather(factors) };
}

/** The model with other labels; `order` has the old label of each new one. */
export function densityOf(model: DensityModel, labels: Int32Array, order: readonly number[]): DensityModel {
  const { reach } = model;
  const of = (figures: Float64Array) => Float64Array.from(order, (label) => figures[label]!);
  return { ...model, labels, ...(reach && { reach: { ...reach, births: of(reach.births), deaths: of(reach.deaths) } }) };
}

/** Rows of each label; noise is in none. */
export function clusterSizes(labels: Int32Array, k: number): Uint32Array {
  const sizes = new Uint32Array(k);
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= 0) sizes[labels[i]!]!++;
  return sizes;
}

function compare(centres: Float32Array, a: number, b: number, dims: number): number {
  for (let d = 0; d < dims; d++) {
    const difference = centres[a + d]! - centres[b + d]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
