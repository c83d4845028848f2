import type { Random } from './random';
import { random } from './random';

/**
 * Greedy k-means++ (Arthur & Vassilvitskii 2007) as scikit-learn does it: each next centre is drawn by D² sampling,
 * 2 + ⌊ln k⌋ times, and the draw that leaves the lowest potential Σ w·D² is kept.
 *
 * `data` is rows × dims, row-major; `weights` has one entry a row (null: 1 each), rows of weight 0 are never drawn. Returns
 * k × dims, row-major. Where fewer distinct rows than k exist, centres repeat.
 *
 * A row whose distance to its centre is at most half the distance between that centre and a candidate cannot come closer
 * by the candidate (triangle inequality), so its distance is not computed: the result is the same.
 */
export function kmeansPlusPlus(
  data: Float32Array,
  rows: number,
  dims: number,
  k: number,
  weights: Float32Array | null,
  rng: Random,
): Float32Array {
  const centres = new Float32Array(k * dims);
  const nearest = new Uint8Array(rows);
  const closest = new Float64Array(rows).fill(Infinity);
  const cumulative = new Float64Array(rows);
  const trials = 2 + Math.floor(Math.log(k));
  const candidates = new Int32Array(trials);
  /** Row of each centre. */
  const picks = new Int32Array(k);
  /** trials × k: squared distance from a candidate to a centre. */
  const apart = new Float64Array(trials * k);
  const gains = new Float64Array(trials);
  /** trials × rows: squared distance from a row to a candidate, Infinity where it was not computed. */
  const tried = new Float64Array(trials * rows);

  let total = 0;
  for (let i = 0; i < rows; i++) {
    total += weights === null ? 1 : weights[i]!;
    cumulative[i] = total;
  }
  let chosen = firstAbove(cumulative, rng.next() * total);
  picks[0] = chosen;
  centres.set(data.subarray(chosen * dims, (chosen + 1) * dims));
  let potential = 0;
  for (let i = 0; i < rows; i++) {
    const d = squaredDistance(data, i * dims, chosen * dims, dims);
    closest[i] = d;
    potential += weights === null ? d : weights[i]! * d;
    cumulative[i] = potential;
  }

  for (let c = 1; c < k; c++) {
    for (let t = 0; t < trials; t++) {
      const draw = rng.next();
      candidates[t] = potential > 0 ? firstAbove(cumulative, draw * potential) : Math.min(rows - 1, Math.floor(draw * rows));
      for (let j = 0; j < c; j++) apart[t * k + j] = squaredDistance(data, candidates[t]! * dims, picks[j]! * dims, dims);
    }
    gains.fill(0);
    for (let i = 0; i < rows; i++) {
      const d = closest[i]!;
      const weight = weights === null ? 1 : weights[i]!;
      if (d === 0 || weight === 0) continue;
      const own = nearest[i]!;
      const reach = 4 * d;
      for (let t = 0; t < trials; t++) {
        let e = Infinity;
        if (apart[t * k + own]! < reach) {
          e = squaredDistance(data, i * dims, candidates[t]! * dims, dims);
          if (e < d) gains[t] = gains[t]! + weight * (d - e);
        }
        tried[t * rows + i] = e;
      }
    }
    let best = 0;
    for (let t = 1; t < trials; t++) if (gains[t]! > gains[best]!) best = t;
    chosen = candidates[best]!;
    picks[c] = chosen;
    centres.set(data.subarray(chosen * dims, (chosen + 1) * dims), c * dims);
    potential = 0;
    for (let i = 0; i < rows; i++) {
      let d = closest[i]!;
      const weight = weights === null ? 1 : weights[i]!;
      if (d > 0 && weight > 0) {
        const e = tried[best * rows + i]!;
        if (e < d) {
          closest[i] = d = e;
          nearest[i] = c;
        }
        potential += weight * d;
      }
      cumulative[i] = potential;
    }
  }
  return centres;
}

/**
 * How often each of `rows` rows is drawn in resample number `bootstrap` (rows draws with replacement): multinomial counts
 * whose sum is `rows`. Stream `seed/bootstrap/<bootstrap>`, the same for every k.
 */
export function bootstrapWeights(rows: number, seed: number, bootstrap: number): Float32Array {
  const rng = random(seed, 'bootstrap', bootstrap);
  const weights = new Float32Array(rows);
  for (let draw = 0; draw < rows; draw++) {
    const row = rng.int(rows);
    weights[row] = weights[row]! + 1;
  }
  return weights;
}

/** The random stream of one k-means++ seeding, or of the search that follows them, so that every backend starts from the same centres. */
export function seedingStream(seed: number, k: number, bootstrap: number | undefined, restart: number | 'swaps'): Random {
  return random(seed, 'kmeans', k, bootstrap ?? 'all', restart);
}

/** Mean over the dimensions of the population variance: what the tolerance of k-means is relative to (scikit-learn's `_tolerance`). */
export function meanFeatureVariance(data: Float32Array, rows: number, dims: number): number {
  const mean = new Float64Array(dims);
  for (let i = 0, at = 0; i < rows; i++) for (let d = 0; d < dims; d++) mean[d] = mean[d]! + data[at++]!;
  for (let d = 0; d < dims; d++) mean[d] = mean[d]! / rows;
  let sum = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let d = 0; d < dims; d++) {
      const e = data[at++]! - mean[d]!;
      sum += e * e;
    }
  }
  return sum / (rows * dims);
}

/**
 * Squared Euclidean distance between the rows that start at `i` and `j`. Eight at a time, since each turn of a loop checks the array's kind
 * again.
 */
function squaredDistance(data: Float32Array, i: number, j: number, dims: number): number {
  let even = 0;
  let odd = 0;
  const end = (i + dims) | 0;
  for (; i + 8 <= end; i = (i + 8) | 0, j = (j + 8) | 0) {
    const e0 = data[i]! - data[j]!;
    const e1 = data[i + 1]! - data[j + 1]!;
    const e2 = data[i + 2]! - data[j + 2]!;
    const e3 = data[i + 3]! - data[j + 3]!;
    const e4 = data[i + 4]! - data[j + 4]!;
    const e5 = data[i + 5]! - data[j + 5]!;
    const e6 = data[i + 6]! - data[j + 6]!;
    const e7 = data[i + 7]! - data[j + 7]!;
    even += e0 * e0 + e2 * e2 + e4 * e4 + e6 * e6;
    odd += e1 * e1 + e3 * e3 + e5 * e5 + e7 * e7;
  }
  for (; i < end; i++, j++) {
    const e = data[i]! - data[j]!;
    even += e * e;
  }
  return even + odd;
}

/** First index whose value is above `value`, of values that rise; the last that rises where rounding leaves none. */
export function firstAbove(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  const last = cumulative[high]!;
  const target = value < last ? value : last * (1 - Number.EPSILON);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
