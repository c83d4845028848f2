/**
 * Position of the knee of an ascending curve: where it lies farthest below the straight line between its ends, once both axes are brought to 0…1 (the
 * difference curve of Satopää et al. 2011, «Finding a Kneedle in a Haystack», for a convex increasing curve). 0 for a curve that is flat or lies nowhere below.
 */
export function kneeOf(ascending: ArrayLike<number>): number {
  const last = ascending.length - 1;
  const rise = last > 0 ? ascending[last]! - ascending[0]! : 0;
  if (!(rise > 0)) return 0;
  let knee = 0;
  let most = 0;
  for (let i = 0; i <= last; i++) {
    const below = i / last - (ascending[i]! - ascending[0]!) / rise;
    if (below > most) {
      most = below;
      knee = i;
    }
  }
  return knee;
}
