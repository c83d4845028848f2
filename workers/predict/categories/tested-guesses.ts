import { brierOf, logLossOf } from '../../math/choice-scores';
import { softmax } from '../../math/conditional-logit';
import type { GuesserId } from '../../protocol/categories';
import { baselineGuess, BASELINE_IDS, topOf } from './guess';
import { describe, DIMS } from './habits';
import type { Foreseen } from './lift';
import type { Hits, Misses } from './judge-guesses';
import { baselineOdds, type HabitWeights } from './odds';
import { shareOut, type ChoiceRows } from './rows';

/** Of the model, and of each baseline after it: whom it guessed right, and how far its probabilities were off; and the model's probabilities themselves. */
export function testedGuesses(
  weights: Float64Array,
  habitWeights: HabitWeights,
  { rows, habits, cut }: ChoiceRows,
  choices: number,
  horizonDays: number,
): { readonly hits: readonly Hits[]; readonly misses: readonly Misses[]; readonly foreseen: Foreseen } {
  const ids: readonly GuesserId[] = ['model', ...BASELINE_IDS];
  const reached = rows.filter(({ next }) => next.some((place) => place >= 0)).length;
  const hits = ids.map((id): Hits => ({ id, first: new Uint8Array(rows.length), three: new Uint8Array(rows.length) }));
  const misses = ids.map((id): Misses => ({ id, logLoss: new Float64Array(reached), brier: new Float64Array(reached) }));
  const foreseen = { choices, p: new Float64Array(reached * choices), parts: new Float64Array(reached * choices) };
  const x = new Float32Array(choices * DIMS);
  const p = new Float64Array(choices);
  const shares = new Float64Array(choices);
  let of = 0;
  rows.forEach(({ own, next }, row) => {
    describe(habits, own, cut, horizonDays, x, 0);
    const chosen = shareOut(next, shares.fill(0), 0);
    ids.forEach((id, g) => {
      if (id === 'model') softmax(x, 0, choices, weights, p);
      else baselineOdds(id, habitWeights, habits, own, p);
      const guess = id === 'model' ? topOf(p) : baselineGuess(id, habits, own);
      hits[g]!.first[row] = next.includes(guess[0]!) ? 1 : 0;
      hits[g]!.three[row] = guess.some((place) => next.includes(place)) ? 1 : 0;
      if (!chosen) return;
      misses[g]!.logLoss[of] = logLossOf(p, shares);
      misses[g]!.brier[of] = brierOf(p, shares);
      if (id === 'model') foreseen.p.set(p, of * choices);
    });
    if (chosen) foreseen.parts.set(shares, of++ * choices);
  });
  return { hits, misses, foreseen };
}
