import { tenths } from '../../math/classification';
import { mean } from '../../math/statistics';
import type { ChoiceLift } from '../../protocol/categories';

/** Of fewer users who chose it a tenth would hold next to none. */
const LEAST_CHOOSERS = 20;
const MOST_CHOICES = 12;

/** Tested users who chose one of those that may be guessed, users × choices, row-major. */
export interface Foreseen {
  readonly choices: number;
  /** Probability of each by the model. */
  readonly p: Float64Array;
  /** Its part of what the user chose on that day; each user's sum to 1. */
  readonly parts: Float64Array;
}

/**
 * One choice against all others, of those most often chosen in the test: users ranked by its probability, in tenths, and the part of what they chose that was it.
 *
 * @param names of the choices
 */
export function choiceLifts({ choices, p, parts }: Foreseen, names: readonly string[]): ChoiceLift[] {
  const column = (of: Float64Array, choice: number) =>
    Float64Array.from({ length: of.length / choices }, (_, row) => of[row * choices + choice]!);
  return names
    .map((name, choice) => ({ name, choice, users: column(parts, choice).filter((part) => part > 0).length }))
    .filter(({ users }) => users >= LEAST_CHOOSERS)
    .sort((a, b) => b.users - a.users || a.choice - b.choice)
    .slice(0, MOST_CHOICES)
    .map(({ name, choice, users }) => {
      const actual = column(parts, choice);
      return { name, users, rate: mean(actual), tenths: tenths(column(p, choice), actual) };
    });
}
