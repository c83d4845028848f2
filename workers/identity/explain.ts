import type { Transition } from '../protocol/update';
import { returnRate, type Flows } from './flows-around';
import { LEAST_SHARED, SPLIT_PART, SURVIVES } from './monic';
import { LEAST_USERS, type PresenceChange } from './presence';

/** Least share of a window's active users that a part of a split or an absorbed segment must have. */
const LEAST_SHARE = 0.02;
/**
 * A segment whose users came back less often than this share of what is usual for it lost them, and where the few went says little: they may be others
 * who were given its label by noise. Not closer to 1, since users who go over to a quieter segment come less often from then on.
 */
const LEAST_RETURN = 1 / 3;

export interface ChangedWindow {
  /** What came and went in the window. */
  readonly changes: readonly PresenceChange[];
  readonly flows: Flows;
  /** {@link returnRate} by label as it was before the window; NaN where unknown. */
  readonly usualReturn: ArrayLike<number>;
  readonly activeUsers: number;
}

/**
 * Names what happened in a window in which segments came or went, by where their users came from or went, in label indices:
 *
 * - a segment that went, whose users came back at least a third as often as is usual for it, was absorbed by the segment that has half or more of them, or
 *   split where two or more have a quarter or more each and together half (with half in one: if another part is in a segment that has just emerged).
 *   Otherwise it disappeared;
 * - a segment that stays has split where a quarter or more of its users are in segments that have just emerged and have most (half or more) of their
 *   known users from it. MONIC would let it survive with half of its users and call the other part emerged; seen against the state before,
 *   one segment is two now;
 * - a segment that came, and to which none of this leads, emerged.
 *
 * Every part named has at least 30 users and 2 % of the active ones, and every row at least ten shared users.
 */
export function explain({ changes, flows, usualReturn, activeUsers }: ChangedWindow): Transition[] {
  const segments = flows.sizesBefore.length;
  const { counts } = flows;
  const least = Math.max(LEAST_USERS, LEAST_SHARE * activeUsers);
  const came = new Set(changes.filter(({ kind }) => kind === 'emerges').map(({ label }) => label));
  const went = new Map(changes.filter(({ kind }) => kind === 'disappears').map((change) => [change.label, change]));
  const known = (to: number) => sumOver(segments, (from) => counts[from * segments + to]!);
  const explained = new Set<number>();
  const found: Transition[] = [];

  for (let from = 0; from < segments; from++) {
    if (came.has(from)) continue;
    const row = counts.subarray(from * segments, (from + 1) * segments);
    const shared = sumOver(segments, (to) => row[to]!);
    const gone = went.get(from);
    const parts =
      shared < LEAST_SHARED
        ? []
        : Array.from(row, (users, to) => ({ to, overlap: users / shared, users }))
            .filter(({ to, overlap, users }) => overlap >= SPLIT_PART && (to === from || users >= least))
            .sort((a, b) => b.overlap - a.overlap);
    const fresh = parts.filter(({ to, users }) => came.has(to) && users >= known(to) / 2);
    const split = (into: typeof parts) => {
      found.push({ kind: 'splits', from, into: into.map(({ to, overlap }) => ({ to, overlap })) });
    };
    if (gone) {
      const elsewhere = parts.filter(({ to }) => to !== from);
      const left = returnRate(flows, from) < LEAST_RETURN * usualReturn[from]!;
      const most = elsewhere[0]?.overlap ?? 0;
      const together = sumOver(elsewhere.length, (i) => elsewhere[i]!.overlap);
      const inParts = elsewhere.length >= 2 && together >= SURVIVES && (most < SURVIVES || elsewhere.some(({ to }) => came.has(to)));
      if (!left && inParts) split(elsewhere);
      else if (!left && most >= SURVIVES) found.push({ kind: 'absorbed', from, to: elsewhere[0]!.to, overlap: most });
      else {
        found.push({ kind: 'disappears', from, users: gone.users });
        continue;
      }
    } else {
      const into = parts.filter((part) => part.to === from || fresh.includes(part));
      const together = sumOver(into.length, (i) => into[i]!.overlap);
      if (fresh.length === 0 || into.length < 2 || together < SURVIVES) continue;
      split(into);
    }
    for (const { to } of fresh) explained.add(to);
  }
  for (const { label, kind, users } of changes) {
    if (kind === 'emerges' && !explained.has(label)) found.push({ kind: 'emerges', to: label, users });
  }
  return found;
}

function sumOver(n: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += value(i);
  return sum;
}
