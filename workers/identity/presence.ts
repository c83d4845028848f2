import { twoProportionP } from '../math/statistics';

/**
 * A segment with less of the active users than this is not there. Nor is one with less than a fifth of the share that it has at the other time, up to
 * {@link FAINT}: a classifier scatters a few users into an empty segment, more of them where segments look alike.
 */
const ABSENT = 0.01;
const ABSENT_PART = 0.2;
/** A segment with this share is there. The gap between the limits keeps one that hovers about a limit from coming and going. */
const PRESENT = 0.03;
/** The middle of the gap. */
const FAINT = (ABSENT + PRESENT) / 2;
/** By so much the next window may be worse and still confirm: a segment of exactly 3 % would fail at 3 % in half of the windows by counting noise alone. */
const SLACK = FAINT - ABSENT;
/** Fewer users are nobody's segment. */
export const LEAST_USERS = 30;
const LEVEL = 0.05;

/** A segment that came or went. */
export interface PresenceChange {
  /** Position in the windows given. */
  readonly window: number;
  readonly label: number;
  readonly kind: 'emerges' | 'disappears';
  /** Users in the first window in which it is there; for one that disappears, its mean over the windows before. */
  readonly users: number;
}

/**
 * When segments came and went, judged by their share of the active users, so that people who merely move between segments that
 * stay are not an event.
 *
 * The state before is the pooled reference, later the windows since the segment last came or went. A segment that is not there in it emerges in
 * the first window with at least 3 % and 30 users; one with at least 3 % and a mean of 30 users a window disappears in the first window in which it is not
 * there. Not to be there is to have less than 1 %, or less than 2 % and a fifth of what it has at the other time. Either must be significant (two-proportion test
 * against the state before, 0.05 divided by segments × windows judged) and hold in the following window, but for one percentage point, where there is one.
 *
 * @param counts users by label, one array a window, in order of time; every window has users
 * @param reference positions of the reference windows; windows up to the last of them are not judged
 * @returns in order of time, then of label
 */
export function presenceChanges(counts: readonly ArrayLike<number>[], reference: readonly number[]): PresenceChange[] {
  const first = Math.max(...reference) + 1;
  const segments = counts[0]?.length ?? 0;
  if (reference.length === 0 || first >= counts.length || segments === 0) return [];
  const totals = counts.map(sum);
  const level = LEVEL / (segments * (counts.length - first));
  const found: PresenceChange[] = [];
  for (let label = 0; label < segments; label++) {
    const share = (w: number) => counts[w]![label]! / totals[w]!;
    let baseline = [...reference];
    for (let w = first; w < counts.length; w++) {
      const x = baseline.reduce((all, b) => all + counts[b]![label]!, 0);
      const n = baseline.reduce((all, b) => all + totals[b]!, 0);
      const was = x / n;
      const certain = () => twoProportionP(x, n, counts[w]![label]!, totals[w]!) < level;
      const next = w + 1 < counts.length ? share(w + 1) : null;
      const users = counts[w]![label]!;
      const came = was < absentBelow(share(w)) && share(w) >= PRESENT && users >= LEAST_USERS && (next ?? 1) >= PRESENT - SLACK;
      const went =
        was >= PRESENT && share(w) < absentBelow(was) && x / baseline.length >= LEAST_USERS && (next ?? 0) < absentBelow(was) + SLACK;
      if ((came || went) && certain()) {
        found.push({ window: w, label, kind: came ? 'emerges' : 'disappears', users: came ? users : Math.round(x / baseline.length) });
        baseline = [w];
      } else if (baseline[0]! >= first) baseline.push(w);
    }
  }
  return found.sort((a, b) => a.window - b.window || a.label - b.label);
}

const absentBelow = (there: number) => Math.min(FAINT, Math.max(ABSENT, ABSENT_PART * there));

function sum(counts: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < counts.length; i++) all += counts[i]!;
  return all;
}
