import type { FeatureMatrix } from '../protocol/features';
import type { SegmentChange, UpdateProposal } from '../protocol/update';

/** Label of a user who has none: not known, or outside the window. */
const ABSENT = -1;

/** One label a user of the event table from one a row of a matrix; −1 for users without a row. @param users of the table */
export function labelsByUser({ userIndex }: FeatureMatrix, labels: Int32Array, users: number): Int32Array {
  const byUser = new Int32Array(users).fill(ABSENT);
  userIndex.forEach((user, row) => (byUser[user] = labels[row]!));
  return byUser;
}

export type SegmentChanges = Pick<UpdateProposal, 'segments' | 'flows' | 'usersBefore' | 'usersAfter' | 'movedUsers'>;

/**
 * What became of the segments and their users.
 *
 * Segments are listed by number, those of before first. Flows run between the numbers of users that have a segment after; `from` −1 are those who had
 * none before. Moved are the users with a segment before and after whose numbers differ.
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
  const rows = numbersBefore.length + 1;
  const columns = numbersAfter.length + 1;
  /** Users by label before and after; the last row and column: absent. */
  const counts = new Float64Array(rows * columns);
  for (let user = 0; user < after.length; user++) {
    const from = (before[user] ?? ABSENT) === ABSENT ? rows - 1 : before[user]!;
    const to = after[user] === ABSENT ? columns - 1 : after[user]!;
    counts[from * columns + to]!++;
  }
  const at = (from: number, to: number) => counts[from * columns + to]!;
  const sum = (length: number, of: (i: number) => number) => Array.from({ length }, (_, i) => of(i)).reduce((a, b) => a + b, 0);

  const flows: { from: number; to: number; users: number }[] = [];
  for (let from = 0; from < rows; from++) {
    for (let to = 0; to < columns - 1; to++) {
      if (at(from, to) > 0) flows.push({ from: numbersBefore[from] ?? ABSENT, to: numbersAfter[to]!, users: at(from, to) });
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
