/** Part of the covariance that is replaced by its mean diagonal, so that it can be inverted whatever the features. */
const SHRINKAGE = 0.05;
const LEAST_ROWS = 5;
const CALIBRATION_STEPS = 120;
/** Steps without getting closer after which calibration ends; hard labels need not be able to meet the shares exactly. */
const PATIENCE = 30;
const CLOSE_ENOUGH = 0.002;
/** Of an intercept, in log odds. */
const FIRST_STEP = 0.1;
const MAX_STEP = 1;

/** Linear scores of segments: row z belongs to the segment with the largest weights·z + intercept. */
export interface Discriminant {
  readonly k: number;
  readonly dims: number;
  /** k × dims. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/**
 * Learns, from the reference rows (users' behaviour in one window, encoded) and the segment that each of these users has over the whole run, what
 * the segments look like within a window.
 *
 * The rule is Fisher's linear discriminant (Hastie, Tibshirani & Friedman 2009, §4.3): score_s(z) = μ_s′Σ⁻¹z − ½ μ_s′Σ⁻¹μ_s + ln π_s + c_s, with μ_s
 * the mean of the segment's rows, Σ their pooled within-segment covariance (shrunk by 5 % towards its mean diagonal) and π_s their share. The nearest
 * centre, which is this rule without Σ and π, draws users of large segments into small ones as a month's behaviour is noisier than a year's.
 * Since the largest score alone would in turn favour large segments, the constants c_s are set so that the reference rows fall to the segments in
 * their true shares: shares over time then start at the true mix of active users, stay there while behaviour does, and move with it.
 *
 * A segment with fewer than five reference rows keeps its centre over the whole run; π has one row added to each segment.
 *
 * @param rows users × dims, the reference windows one after the other
 * @param labels segment of each row over the whole run; −1 rows are left out
 * @param centres k × dims, of the whole run
 */
export function fitDiscriminant(rows: Float32Array, dims: number, labels: Int32Array, k: number, centres: Float32Array): Discriminant {
  const { means, counts } = segmentMeans(rows, dims, labels, k, centres);
  const inverse = invertSymmetric(withinCovariance(rows, dims, labels, means), dims);
  const weights = new Float64Array(k * dims);
  const intercepts = new Float64Array(k);
  let used = 0;
  for (let s = 0; s < k; s++) used += counts[s]!;
  for (let s = 0; s < k; s++) {
    let quadratic = 0;
    for (let i = 0; i < dims; i++) {
      let sum = 0;
      for (let j = 0; j < dims; j++) sum += inverse[i * dims + j]! * means[s * dims + j]!;
      weights[s * dims + i] = sum;
      quadratic += sum * means[s * dims + i]!;
    }
    intercepts[s] = -quadratic / 2 + Math.log((counts[s]! + 1) / (used + k));
  }
  const discriminant = { k, dims, weights, intercepts };
  calibrate(discriminant, rows, labels, counts);
  return discriminant;
}

/**
 * The segment of each row, users × dims.
 *
 * @param known the segment that each user is known for, −1 for none; its score is raised by `bonus`
 */
export function assign(
  { k, dims, weights, intercepts }: Discriminant,
  rows: Float32Array,
  known: Int32Array | null = null,
  bonus = 0,
): Int32Array {
  const labels = new Int32Array(rows.length / dims);
  for (let u = 0; u < labels.length; u++) {
    let best = -Infinity;
    for (let s = 0; s < k; s++) {
      let score = intercepts[s]! + (known?.[u] === s ? bonus : 0);
      for (let i = 0; i < dims; i++) score += weights[s * dims + i]! * rows[u * dims + i]!;
      if (score > best) {
        best = score;
        labels[u] = s;
      }
    }
  }
  return labels;
}

export function segmentMeans(
  rows: Float32Array,
  dims: number,
  labels: Int32Array,
  k: number,
  centres: Float32Array,
): { means: Float64Array; counts: Float64Array } {
  const means = new Float64Array(k * dims);
  const counts = new Float64Array(k);
  for (let u = 0; u < labels.length; u++) {
    const s = labels[u]!;
    if (s < 0) continue;
    counts[s]!++;
    for (let i = 0; i < dims; i++) means[s * dims + i]! += rows[u * dims + i]!;
  }
  for (let s = 0; s < k; s++) {
    for (let i = 0; i < dims; i++)
      means[s * dims + i] = counts[s]! < LEAST_ROWS ? centres[s * dims + i]! : means[s * dims + i]! / counts[s]!;
  }
  return { means, counts };
}

export function withinCovariance(rows: Float32Array, dims: number, labels: Int32Array, means: Float64Array): Float64Array {
  const covariance = new Float64Array(dims * dims);
  const residual = new Float64Array(dims);
  let n = 0;
  for (let u = 0; u < labels.length; u++) {
    const s = labels[u]!;
    if (s < 0) continue;
    n++;
    for (let i = 0; i < dims; i++) residual[i] = rows[u * dims + i]! - means[s * dims + i]!;
    for (let i = 0; i < dims; i++) {
      const a = residual[i]!;
      for (let j = 0; j <= i; j++) covariance[i * dims + j]! += a * residual[j]!;
    }
  }
  let trace = 0;
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j <= i; j++) {
      const value = covariance[i * dims + j]! / Math.max(1, n);
      covariance[i * dims + j] = value * (1 - SHRINKAGE);
      covariance[j * dims + i] = value * (1 - SHRINKAGE);
    }
    trace += covariance[i * dims + i]! / (1 - SHRINKAGE);
  }
  const ridge = trace > 0 ? (SHRINKAGE * trace) / dims : 1;
  for (let i = 0; i < dims; i++) covariance[i * dims + i]! += ridge;
  return covariance;
}

