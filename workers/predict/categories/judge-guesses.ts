import { random } from '../../math/random';
import { meanDifferences } from '../../math/mean-differences';
import { mean } from '../../math/statistics';
import type { CategoriesPrediction, GuesserId, GuesserResult, ProbabilityFigures, ProbabilityResult } from '../../protocol/categories';

/** Of one guesser, by user: 1 where the first guess was right, and where one of the first three was. */
export interface Hits {
  readonly id: GuesserId;
  readonly first: Uint8Array;
  readonly three: Uint8Array;
}

/** Of one guesser, by user who chose one of the list: log loss and Brier score of the probabilities. */
export interface Misses {
  readonly id: GuesserId;
  readonly logLoss: Float64Array;
  readonly brier: Float64Array;
}

type Judged = Pick<CategoriesPrediction, 'guessers' | 'baseline' | 'differences' | 'resamples'>;
type BaselineId = CategoriesPrediction['baseline'];

/**
 * Accuracies, and how far the model is from the baseline that was right most often on these very users, with intervals by {@link meanDifferences}.
 */
export function* judgeGuesses(model: Hits, baselines: readonly Hits[], seed: number): Generator<unknown, Judged, void> {
  const guessers = [model, ...baselines].map(({ id, first, three }): GuesserResult => ({
    id,
    accuracy1: mean(first),
    accuracy3: mean(three),
  }));
  const best = baselines.reduce((a, b) => (mean(b.first) > mean(a.first) ? b : a));
  const { means, resamples } = yield* meanDifferences(
    [difference(model.first, best.first), difference(model.three, best.three)],
    random(seed, 'categories', 'bootstrap'),
  );
  const [accuracy1, accuracy3] = means;
  return { guessers, baseline: best.id as BaselineId, differences: { accuracy1: accuracy1!, accuracy3: accuracy3! }, resamples };
}

/** The same of the probabilities, beside the baseline with the least log loss on these users; null without users. */
export function* judgeProbabilities(
  model: Misses,
  baselines: readonly Misses[],
  seed: number,
): Generator<unknown, ProbabilityFigures | null, void> {
  const users = model.logLoss.length;
  if (users === 0) return null;
  const guessers = [model, ...baselines].map(({ id, logLoss, brier }): ProbabilityResult => ({
    id,
    logLoss: mean(logLoss),
    brier: mean(brier),
  }));
  const best = baselines.reduce((a, b) => (mean(b.logLoss) < mean(a.logLoss) ? b : a));
  const { means } = yield* meanDifferences(
    [difference(model.logLoss, best.logLoss), difference(model.brier, best.brier)],
    random(seed, 'categories', 'probabilities', 'bootstrap'),
  );
  const [logLoss, brier] = means;
  return { users, guessers, baseline: best.id as BaselineId, differences: { logLoss: logLoss!, brier: brier! } };
}

const difference = (model: ArrayLike<number>, baseline: ArrayLike<number>): Float64Array =>
  Float64Array.from(model, (figure, user) => figure - baseline[user]!);
