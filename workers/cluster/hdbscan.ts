import { condense, mostStable } from './condensed-tree';
import { coreSquares } from './core-squares';
import type { WeightedRows } from './lloyd';
import { reachabilityLinkage } from './single-linkage';

/** What HDBSCAN made of the rows. */
export interface Hdbscan {
  /** Clusters found, 0 where all is noise. */
  readonly k: number;
  /** 0…k−1, −1 for noise. */
  readonly labels: Int32Array;
  /** How firmly each row belongs to its cluster, 0…1; 0 for noise. */
  readonly strengths: Float32Array;
  readonly coreDistances: Float64Array;
  /** By cluster, λ = 1 / distance at which it came to be and at which the last row left it. */
  readonly births: Float64Array;
  readonly deaths: Float64Array;
}

/**
 * HDBSCAN (Campello, Moulavi & Sander 2013; as scikit-learn's, with `min_samples` equal to `min_cluster_size`, clusters by excess of mass and never all rows as
 * one cluster). The strength of a row is λ at which it left its cluster over the greatest λ of the cluster (McInnes, Healy & Astels 2017). A row of weight w
 * counts w times. Needs two rows at least.
 */
export function hdbscan(points: WeightedRows, minClusterSize: number): Hdbscan {
  const { rows, weights } = points;
  const core = coreSquares(points, minClusterSize);
  const tree = condense(reachabilityLinkage(points, core), minClusterSize, weights);
  const within = mostStable(tree);
  const taken = Int32Array.from(within.keys()).filter((cluster) => cluster > 0 && within[cluster] === cluster);
  const rank = new Map(Array.from(taken, (cluster, label) => [cluster, label]));
  const labels = new Int32Array(rows);
  const strengths = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const cluster = within[tree.lastIn[row]!]!;
    labels[row] = rank.get(cluster) ?? -1;
    if (cluster < 0) continue;
    const most = tree.death[cluster]!;
    strengths[row] = Math.min(tree.left[row]!, most) / most;
  }
  const of = (figures: Float64Array) => Float64Array.from(taken, (cluster) => figures[cluster]!);
  return { k: taken.length, labels, strengths, coreDistances: core.map(Math.sqrt), births: of(tree.birth), deaths: of(tree.death) };
}
