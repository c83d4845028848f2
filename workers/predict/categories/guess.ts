import type { GuesserId } from '../../protocol/categories';
import type { Habits, OwnHistory } from './habits';

/** Guesses that are looked at. */
const GUESSES = 3;

/** The places with the highest scores, best first; of equal ones the first in the list, which is the more popular. */
export function topOf(scores: ArrayLike<number>): number[] {
  const top: number[] = [];
  for (let j = 0; j < scores.length; j++) {
    let at = top.length;
    while (at > 0 && scores[j]! > scores[top[at - 1]!]!) at--;
    if (at < GUESSES) top.splice(at, 0, j);
    if (top.length > GUESSES) top.pop();
  }
  return top;
}

const byPopularity = ({ logPopularity }: Habits): number[] => Array.from(logPopularity);

/** Below every count and above every popularity, so that what a user never chose follows in order of popularity. */
const BASELINES: Readonly<Record<Exclude<GuesserId, 'model'>, (habits: Habits, own: OwnHistory) => number[]>> = {
  popularity: byPopularity,
  'own-favourite': (habits, { counts, latest }) =>
    byPopularity(habits).map((popularity, j) => {
      if (counts[j] === 0) return popularity;
      // Of choices made as often, the later one.
      return counts[j]! + latest[j]! * 1e-7 + 1;
    }),
  'own-last': (habits, { last, counts, latest }) =>
    byPopularity(habits).map((popularity, j) => (j === last ? Infinity : counts[j] === 0 ? popularity : 1 + latest[j]!)),
};

export const BASELINE_IDS = Object.keys(BASELINES) as (keyof typeof BASELINES)[];

/** The first three guesses of a baseline for a user, by place in the list. */
export const baselineGuess = (id: keyof typeof BASELINES, habits: Habits, own: OwnHistory): number[] => topOf(BASELINES[id](habits, own));
