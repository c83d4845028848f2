import { stepsOf, type StepRows } from '../encode/sequence/steps';
import type { EventTable } from '../protocol/events';

/** All rows of some users of the table, whatever window the segments were made from: a new user is met at the beginning. */
export function allRows({ userOffsets }: EventTable, users: Uint32Array): StepRows {
  return { userIndex: users, lo: users.map((user) => userOffsets[user]!), hi: users.map((user) => userOffsets[user + 1]!) };
}

/** The rows of each user's first steps, at most so many of them. */
export function firstSteps(events: EventTable, { userIndex, lo, hi }: StepRows, most: number): StepRows {
  const ends = hi.map((end, user) => {
    let count = 0;
    for (const { row, rows } of stepsOf(events, lo[user]!, end, null)) if (++count === most) return row + rows;
    return end;
  });
  return { userIndex, lo, hi: ends };
}
