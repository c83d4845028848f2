import { kolmogorovSurvival } from '../math/statistics';

/** The two-sample Kolmogorov–Smirnov statistic D = sup |F − G| of ascending samples, and p from Kolmogorov's limit at D·√(nm/(n+m)). */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): { d: number; p: number } {
  const n = a.length;
  const m = b.length;
  if (n === 0 || m === 0) return { d: 0, p: 1 };
  let d = 0;
  let i = 0;
  let j = 0;
  while (i < n && j < m) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < n && a[i]! <= x) i++;
    while (j < m && b[j]! <= x) j++;
    const gap = Math.abs(i / n - j / m);
    if (gap > d) d = gap;
  }
  return { d, p: kolmogorovSurvival(d * Math.sqrt((n * m) / (n + m))) };
}
