import { calledAt, RankedScores, SCORE_FIGURES, tenths, type ScoreFigures } from '../../math/classification';
import { random } from '../../math/random';
import { quantile } from '../../math/statistics';
import type { ClassifierId, ClassifierResult, Comparison, FigureDifference } from '../../protocol/outcomes';

/** Resamples of the bootstrap: 1,000, fewer where so many draws would take long, never fewer than 200. */
const MOST_RESAMPLES = 1000;
const LEAST_RESAMPLES = 200;
const DRAWS = 10_000_000;

/** Probabilities of a classifier for the tested users. */
export interface Scored {
  readonly id: ClassifierId;
  readonly p: Float64Array;
  /** Above it a user is called; null where none was chosen. */
  readonly threshold: number | null;
}

export interface Judged {
  readonly classifiers: readonly ClassifierResult[];
  readonly comparisons: readonly Comparison[];
  readonly resamples: number;
}

/**
 * Figures of all classifiers on the same users, and the differences of the pairs with their intervals: percentiles 2.5 and 97.5 of a bootstrap over users
 * in which all classifiers are taken on the same draw. Draws of one outcome alone, which have no AUC, are left out. Yields after each draw.
 */
export function* judge(
  scored: readonly Scored[],
  y: Uint8Array,
  pairs: readonly (readonly [ClassifierId, ClassifierId])[],
  seed: number,
): Generator<unknown, Judged, void> {
  const n = y.length;
  const ranked = new Map(scored.map(({ id, p }) => [id, new RankedScores(p, y)]));
  const whole = new Map([...ranked].map(([id, one]) => [id, one.figures()]));
  const rng = random(seed, 'outcomes', 'bootstrap');
  const resamples = Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(DRAWS / n)));
  const drawn = pairs.map(() => SCORE_FIGURES.map((): number[] => []));
  for (let b = 0; b < resamples; b++) {
    const weight = new Uint16Array(n);
    let positive = 0;
    for (let i = 0; i < n; i++) {
      const row = rng.int(n);
      weight[row]!++;
      positive += y[row]!;
    }
    if (positive === 0 || positive === n) continue;
    const figures = new Map([...ranked].map(([id, one]) => [id, one.figures(weight)]));
    pairs.forEach(([model, baseline], pair) =>
      SCORE_FIGURES.forEach((figure, f) => drawn[pair]![f]!.push(figures.get(model)![figure] - figures.get(baseline)![figure])),
    );
    yield;
  }
  return {
    classifiers: scored.map(({ id, p, threshold }) => ({
      id,
      ...whole.get(id)!,
      called: threshold === null ? null : calledAt(threshold, p, y),
      tenths: id === 'base-rate' ? null : tenths(p, y),
    })),
    comparisons: pairs.map(([model, baseline], pair) => ({
      model,
      baseline,
      differences: differencesOf(whole.get(model)!, whole.get(baseline)!, drawn[pair]!),
    })),
    resamples,
  };
}

function differencesOf(model: ScoreFigures, baseline: ScoreFigures, drawn: readonly number[][]): Comparison['differences'] {
  const of = (figure: keyof ScoreFigures): FigureDifference => {
    const sorted = Float64Array.from(drawn[SCORE_FIGURES.indexOf(figure)]!).sort();
    return { value: model[figure] - baseline[figure], low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
  };
  return { auc: of('auc'), averagePrecision: of('averagePrecision'), logLoss: of('logLoss'), brier: of('brier') };
}
