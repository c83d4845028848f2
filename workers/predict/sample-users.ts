import { validationMask } from '../encode/split';
import type { EventTable } from '../protocol/events';

/** All users where there are at most so many, else about as many by a seeded hash of their ids; ascending. */
export function sampleUsers({ users, userIds }: Pick<EventTable, 'users' | 'userIds'>, most: number, seed: number): Uint32Array {
  const all = Uint32Array.from({ length: users }, (_, user) => user);
  if (users <= most) return all;
  const mask = validationMask(userIds, most / users, seed);
  return all.filter((user) => mask[user] === 1);
}
