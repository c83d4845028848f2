import { random, shuffle } from '../../math/random';
import type { StepRows } from './steps';

/**
 * As many of the users, drawn by the seed, as have so many events in all.
 *
 * @param users rows of `rows`
 * @param each events of a user that count at most
 * @returns ascending
 */
export function fittingUsers({ lo, hi }: StepRows, users: Uint32Array, each: number, most: number, seed: number): Uint32Array {
  const eventsOf = (user: number) => Math.min(each, hi[user]! - lo[user]!);
  if (users.reduce((sum, user) => sum + eventsOf(user), 0) <= most) return users;
  const order = users.slice();
  shuffle(order, random(seed, 'encode', 'sequence', 'users'));
  let events = 0;
  let count = 0;
  while (count < order.length && (count === 0 || events + eventsOf(order[count]!) <= most)) events += eventsOf(order[count++]!);
  return order.subarray(0, count).sort();
}

/** The rows of some users, in the order given. */
export function rowsAt({ userIndex, lo, hi }: StepRows, users: Uint32Array): StepRows {
  const pick = (values: Uint32Array) => users.map((user) => values[user]!);
  return { userIndex: pick(userIndex), lo: pick(lo), hi: pick(hi) };
}
