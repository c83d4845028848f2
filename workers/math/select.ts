/**
 * Rearranges values[0 … n) so that the k-th smallest stands at k, none smaller after it and none greater before it; returns it.
 * Hoare's quickselect with the median of three: O(n) on average, no allocation. Values must not be NaN.
 */
export function select(values: Float64Array, n: number, k: number): number {
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const a = values[left]!;
    const b = values[(left + right) >> 1]!;
    const c = values[right]!;
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const held = values[i]!;
        values[i++] = values[j]!;
        values[j--] = held;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

/** Quantile p ∈ [0, 1] of values[0 … n) in any order, interpolated as `quantile` in statistics.ts; rearranges them. NaN where n = 0. */
export function selectQuantile(values: Float64Array, n: number, p: number): number {
  if (n === 0) return NaN;
  const at = Math.min(Math.max(p, 0), 1) * (n - 1);
  const below = Math.floor(at);
  const low = select(values, n, below);
  if (at === below) return low;
  let high = Infinity;
  for (let i = below + 1; i < n; i++) if (values[i]! < high) high = values[i]!;
  return high === low ? low : low + (high - low) * (at - below);
}
