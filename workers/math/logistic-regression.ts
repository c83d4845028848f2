import { choleskySolve } from './least-squares';

/** P(y = 1) = σ(intercept + Σ weights[j] · x[j]). */
export interface LogisticFit {
  readonly intercept: number;
  readonly weights: Float64Array;
  /** Of the penalised log-likelihood's gradient, the largest entry was below the tolerance. */
  readonly converged: boolean;
}

export interface LogisticOptions {
  /** Weight of ½·Σ weights² beside the log-likelihood summed over rows; the intercept is not penalised. */
  readonly l2?: number;
  /** By row, in place of 1. */
  readonly importance?: ArrayLike<number>;
  readonly start?: Pick<LogisticFit, 'intercept' | 'weights'>;
  readonly maxIterations?: number;
}

/** Largest entry of the gradient, a row, at which the search ends. */
const TOLERANCE = 1e-9;
/** Keeps the Newton step defined where the likelihood alone is flat. */
const RIDGE = 1e-10;
const MAX_HALVINGS = 30;

/**
 * Logistic regression of maximum penalised likelihood by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani & Friedman,
 * The Elements of Statistical Learning, 4.4.1), each step halved until the objective falls. Yields after each step. Columns are best standardised,
 * since all of them are penalised alike.
 *
 * @param x rows × dims, row-major
 * @param y by row, 0 or 1, or a target between them
 */
export function* fitLogistic(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  dims: number,
  { l2 = 0, importance, start, maxIterations = 100 }: LogisticOptions = {},
): Generator<number, LogisticFit, void> {
  const rows = y.length;
  const width = dims + 1;
  let at = new Float64Array(width);
  if (start) {
    at.set(start.weights);
    at[dims] = start.intercept;
  }
  const total = importance ? Array.from(importance).reduce((sum, one) => sum + one, 0) : rows;
  const margin = (theta: Float64Array, row: number) => {
    let z = theta[dims]!;
    for (let j = 0, i = row * dims; j < dims; j++, i++) z += theta[j]! * x[i]!;
    return z;
  };
  const costOf = (theta: Float64Array) => {
    let cost = 0;
    for (let row = 0; row < rows; row++) {
      const z = margin(theta, row);
      cost += (importance ? importance[row]! : 1) * (softplus(z) - y[row]! * z);
    }
    for (let j = 0; j < dims; j++) cost += 0.5 * l2 * theta[j]! ** 2;
    return cost;
  };

  let cost = costOf(at);
  const result = (converged: boolean): LogisticFit => ({ intercept: at[dims]!, weights: at.slice(0, dims), converged });
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const gradient = new Float64Array(width);
    const hessian = new Float64Array(width * width);
    for (let row = 0; row < rows; row++) {
      const weight = importance ? importance[row]! : 1;
      const p = sigmoid(margin(at, row));
      const residual = weight * (p - y[row]!);
      const curvature = weight * p * (1 - p);
      const first = row * dims;
      for (let i = 0; i < dims; i++) {
        const xi = x[first + i]!;
        gradient[i]! += residual * xi;
        const scaled = curvature * xi;
        for (let j = 0, to = i * width; j <= i; j++) hessian[to + j]! += scaled * x[first + j]!;
        hessian[dims * width + i]! += scaled;
      }
      gradient[dims]! += residual;
      hessian[dims * width + dims]! += curvature;
    }
    for (let i = 0; i < dims; i++) {
      gradient[i]! += l2 * at[i]!;
      hessian[i * width + i]! += l2;
    }
    if (gradient.every((one) => Math.abs(one) <= TOLERANCE * Math.max(1, total))) return result(true);
    for (let i = 0; i < width; i++) hessian[i * width + i]! += RIDGE * Math.max(1, total);
    const step = choleskySolve(hessian, gradient, width);
    const next = descend(at, step, cost, costOf);
    if (!next) return result(gradient.every((one) => Math.abs(one) <= 1e-5 * Math.max(1, total)));
    at = next.at;
    cost = next.cost;
    yield cost;
  }
  return result(false);
}

/** The first of the steps 1, ½, ¼ … that lowers the cost; null where none does. */
function descend(at: Float64Array, step: Float64Array, cost: number, costOf: (theta: Float64Array) => number) {
  for (let halving = 0, size = 1; halving < MAX_HALVINGS; halving++, size /= 2) {
    const tried = at.map((value, i) => value - size * step[i]!);
    const lower = costOf(tried);
    if (lower < cost) return { at: tried, cost: lower };
  }
  return null;
}

/** {@link LogisticFit} of each row. */
export function predictLogistic({ intercept, weights }: LogisticFit, x: ArrayLike<number>): Float64Array {
  const dims = weights.length;
  const rows = dims > 0 ? x.length / dims : 0;
  const p = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let z = intercept;
    for (let j = 0, i = row * dims; j < dims; j++, i++) z += weights[j]! * x[i]!;
    p[row] = sigmoid(z);
  }
  return p;
}

export const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : 1 - 1 / (1 + Math.exp(z)));

/** ln(p / (1 − p)), of a probability held within 1e-12 of 0 and 1. */
export const logit = (p: number): number => {
  const held = Math.min(1 - 1e-12, Math.max(1e-12, p));
  return Math.log(held / (1 - held));
};

/** ln(1 + eᶻ) without overflow. */
const softplus = (z: number): number => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));
