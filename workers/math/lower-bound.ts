/** The first place in [from, to) of the ascending values that is not below `bound`; `to` where all are. */
export function lowerBound(values: Float64Array, from: number, to: number, bound: number): number {
  if (from === to || values[from]! >= bound) return from;
  if (values[to - 1]! < bound) return to;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
