import { choleskySolve } from './least-squares';

/** P(choice j) ∝ exp(Σ weights[d] · x[j, d]). */
export interface ConditionalLogit {
  readonly weights: Float64Array;
  readonly converged: boolean;
}

/** Choices that rows were offered, all of them the same, described for each row. */
export interface Offers {
  /** rows × choices × dims, row-major. */
  readonly x: Float32Array;
  /** rows × choices: how much of a row's weight falls on each choice, together 1 a row. */
  readonly taken: Float32Array;
  readonly rows: number;
  readonly choices: number;
  readonly dims: number;
}

const TOLERANCE = 1e-8;
const MAX_HALVINGS = 30;

/**
 * Multinomial logistic regression in its conditional form (McFadden 1974): what describes a choice for a row varies, the weights are those of all choices. Maximum of
 * the log-likelihood less ½·l2·Σ weights², by Newton's method with steps halved until the objective falls. Yields after each step.
 */
export function* fitConditionalLogit(
  { x, taken, rows, choices, dims }: Offers,
  l2: number,
  maxIterations = 50,
): Generator<number, ConditionalLogit, void> {
  let weights = new Float64Array(dims);
  const p = new Float64Array(choices);
  const costOf = (at: Float64Array) => {
    let cost = 0;
    for (let row = 0; row < rows; row++) {
      const logSum = softmax(x, row, choices, at, p);
      for (let j = 0; j < choices; j++) {
        const share = taken[row * choices + j]!;
        if (share > 0) cost -= share * (utility(x, row * choices + j, at) - logSum);
      }
    }
    return at.reduce((sum, one) => sum + 0.5 * l2 * one * one, cost);
  };
  let cost = costOf(weights);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const gradient = weights.map((one) => l2 * one);
    const hessian = new Float64Array(dims * dims);
    const mean = new Float64Array(dims);
    for (let row = 0; row < rows; row++) {
      softmax(x, row, choices, weights, p);
      mean.fill(0);
      for (let j = 0; j < choices; j++) {
        const at = (row * choices + j) * dims;
        const share = taken[row * choices + j]!;
        for (let d = 0; d < dims; d++) {
          const scaled = p[j]! * x[at + d]!;
          mean[d]! += scaled;
          gradient[d]! -= share * x[at + d]!;
          for (let e = 0; e <= d; e++) hessian[d * dims + e]! += scaled * x[at + e]!;
        }
      }
      for (let d = 0; d < dims; d++) {
        gradient[d]! += mean[d]!;
        for (let e = 0; e <= d; e++) hessian[d * dims + e]! -= mean[d]! * mean[e]!;
      }
    }
    if (gradient.every((one) => Math.abs(one) <= TOLERANCE * Math.max(1, rows))) return { weights, converged: true };
    for (let d = 0; d < dims; d++) hessian[d * dims + d]! += l2 + 1e-9 * Math.max(1, rows);
    const step = choleskySolve(hessian, gradient, dims);
    let halving = 0;
    for (let size = 1; halving < MAX_HALVINGS; halving++, size /= 2) {
      const tried = weights.map((one, d) => one - size * step[d]!);
      const lower = costOf(tried);
      if (!(lower < cost)) continue;
      weights = tried;
      cost = lower;
      break;
    }
    if (halving === MAX_HALVINGS) return { weights, converged: gradient.every((one) => Math.abs(one) <= 1e-5 * Math.max(1, rows)) };
    yield cost;
  }
  return { weights, converged: false };
}

/** The probability of each choice of a row of offers, into `p`; returns the logarithm of the sum of the exponentials. */
export function softmax(x: ArrayLike<number>, row: number, choices: number, weights: Float64Array, p: Float64Array): number {
  let most = -Infinity;
  for (let j = 0; j < choices; j++) {
    p[j] = utility(x, row * choices + j, weights);
    most = Math.max(most, p[j]!);
  }
  let sum = 0;
  for (let j = 0; j < choices; j++) sum += p[j] = Math.exp(p[j]! - most);
  for (let j = 0; j < choices; j++) p[j]! /= sum;
  return most + Math.log(sum);
}

/** What stands in the exponents, rows × choices. */
export function scoresOf({ x, rows, choices }: Offers, weights: Float64Array): Float64Array {
  return Float64Array.from({ length: rows * choices }, (_, offer) => utility(x, offer, weights));
}

function utility(x: ArrayLike<number>, offer: number, weights: Float64Array): number {
  let sum = 0;
  for (let d = 0, at = offer * weights.length; d < weights.length; d++) sum += weights[d]! * x[at + d]!;
  return sum;
}
