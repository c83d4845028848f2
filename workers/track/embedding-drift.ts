import { random, shuffle } from '../math/random';
import type { EmbeddingDrift } from '../protocol/timeline';
import { rocAuc } from './auc';
import { LEAST_USERS } from './reference';

/** Rows a side beyond which a seeded sample serves. */
const MOST_ROWS = 1000;
const FOLDS = 5;
const SEED = 1;
/** As for the segments (discriminant.ts): part of the covariance that is replaced by its mean diagonal. */
const SHRINKAGE = 0.05;

/** Rows of the embedding, each with its user. */
export interface Side {
  readonly users: Uint32Array;
  /** rows × dims. */
  readonly rows: Float32Array;
  readonly dims: number;
  /** By fold. */
  readonly moments: readonly Moments[];
}

/** Count, sum and sum of outer products (lower triangle) of rows. */
interface Moments {
  n: number;
  readonly sum: Float64Array;
  readonly outer: Float64Array;
}

/** A sample of a window's rows, in a random order (the same in every run), so that any first part of it is a sample too. */
export function sampleSide(users: Uint32Array, rows: Float32Array, dims: number, window: number): Side {
  const order = Uint32Array.from(users, (_, i) => i);
  shuffle(order, random(SEED, 'embedding-drift', window));
  return side(users, rows, dims, order.subarray(0, MOST_ROWS));
}

/** Several windows' samples as one, each with its part of all active users. */
export function poolSides(sides: readonly Side[], activeUsers: readonly number[]): Side {
  const all = activeUsers.reduce((sum, n) => sum + n, 0);
  const most = Math.min(MOST_ROWS, all);
  const dims = sides[0]?.dims ?? 1;
  const takes = sides.map((each, i) => Math.min(each.users.length, Math.round((most * activeUsers[i]!) / Math.max(1, all))));
  const total = takes.reduce((sum, n) => sum + n, 0);
  const users = new Uint32Array(total);
  const rows = new Float32Array(total * dims);
  let at = 0;
  sides.forEach((each, i) => {
    users.set(each.users.subarray(0, takes[i]), at);
    rows.set(each.rows.subarray(0, takes[i]! * dims), at * dims);
    at += takes[i]!;
  });
  return side(
    users,
    rows,
    dims,
    Uint32Array.from({ length: total }, (_, i) => i),
  );
}

/**
 * Tells the users of a window from those of the reference by a linear discriminant on the embedding (Hastie, Tibshirani & Friedman 2009, §4.3): with two
 * classes its direction is Σ⁻¹(μ₁ − μ₀). Cross-validated in five folds of users, so that a user who is on both sides is never learned from and judged by at
 * once. The AUC is the mean over the folds, which unlike one over the pooled scores is ½ on average where nothing differs. Its variance is the mean of the folds'
 * DeLong variances times 1/J + n_test/n_learned, not 1/J, since what the folds learn from overlaps (Nadeau & Bengio 2003, eq. 9).
 *
 * @returns null with fewer than 30 rows on a side
 */
export function embeddingDrift(window: Side, reference: Side): EmbeddingDrift | null {
  const n = window.users.length;
  const m = reference.users.length;
  if (n < LEAST_USERS || m < LEAST_USERS) return null;
  let sum = 0;
  let variance = 0;
  let used = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const direction = learn(allBut(window, fold), allBut(reference, fold), window.dims);
    const { auc, variance: own } = rocAuc(scores(window, fold, direction), scores(reference, fold, direction));
    if (Number.isNaN(auc)) continue;
    sum += auc;
    variance += own;
    used++;
  }
  if (used === 0) return null;
  const auc = sum / used;
  const half = 1.96 * Math.sqrt((variance / used) * (1 / used + 1 / (FOLDS - 1)));
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half), n, m };
}

/** Fibonacci hashing: users next to one another fall into different folds, and the same user into the same one everywhere. */
const foldOf = (user: number): number => Math.floor(((Math.imul(user + 1, 0x9e3779b1) >>> 0) / 4294967296) * FOLDS);

