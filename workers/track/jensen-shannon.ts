import { total } from './psi';

/**
 * Jensen–Shannon distance of two count vectors over the same bins: the square root of the divergence
 * ½ Σ p·ln(p/r) + ½ Σ q·ln(q/r), r = (p + q)/2, in natural logarithms (Lin 1991). Between 0 and √ln 2; 0 where either is empty.
 */
export function jensenShannon(reference: ArrayLike<number>, window: ArrayLike<number>): number {
  const m = total(reference);
  const n = total(window);
  if (m === 0 || n === 0) return 0;
  let divergence = 0;
  for (let b = 0; b < reference.length; b++) {
    const q = reference[b]! / m;
    const p = window[b]! / n;
    const middle = (p + q) / 2;
    if (p > 0) divergence += (p * Math.log(p / middle)) / 2;
    if (q > 0) divergence += (q * Math.log(q / middle)) / 2;
  }
  return Math.sqrt(Math.max(0, divergence));
}
