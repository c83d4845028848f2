import { calibrateMean, fitGammaCalibration } from '../../../math/gamma-calibration';
import { GAMMA, outputsOf, trainPerceptron } from '../../../math/perceptron';
import type { NetworkRecipe } from '../../../protocol/training-recipe';
import type { Side, TrainingSet } from '../training-set';

/** With fewer purchases among the validation users the amounts stay as the network gives them. */
const LEAST_CALIBRATED = 20;

/** What a user spends within the horizon who buys in it. */
export interface AmountModel {
  /** Of rows × dims. */
  predict(x: Float32Array): Float64Array;
  /** Rows with a purchase that it was fitted on, and that validated it. */
  readonly rows: number;
  readonly validationRows: number;
}

/**
 * A network with a logarithmic link, fitted by the gamma deviance on the rows with a purchase and calibrated on those that validated. No amount is larger
 * than the largest seen.
 */
export function* fitAmounts(
  { training, validation, dims }: TrainingSet,
  seed: number,
  network: NetworkRecipe,
): Generator<unknown, AmountModel, void> {
  const taught = buyersOf(training, dims);
  const validating = buyersOf(validation, dims);
  const [unit, most] = [taught.y.reduce((sum, y) => sum + y, 0) / taught.y.length, Math.max(0, maximum(taught.y))];
  const scaled = ({ x, y }: Amounts) => ({ x, y: y.map((amount) => Math.max(0, amount) / unit) });
  // Amounts have no rare side.
  const net = yield* trainPerceptron(scaled(taught), scaled(validating), dims, { ...network, classWeights: 'none', seed }, GAMMA);
  const logMeans = (x: Float32Array) => outputsOf(net, x);
  const checked = scaled(validating);
  const calibration =
    checked.y.length >= LEAST_CALIBRATED && checked.y.some((y) => y > 0)
      ? fitGammaCalibration(logMeans(checked.x), checked.y)
      : { slope: 1, intercept: 0 };
  return {
    predict: (x) => logMeans(x).map((z) => Math.min(most, unit * calibrateMean(calibration, z))),
    rows: taught.y.length,
    validationRows: validating.y.length,
  };
}

interface Amounts {
  readonly x: Float32Array;
  readonly y: Float64Array;
}

function buyersOf({ x, purchase, spent }: Side, dims: number): Amounts {
  const rows = Uint32Array.from(purchase.keys()).filter((row) => purchase[row] === 1);
  const into = new Float32Array(rows.length * dims);
  rows.forEach((row, i) => into.set(x.subarray(row * dims, (row + 1) * dims), i * dims));
  return { x: into, y: Float64Array.from(rows, (row) => spent[row]!) };
}

function maximum(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}
