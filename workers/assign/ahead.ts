import { percentileInterval } from '../math/bootstrap';
import { breather } from '../math/breathe';
import { random } from '../math/random';
import { EVENTS_SEEN, LEAST_AT_EVENTS, MOST_EVENTS, type BesideSegments, type EarlyAssignment } from '../protocol/assignment';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import { NEW_SHARE } from '../protocol/placing';
import { beginningsOf, usersOf } from './beginnings';
import { bySegments, type SegmentedBy } from './by-segments';

/** Held-out users, and others beside whom they stand in a file. */
export interface Asked {
  readonly events: EventTable;
  /** Users of the table. */
  readonly users: Uint32Array;
  readonly others: Uint32Array;
  /** By user held out: the segment that all of the user's events give, and the network's class after each step. */
  readonly labels: ArrayLike<number>;
  readonly placed: readonly Uint8Array[];
}

/**
 * How many of the held-out users the network places right by their first events, and how many the segments themselves do, each as a file would have them that ends between the
 * last of these events and the next, while they are new ({@link beginningsOf}). For each tested number of events with enough such users; empty where the
 * features cannot be told of beginnings. Intervals of the difference: bootstrap over users.
 *
 * @throws AppError `cancelled`
 */
export async function besideSegments(
  { events, users, others, labels, placed }: Asked,
  by: SegmentedBy,
  resamples: number,
  seed: number,
  signal?: AbortSignal,
): Promise<BesideSegments[]> {
  const { from, to } = by.matrix;
  const at = new Map(Array.from(users, (user, i) => [user, i]));
  const rng = random(seed, 'assign', 'beginnings');
  const breathe = breather();
  const found: BesideSegments[] = [];
  for (const count of EVENTS_SEEN) {
    const beginnings = beginningsOf(events, users, count, { to, newFor: NEW_SHARE * (to - from) }, rng);
    if (beginnings.length < LEAST_AT_EVENTS) continue;
    const begun = Uint32Array.from(beginnings, ({ user }) => user);
    const segments = await bySegments(by, usersOf(events, Uint32Array.of(...begun, ...others), beginnings), begun.length, signal);
    if (!segments) return [];
    const right = Array.from(begun, (user, i) => {
      const asked = at.get(user)!;
      return { network: Number(placed[asked]![count - 1] === labels[asked]), segments: Number(segments[i] === labels[asked]) };
    });
    const drawn = new Float64Array(resamples);
    const draws = random(seed, 'assign', 'bootstrap', 'beside', count);
    for (let draw = 0; draw < resamples; draw++) {
      for (let i = 0; i < right.length; i++) {
        const { network, segments: own } = right[draws.int(right.length)]!;
        drawn[draw]! += (network - own) / right.length;
      }
      await breathe();
      throwIfAborted(signal);
    }
    const share = (of: 'network' | 'segments') => right.reduce((sum, one) => sum + one[of], 0) / right.length;
    const [network, own] = [share('network'), share('segments')];
    found.push({ events: count, users: right.length, network, segments: own, difference: percentileInterval(network - own, drawn) });
  }
  return found;
}

/**
 * From and to how many events a new user is better placed by the network: from the smallest tested number by which it is shown to be ahead of the segments themselves, up to
 * the next tested number by which it is not, or which too few users had to be tested. Null where it is not shown to be ahead by any.
 */
export function aheadOf(beside: readonly BesideSegments[]): EarlyAssignment['ahead'] {
  const isAhead = (events: number) => (beside.find((one) => one.events === events)?.difference.low ?? 0) > 0;
  const from = EVENTS_SEEN.find(isAhead);
  if (from === undefined) return null;
  const behind = EVENTS_SEEN.find((events) => events > from && !isAhead(events));
  return { from, to: behind === undefined ? MOST_EVENTS : behind - 1 };
}
