import { lowerBound } from '../math/lower-bound';
import type { EventTable } from '../protocol/events';
import type { FeaturesRecipe } from '../protocol/recipe';

/** The users with an event in a window [from, to), and where their rows in it lie. */
export interface WindowRows {
  readonly userIndex: Uint32Array;
  /** Rows of userIndex[i] in the window are lo[i] … hi[i] − 1. */
  readonly lo: Uint32Array;
  readonly hi: Uint32Array;
  /** Time of the last event in the window; `from` where there is none. */
  readonly end: number;
}

/** The recipe's window [from, to) in ms UTC; where it leaves a bound open, that of the table's events. */
export function windowOf({ time, users, userOffsets }: EventTable, recipe: FeaturesRecipe): { readonly from: number; readonly to: number } {
  let first = Infinity;
  let last = -Infinity;
  for (let u = 0; u < users; u++) {
    const lo = userOffsets[u]!;
    const hi = userOffsets[u + 1]!;
    if (lo === hi) continue;
    first = Math.min(first, time[lo]!);
    last = Math.max(last, time[hi - 1]!);
  }
  return { from: recipe.from ?? first, to: recipe.to ?? last + 1 };
}

/** Two binary searches a user. */
export function windowRows(events: EventTable, from: number, to: number): WindowRows {
  const { time, userOffsets, users } = events;
  const userIndex = new Uint32Array(users);
  const los = new Uint32Array(users);
  const his = new Uint32Array(users);
  let n = 0;
  let end = -Infinity;
  for (let u = 0; u < users; u++) {
    const first = userOffsets[u]!;
    const last = userOffsets[u + 1]!;
    if (first === last || time[first]! >= to || time[last - 1]! < from) continue;
    const lo = lowerBound(time, first, last, from);
    const hi = lowerBound(time, lo, last, to);
    if (lo === hi) continue;
    userIndex[n] = u;
    los[n] = lo;
    his[n] = hi;
    n++;
    if (time[hi - 1]! > end) end = time[hi - 1]!;
  }
  return { userIndex: userIndex.slice(0, n), lo: los.subarray(0, n), hi: his.subarray(0, n), end: n > 0 ? end : from };
}