function side(users: Uint32Array, rows: Float32Array, dims: number, order: Uint32Array): Side {
  const moments = Array.from({ length: FOLDS }, (): Moments => ({
    n: 0,
    sum: new Float64Array(dims),
    outer: new Float64Array(dims * dims),
  }));
  const own = new Float32Array(order.length * dims);
  const ownUsers = Uint32Array.from(order, (i) => users[i]!);
  for (let row = 0; row < order.length; row++) {
    const from = order[row]! * dims;
    const at = row * dims;
    for (let a = 0; a < dims; a++) own[at + a] = rows[from + a]!;
    add(moments[foldOf(ownUsers[row]!)]!, own, at, dims);
  }
  return { users: ownUsers, rows: own, dims, moments };
}

function add(to: Moments, rows: Float32Array, at: number, dims: number): void {
  const { sum, outer } = to;
  to.n++;
  for (let a = 0; a < dims; a++) {
    const value = rows[at + a]!;
    sum[a]! += value;
    for (let b = 0, into = a * dims; b <= a; b++, into++) outer[into]! += value * rows[at + b]!;
  }
}

function allBut({ moments, dims }: Side, fold: number): Moments {
  const all: Moments = { n: 0, sum: new Float64Array(dims), outer: new Float64Array(dims * dims) };
  moments.forEach(({ n, sum, outer }, f) => {
    if (f === fold) return;
    all.n += n;
    for (let i = 0; i < sum.length; i++) all.sum[i]! += sum[i]!;
    for (let i = 0; i < outer.length; i++) all.outer[i]! += outer[i]!;
  });
  return all;
}

/** Σ⁻¹(μ₁ − μ₀) with the pooled covariance, by Cholesky. */
function learn(one: Moments, zero: Moments, dims: number): Float64Array {
  const n = Math.max(1, one.n + zero.n);
  const matrix = new Float64Array(dims * dims);
  const difference = new Float64Array(dims);
  let trace = 0;
  for (let a = 0; a < dims; a++) {
    difference[a] = one.sum[a]! / Math.max(1, one.n) - zero.sum[a]! / Math.max(1, zero.n);
    for (let b = 0; b <= a; b++) {
      const at = a * dims + b;
      const within =
        one.outer[at]! +
        zero.outer[at]! -
        (one.sum[a]! * one.sum[b]!) / Math.max(1, one.n) -
        (zero.sum[a]! * zero.sum[b]!) / Math.max(1, zero.n);
      matrix[at] = (within / n) * (1 - SHRINKAGE);
    }
    trace += matrix[a * dims + a]! / (1 - SHRINKAGE);
  }
  const ridge = trace > 0 ? (SHRINKAGE * trace) / dims : 1;
  for (let a = 0; a < dims; a++) matrix[a * dims + a]! += ridge;
  return solve(matrix, difference, dims);
}

/** Solves a positive definite system given its lower triangle, both overwritten. */
function solve(lower: Float64Array, right: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = lower[i * n + j]!;
      for (let c = 0; c < j; c++) value -= lower[i * n + c]! * lower[j * n + c]!;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(value, 1e-300)) : value / lower[j * n + j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < i; c++) right[i]! -= lower[i * n + c]! * right[c]!;
    right[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = i + 1; c < n; c++) right[i]! -= lower[c * n + i]! * right[c]!;
    right[i]! /= lower[i * n + i]!;
  }
  return right;
}

function scores({ users, rows, dims }: Side, fold: number, direction: Float64Array): Float64Array {
  const found: number[] = [];
  for (let row = 0; row < users.length; row++) {
    if (foldOf(users[row]!) !== fold) continue;
    let score = 0;
    for (let i = 0; i < dims; i++) score += direction[i]! * rows[row * dims + i]!;
    found.push(score);
  }
  return Float64Array.from(found);
}
