import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aheadOf, besideSegments } from '../../../workers/assign/ahead';
import { beginningsOf, usersOf } from '../../../workers/assign/beginnings';
import { bySegments } from '../../../workers/assign/by-segments';
import { stepsOf } from '../../../workers/encode/sequence/steps';
import { random } from '../../../workers/math/random';
import { EVENTS_SEEN, MOST_EVENTS, type BesideSegments } from '../../../workers/protocol/assignment';
import { NEW_SHARE } from '../../../workers/protocol/placing';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { segmentedBy } from './segmented';

const DAY = 86_400_000;
const { events, truth } = plantedSequences('order', 200, 6);
const everybody = Uint32Array.from({ length: events.users }, (_, user) => user);
const to = events.time.reduce((most, t) => Math.max(most, t), 0) + 1;
const stepsIn = (user: number) => [...stepsOf(events, events.userOffsets[user]!, events.userOffsets[user + 1]!, null)];

describe('the beginning of a user', () => {
  it('is the first events, where a file has them that ends before the next one while the user is new', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 60 }), fc.integer(), (count, days, seed) => {
        const newFor = days * DAY;
        for (const { user, end, later } of beginningsOf(events, everybody, count, { to, newFor }, random(seed, 'test'))) {
          const steps = stepsIn(user);
          const [first, last, next] = [steps[0]!, steps[count - 1]!, steps[count]];
          expect(end).toBe(last.row + last.rows);
          expect(later % DAY).toBe(0);
          expect(later).toBeGreaterThanOrEqual(0);
          const moved = (row: number) => events.time[row]! + later;
          expect(moved(last.row)).toBeLessThan(to);
          // The end of the file stands for the moment drawn, to a day.
          expect(moved(first.row)).toBeGreaterThanOrEqual(to - newFor - DAY);
          if (next) expect(moved(next.row)).toBeGreaterThanOrEqual(to - DAY);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('stands in a table with all that the others have', () => {
    const users = Uint32Array.of(7, 3, 11);
    const begun = beginningsOf(events, Uint32Array.of(3), 2, { to, newFor: to }, random(1, 'test'));
    const table = usersOf(events, users, begun);
    expect(table.userIds).toEqual([...users].map((user) => events.userIds[user]));
    const [{ end, later }] = begun as [(typeof begun)[number]];
    const rows = [...users].flatMap((user) => {
      const until = user === 3 ? end : events.userOffsets[user + 1]!;
      return Array.from({ length: until - events.userOffsets[user]! }, (_, i) => ({ user, row: events.userOffsets[user]! + i }));
    });
    expect(table.rows).toBe(rows.length);
    expect(table.userOffsets[3]).toBe(rows.length);
    rows.forEach(({ user, row }, at) => {
      expect(table.time[at]).toBe(events.time[row]! + (user === 3 ? later : 0));
      expect(table.type.codes[at]).toBe(events.type.codes[row]);
      expect(table.flags[at]).toBe(events.flags[row]);
      expect(table.value?.[at]).toBe(events.value?.[row]);
      expect(table.category?.codes[at]).toBe(events.category?.codes[row]);
    });
  });
});

describe('the segments themselves', () => {
  it('put the users of the run where the nearest centre is', async () => {
    const by = await segmentedBy(events, truth);
    const { matrix, segmentation } = by;
    const nearest = Array.from({ length: matrix.users }, (_, row) => {
      const square = (label: number) =>
        Array.from({ length: matrix.features }, (_f, f) => {
          return (matrix.scaled[row * matrix.features + f]! - segmentation.centres[label * matrix.features + f]!) ** 2;
        }).reduce((sum, one) => sum + one, 0);
      return square(1) < square(0) ? 1 : 0;
    });
    expect([...(await bySegments(by, events, 150))!]).toEqual(nearest.slice(0, 150));
  });

  it('are what the network is held against, on the same beginnings', async () => {
    const by = await segmentedBy(events, truth);
    const users = everybody.subarray(0, 120);
    const placed = Array.from(users, (user) => new Uint8Array(MOST_EVENTS).fill(truth[user]!));
    const labels = Array.from(users, (user) => truth[user]!);
    const held = { events, users, others: everybody.subarray(120), labels, placed };
    const found = await besideSegments(held, by, 200, 1);
    expect(found.length).toBeGreaterThan(2);
    const newFor = NEW_SHARE * (by.matrix.to - by.matrix.from);
    for (const { events: count, users: tested, network, segments, difference } of found) {
      // Who has as many events before not being new any more.
      const asked = [...users].filter((user) => {
        const steps = stepsIn(user);
        return steps.length >= count && events.time[steps[count - 1]!.row]! < events.time[steps[0]!.row]! + newFor;
      });
      expect(tested).toBe(asked.length);
      expect(network).toBe(1);
      expect(difference.value).toBeCloseTo(1 - segments, 12);
      expect(difference.low).toBeLessThanOrEqual(difference.value);
      expect(difference.high).toBeGreaterThanOrEqual(difference.value);
    }
    // A network that is always wrong is never ahead.
    const wrong = { ...held, placed: placed.map((classes) => classes.map((one) => 1 - one)) };
    expect(aheadOf(await besideSegments(wrong, by, 200, 1))).toBeNull();
    expect(aheadOf(found)!.from).toBe(1);
  });
});

describe('who is placed by the network', () => {
  const beside = (events: number, low: number): BesideSegments => {
    return { events, users: 40, network: 0.6, segments: 0.5, difference: { value: 0.1, low, high: 0.2 } };
  };

  it('has as many events as those with which it is ahead, and fewer than those with which it is not or was not tested', () => {
    expect(aheadOf([])).toBeNull();
    expect(aheadOf([beside(1, 0), beside(2, -0.1)])).toBeNull();
    expect(aheadOf([beside(1, 0.1), beside(2, 0.1), beside(3, 0.1), beside(5, 0)])).toEqual({ from: 1, to: 4 });
    expect(aheadOf([beside(1, 0), beside(2, 0.1)])).toEqual({ from: 2, to: 2 });
    expect(aheadOf([beside(1, 0.1), beside(2, 0), beside(3, 0.1)])).toEqual({ from: 1, to: 1 });
    expect(aheadOf(EVENTS_SEEN.map((count) => beside(count, 0.1)))).toEqual({ from: 1, to: MOST_EVENTS });
  });
});
