/** What has changed to this share of the larger of its two values, or less, calls for action: half more is as large a change as a third less. */
const ACT_SHARE = 1 / 1.5;

/**
 * How loud an alert is about a figure that went from `before` to `after`, by their ratio: from 100 to 150 and from 150 to 100 are the same change. A change
 * of sign calls for action, whatever its size.
 */
export function levelOfChange(before: number, after: number): 'watch' | 'act' {
  const [small, large] = [Math.abs(before), Math.abs(after)].sort((a, b) => a - b) as [number, number];
  return Math.sign(before) !== Math.sign(after) || small <= ACT_SHARE * large ? 'act' : 'watch';
}
