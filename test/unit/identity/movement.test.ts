import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migration, usersOfFlow } from '../../../workers/identity/migration';
import { userPath } from '../../../workers/identity/path';
import { AWAY, NO_SEGMENT } from '../../../workers/protocol/movement';
import { tally } from '../../../workers/track/tally';
import { planWindows } from '../../../workers/track/windows';
import { eventTable, type EventRow } from '../../fixtures/events';

const K = 4;
const NUMBERS = [7, 2, 0, 9];

const windowOf = (labels: readonly (number | null)[]) => {
  const users = labels.flatMap((label, user) => (label === null ? [] : [user]));
  return { users: Uint32Array.from(users), labels: Int32Array.from(users, (user) => labels[user]!) };
};
const labelled = fc.array(fc.option(fc.integer({ min: 0, max: K - 1 })), { maxLength: 60 });

describe('migration', () => {
  it('adds up to the active users of the two windows', () => {
    fc.assert(
      fc.property(labelled, labelled, (a, b) => {
        const before = windowOf(a);
        const after = windowOf(b);
        const { counts, segments, transitions } = migration(before, after, K, NUMBERS, 3, 4);
        expect(segments).toEqual(NUMBERS);
        let active = 0;
        let activeAfter = 0;
        for (let i = 0; i <= K; i++) {
          for (let j = 0; j <= K; j++) {
            if (i < K) active += counts[i * (K + 1) + j]!;
            if (j < K) activeAfter += counts[i * (K + 1) + j]!;
          }
        }
        expect(active).toBe(before.users.length);
        expect(activeAfter).toBe(after.users.length);
        expect(counts.at(-1)).toBe(0);
        for (const each of transitions) if ('from' in each) expect(NUMBERS).toContain(each.from);
      }),
    );
  });

  it('has in each cell the users that a click on it lists', () => {
    fc.assert(
      fc.property(labelled, labelled, (a, b) => {
        const before = windowOf(a);
        const after = windowOf(b);
        const { counts } = migration(before, after, K, NUMBERS, 0, 1);
        const seen: number[] = [];
        const labels = [0, 1, 2, 3, AWAY];
        labels.forEach((from, i) =>
          labels.forEach((to, j) => {
            const users = [...usersOfFlow(before, after, from, to)];
            expect(users).toHaveLength(counts[i * (K + 1) + j]!);
            expect(users).toEqual([...users].sort((x, y) => x - y));
            for (const user of users) {
              expect(a[user] ?? AWAY).toBe(from);
              expect(b[user] ?? AWAY).toBe(to);
            }
            seen.push(...users);
          }),
        );
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });

  it('names a segment that nobody is in any more by its number', () => {
    const before = windowOf([...new Array<number>(20).fill(0), ...new Array<number>(20).fill(1)]);
    const after = windowOf(new Array<number>(20).fill(0));
    expect(migration(before, after, K, NUMBERS, 0, 5)).toMatchObject({
      from: 0,
      to: 5,
      transitions: [
        { kind: 'survives', from: 7, to: 7, overlap: 1 },
        { kind: 'disappears', from: 2, users: 20 },
      ],
    });
  });

  it('takes users without a segment as a state of their own, apart from those who are away', () => {
    const before = windowOf([-1, 0, -1, null, -1]);
    const after = windowOf([1, -1, -1, -1, null]);
    const { counts, segments } = migration(before, after, 2, [4, 9], 0, 1);
    expect(segments).toEqual([4, 9, NO_SEGMENT]);
    // Rows and columns: 4, 9, none, away.
    expect([...counts]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0]);
    expect([...usersOfFlow(before, after, NO_SEGMENT, NO_SEGMENT)]).toEqual([2]);
    expect([...usersOfFlow(before, after, AWAY, NO_SEGMENT)]).toEqual([3]);
    expect([...usersOfFlow(before, after, NO_SEGMENT, AWAY)]).toEqual([4]);
  });
});

describe('userPath', () => {
  const DAY = 86_400_000;
  const START = Date.parse('2024-01-01T00:00:00Z');

  it('adds up over the users to what the timeline counts', () => {
    const event = fc.record({
      user: fc.constantFrom('a', 'b', 'c'),
      day: fc.integer({ min: 0, max: 120 }),
      kind: fc.constantFrom('view', 'purchase', 'refund'),
      order: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), fc.boolean(), (drawn, cut) => {
        const rows = drawn.map(({ user, day, kind, order }): EventRow => {
          const money =
            kind === 'view' ? {} : { value: kind === 'refund' ? -5 : 10, ...(order === undefined ? {} : { order: user + order }) };
          return { user, t: START + day * DAY, type: kind, refund: kind === 'refund', ...money };
        });
        const events = eventTable(rows);
        const range = cut ? { from: START + 10 * DAY, to: START + 100 * DAY } : { from: -Infinity, to: Infinity };
        const { windows } = planWindows(events, range.from, range.to, 'month');
        const counted = tally(events, windows, range.from, range.to);
        const maps = windows.map(() => windowOf([]));
        const paths = events.userIds.map((_, user) => userPath(events, windows, maps, user, [], range));
        windows.forEach((_, w) => {
          expect(paths.reduce((sum, path) => sum + path.events[w]!, 0)).toBe(counted.events[w]);
          expect(paths.reduce((sum, path) => sum + path.orders[w]!, 0)).toBe(counted.orders[w]);
          expect(paths.reduce((sum, path) => sum + (path.revenue?.[w] ?? 0), 0)).toBeCloseTo(counted.revenue?.[w] ?? 0, 9);
          expect(paths.filter((path) => path.events[w]! > 0)).toHaveLength(counted.activeUsers[w]!);
        });
      }),
    );
  });

  it('shows the segment of each window by number, and the latest events by name', () => {
    const events = eventTable([
      { user: 'a', t: START, type: 'view', item: 'tea', category: 'drinks' },
      { user: 'b', t: START + DAY, value: 4, order: '1' },
      { user: 'a', t: START + 40 * DAY, value: 12, order: '2', item: 'cup' },
      { user: 'a', t: START + 40 * DAY, value: 3, order: '2', item: 'pot' },
    ]);
    const { windows } = planWindows(events, -Infinity, Infinity, 'month');
    const maps = [windowOf([2, 1]), windowOf([0])];
    const path = userPath(events, windows, maps, 0, NUMBERS);
    expect([...path.segments]).toEqual([0, 7]);
    expect([...userPath(events, windows, maps, 1, NUMBERS).segments]).toEqual([2, AWAY]);
    expect([...path.orders]).toEqual([0, 1]);
    expect([...path.revenue!]).toEqual([0, 15]);
    expect(path.totalEvents).toBe(3);
    expect(path.latest.map(({ item, value }) => [item, value])).toEqual([
      ['pot', 3],
      ['cup', 12],
      ['tea', null],
    ]);
    expect(path.latest[2]).toEqual({ time: START, type: 'view', item: 'tea', category: 'drinks', value: null });
    expect(() => userPath(events, windows, maps, 2, NUMBERS)).toThrow(RangeError);
  });

  it('keeps the newest two hundred', () => {
    const events = eventTable(Array.from({ length: 250 }, (_, i) => ({ user: 'a', t: START + i })));
    const { windows } = planWindows(events, -Infinity, Infinity, 'week');
    const path = userPath(events, windows, [windowOf([0])], 0, NUMBERS);
    expect(path.latest).toHaveLength(200);
    expect(path.latest[0]!.time).toBe(START + 249);
    expect(path.totalEvents).toBe(250);
    expect(path.revenue).toBeNull();
    expect(path.latest[0]!.value).toBeNull();
  });
});
