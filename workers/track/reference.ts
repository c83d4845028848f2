import type { WindowSpan } from './windows';

const LEAST_REFERENCE = 5;
/** Windows that must be left to compare; fewer show no course. */
const LEAST_AFTER = 2;
/** Below this number of users a window or the reference says too little. */
export const LEAST_USERS = 30;

/**
 * Indices of the windows that serve as the reference: the first max(5, ⌈c/3⌉) of the c complete ones with at least 30 active users, or as many as asked for,
 * but so that two are left to compare, and at least one. Empty (the file is too short for drift) where fewer than two are left, or the reference has
 * fewer than 30 active users.
 *
 * @param activeUsers active users by window
 * @param usersOf distinct active users over the windows given
 */
export function chooseReference(
  windows: readonly WindowSpan[],
  activeUsers: ArrayLike<number>,
  asked: number | null,
  usersOf: (windows: readonly number[]) => number,
): number[] {
  const complete = windows.flatMap((span, i) => (span.complete && activeUsers[i]! >= LEAST_USERS ? [i] : []));
  const wanted = asked ?? Math.max(LEAST_REFERENCE, Math.ceil(complete.length / 3));
  const size = Math.max(1, Math.min(wanted, complete.length - LEAST_AFTER));
  const reference = complete.slice(0, size);
  return complete.length - size >= LEAST_AFTER && usersOf(reference) >= LEAST_USERS ? reference : [];
}
