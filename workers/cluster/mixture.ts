import type { Mixture } from '../protocol/kmeans';
import { sameRow } from './distinct';
import { gatherRows } from './nearest';

/** Added to the diagonal of each covariance, as scikit-learn does. */
const REGULARISATION = 1e-6;
const TOLERANCE = 1e-3;
const MAX_ITERATIONS = 100;
/** What a component has of a row is left out of its sums below this. */
const NEGLIGIBLE = 1e-12;
const LOG_2PI = Math.log(2 * Math.PI);

/** A row-major matrix of rows × dims; `weights` null: each row counts once. */
interface Points {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
  readonly weights: Float32Array | null;
}

export interface FittedMixture extends Mixture {
  /** Mean log-likelihood of a row. */
  readonly logLikelihood: number;
  readonly iterations: number;
}

/**
 * A mixture of k Gaussians with full covariances by expectation–maximisation (Dempster, Laird & Rubin 1977), from the clusters that `labels` says, until the mean
 * log-likelihood rises by less than 1e-3 or for 100 iterations: scikit-learn's defaults.
 *
 * @param labels 0…k−1 by row, each of them there
 */
export function fitMixture(all: Points, labels: Int32Array, k: number): FittedMixture {
  const { points, first } = joined(all);
  const { rows } = points;
  const shares = new Float64Array(rows * k);
  for (let row = 0; row < rows; row++) shares[row * k + labels[first[row]!]!] = 1;
  let mixture = maximise(points, shares, k);
  let logLikelihood = -Infinity;
  let iterations = 0;
  while (iterations < MAX_ITERATIONS) {
    iterations++;
    const next = expect(points, mixture, shares);
    mixture = maximise(points, shares, k);
    const rise = next - logLikelihood;
    logLikelihood = next;
    if (Math.abs(rise) < TOLERANCE) break;
  }
  return { ...mixture, logLikelihood, iterations };
}

/** With one row for those that follow each other and are the same, as more than a third do in a resample in order, which counts as often. `first`: where each was. */
function joined({ data, rows, dims, weights }: Points): { points: Points; first: Uint32Array } {
  const first = new Uint32Array(rows);
  const counts = new Float32Array(rows);
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    const count = weights === null ? 1 : weights[row]!;
    if (kept > 0 && sameRow(data, first[kept - 1]!, row, dims)) counts[kept - 1]! += count;
    else {
      first[kept] = row;
      counts[kept++] = count;
    }
  }
  if (kept === rows) return { points: { data, rows, dims, weights }, first };
  const picked = first.slice(0, kept);
  return { points: { data: gatherRows(data, dims, picked), rows: kept, dims, weights: counts.slice(0, kept) }, first: picked };
}

/** Rows whose shares are held at once where only what comes of them is asked for. */
const ROWS_AT_ONCE = 50_000;

/** The most probable component of each row, and its probability. */
export function mostProbable(
  data: Float32Array,
  rows: number,
  dims: number,
  mixture: Mixture,
): { labels: Int32Array; probabilities: Float64Array } {
  const { k } = mixture;
  const labels = new Int32Array(rows);
  const probabilities = new Float64Array(rows);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const some = Math.min(ROWS_AT_ONCE, rows - from);
    const found = memberships(data.subarray(from * dims, (from + some) * dims), some, dims, mixture);
    labels.set(found.labels, from);
    for (let row = 0; row < some; row++) probabilities[from + row] = found.shares[row * k + found.labels[row]!]!;
  }
  return { labels, probabilities };
}

/** Probability of each component for each row (rows × k, each row sums to 1); the most probable is its label. */
export function memberships(
  data: Float32Array,
  rows: number,
  dims: number,
  mixture: Mixture,
): { labels: Int32Array; shares: Float64Array } {
  const { k } = mixture;
  const shares = new Float64Array(rows * k);
  expect({ data, rows, dims, weights: null }, mixture, shares);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let j = 1; j < k; j++) if (shares[row * k + j]! > shares[row * k + labels[row]!]!) labels[row] = j;
  }
  return { labels, shares };
}

/** A component whose density at a row is below the greatest by this much (natural logarithm) has none of it: less than 1e-20, far below what a sum of doubles holds. */
const NONE = 46;

/**
 * Writes the shares that the components have in each row; returns the mean log-likelihood. The sum of squares of a component grows with each dimension, and ends where it
 * says that the component has none of the row: most rows are near one component or two, and those that had most of a row before are looked at first.
 */
