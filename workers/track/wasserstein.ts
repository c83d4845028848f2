/** Least divisor of {@link normedWasserstein}, so that a constant reference does not divide by zero. */
const LEAST_SD = 0.001;

/** First-order Wasserstein distance ∫|F − G| of two ascending samples, in their unit; 0 where either is empty. */
export function wasserstein(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const m = b.length;
  if (n === 0 || m === 0) return 0;
  let distance = 0;
  let i = 0;
  let j = 0;
  let last = Math.min(a[0]!, b[0]!);
  while (i < n || j < m) {
    const x = j >= m || (i < n && a[i]! <= b[j]!) ? a[i]! : b[j]!;
    distance += Math.abs(i / n - j / m) * (x - last);
    last = x;
    while (i < n && a[i]! <= x) i++;
    while (j < m && b[j]! <= x) j++;
  }
  return distance;
}

/** {@link wasserstein} over max(standard deviation of the reference, 0.001). */
export function normedWasserstein(window: Float64Array, reference: Float64Array, referenceSd: number): number {
  return wasserstein(window, reference) / Math.max(referenceSd, LEAST_SD);
}
