import type { FeatureMatrix } from '../protocol/features';
import { NO_SEGMENT } from '../protocol/movement';
import type { SegmentChange, UpdateProposal } from '../protocol/update';

/** Label of a user who is not known, or outside the window. */
const ABSENT = -1;

/** One label a user of the event table from one a row of a matrix; −1 for users without a row, NO_SEGMENT for noise. @param users of the table */
export function labelsByUser({ userIndex }: FeatureMatrix, labels: Int32Array, users: number): Int32Array {
  const byUser = new Int32Array(users).fill(ABSENT);
  userIndex.forEach((user, row) => (byUser[user] = labels[row]! < 0 ? NO_SEGMENT : labels[row]!));
  return byUser;
}

export type SegmentChanges = Pick<UpdateProposal, 'segments' | 'flows' | 'usersBefore' | 'usersAfter' | 'movedUsers'>;

/**
 * What became of the segments and their users.
 *
 * Segments are listed by number, those of before first. Flows run between the numbers of users that are there after; `from` −1 are those who were not
 * before, and NO_SEGMENT on either side is noise. Moved are the users there before and after whose numbers differ, into noise and out of it too.
 *
 * @param before label before, one a user of the merged table ({@link labelsByUser})
 * @param after label after, of the same users
 * @param numbersBefore by label: the segment's number
 * @param numbersAfter by label: the segment's number
 */
export function segmentChanges(
  before: Int32Array,
  after: Int32Array,
  numbersBefore: readonly number[],
  numbersAfter: readonly number[],
): SegmentChanges {
  const rows = numbersBefore.length + 2;
  const columns = numbersAfter.length + 2;
  /** Users by label before and after; the last but one row and column: noise, the last: absent. */
  const counts = new Float64Array(rows * columns);
  const place = (label: number, states: number) => (label === ABSENT ? states - 1 : label === NO_SEGMENT ? states - 2 : label);
  for (let user = 0; user < after.length; user++) {
    counts[place(before[user] ?? ABSENT, rows) * columns + place(after[user]!, columns)]!++;
  }
  const at = (from: number, to: number) => counts[from * columns + to]!;
  const sum = (length: number, of: (i: number) => number) => Array.from({ length }, (_, i) => of(i)).reduce((a, b) => a + b, 0);

  const flows: { from: number; to: number; users: number }[] = [];
  const numberOf = (numbers: readonly number[], place: number) => numbers[place] ?? (place === numbers.length ? NO_SEGMENT : ABSENT);
  for (let from = 0; from < rows; from++) {
    for (let to = 0; to < columns - 1; to++) {
      if (at(from, to) > 0) flows.push({ from: numberOf(numbersBefore, from), to: numberOf(numbersAfter, to), users: at(from, to) });
    }
  }
  const sizeBefore = (from: number) => sum(columns, (to) => at(from, to));
  const sizeAfter = (to: number) => sum(rows, (from) => at(from, to));
  const segments: SegmentChange[] = numbersBefore.map((number, from) => {
    const to = numbersAfter.indexOf(number);
    if (to < 0) return { before: number, after: ABSENT, usersBefore: sizeBefore(from), usersAfter: 0, shared: 0 };
    return { before: number, after: number, usersBefore: sizeBefore(from), usersAfter: sizeAfter(to), shared: at(from, to) };
  });
  numbersAfter.forEach((number, to) => {
    if (numbersBefore.includes(number)) return;
    segments.push({ before: ABSENT, after: number, usersBefore: 0, usersAfter: sizeAfter(to), shared: 0 });
  });
  return {
    segments,
    flows,
    usersBefore: sum(rows - 1, sizeBefore),
    usersAfter: sum(columns - 1, sizeAfter),
    movedUsers: flows.filter(({ from, to }) => from !== ABSENT && from !== to).reduce((total, { users }) => total + users, 0),
  };
}
