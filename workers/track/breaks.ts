/**
 * Part of the way from the reference that a figure must have come within the last windows. A step is there at once; of a year's wave, or of growth, what lies
 * between neighbouring windows is a small part of what has gathered since the reference.
 */
const PART = 0.65;
export const LARGE = 2;

/**
 * Whether a figure broke with the windows just before, and did not creep away from the reference. A file that does not show a season twice cannot tell a season
 * from a slow drift: what creeps is told once it is at least {@link LARGE} times what calls for action, and only breaks before that.
 *
 * @param whole distance of the window from the reference
 * @param latest distance from the last windows before it, in the same direction; NaN where there are none to ask
 */
export function breaks(whole: number, latest: number): boolean {
  return Number.isNaN(latest) || latest >= PART * whole;
}
