import { quantile } from '../math/statistics';

/**
 * The edges that cut numbers into bins: the nine inner deciles of the reference by linear interpolation, equal ones merged. Bins are closed
 * on the right, the outer two unbounded: (−∞, e₁], (e₁, e₂], …, (e_b, ∞).
 */
export function decileEdges(sorted: Float64Array): Float64Array {
  const edges: number[] = [];
  for (let decile = 1; decile <= 9; decile++) {
    const edge = quantile(sorted, decile / 10);
    if (edges.length === 0 || edge > edges[edges.length - 1]!) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** Counts of ascending values by bin, edges.length + 1 of them. */
export function binCounts(sorted: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  let below = 0;
  for (let b = 0; b < edges.length; b++) {
    const upTo = countUpTo(sorted, edges[b]!);
    counts[b] = upTo - below;
    below = upTo;
  }
  counts[edges.length] = sorted.length - below;
  return counts;
}

/** How many ascending values are ≤ x. */
function countUpTo(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One ascending array from several. */
export function mergeSorted(arrays: readonly Float64Array[]): Float64Array {
  if (arrays.length === 0) return new Float64Array(0);
  if (arrays.length === 1) return arrays[0]!;
  const half = arrays.length >> 1;
  const a = mergeSorted(arrays.slice(0, half));
  const b = mergeSorted(arrays.slice(half));
  const merged = new Float64Array(a.length + b.length);
  let i = 0;
  let j = 0;
  for (let at = 0; at < merged.length; at++) merged[at] = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i++]! : b[j++]!;
  return merged;
}
