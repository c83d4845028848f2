import { KdTree } from '../math/kd-tree';
import { kneeOf } from '../math/knee';
import { coreSquares } from './core-squares';
import type { WeightedRows } from './lloyd';

/** What DBSCAN made of the rows. */
export interface Dbscan {
  /** Clusters found, 0 where all is noise. */
  readonly k: number;
  /** 0…k−1 in the order of their first core row, −1 for noise. */
  readonly labels: Int32Array;
  /** Rows with enough others about them, ascending. */
  readonly core: Uint32Array;
  readonly epsilon: number;
  /** Distances of the rows to their `minPoints`-th nearest, ascending, a row of weight w w times: the k-distance curve. */
  readonly curve: Float64Array;
}

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996): rows with at least `minPoints` rows within `epsilon`, themselves counted, are core rows; core rows within
 * `epsilon` of each other belong to one cluster; any other row belongs to the cluster of the nearest core row within `epsilon`, or is noise. The original gives
 * a row between two clusters to whichever comes first; the nearest does not depend on the order of the rows. A row of weight w counts w times.
 *
 * @param epsilon null: the k-distance curve at its knee ({@link kneeOf}), as the authors advise to read it off
 */
export function dbscan(points: WeightedRows, epsilon: number | null, minPoints: number): Dbscan {
  const { data, rows, dims, weights } = points;
  const tree = new KdTree(data, rows, dims);
  const reach = coreSquares(points, minPoints, tree).map(Math.sqrt);
  const curve = curveOf(reach, weights);
  const radius = epsilon ?? curve[kneeOf(curve)] ?? 0;
  // A row with fewer than `minPoints` rows in the whole file has none at that distance.
  const total = weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  const isCore = reach.map((distance) => Number(distance <= radius && total >= minPoints));
  const labels = new Int32Array(rows).fill(-1);
  const square = radius * radius;
  let k = 0;
  for (let first = 0; first < rows; first++) {
    if (!isCore[first] || labels[first] !== -1) continue;
    const open = [first];
    labels[first] = k;
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      tree.within(data, row * dims, square, (other) => {
        if (!isCore[other] || labels[other] !== -1) return;
        labels[other] = k;
        open.push(other);
      });
    }
    k++;
  }
  const core = Uint32Array.from(labels.keys()).filter((row) => isCore[row]);
  for (let row = 0; row < rows; row++) {
    if (isCore[row]) continue;
    let nearest = Infinity;
    tree.within(data, row * dims, square, (other, d2) => {
      if (!isCore[other] || d2 > nearest) return;
      if (d2 === nearest && labels[other]! >= labels[row]!) return;
      nearest = d2;
      labels[row] = labels[other]!;
    });
  }
  return { k, labels, core, epsilon: radius, curve };
}

function curveOf(reach: Float64Array, weights: Float32Array | null): Float64Array {
  if (weights === null) return reach.slice().sort();
  return Float64Array.from(Array.from(reach).flatMap((distance, row) => new Array<number>(weights[row]!).fill(distance))).sort();
}
