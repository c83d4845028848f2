import { AWAY, NO_SEGMENT, type Migration } from '../protocol/movement';
import { joinUsers, type SegmentRows } from './join';
import { transitions } from './monic';
import { numbered } from './numbered';

/**
 * Who went where between two windows of one segmentation, entering and leaving users included: row sums are the users of window `fromIndex` by
 * segment, column sums those of `toIndex`. Users without a segment (noise) are a state of their own, where there are any. The transitions take the segments as the same in both windows:
 * see `known` of {@link transitions}.
 *
 * @param segments k, the labels being 0 … k − 1
 * @param numbers segment number by label
 */
export function migration(
  before: SegmentRows,
  after: SegmentRows,
  segments: number,
  numbers: readonly number[],
  fromIndex: number,
  toIndex: number,
): Migration {
  const noise = before.labels.includes(-1) || after.labels.includes(-1);
  const states = segments + Number(noise);
  const side = states + 1;
  const counts = new Float64Array(side * side);
  const place = (state: number) => (state === AWAY ? states : state === NO_SEGMENT ? segments : state);
  joinUsers(before, after, (_, from, to) => counts[place(from) * side + place(to)]!++);

  const shared = new Float64Array(segments * segments);
  const sizesBefore = new Float64Array(segments);
  const sizesAfter = new Float64Array(segments);
  for (let from = 0; from < side; from++) {
    for (let to = 0; to < side; to++) {
      const users = counts[from * side + to]!;
      if (from < segments) sizesBefore[from]! += users;
      if (to < segments) sizesAfter[to]! += users;
      if (from < segments && to < segments) shared[from * segments + to] = users;
    }
  }
  const same = Int32Array.from({ length: segments }, (_, label) => label);
  const own = numbers.slice(0, segments);
  return {
    from: fromIndex,
    to: toIndex,
    segments: noise ? [...own, NO_SEGMENT] : own,
    counts,
    transitions: transitions(shared, segments, segments, sizesBefore, sizesAfter, same).map((each) => numbered(each, own, own)),
  };
}

/**
 * The users behind one cell of a migration, as ascending indices into EventTable.userIds.
 *
 * @param from, to labels, NO_SEGMENT, or AWAY; nobody is away in both
 */
export function usersOfFlow(before: SegmentRows, after: SegmentRows, from: number, to: number): Uint32Array {
  const found: number[] = [];
  if (from !== AWAY || to !== AWAY) {
    joinUsers(before, after, (user, a, b) => {
      if (a === from && b === to) found.push(user);
    });
  }
  return Uint32Array.from(found);
}
