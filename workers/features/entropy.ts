/** c·log2 c of counts that most users have, which no product is as quick as. */
const WEIGHTED = Float64Array.from({ length: 1024 }, (_, count) => weighted(count));

/**
 * Shannon entropy in bits of counts[0 … n), −Σ p·log2 p with p the shares of their sum, as log2 N − (Σ c·log2 c) / N. NaN where the sum is 0;
 * never negative. Counts are whole.
 */
export function entropyBits(counts: Float64Array | Uint32Array, n: number): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const count = counts[i]!;
    total += count;
    sum += count < WEIGHTED.length ? WEIGHTED[count]! : weighted(count);
  }
  return total > 0 ? Math.max(0, Math.log2(total) - sum / total) : NaN;
}

function weighted(count: number): number {
  return count > 1 ? count * Math.log2(count) : 0;
}
