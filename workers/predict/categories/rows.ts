import { breather } from '../../math/breathe';
import type { Offers } from '../../math/conditional-logit';
import { throwIfAborted } from '../../protocol/errors';
import type { ChoiceDays } from './choices';
import { describe, DIMS, habitsUntil, ownHistory, type Habits, type OwnHistory, type Places } from './habits';

/** A user at a cut-off with what they chose on their next day. */
export interface ChoiceRow {
  readonly user: number;
  readonly own: OwnHistory;
  /** Places of the codes of that day, with repetition; −1 for those outside the list. */
  readonly next: Int32Array;
}

/** The rows of a cut-off, and what was known of all choices then. */
export interface ChoiceRows {
  readonly cut: number;
  readonly habits: Habits;
  readonly rows: readonly ChoiceRow[];
}

/** Those of the users who had chosen by a cut-off and chose again within the horizon after it. */
export async function choiceRows(
  days: ChoiceDays,
  places: Places,
  choices: number,
  users: Uint32Array,
  cut: number,
  horizonDays: number,
  signal?: AbortSignal,
): Promise<ChoiceRows> {
  const { offsets, day, starts, codes } = days;
  const habits = habitsUntil(days, places, choices, cut);
  const rows: ChoiceRow[] = [];
  const breathe = breather();
  for (const user of users) {
    let next = offsets[user]!;
    while (next < offsets[user + 1]! && day[next]! <= cut) next++;
    if (next === offsets[user] || next === offsets[user + 1] || day[next]! > cut + horizonDays) continue;
    const own = ownHistory(days, places, choices, user, cut)!;
    rows.push({ user, own, next: codes.slice(starts[next]!, starts[next + 1]!).map((code) => places[code]!) });
    if (rows.length % 512 === 0) {
      await breathe();
      throwIfAborted(signal);
    }
  }
  return { cut, habits, rows };
}

/** Adds each choice's part of those of a day that are in the list, together 1, to `shares` from `at` on; false where none is. */
export function shareOut(next: Int32Array, shares: Float32Array | Float64Array, at: number): boolean {
  const within = next.filter((place) => place >= 0);
  for (const place of within) shares[at + place]! += 1 / within.length;
  return within.length > 0;
}

/** Rows to learn from: those whose next day holds a choice of the list, each of which counts by its part of them. */
export function offersOf(parts: readonly ChoiceRows[], choices: number, horizonDays: number, taken: (user: number) => boolean): Offers {
  const kept = parts.flatMap(({ cut, habits, rows }) =>
    rows.filter(({ user, next }) => taken(user) && next.some((place) => place >= 0)).map((row) => ({ ...row, cut, habits })),
  );
  const x = new Float32Array(kept.length * choices * DIMS);
  const shares = new Float32Array(kept.length * choices);
  kept.forEach(({ own, next, cut, habits }, row) => {
    describe(habits, own, cut, horizonDays, x, row * choices * DIMS);
    shareOut(next, shares, row * choices);
  });
  return { x, taken: shares, rows: kept.length, choices, dims: DIMS };
}
