import type { SegmentRows } from './join';
import { overlapCounts } from './overlap';

/** Windows that tell where a user was before: one alone has few of the users who come back. */
const LOOK_BACK = 4;

export interface Flows {
  /** segments × segments, row-major: users by segment before and after. */
  readonly counts: Float64Array;
  /** Users by segment before, whether or not they came back. */
  readonly sizesBefore: Float64Array;
}

/**
 * Where the users went at window `w`. Before: each user's most frequent segment in the four windows before `w`, which a single odd month
 * does not change. After: the segment in the window that follows `w`, else in `w` itself, so that a change in the middle of `w` is seen whole.
 *
 * @param windows in order of time
 */
export function flowsAround(windows: readonly SegmentRows[], w: number, segments: number): Flows {
  const before = windows.slice(Math.max(0, w - LOOK_BACK), w);
  const after = windows.slice(w, w + 2);
  let users = 0;
  for (const rows of [...before, ...after]) users = Math.max(users, (rows.users.at(-1) ?? -1) + 1);
  const labelsBefore = usualLabels(before, users, segments);
  const sizesBefore = new Float64Array(segments);
  for (const label of labelsBefore) if (label >= 0) sizesBefore[label]!++;
  return { counts: overlapCounts(labelsBefore, segments, usualLabels(after, users, segments), segments), sizesBefore };
}

/** The users of a segment who came back at `w`, over those it had before; NaN where it had none. */
export function returnRate({ counts, sizesBefore }: Flows, label: number): number {
  const segments = sizesBefore.length;
  const back = counts.subarray(label * segments, (label + 1) * segments).reduce((sum, users) => sum + users, 0);
  return back / sizesBefore[label]!;
}

/** Each user's most frequent label over the windows, the latest of equally frequent ones; −1 without any. */
function usualLabels(windows: readonly SegmentRows[], users: number, segments: number): Int32Array {
  const times = new Uint8Array(users * segments);
  for (const { users: active, labels } of windows) {
    for (let i = 0; i < active.length; i++) if (labels[i]! >= 0) times[active[i]! * segments + labels[i]!]!++;
  }
  const usual = new Int32Array(users).fill(-1);
  for (const { users: active, labels } of windows) {
    for (let i = 0; i < active.length; i++) {
      const user = active[i]!;
      if (labels[i]! < 0) continue;
      if (usual[user]! < 0 || times[user * segments + labels[i]!]! >= times[user * segments + usual[user]!]!) usual[user] = labels[i]!;
    }
  }
  return usual;
}
