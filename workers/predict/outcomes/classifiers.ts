import { fitLogistic, predictLogistic, type LogisticFit } from '../../math/logistic-regression';
import { calibrate, fitPlatt } from '../../math/platt';
import { predictPerceptron, trainPerceptron } from '../../math/perceptron';
import { RankedScores } from '../../math/classification';
import type { FittedId } from '../../protocol/outcomes';
import type { NetworkRecipe } from '../../protocol/training-recipe';

/** Rows that a model is fitted on: x is rows × dims, y 0 or 1. */
export interface Labelled {
  readonly x: Float32Array;
  readonly y: Uint8Array;
}

/** A fitted model of a yes-or-no outcome over rows of any encoding. */
export interface Classifier {
  readonly id: FittedId;
  /** Calibrated probabilities of rows × dims. */
  predict(x: Float32Array): Float64Array;
  /** Log loss of the calibrated probabilities over the validation rows. */
  readonly validationLoss: number;
}

/** Penalties that are tried; one has the lowest log loss over the validation rows. */
const PENALTIES = [100, 10, 1, 0.1] as const;

export function* fitLogisticClassifier(training: Labelled, validation: Labelled, dims: number): Generator<unknown, Classifier, void> {
  let best: LogisticFit | undefined;
  let least = Infinity;
  let start: LogisticFit | undefined;
  for (const l2 of PENALTIES) {
    start = yield* fitLogistic(training.x, training.y, dims, { l2, ...(start ? { start } : {}) });
    const { logLoss } = new RankedScores(predictLogistic(start, validation.x), validation.y).figures();
    if (logLoss >= least) continue;
    least = logLoss;
    best = start;
  }
  return calibrated('logistic', (x) => predictLogistic(best!, x), validation);
}

export function* fitNetworkClassifier(
  id: 'network' | 'embedding',
  training: Labelled,
  validation: Labelled,
  dims: number,
  seed: number,
  options: NetworkRecipe,
): Generator<unknown, Classifier, void> {
  const net = yield* trainPerceptron(training, validation, dims, { ...options, seed });
  return calibrated(id, (x) => predictPerceptron(net, x), validation);
}

function calibrated(id: Classifier['id'], score: (x: Float32Array) => Float64Array, { x, y }: Labelled): Classifier {
  const scores = score(x);
  const platt = fitPlatt(scores, y);
  return {
    id,
    predict: (rows) => calibrate(platt, score(rows)),
    validationLoss: new RankedScores(calibrate(platt, scores), y).figures().logLoss,
  };
}
