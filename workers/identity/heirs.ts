import type { Transition } from '../protocol/update';

/**
 * The match in which numbers and transitions agree: a new segment continues the old one that survives in it; without one, the old segment matched
 * with it if that splits into it or if nothing is said of that; none where the match is a few users of a segment that disappeared, was absorbed or
 * lives on elsewhere. Otherwise a segment would be said to disappear and its name still be there, on other users.
 *
 * @param match by label after, the label before, or −1; see matchSegments
 * @param found transitions between the same states, in label indices
 * @returns as `match`
 */
export function heirs(match: ArrayLike<number>, found: readonly Transition[]): Int32Array {
  const heir = new Int32Array(match.length).fill(-1);
  const fate = new Map(found.flatMap((transition) => ('from' in transition ? [[transition.from, transition] as const] : [])));
  for (const transition of found) if (transition.kind === 'survives') heir[transition.to] = transition.from;
  for (let to = 0; to < match.length; to++) {
    const before = match[to]!;
    if (heir[to]! >= 0 || before < 0) continue;
    const became = fate.get(before);
    const leadsHere = became === undefined || (became.kind === 'splits' && became.into.some((part) => part.to === to));
    if (leadsHere) heir[to] = before;
  }
  return heir;
}
