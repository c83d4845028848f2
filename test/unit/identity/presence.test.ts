import { describe, expect, it } from 'vitest';
import { presenceChanges } from '../../../workers/identity/presence';

/** Users of a segment in each window, of a thousand. The first five windows are the reference. */
const changes = (users: readonly number[]) =>
  presenceChanges(
    users.map((count) => [1000 - count, count]),
    [0, 1, 2, 3, 4],
  ).map(({ kind, window, label }) => [kind, window, label]);

const usual = (users: number) => [users, users + 4, users - 3, users + 2, users - 3];

describe('presenceChanges', () => {
  it('sees through the few users whom a classifier leaves in a segment', () => {
    expect(changes([...usual(240), 241, 14, 16, 11, 15])).toEqual([['disappears', 6, 1]]);
    // One window's noise about what is left is no return.
    expect(changes([...usual(240), 13, 23, 5, 27])).toEqual([['disappears', 5, 1]]);
    expect(changes([...usual(13), 14, 120, 118, 122, 121])).toEqual([['emerges', 6, 1]]);
    expect(changes([...usual(240), 16, 14, 15, 250, 244])).toEqual([
      ['disappears', 5, 1],
      ['emerges', 8, 1],
    ]);
  });

  it('says nothing of a segment that shrinks or grows and is still there', () => {
    expect(changes([...usual(240), 140, 60, 24, 25, 24])).toEqual([]);
    expect(changes([...usual(60), 20, 16, 15, 14, 16])).toEqual([]);
    expect(changes([...usual(13), 20, 30, 40, 50, 60])).toEqual([]);
    expect(changes([...usual(25), 120, 130, 125])).toEqual([]);
  });

  it('waits for the next window', () => {
    expect(changes([...usual(240), 12, 200, 240])).toEqual([]);
    expect(changes([...usual(8), 120, 9, 8])).toEqual([]);
  });
});
