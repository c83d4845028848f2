import { squaredDistance } from '../math/distance';
import type { WeightedRows } from './lloyd';
import type { Linkage } from './ward';

/**
 * Single linkage under mutual reachability, max(core distance of a, core distance of b, distance of a and b): the minimum spanning tree by Prim's
 * algorithm, its edges joined from the shortest on. O(n²) distances, each computed once, and O(n) memory beside the rows.
 *
 * @param squares squared core distances, as {@link coreSquares} computes them: edges that are equally long by definition are so to the last bit
 */
export function reachabilityLinkage({ data, rows, dims, weights }: WeightedRows, squares: Float64Array): Linkage {
  const a = new Int32Array(rows - 1);
  const b = new Int32Array(rows - 1);
  const lengths = new Float64Array(rows - 1);
  /** Rows outside of the tree, with the row of the tree that each is nearest to. */
  const outside = Int32Array.from({ length: rows - 1 }, (_, i) => i + 1);
  const nearest = new Int32Array(rows);
  const best = new Float64Array(rows).fill(Infinity);
  const from = new Float64Array(dims);
  let latest = 0;
  for (let left = rows - 1; left > 0; left--) {
    for (let d = 0; d < dims; d++) from[d] = data[latest * dims + d]!;
    const own = squares[latest]!;
    let next = 0;
    let least = Infinity;
    for (let i = 0; i < left; i++) {
      const row = outside[i]!;
      let square = squaredDistance(data, row * dims, from, 0, dims);
      if (square < own) square = own;
      if (square < squares[row]!) square = squares[row]!;
      if (square < best[row]!) {
        best[row] = square;
        nearest[row] = latest;
      }
      if (best[row]! < least) {
        least = best[row]!;
        next = i;
      }
    }
    latest = outside[next]!;
    a[left - 1] = nearest[latest]!;
    b[left - 1] = latest;
    lengths[left - 1] = Math.sqrt(least);
    outside[next] = outside[left - 1]!;
  }
  return joined(a, b, lengths, rows, weights);
}

/** The edges of a spanning tree as merges, from the shortest on. */
function joined(a: Int32Array, b: Int32Array, lengths: Float64Array, n: number, weights: Float32Array | null): Linkage {
  const order = Uint32Array.from(lengths.keys()).sort((i, j) => lengths[i]! - lengths[j]! || i - j);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const cluster = parent.slice();
  const weight = Float64Array.from({ length: n }, (_, i) => (weights === null ? 1 : weights[i]!));
  const linkage = {
    n,
    left: new Int32Array(n - 1),
    right: new Int32Array(n - 1),
    heights: new Float64Array(n - 1),
    sizes: new Float64Array(n - 1),
  };
  order.forEach((edge, i) => {
    const x = root(a[edge]!);
    const y = root(b[edge]!);
    linkage.left[i] = cluster[x]!;
    linkage.right[i] = cluster[y]!;
    linkage.heights[i] = lengths[edge]!;
    parent[y] = x;
    cluster[x] = n + i;
    weight[x]! += weight[y]!;
    linkage.sizes[i] = weight[x]!;
  });
  return linkage;
}
