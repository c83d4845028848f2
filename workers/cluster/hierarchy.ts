import { random } from '../math/random';
import type { Dendrogram } from '../protocol/kmeans';
import { labelMeans } from './label-means';
import type { WeightedRows } from './lloyd';
import { gatherRows, nearestCentres } from './nearest';
import { sampleRows } from './sample';
import { cutLinkage, wardLinkage, type Linkage } from './ward';

/** Up to so many rows every row is a point of the hierarchy; above, so many micro-clusters are. */
export const WARD_ROWS = 5_000;
const MICRO_CLUSTERS = 1_000;
/** Rows on which the micro-clusters are found, and iterations of k-means from rows drawn among them: they need only be small. */
const MICRO_ROWS = 20_000;
const MICRO_ITERATIONS = 5;
/** Clusters at the top of the hierarchy that are drawn. */
const DRAWN_CLUSTERS = 30;

/** Ward's hierarchy over rows, or over micro-clusters of them. */
export class Hierarchy {
  private readonly linkage: Linkage;
  /** Point of each row. */
  private readonly pointOf: Int32Array;

  constructor(
    private readonly points: WeightedRows,
    seed: number,
  ) {
    const { data, rows, dims, weights } = points;
    if (rows <= WARD_ROWS) {
      this.pointOf = Int32Array.from({ length: rows }, (_, row) => row);
      this.linkage = wardLinkage(data, rows, dims, weights);
      return;
    }
    const micro = microClusters(points, seed);
    this.pointOf = micro.labels;
    this.linkage = wardLinkage(micro.means, micro.weights.length, dims, micro.weights);
  }

  /** Label 0…k−1 of each row; fewer labels where there are not so many points. */
  labels(k: number): Int32Array {
    const labels = cutLinkage(this.linkage, Math.min(k, this.linkage.n));
    return this.pointOf.map((point) => labels[point]!);
  }

  /** The last merges, over the clusters that are left to them. */
  dendrogram(): Dendrogram {
    const { linkage, pointOf, points } = this;
    const leaves = Math.min(DRAWN_CLUSTERS, linkage.n);
    const labels = cutLinkage(linkage, leaves);
    const sizes = new Float64Array(leaves);
    const rows = new Int32Array(leaves).fill(-1);
    for (let row = 0; row < pointOf.length; row++) {
      const leaf = labels[pointOf[row]!]!;
      sizes[leaf]! += points.weights === null ? 1 : points.weights[row]!;
      if (rows[leaf] === -1) rows[leaf] = row;
    }
    const first = linkage.n - leaves;
    // Clusters of the whole hierarchy by their name in the drawn one.
    const names = new Map<number, number>();
    const pointsLeaf = (cluster: number): number =>
      cluster < linkage.n ? labels[cluster]! : pointsLeaf(linkage.left[cluster - linkage.n]!);
    const nameOf = (cluster: number) => names.get(cluster) ?? pointsLeaf(cluster);
    const left: number[] = [];
    const right: number[] = [];
    for (let i = first; i < linkage.n - 1; i++) {
      left.push(nameOf(linkage.left[i]!));
      right.push(nameOf(linkage.right[i]!));
      names.set(linkage.n + i, leaves + left.length - 1);
    }
    const micro = pointOf.length > linkage.n ? linkage.n : null;
    return { sizes, rows, left: Int32Array.from(left), right: Int32Array.from(right), heights: linkage.heights.slice(first), micro };
  }
}

function microClusters({ data, rows, dims, weights }: WeightedRows, seed: number) {
  const rng = random(seed, 'ward', 'micro');
  const some = sampleRows(rows, MICRO_ROWS, rng);
  const sample = gatherRows(data, dims, some);
  const starts = gatherRows(sample, dims, sampleRows(some.length, MICRO_CLUSTERS, rng));
  const sampleWeights = weights && Float32Array.from(some, (row) => weights[row]!);
  // Plain iterations: bounds for a thousand centres would take more memory than the rows.
  let centres = starts;
  for (let i = 0; i < MICRO_ITERATIONS; i++) centres = movedCentres(sample, some.length, dims, centres, sampleWeights);
  const { labels } = nearestCentres(data, rows, dims, centres, MICRO_CLUSTERS);
  // Those that no row is nearest to are none.
  const rank = new Int32Array(MICRO_CLUSTERS).fill(-1);
  let count = 0;
  for (let row = 0; row < rows; row++) if (rank[labels[row]!] === -1) rank[labels[row]!] = count++;
  for (let row = 0; row < rows; row++) labels[row] = rank[labels[row]!]!;
  const { means, sizes } = labelMeans(data, dims, labels, count, weights);
  return { labels, weights: sizes, means };
}

/** Each centre at the mean of the rows that are nearest to it; one without rows stays. */
function movedCentres(data: Float32Array, rows: number, dims: number, centres: Float32Array, weights: Float32Array | null): Float32Array {
  const k = centres.length / dims;
  const { labels } = nearestCentres(data, rows, dims, centres, k);
  const { means, sizes } = labelMeans(data, dims, labels, k, weights);
  return centres.map((held, at) => (sizes[Math.floor(at / dims)] === 0 ? held : means[at]!));
}
