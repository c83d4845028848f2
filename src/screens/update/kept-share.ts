import type { SegmentChange } from '../../../workers/protocol/update';

/** A segment that keeps less of its users than this is hardly the same one: its name is to be read with care. */
export const FIRM = 0.85;

/** Share of a segment's users before who are in it after; 1 of a segment without users. */
export function keptShare({ usersBefore, shared }: SegmentChange): number {
  return usersBefore > 0 ? shared / usersBefore : 1;
}
