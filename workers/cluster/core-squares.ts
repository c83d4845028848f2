import { KdTree, neighbours } from '../math/kd-tree';
import type { WeightedRows } from './lloyd';

/**
 * Squared distance of each row to its `minPoints`-th nearest, itself counted (as scikit-learn's `min_samples`) and a row of weight w counted w times. Where there are
 * not so many, to the farthest.
 */
export function coreSquares(
  { data, rows, dims, weights }: WeightedRows,
  minPoints: number,
  tree = new KdTree(data, rows, dims),
): Float64Array {
  const near = neighbours(Math.min(minPoints, rows));
  return Float64Array.from({ length: rows }, (_, row) => {
    tree.nearest(data, row * dims, near);
    let at = 0;
    for (let counted = 0; at < near.count; at++) {
      counted += weights === null ? 1 : weights[near.rows[at]!]!;
      if (counted >= minPoints) break;
    }
    return near.squares[Math.min(at, near.count - 1)]!;
  });
}
