import type { Random } from '../math/random';
import { squaredDistance } from '../math/distance';
import type { WeightedRows } from './lloyd';

/** Rows drawn for a step, as scikit-learn's default. */
export const BATCH_ROWS = 1024;
/** Steps without a lower smoothed inertia after which it is done, and passes over the rows after which it is done in any case. */
const PATIENCE = 10;
const PASSES = 100;

/**
 * Mini-batch k-means (Sculley 2010): each step draws rows, gives each to the nearest centre, and moves a centre towards the mean of all that it
 * was ever given. Ends by scikit-learn's rule: no better inertia of the batches, exponentially smoothed, in ten steps.
 *
 * @param start k × dims
 * @returns k × dims, and how many steps were taken
 */
export function miniBatch(
  points: WeightedRows,
  start: ArrayLike<number>,
  k: number,
  rng: Random,
): { centres: Float64Array; steps: number } {
  const { data, rows, dims, weights } = points;
  const centres = Float64Array.from(start);
  const given = new Float64Array(k);
  const batch = Math.min(BATCH_ROWS, rows);
  const alpha = Math.min(1, (2 * batch) / (rows + 1));
  const most = Math.ceil((PASSES * rows) / batch);
  const drawn = new Int32Array(batch);
  const labels = new Int32Array(batch);
  let smoothed = Number.NaN;
  let best = Infinity;
  let worse = 0;
  let steps = 0;
  while (steps < most && worse < PATIENCE) {
    let inertia = 0;
    let weight = 0;
    for (let i = 0; i < batch; i++) {
      const row = (drawn[i] = rng.int(rows));
      let label = 0;
      let nearest = Infinity;
      for (let j = 0; j < k; j++) {
        const square = squaredDistance(data, row * dims, centres, j * dims, dims);
        if (square < nearest) {
          nearest = square;
          label = j;
        }
      }
      labels[i] = label;
      const counts = weights === null ? 1 : weights[row]!;
      inertia += counts * nearest;
      weight += counts;
    }
    for (let i = 0; i < batch; i++) {
      const row = drawn[i]!;
      const label = labels[i]!;
      const counts = weights === null ? 1 : weights[row]!;
      given[label]! += counts;
      const rate = counts / given[label]!;
      for (let d = 0; d < dims; d++) centres[label * dims + d]! += rate * (data[row * dims + d]! - centres[label * dims + d]!);
    }
    steps++;
    // The first batch tells of the seeding alone.
    if (steps === 1) continue;
    smoothed = Number.isNaN(smoothed) ? inertia / weight : smoothed * (1 - alpha) + (inertia / weight) * alpha;
    worse = smoothed < best ? 0 : worse + 1;
    best = Math.min(best, smoothed);
  }
  return { centres, steps };
}
