import { goldenSection } from '../../math/golden-section';
import type { GuesserId } from '../../protocol/categories';
import type { Habits, OwnHistory } from './habits';
import { shareOut, type ChoiceRows } from './rows';

type HabitId = Extract<GuesserId, 'own-favourite' | 'own-last'>;

/** How much a user's habit counts in the probabilities of a baseline; the rest is popularity. */
export type HabitWeights = Readonly<Record<HabitId, number>>;

const TOLERANCE = 1e-6;

/** What a habit says of the choices of the list, together 1, into `p`; false where it says nothing: the user made none of them, or another one last. */
const HABITS: Readonly<Record<HabitId, (own: OwnHistory, p: Float64Array) => boolean>> = {
  'own-favourite': ({ counts }, p) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (let j = 0; j < p.length; j++) p[j] = counts[j]! / total;
    return total > 0;
  },
  'own-last': ({ last }, p) => {
    p.fill(0);
    if (last >= 0) p[last] = 1;
    return last >= 0;
  },
};

/** The probabilities of a baseline: popularity, or the user's own shares (last choice) mixed with it. */
export function baselineOdds(
  id: Exclude<GuesserId, 'model'>,
  weights: HabitWeights,
  { logPopularity }: Habits,
  own: OwnHistory,
  p: Float64Array,
): void {
  const weight = id !== 'popularity' && HABITS[id](own, p) ? weights[id] : 0;
  for (let j = 0; j < p.length; j++) p[j] = (weight > 0 ? weight * p[j]! : 0) + (1 - weight) * Math.exp(logPopularity[j]!);
}

/**
 * The weights with the least log loss on rows to learn from, so that the model stands beside the best probabilities that a habit gives. At most 1 − 1 / (n + 2), Laplace's
 * rule of succession, since a weight of 1 calls everything else impossible.
 */
export function fitHabitWeights(parts: readonly ChoiceRows[], choices: number, taken: (user: number) => boolean): HabitWeights {
  const fit = (id: HabitId): number => {
    const p = new Float64Array(choices);
    const shares = new Float64Array(choices);
    /** By choice made: its part of a row, what the habit says of it, and its popularity. */
    const made: [number, number, number][] = [];
    let rows = 0;
    for (const { habits, rows: all } of parts) {
      for (const { user, own, next } of all) {
        if (!taken(user) || !HABITS[id](own, p) || !shareOut(next, shares.fill(0), 0)) continue;
        rows++;
        for (let j = 0; j < choices; j++) if (shares[j]! > 0) made.push([shares[j]!, p[j]!, Math.exp(habits.logPopularity[j]!)]);
      }
    }
    const lossAt = (weight: number) =>
      made.reduce((loss, [share, habit, popularity]) => loss - share * Math.log(weight * habit + (1 - weight) * popularity), 0);
    return goldenSection(lossAt, 0, 1 - 1 / (rows + 2), TOLERANCE);
  };
  return { 'own-favourite': fit('own-favourite'), 'own-last': fit('own-last') };
}
