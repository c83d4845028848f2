import { betaI } from '../math/special-functions';
import { normalCdf, normalQuantile } from '../math/statistics';

/** Two-sided p-value of |t| under Student's t: I_{ν/(ν+t²)}(ν/2, ½); the normal where ν is infinite. */
export function studentP(t: number, df: number): number {
  const size = Math.abs(t);
  if (!Number.isFinite(df)) return 2 * normalCdf(-size);
  return betaI(df / (df + size * size), df / 2, 0.5);
}

/** |t| whose two-sided p-value is `p`, by bisection. */
export function studentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df)) return -normalQuantile(p / 2);
  let low = 0;
  let high = 1;
  while (studentP(high, df) > p && high < 1e12) high *= 2;
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (studentP(middle, df) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
