/**
 * Shannon entropy in bits of counts[0 … n), −Σ p·log2 p with p the shares of their sum, as log2 N − (Σ c·log2 c) / N. NaN where the sum is 0;
 * never negative.
 */
export function entropyBits(counts: Float64Array, n: number): number {
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < n; i++) {
    const count = counts[i]!;
    total += count;
    if (count > 1) weighted += count * Math.log2(count);
  }
  return total > 0 ? Math.max(0, Math.log2(total) - weighted / total) : NaN;
}