/** Inverse of a positive definite matrix by Gauss–Jordan; its diagonal needs no pivoting. */
export function invertSymmetric(matrix: Float64Array, n: number): Float64Array {
  const a = matrix.slice();
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  for (let column = 0; column < n; column++) {
    const pivot = a[column * n + column]!;
    for (let j = 0; j < n; j++) {
      a[column * n + j]! /= pivot;
      inverse[column * n + j]! /= pivot;
    }
    for (let i = 0; i < n; i++) {
      const factor = a[i * n + column]!;
      if (i === column || factor === 0) continue;
      for (let j = 0; j < n; j++) {
        a[i * n + j]! -= factor * a[column * n + j]!;
        inverse[i * n + j]! -= factor * inverse[column * n + j]!;
      }
    }
  }
  return inverse;
}

/**
 * Moves the intercepts until the labelled rows fall to the segments in their true numbers; the closest of the steps is kept. Each intercept has a step
 * of its own that grows while it goes one way and halves when it turns (Rprop: Riedmiller & Braun 1993), since counts of hard labels have no gradient.
 */
function calibrate(discriminant: Discriminant, rows: Float32Array, labels: Int32Array, counts: Float64Array): void {
  const { k, dims, weights, intercepts } = discriminant;
  const known: number[] = [];
  for (let u = 0; u < labels.length; u++) if (labels[u]! >= 0) known.push(u);
  if (known.length === 0) return;
  const scores = new Float64Array(known.length * k);
  known.forEach((u, row) => {
    for (let s = 0; s < k; s++) {
      let score = 0;
      for (let i = 0; i < dims; i++) score += weights[s * dims + i]! * rows[u * dims + i]!;
      scores[row * k + s] = score;
    }
  });
  const best = intercepts.slice();
  const trial = intercepts.slice();
  const got = new Float64Array(k);
  const steps = new Float64Array(k).fill(FIRST_STEP);
  const last = new Float64Array(k);
  let least = Infinity;
  let leastAt = 0;
  for (let step = 0; step < CALIBRATION_STEPS; step++) {
    got.fill(0);
    for (let row = 0; row < known.length; row++) {
      let top = 0;
      let score = -Infinity;
      for (let s = 0; s < k; s++) {
        const value = scores[row * k + s]! + trial[s]!;
        if (value > score) {
          score = value;
          top = s;
        }
      }
      got[top]!++;
    }
    let error = 0;
    for (let s = 0; s < k; s++) error += Math.abs(got[s]! - counts[s]!);
    if (error < least) {
      least = error;
      leastAt = step;
      best.set(trial);
    }
    if (error <= known.length * CLOSE_ENOUGH || step - leastAt >= PATIENCE) break;
    for (let s = 0; s < k; s++) {
      const direction = Math.sign(counts[s]! - got[s]!);
      if (direction !== 0 && last[s] !== 0) steps[s] = Math.min(MAX_STEP, steps[s]! * (direction === last[s] ? 1.2 : 0.5));
      trial[s]! += direction * steps[s]!;
      last[s] = direction;
    }
  }
  intercepts.set(best);
}
