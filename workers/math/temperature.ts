import { softmax } from './conditional-logit';
import { goldenSection } from './golden-section';

/** Temperatures lie between its reciprocal and it, so that few rows do not lead to certainty. */
const MOST = 10;
const TOLERANCE = 1e-6;

/**
 * The temperature T for which softmax(z / T) has the least mean log loss (Guo, Pleiss, Sun & Weinberger 2017), which leaves the order of the choices alone. The loss is
 * convex in 1 / T, and so falls and then rises along the logarithm of T that is searched.
 *
 * @param scores z, rows × choices
 * @param taken rows × choices: how much of a row's weight falls on each choice, together 1 a row
 */
export function fitTemperature(scores: Float64Array, taken: ArrayLike<number>, choices: number): number {
  const p = new Float64Array(choices);
  const lossAt = (logTemperature: number) => {
    const inverse = Math.exp(-logTemperature);
    const weights = Float64Array.of(inverse);
    let loss = 0;
    for (let row = 0, at = 0; at < scores.length; row++) {
      loss += softmax(scores, row, choices, weights, p);
      for (const end = at + choices; at < end; at++) loss -= taken[at]! * inverse * scores[at]!;
    }
    return loss;
  };
  return Math.exp(goldenSection(lossAt, -Math.log(MOST), Math.log(MOST), TOLERANCE));
}
