import type { Linkage } from './ward';

/**
 * A hierarchy in which only clusters of some size count: what splits off and is smaller leaves the cluster as single rows. λ is 1 / distance throughout.
 */
export interface CondensedTree {
  /** By cluster, the root first and every parent before its children: the cluster that it split off from, −1 for the root. */
  readonly parent: Int32Array;
  /** λ at which it came to be; 0 for the root. */
  readonly birth: Float64Array;
  /** Greatest λ at which a row, or a cluster that it split into, left it. */
  readonly death: Float64Array;
  /** Σ weight · (λ at which the row left − birth): the excess of mass. */
  readonly stability: Float64Array;
  /** By row: the cluster that it was last in, and λ at which it left it. */
  readonly lastIn: Int32Array;
  readonly left: Float64Array;
}

/** Distances below this share of the longest count as this: rows in one place are not infinitely dense. */
const LEAST_DISTANCE = 1e-9;

/**
 * The condensed tree of Campello, Moulavi & Sander (2013) over a single linkage. Merges at one height are one: under mutual reachability a row between two
 * clusters is equally far from both, and belongs to neither, where a tree of two branches would leave it to the order of the rows.
 *
 * @param weights of the rows; null: 1 each
 */
export function condense({ n, left, right, heights, sizes }: Linkage, minClusterSize: number, weights: Float32Array | null): CondensedTree {
  const parent = [-1];
  const birth = [0];
  const death = [0];
  const stability = [0];
  const lastIn = new Int32Array(n);
  const leftAt = new Float64Array(n);
  const weightOf = (node: number) => (node >= n ? sizes[node - n]! : weights === null ? 1 : weights[node]!);
  const least = LEAST_DISTANCE * (heights.at(-1) ?? 0) || 1;
  const leave = (node: number, cluster: number, lambda: number) => {
    death[cluster] = Math.max(death[cluster]!, lambda);
    stability[cluster]! += weightOf(node) * (lambda - birth[cluster]!);
  };
  const leaveRows = (node: number, cluster: number, lambda: number) => {
    leave(node, cluster, lambda);
    const below = [node];
    for (let one = below.pop(); one !== undefined; one = below.pop()) {
      if (one >= n) below.push(left[one - n]!, right[one - n]!);
      else {
        lastIn[one] = cluster;
        leftAt[one] = lambda;
      }
    }
  };
  const open: { readonly node: number; readonly cluster: number }[] = [{ node: 2 * n - 2, cluster: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, cluster } = next;
    if (node < n) {
      // A row that is a cluster of its own: its weight is that of many.
      leaveRows(node, cluster, 1 / least);
      continue;
    }
    const lambda = 1 / Math.max(least, heights[node - n]!);
    const parts: number[] = [];
    const same = [node];
    for (let one = same.pop(); one !== undefined; one = same.pop()) {
      if (one >= n && heights[one - n] === heights[node - n]) same.push(left[one - n]!, right[one - n]!);
      else parts.push(one);
    }
    const big = parts.filter((part) => weightOf(part) >= minClusterSize);
    for (const part of parts) {
      if (!big.includes(part)) leaveRows(part, cluster, lambda);
      else if (big.length === 1) open.push({ node: part, cluster });
      else {
        leave(part, cluster, lambda);
        parent.push(cluster);
        birth.push(lambda);
        death.push(lambda);
        stability.push(0);
        open.push({ node: part, cluster: parent.length - 1 });
      }
    }
  }
  return {
    parent: Int32Array.from(parent),
    birth: Float64Array.from(birth),
    death: Float64Array.from(death),
    stability: Float64Array.from(stability),
    lastIn,
    left: leftAt,
  };
}

/**
 * The clusters of greatest excess of mass, none within another: a cluster is taken where its stability is at least that of the best below it. Never the root,
 * which would be no clustering. By cluster the one taken that it lies in, −1 for none.
 */
export function mostStable({ parent, stability }: CondensedTree): Int32Array {
  const clusters = parent.length;
  const below = new Float64Array(clusters);
  const taken = new Uint8Array(clusters);
  for (let cluster = clusters - 1; cluster > 0; cluster--) {
    taken[cluster] = Number(stability[cluster]! >= below[cluster]!);
    below[parent[cluster]!]! += Math.max(stability[cluster]!, below[cluster]!);
  }
  const within = new Int32Array(clusters).fill(-1);
  for (let cluster = 1; cluster < clusters; cluster++) {
    const above = within[parent[cluster]!]!;
    within[cluster] = above >= 0 ? above : taken[cluster] ? cluster : -1;
  }
  return within;
}
