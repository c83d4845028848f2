import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { NO_SEGMENT } from '../../../workers/protocol/movement';
import { labelsByUser, segmentChanges } from '../../../workers/update';

describe('what became of the segments', () => {
  it('follows numbers, not labels', () => {
    // Segments 4 and 7 before; after, label 0 is 7, label 1 is new, 4 is gone.
    const before = Int32Array.of(0, 0, 1, 1, 1, -1);
    const after = Int32Array.of(0, 1, 0, 0, -1, 1);
    expect(segmentChanges(before, after, [4, 7], [7, 9])).toEqual({
      segments: [
        { before: 4, after: -1, usersBefore: 2, usersAfter: 0, shared: 0 },
        { before: 7, after: 7, usersBefore: 3, usersAfter: 3, shared: 2 },
        { before: -1, after: 9, usersBefore: 0, usersAfter: 2, shared: 0 },
      ],
      flows: [
        { from: 4, to: 7, users: 1 },
        { from: 4, to: 9, users: 1 },
        { from: 7, to: 7, users: 2 },
        { from: -1, to: 9, users: 1 },
      ],
      usersBefore: 5,
      usersAfter: 5,
      movedUsers: 2,
    });
  });

  it('tells noise from those who were not there', () => {
    const [N, X] = [NO_SEGMENT, -1];
    const changes = segmentChanges(Int32Array.of(0, 0, N, N, X, N), Int32Array.of(0, N, 0, N, N, X), [3], [3]);
    expect(changes).toEqual({
      segments: [{ before: 3, after: 3, usersBefore: 2, usersAfter: 2, shared: 1 }],
      flows: [
        { from: 3, to: 3, users: 1 },
        { from: 3, to: N, users: 1 },
        { from: N, to: 3, users: 1 },
        { from: N, to: N, users: 1 },
        { from: X, to: N, users: 1 },
      ],
      usersBefore: 5,
      usersAfter: 5,
      movedUsers: 2,
    });
  });

  it('adds up', () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 3 })), { maxLength: 50 });
    fc.assert(
      fc.property(labels, (pairs) => {
        const before = Int32Array.from(pairs, ([from]) => from);
        const after = Int32Array.from(pairs, ([, to]) => to);
        const changes = segmentChanges(before, after, [0, 1, 2], [2, 0, 5, 6]);
        expect(changes.flows.reduce((sum, { users }) => sum + users, 0)).toBe(changes.usersAfter);
        expect(changes.segments.reduce((sum, { usersAfter }) => sum + usersAfter, 0)).toBe(changes.usersAfter);
        expect(changes.segments.reduce((sum, { usersBefore }) => sum + usersBefore, 0)).toBe(changes.usersBefore);
        const both = pairs.filter(([from, to]) => from >= 0 && to >= 0).length;
        expect(changes.movedUsers + changes.segments.reduce((sum, { shared }) => sum + shared, 0)).toBe(both);
      }),
    );
  });

  it('knows the users of a matrix in the table', () => {
    const matrix = { userIndex: Uint32Array.of(1, 3) } as unknown as FeatureMatrix;
    expect(Array.from(labelsByUser(matrix, Int32Array.of(5, 6), 5))).toEqual([-1, 5, -1, 6, -1]);
    expect(Array.from(labelsByUser(matrix, Int32Array.of(5, -1), 4))).toEqual([-1, 5, -1, NO_SEGMENT]);
  });
});
