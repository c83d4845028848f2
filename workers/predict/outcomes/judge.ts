import { calledAt, RankedScores, SCORE_FIGURES, tenths } from '../../math/classification';
import { random } from '../../math/random';
import type { ClassifierId, ClassifierResult, Comparison } from '../../protocol/outcomes';
import { compared } from './bootstrap';

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

/** Figures of all classifiers, and the differences of the pairs ({@link compared}). Draws of one outcome alone, which have no AUC, are left out. */
export function* judge(
  scored: readonly Scored[],
  y: Uint8Array,
  pairs: readonly (readonly [ClassifierId, ClassifierId])[],
  seed: number,
): Generator<unknown, Judged, void> {
  const ranked = new Map(scored.map(({ id, p }) => [id, new RankedScores(p, y)]));
  const both = (weight: Uint16Array) => {
    let positive = 0;
    for (let row = 0; row < y.length; row++) positive += weight[row]! * y[row]!;
    return positive > 0 && positive < y.length;
  };
  const { whole, differences, resamples } = yield* compared(
    ranked,
    SCORE_FIGURES,
    pairs,
    y.length,
    random(seed, 'outcomes', 'bootstrap'),
    both,
  );
  return {
    classifiers: scored.map(({ id, p, threshold }) => ({
      id,
      ...whole.get(id)!,
      called: threshold === null ? null : calledAt(threshold, p, y),
      tenths: id === 'base-rate' ? null : tenths(p, y),
    })),
    comparisons: pairs.map(([model, baseline], pair) => ({ model, baseline, differences: differences[pair]! })),
    resamples,
  };
}
