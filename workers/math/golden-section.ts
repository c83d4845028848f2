/** Share of an interval that is left after a step, (√5 − 1) / 2. */
const LEFT = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function that falls and then rises is least, by golden-section search (Kiefer 1953): each step keeps one of the two points inside and computes another.
 *
 * @param tolerance how wide the interval may be in which the minimum lies; the answer is its middle
 */
export function goldenSection(of: (x: number) => number, low: number, high: number, tolerance: number): number {
  let [from, to] = [low, high];
  let left = to - LEFT * (to - from);
  let right = from + LEFT * (to - from);
  let [atLeft, atRight] = [of(left), of(right)];
  while (to - from > tolerance) {
    if (atLeft <= atRight) {
      to = right;
      [right, atRight] = [left, atLeft];
      left = to - LEFT * (to - from);
      atLeft = of(left);
    } else {
      from = left;
      [left, atLeft] = [right, atRight];
      right = from + LEFT * (to - from);
      atRight = of(right);
    }
  }
  return (from + to) / 2;
}
