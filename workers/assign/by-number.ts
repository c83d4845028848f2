import type { Assignment } from '../protocol/assignment';

/** The same with the segments' numbers in place of their labels. @param numbers by label */
export function assignmentByNumber(result: Assignment, numbers: readonly number[]): Assignment {
  if (!result.assignment) return result;
  const { assignment } = result;
  const readings = assignment.readings.map((reading) => ({
    ...reading,
    segments: reading.segments.map((segment) => ({ ...segment, id: numbers[segment.id]! })),
  }));
  return { none: null, assignment: { ...assignment, readings } };
}
