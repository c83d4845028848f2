import { percentileInterval, resamplesFor } from '../../math/bootstrap';
import { random } from '../../math/random';
import type { AccuracyDifference, CategoriesPrediction, GuesserId, GuesserResult } from '../../protocol/categories';

/** Draws of a user that there is time for. */
const DRAWS = 20_000_000;

/** Of one guesser, by user: 1 where the first guess was right, and where one of the first three was. */
export interface Hits {
  readonly id: GuesserId;
  readonly first: Uint8Array;
  readonly three: Uint8Array;
}

type Judged = Pick<CategoriesPrediction, 'guessers' | 'baseline' | 'differences' | 'resamples'>;

/**
 * Accuracies, and how far the model is from the baseline that was right most often on these very users, with percentiles 2.5 and 97.5 of a bootstrap over users.
 * Yields now and then.
 */
export function* judgeGuesses(model: Hits, baselines: readonly Hits[], seed: number): Generator<unknown, Judged, void> {
  const guessers = [model, ...baselines].map(({ id, first, three }): GuesserResult => ({
    id,
    accuracy1: meanOf(first),
    accuracy3: meanOf(three),
  }));
  const best = baselines.reduce((a, b) => (meanOf(b.first) > meanOf(a.first) ? b : a));
  const n = model.first.length;
  const resamples = resamplesFor(n, DRAWS);
  const rng = random(seed, 'categories', 'bootstrap');
  const firsts = new Float64Array(resamples);
  const threes = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) {
      const user = rng.int(n);
      firsts[b]! += (model.first[user]! - best.first[user]!) / n;
      threes[b]! += (model.three[user]! - best.three[user]!) / n;
    }
    if (b % 8 === 7) yield b;
  }
  const difference = (of: 'first' | 'three', drawn: Float64Array): AccuracyDifference =>
    percentileInterval(meanOf(model[of]) - meanOf(best[of]), drawn);
  return {
    guessers,
    baseline: best.id as Judged['baseline'],
    differences: { accuracy1: difference('first', firsts), accuracy3: difference('three', threes) },
    resamples,
  };
}

const meanOf = (hits: Uint8Array): number => hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
