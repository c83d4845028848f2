import { AWAY, NO_SEGMENT } from '../protocol/movement';
import type { WindowRows } from '../track';

/** The users active in a window, ascending, and their segments in it. */
export type SegmentRows = Pick<WindowRows, 'users' | 'labels'>;

/**
 * Visits, in ascending order, every user of either window with the labels in both; AWAY where the user was not active, NO_SEGMENT
 * for noise (label −1).
 */
export function joinUsers(before: SegmentRows, after: SegmentRows, visit: (user: number, from: number, to: number) => void): void {
  const left = before.users;
  const right = after.users;
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const a = i < left.length ? left[i]! : Infinity;
    const b = j < right.length ? right[j]! : Infinity;
    const from = a <= b ? stateOf(before.labels[i++]!) : AWAY;
    const to = b <= a ? stateOf(after.labels[j++]!) : AWAY;
    visit(Math.min(a, b), from, to);
  }
}

/** What an active user with that label is in. */
export const stateOf = (label: number): number => (label < 0 ? NO_SEGMENT : label);
