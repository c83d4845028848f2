import type { Transition } from '../protocol/update';
import { matchSegments } from './match';

/** Least part of a segment's shared users that a successor must have. */
export const SURVIVES = 0.5;
/** Least part of a segment's shared users that each part of a split must have; together they must have {@link SURVIVES}. */
export const SPLIT_PART = 0.25;
/** Below this number of shared users a share of them says nothing: ±0.3 at 95 %. */
export const LEAST_SHARED = 10;

/**
 * What became of each segment, after MONIC (Spiliopoulou, Ntoutsi, Theodoridis & Schult 2006, external transitions), in label indices.
 *
 * The overlap of an old segment X with a new one Y is the share of X's *shared* users (those with a segment in both states: the row's sum) that
 * are in Y now; users who entered or left do not weigh on it. For an old segment that is there (`sizesBefore` > 0) with at least ten shared users, the
 * first of these that holds:
 *
 * - survives: its overlap with one Y is at least 0.5. Where that Y is the best of several, one of them lives on in it (the one matched with it by
 *   {@link matchSegments}, else the one with the most users in it), so that each new segment has one past;
 * - splits: at least two parts of 0.25 or more, together 0.5 or more. A segment with 0.5 in a Y in which another lives on splits only if another part is
 *   in a segment in which none does;
 * - absorbed: 0.5 or more of it is in a Y in which another lives on;
 * - disappears: none of these.
 *
 * An old segment with fewer shared users is said to disappear if no new segment is matched with it or the one that is has no user (its users left);
 * otherwise nothing is said of it. A new segment that is there (`sizesAfter` > 0) emerges if none of the above leads to it, unless it is
 * matched with a segment of which nothing is said.
 *
 * @param counts kBefore × kAfter, users in both; see overlapCounts
 * @param sizesBefore, sizesAfter all users by label, those only in one of the states included
 * @param known by label after, the label before (−1: none), where identity does not depend on who is in a segment: windows of one segmentation have
 * the same segments. Then a segment survives only in its own, is absorbed by any other, and neither disappears nor emerges where its own has
 * users: a segment whose users were replaced is still there
 * @returns by old segment, then the new ones that emerge
 */
export function transitions(
  counts: Float64Array,
  kBefore: number,
  kAfter: number,
  sizesBefore: ArrayLike<number>,
  sizesAfter: ArrayLike<number>,
  known: ArrayLike<number> | null = null,
): Transition[] {
  const match = known ?? matchSegments(counts, kBefore, kAfter);
  const successor = new Int32Array(kBefore).fill(-1);
  for (let to = 0; to < kAfter; to++) if (match[to]! >= 0) successor[match[to]!] = to;
  const rows = Array.from({ length: kBefore }, (_, from) =>
    overlaps(counts.subarray(from * kAfter, (from + 1) * kAfter), successor[from]!),
  );
  const survivor = Int32Array.from({ length: kAfter }, (_, to) => survivorIn(to, rows, match[to]!, known !== null));

  const found: Transition[] = [];
  const reached = new Uint8Array(kAfter);
  const unsaid = new Uint8Array(kBefore);
  for (let from = 0; from < kBefore; from++) {
    if (!(sizesBefore[from]! > 0)) continue;
    const gone = successor[from]! < 0 || !(sizesAfter[successor[from]!]! > 0);
    const named = outcome(from, rows[from]!, survivor) ?? (gone || (known === null && rows[from]!.shared >= LEAST_SHARED) ? 'gone' : null);
    if (named === null) unsaid[from] = 1;
    else if (named === 'gone') found.push({ kind: 'disappears', from, users: sizesBefore[from]! });
    else {
      found.push(named);
      for (const to of targets(named)) reached[to] = 1;
    }
  }
  for (let to = 0; to < kAfter; to++) {
    if (!(sizesAfter[to]! > 0) || reached[to]) continue;
    const past = match[to]!;
    const continues = past >= 0 && (known === null ? unsaid[past] === 1 : sizesBefore[past]! > 0);
    if (!continues) found.push({ kind: 'emerges', to, users: sizesAfter[to]! });
  }
  return found;
}

interface Overlaps {
  readonly shared: number;
  /** By label after, of the shared users; zeros where they are too few. */
  readonly share: Float64Array;
  /** Label after that has half of them or more; of two with exactly half, the one matched. −1 if none has. */
  readonly home: number;
}

function overlaps(counts: Float64Array, matched: number): Overlaps {
  const shared = counts.reduce((sum, count) => sum + count, 0);
  const share = counts.map((count) => (shared >= LEAST_SHARED ? count / shared : 0));
  const home = matched >= 0 && share[matched]! >= SURVIVES ? matched : share.findIndex((overlap) => overlap >= SURVIVES);
  return { shared, share, home };
}

/** The old segment that lives on in `to`, or −1. */
function survivorIn(to: number, rows: readonly Overlaps[], matched: number, onlyMatched: boolean): number {
  if (matched >= 0 && rows[matched]!.home === to) return matched;
  if (onlyMatched) return -1;
  const users = (from: number) => rows[from]!.shared * rows[from]!.share[to]!;
  let survivor = -1;
  rows.forEach(({ home }, from) => {
    if (home === to && (survivor < 0 || users(from) > users(survivor))) survivor = from;
  });
  return survivor;
}

function outcome(from: number, { share, home }: Overlaps, survivor: Int32Array): Transition | null {
  if (home >= 0 && survivor[home] === from) return { kind: 'survives', from, to: home, overlap: share[home]! };
  const into = Array.from(share, (overlap, to) => ({ to, overlap }))
    .filter(({ overlap }) => overlap >= SPLIT_PART)
    .sort((a, b) => b.overlap - a.overlap);
  const together = into.reduce((sum, { overlap }) => sum + overlap, 0);
  const splits = into.length >= 2 && together >= SURVIVES;
  if (splits && (home < 0 || into.some(({ to }) => survivor[to]! < 0))) return { kind: 'splits', from, into };
  return home >= 0 ? { kind: 'absorbed', from, to: home, overlap: share[home]! } : null;
}

function targets(transition: Transition): readonly number[] {
  if (transition.kind === 'splits') return transition.into.map(({ to }) => to);
  return transition.kind === 'disappears' ? [] : [transition.to];
}
