/** A hierarchy of n points: merge i joins the clusters `left[i]` and `right[i]` into cluster n + i, where clusters below n are the points. */
export interface Linkage {
  readonly n: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Ascending. As SciPy's: √(2·ΔSSE), which is the Euclidean distance where two single points are joined. */
  readonly heights: Float64Array;
  /** Weight of what a merge makes. */
  readonly sizes: Float64Array;
}

/**
 * Ward's linkage: the two clusters are joined whose union adds least to the sum of squares within, |A|·|B| / (|A| + |B|) · ‖a − b‖². By the
 * nearest-neighbour chain (Murtagh 1983): O(n²) distances, O(n) memory beside the points.
 *
 * @param points n × dims, row-major
 * @param weights of the points, each above 0; null: 1 each
 */
export function wardLinkage(points: ArrayLike<number>, n: number, dims: number, weights: ArrayLike<number> | null = null): Linkage {
  const centres = Float64Array.from(points);
  const sizes = weights === null ? new Float64Array(n).fill(1) : Float64Array.from(weights);
  /** Those not joined yet come first; a joined cluster takes the place of one of its parts. */
  const active = Int32Array.from({ length: n }, (_, i) => i);
  const placeOf = Int32Array.from(active);
  let count = n;
  const chain = new Int32Array(n);
  let length = 0;
  const merges: { a: number; b: number; cost: number }[] = [];
  while (count > 1) {
    if (length === 0) chain[length++] = active[0]!;
    for (;;) {
      const at = chain[length - 1]!;
      const before = length > 1 ? chain[length - 2]! : -1;
      // Of equally near ones the one before in the chain, without which it would not end.
      let nearest = before;
      let cost = before < 0 ? Infinity : costOf(centres, sizes, at, before, dims);
      for (let i = 0; i < count; i++) {
        const other = active[i]!;
        if (other === at) continue;
        const next = costOf(centres, sizes, at, other, dims);
        if (next < cost) {
          cost = next;
          nearest = other;
        }
      }
      if (nearest !== before) {
        chain[length++] = nearest;
        continue;
      }
      length -= 2;
      const [kept, gone] = at < nearest ? [at, nearest] : [nearest, at];
      merges.push({ a: kept, b: gone, cost });
      join(centres, sizes, kept, gone, dims);
      const last = active[--count]!;
      active[placeOf[gone]!] = last;
      placeOf[last] = placeOf[gone]!;
      break;
    }
  }
  return inOrder(merges, n, weights);
}

/** Twice what the union of two clusters adds to the sum of squares within. */
function costOf(centres: Float64Array, sizes: Float64Array, a: number, b: number, dims: number): number {
  let square = 0;
  for (let d = 0, i = a * dims, j = b * dims; d < dims; d++, i++, j++) {
    const e = centres[i]! - centres[j]!;
    square += e * e;
  }
  const x = sizes[a]!;
  const y = sizes[b]!;
  return ((2 * x * y) / (x + y)) * square;
}

function join(centres: Float64Array, sizes: Float64Array, kept: number, gone: number, dims: number): void {
  const share = sizes[gone]! / (sizes[kept]! + sizes[gone]!);
  for (let d = 0; d < dims; d++) centres[kept * dims + d]! += share * (centres[gone * dims + d]! - centres[kept * dims + d]!);
  sizes[kept]! += sizes[gone]!;
}

/** The chain finds merges in another order than that of their heights. Parts are named by the representative that each of their points has. */
function inOrder(merges: { a: number; b: number; cost: number }[], n: number, weights: ArrayLike<number> | null): Linkage {
  const sorted = [...merges].sort((x, y) => x.cost - y.cost);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const cluster = Int32Array.from(parent);
  const weight = Float64Array.from({ length: n }, (_, i) => (weights === null ? 1 : weights[i]!));
  const linkage = {
    n,
    left: new Int32Array(n - 1),
    right: new Int32Array(n - 1),
    heights: new Float64Array(n - 1),
    sizes: new Float64Array(n - 1),
  };
  sorted.forEach(({ a, b, cost }, i) => {
    const x = root(a);
    const y = root(b);
    const [first, second] = [cluster[x]!, cluster[y]!].sort((p, q) => p - q) as [number, number];
    parent[y] = x;
    cluster[x] = n + i;
    weight[x]! += weight[y]!;
    linkage.left[i] = first;
    linkage.right[i] = second;
    linkage.heights[i] = Math.sqrt(Math.max(0, cost));
    linkage.sizes[i] = weight[x]!;
  });
  return linkage;
}

/** Label 0…k−1 of each point where the hierarchy is cut into k clusters, numbered by their first point. */
export function cutLinkage({ n, left, right }: Linkage, k: number): Int32Array {
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  // A merge comes after those of its parts: so from the last that counts back to the first.
  for (let i = n - k - 1; i >= 0; i--) {
    parent[left[i]!] = parent[n + i]!;
    parent[right[i]!] = parent[n + i]!;
  }
  const labels = new Int32Array(n);
  const numbers = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const top = parent[i]!;
    if (!numbers.has(top)) numbers.set(top, numbers.size);
    labels[i] = numbers.get(top)!;
  }
  return labels;
}
