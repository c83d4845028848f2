import { fitLogistic, logit, sigmoid } from './logistic-regression';

/** A probability becomes σ(slope · logit(p) + intercept). */
export interface Platt {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Platt's calibration (1999) on the logit of the scores, with his targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2), which keep it from certainty on few rows. A slope that
 * would turn the order round is taken as 0: the scores tell nothing then.
 *
 * @param y 0 or 1 by score; rows that the scores were not fitted on
 */
export function fitPlatt(scores: ArrayLike<number>, y: ArrayLike<number>): Platt {
  const n = scores.length;
  const z = Float64Array.from({ length: n }, (_, i) => logit(scores[i]!));
  let positive = 0;
  for (let i = 0; i < n; i++) positive += y[i]!;
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (n - positive + 2);
  const target = Float64Array.from({ length: n }, (_, i) => (y[i]! > 0 ? high : low));
  const steps = fitLogistic(z, target, 1, { start: { intercept: 0, weights: Float64Array.of(1) } });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const [slope] = step.value.weights;
  if (slope! > 0) return { slope: slope!, intercept: step.value.intercept };
  return { slope: 0, intercept: logit(target.reduce((sum, one) => sum + one, 0) / n) };
}

export const calibrate = ({ slope, intercept }: Platt, scores: Float64Array): Float64Array =>
  scores.map((p) => sigmoid(slope * logit(p) + intercept));
