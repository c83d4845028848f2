import { mean } from '../../math/statistics';
import { outputsOf, SQUARED, trainPerceptron, type Perceptron } from '../../math/perceptron';
import type { NetworkRecipe } from '../../protocol/training-recipe';
import { YEAR } from './methods';

/** Weeks before a cut-off that the network is told of; of those a year before their mean. */
const LOOK = 8;
/** Steps ahead that have an input each. */
const MOST_AHEAD = 4;
/** The last weeks, the step, and how the same week a year before stood to those before it, with whether that is known. */
const INPUTS = LOOK + MOST_AHEAD + 2;
/** Share of the weeks, the last ones, that say when training ends. */
const VALIDATED = 0.2;
/** Batches of an epoch at least, where there are rows for them, and rows of a batch at least: with few steps training ends before anything is learned. */
const LEAST_BATCHES = 32;
const LEAST_ROWS = 8;
/** Whole weeks without which too few are left to learn from. */
export const NETWORK_WEEKS = 26;
/** Weeks to learn from of which the year before is known, without which it is told of none: what stands for it would mean nothing. */
const LEAST_YEARLY = 26;

/** A network that foretells the weeks after a cut-off from those before it, the same for every series. */
export interface DemandNetwork {
  /** The weeks after the last value, none below nothing. */
  forecast(values: Float64Array, ahead: number): Float64Array;
}

/**
 * Learns from all series together how the logarithms of one to `ahead` weeks stand to the mean of the eight before: a perceptron, least squares. Weeks are
 * taken relative to it, so that large and small series teach alike, and what it starts from is that mean.
 *
 * @param series by week, of equal length: all that may be known
 * @param ahead weeks, four at most
 */
export function* learnDemand(
  series: readonly Float64Array[],
  ahead: number,
  network: NetworkRecipe,
  seed: number,
): Generator<unknown, DemandNetwork, void> {
  const weeks = series[0]!.length;
  const split = Math.floor(weeks * (1 - VALIDATED));
  const logs = series.map((values) => values.map(Math.log1p));
  const yearly = split - (YEAR + LOOK) >= LEAST_YEARLY;
  const taught = lessons(logs, yearly, ahead, LOOK, split);
  const batchSize = Math.min(network.batchSize, Math.max(LEAST_ROWS, Math.ceil(taught.y.length / LEAST_BATCHES)));
  const net = yield* trainPerceptron(
    taught,
    lessons(logs, yearly, ahead, split, weeks),
    INPUTS,
    // Weeks have no rare side.
    { ...network, batchSize, classWeights: 'none', seed },
    SQUARED,
  );
  return { forecast: (values, steps) => foretold(net, values.map(Math.log1p), yearly, steps) };
}

/** The weeks from..to, each foretold from every cut-off that is near enough. */
function lessons(
  logs: readonly Float64Array[],
  yearly: boolean,
  ahead: number,
  from: number,
  to: number,
): { readonly x: Float32Array; readonly y: Float64Array } {
  const x: number[] = [];
  const y: number[] = [];
  for (const values of logs) {
    for (let week = from; week < to; week++) {
      for (let step = 0; step < ahead; step++) {
        const cut = week - step;
        if (cut < LOOK) break;
        x.push(...inputsAt(values, yearly, cut, step));
        y.push(values[week]! - levelBefore(values, cut));
      }
    }
  }
  return { x: Float32Array.from(x), y: Float64Array.from(y) };
}

function foretold(net: Perceptron, logs: Float64Array, yearly: boolean, steps: number): Float64Array {
  const cut = logs.length;
  const x = Float32Array.from(Array.from({ length: steps }, (_, step) => inputsAt(logs, yearly, cut, step)).flat());
  const level = levelBefore(logs, cut);
  return outputsOf(net, x).map((z) => Math.max(0, Math.expm1(level + z)));
}

const levelBefore = (logs: Float64Array, cut: number): number => mean(Array.from(logs.subarray(cut - LOOK, cut)));

/** What is known at a cut-off of the week that comes `step` weeks after the first one behind it: nothing at the cut-off or after it. */
function inputsAt(logs: Float64Array, yearly: boolean, cut: number, step: number): number[] {
  const level = levelBefore(logs, cut);
  const recent = Array.from(logs.subarray(cut - LOOK, cut), (value) => value - level);
  const ofStep = Array.from({ length: MOST_AHEAD }, (_, one) => (one === step ? 1 : 0));
  const before = cut - YEAR;
  const known = yearly && before >= LOOK;
  return [...recent, ...ofStep, known ? logs[before + step]! - levelBefore(logs, before) : 0, known ? 1 : 0];
}