function expect({ data, rows, dims, weights }: Points, { k, shares: priors, means, factors }: Mixture, into: Float64Array): number {
  const constants = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    let logDet = 0;
    for (let d = 0; d < dims; d++) logDet += Math.log(factors[(j * dims + d) * dims + d]!);
    constants[j] = Math.log(priors[j]!) + logDet - (dims * LOG_2PI) / 2;
  }
  const centred = new Float64Array(dims);
  let total = 0;
  let weight = 0;
  for (let row = 0; row < rows; row++) {
    const own = row * k;
    let first = 0;
    for (let j = 1; j < k; j++) if (into[own + j]! > into[own + first]!) first = j;
    let most = -Infinity;
    for (let turn = 0; turn < k; turn++) {
      const j = turn === 0 ? first : turn <= first ? turn - 1 : turn;
      const enough = 2 * (constants[j]! - most + NONE);
      let square = 0;
      for (let d = 0, at = j * dims * dims; d < dims && square <= enough; d++, at += dims) {
        centred[d] = data[row * dims + d]! - means[j * dims + d]!;
        let sum = 0;
        for (let e = 0; e <= d; e++) sum += factors[at + e]! * centred[e]!;
        square += sum * sum;
      }
      const log = square > enough ? -Infinity : constants[j]! - square / 2;
      into[own + j] = log;
      if (log > most) most = log;
    }
    let sum = 0;
    for (let j = 0; j < k; j++) sum += into[own + j] = Math.exp(into[own + j]! - most);
    for (let j = 0; j < k; j++) into[own + j]! /= sum;
    const counts = weights === null ? 1 : weights[row]!;
    total += counts * (most + Math.log(sum));
    weight += counts;
  }
  return total / weight;
}

/** The mixture that is most likely where the components have these shares in the rows. */
function maximise({ data, rows, dims, weights }: Points, shares: Float64Array, k: number): Mixture {
  const sums = new Float64Array(k).fill(10 * Number.EPSILON);
  const means = new Float64Array(k * dims);
  const share = (row: number, j: number) => (weights === null ? 1 : weights[row]!) * shares[row * k + j]!;
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < k; j++) {
      const part = share(row, j);
      if (part < NEGLIGIBLE) continue;
      sums[j]! += part;
      for (let d = 0; d < dims; d++) means[j * dims + d]! += part * data[row * dims + d]!;
    }
  }
  for (let j = 0; j < k; j++) for (let d = 0; d < dims; d++) means[j * dims + d]! /= sums[j]!;
  const covariances = new Float64Array(k * dims * dims);
  const centred = new Float64Array(dims);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < k; j++) {
      const part = share(row, j);
      if (part < NEGLIGIBLE) continue;
      for (let d = 0; d < dims; d++) centred[d] = data[row * dims + d]! - means[j * dims + d]!;
      for (let d = 0, at = j * dims * dims; d < dims; d++, at += dims) {
        const scaled = part * centred[d]!;
        for (let e = 0; e <= d; e++) covariances[at + e]! += scaled * centred[e]!;
      }
    }
  }
  const total = sums.reduce((sum, part) => sum + part, 0);
  const factors = new Float64Array(k * dims * dims);
  for (let j = 0; j < k; j++) {
    const covariance = covariances.subarray(j * dims * dims, (j + 1) * dims * dims);
    for (let i = 0; i < covariance.length; i++) covariance[i]! /= sums[j]!;
    for (let d = 0; d < dims; d++) covariance[d * dims + d]! += REGULARISATION;
    factors.set(inverseCholesky(covariance, dims), j * dims * dims);
  }
  return { k, shares: sums.map((part) => part / total), means, factors };
}

/** Inverse of the lower Cholesky factor of a symmetric matrix, of which the lower triangle is read. */
function inverseCholesky(matrix: Float64Array, dims: number): Float64Array {
  const lower = new Float64Array(dims * dims);
  for (let d = 0; d < dims; d++) {
    for (let e = 0; e <= d; e++) {
      let sum = matrix[d * dims + e]!;
      for (let i = 0; i < e; i++) sum -= lower[d * dims + i]! * lower[e * dims + i]!;
      // Rounding may leave nothing of a direction in which there is no variance but the regularisation.
      lower[d * dims + e] = d === e ? Math.sqrt(Math.max(sum, Number.EPSILON)) : sum / lower[e * dims + e]!;
    }
  }
  const inverse = new Float64Array(dims * dims);
  for (let d = 0; d < dims; d++) {
    inverse[d * dims + d] = 1 / lower[d * dims + d]!;
    for (let e = 0; e < d; e++) {
      let sum = 0;
      for (let i = e; i < d; i++) sum -= lower[d * dims + i]! * inverse[i * dims + e]!;
      inverse[d * dims + e] = sum / lower[d * dims + d]!;
    }
  }
  return inverse;
}
