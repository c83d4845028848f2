import { mean, quantile } from '../math/statistics';
import { random } from '../math/random';
import type { BackTestFigures, FigureBeside } from '../protocol/predictions';

const RESAMPLES = 1000;
/** More users than this are dealt at random into so many groups, which are drawn instead of the users: means and their spread stay the same. */
const GROUPS = 2000;
/** Squared deviations that are a smaller share of the squares they are the rest of are rounding. */
const ROUNDING = 1e-12;

/** Model and baseline. */
type Pair = readonly [number, number];

/**
 * Errors and R² of a model beside those of its baseline, one entry a user.
 *
 * Intervals by the bootstrap over users, percentiles 2.5 and 97.5 of the difference: both are taken on the same users each time.
 */
export function backTestFigures(actual: Float64Array, predicted: Float64Array, repeated: Float64Array, seed: number): BackTestFigures {
  const rng = random(seed, 'predict', 'bootstrap');
  const users = actual.length;
  const groups = Math.min(users, GROUPS);
  const size = new Float64Array(groups);
  /** Sums of |error| and error² of the model and of the baseline, and of what came, about its mean, and its square; by group. */
  const sums = Array.from({ length: 6 }, () => new Float64Array(groups));
  const centre = mean(actual);
  let total = 0;
  let expected = 0;
  let before = 0;
  for (let i = 0; i < users; i++) {
    const group = users > groups ? rng.int(groups) : i;
    const model = predicted[i]! - actual[i]!;
    const baseline = repeated[i]! - actual[i]!;
    size[group]!++;
    sums[0]![group]! += Math.abs(model);
    sums[1]![group]! += Math.abs(baseline);
    sums[2]![group]! += model * model;
    sums[3]![group]! += baseline * baseline;
    const apart = actual[i]! - centre;
    sums[4]![group]! += apart;
    sums[5]![group]! += apart * apart;
    total += actual[i]!;
    expected += predicted[i]!;
    before += repeated[i]!;
  }

  const meansOf = (pick: (i: number) => number) => {
    let drawn = 0;
    const means = sums.map(() => 0);
    for (let i = 0; i < groups; i++) {
      const group = pick(i);
      drawn += size[group]!;
      for (let s = 0; s < sums.length; s++) means[s]! += sums[s]![group]!;
    }
    const [maeModel, maeBaseline, ...squares] = means.map((sum) => sum / drawn) as [number, number, number, number, number, number];
    const [model, baseline, shift, own] = squares;
    const variance = own - shift * shift;
    const explained = (error: number) => (variance > ROUNDING * own ? 1 - error / variance : 0);
    return {
      mae: [maeModel, maeBaseline] satisfies Pair,
      rmse: [Math.sqrt(model), Math.sqrt(baseline)] satisfies Pair,
      r2: [explained(model), explained(baseline)] satisfies Pair,
    };
  };
  const whole = meansOf((i) => i);
  const drawn = Array.from({ length: RESAMPLES }, () => meansOf(() => rng.int(groups)));
  const beside = (name: keyof typeof whole): FigureBeside => {
    const differences = Float64Array.from(drawn, (figures) => figures[name][0] - figures[name][1]).sort();
    const [model, baseline] = whole[name];
    return { model, baseline, low: quantile(differences, 0.025), high: quantile(differences, 0.975) };
  };
  return { mae: beside('mae'), rmse: beside('rmse'), r2: beside('r2'), actual: total, predicted: expected, repeated: before };
}
