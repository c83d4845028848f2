import { assignment } from '../math/hungarian';

/** Colours there are, see SEGMENT_COLOURS of the page: with so many numbers given, they are given again. */
const COLOURS = 12;

/**
 * Pairs the segments of two states one to one so that the pairs share as many users as possible (Hungarian method).
 *
 * @param counts kBefore × kAfter, users in both; see overlapCounts
 * @returns by label after, the label before, or −1 where nothing is left that shares a user with it
 */
export function matchSegments(counts: Float64Array, kBefore: number, kAfter: number): Int32Array {
  const afterOf = assignment(
    counts.map((users) => -users),
    kBefore,
    kAfter,
  );
  const match = new Int32Array(kAfter).fill(-1);
  afterOf.forEach((after, before) => {
    if (after >= 0 && counts[before * kAfter + after]! > 0) match[after] = before;
  });
  return match;
}

/**
 * A segment's number decides its name and colour, for its life. A matched segment inherits it. A new one gets the smallest number never used;
 * once there is a segment for each of the twelve colours, the smallest that is not in use: one that was not in use before either if there is one, so
 * that nobody takes the new segment for the one that has just gone.
 *
 * @param numbersBefore by label before
 * @param match by label after, the label before, or −1
 * @param everUsed numbers that the workspace has used so far; those of `numbersBefore` count as used whether or not they are among them
 * @returns by label after, without repetition if `numbersBefore` has none
 */
export function inheritNumbers(numbersBefore: readonly number[], match: ArrayLike<number>, everUsed: Iterable<number>): number[] {
  const used = new Set([...everUsed, ...numbersBefore]);
  const before = new Set(numbersBefore);
  const numbers = Array.from(match, (label) => (label >= 0 ? numbersBefore[label]! : -1));
  const now = new Set(numbers.filter((number) => number >= 0));
  const firstColourNot = (...taken: ReadonlySet<number>[]) => {
    for (let number = 0; number < COLOURS; number++) if (taken.every((set) => !set.has(number))) return number;
    return -1;
  };
  const fresh = () => {
    for (const number of [firstColourNot(used), firstColourNot(before, now), firstColourNot(now)]) if (number >= 0) return number;
    let number = COLOURS;
    while (now.has(number)) number++;
    return number;
  };
  return numbers.map((inherited) => {
    if (inherited >= 0) return inherited;
    const number = fresh();
    now.add(number);
    used.add(number);
    return number;
  });
}
