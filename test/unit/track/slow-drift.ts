/**
 * Drift figures as their definitions read, for two columns of numbers: plain loops, no shared code with workers/track or workers/math.
 * Values of the χ² quantile are SciPy's chi2.ppf(0.95, df).
 */
export interface SlowFigures {
  readonly n: number;
  readonly m: number;
  readonly psi: number;
  readonly psiThreshold: number;
  readonly jensenShannon: number;
  readonly ks: number;
  readonly ksP: number;
  readonly wasserstein: number;
  readonly chi2: number;
  readonly chi2Df: number;
  readonly chi2P: number;
  readonly test: 'ks' | 'chi2' | 'wasserstein' | 'jensen-shannon';
}

const CHI2_95 = [
  3.841458820694124, 5.991464547107979, 7.814727903251179, 9.487729036781154, 11.070497693516351, 12.591587243743977, 14.067140449340169,
  15.50731305586545, 16.918977604620448,
];

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const unique = (values: readonly number[]) => ascending([...new Set(values)]);

/** As numpy.quantile: the position is the rounded product, so that a value at a decile falls on the same side of it. */
function decile(sorted: readonly number[], tenth: number): number {
  const at = (tenth / 10) * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/** How many values lie in (edges[b − 1], edges[b]], with open ends. */
function histogram(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const bin = edges.findIndex((edge) => value <= edge);
    counts[bin < 0 ? edges.length : bin]!++;
  }
  return counts;
}

/** The integral of s^(df − 1)·exp(−s²/2) from a to b by Simpson's rule: the χ² density at t = s², but for its constant. */
function chiIntegral(a: number, b: number, df: number): number {
  const steps = 4000;
  const h = (b - a) / steps;
  const at = (i: number) => (a + i * h) ** (df - 1) * Math.exp(-((a + i * h) ** 2) / 2);
  let total = at(0) + at(steps);
  for (let i = 1; i < steps; i++) total += (i % 2 === 1 ? 4 : 2) * at(i);
  return (total * h) / 3;
}

/** P(χ² > x). */
export function slowChiSurvival(x: number, df: number): number {
  const root = Math.sqrt(x);
  return chiIntegral(root, root + 20, df) / chiIntegral(0, 30, df);
}

function contingency(window: readonly number[], reference: readonly number[]): { chi2: number; df: number } {
  const n = sum(window);
  const m = sum(reference);
  let chi2 = 0;
  let columns = 0;
  for (let c = 0; c < window.length; c++) {
    const both = window[c]! + reference[c]!;
    if (both === 0) continue;
    columns++;
    for (const [observed, size] of [
      [window[c]!, n],
      [reference[c]!, m],
    ] as const) {
      const expected = (both * size) / (n + m);
      chi2 += (observed - expected) ** 2 / expected;
    }
  }
  return { chi2, df: Math.max(1, columns - 1) };
}

/** All figures; both columns have values. */
export function slowFigures(window: readonly number[], reference: readonly number[]): SlowFigures {
  const n = window.length;
  const m = reference.length;
  const a = ascending(window);
  const b = ascending(reference);
  const edges = unique([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => decile(b, tenth)));
  const inWindow = histogram(window, edges);
  const inReference = histogram(reference, edges);
  let psi = 0;
  let divergence = 0;
  for (let bin = 0; bin <= edges.length; bin++) {
    const [p, q] = [inWindow[bin]! / n, inReference[bin]! / m];
    const [pp, qq] = [p === 0 ? 1e-4 : p, q === 0 ? 1e-4 : q];
    psi += (pp - qq) * Math.log(pp / qq);
    if (p > 0) divergence += 0.5 * p * Math.log((2 * p) / (p + q));
    if (q > 0) divergence += 0.5 * q * Math.log((2 * q) / (p + q));
  }

  const values = unique([...window, ...reference]);
  let ks = 0;
  let area = 0;
  let i = 0;
  let j = 0;
  values.forEach((value, at) => {
    while (i < n && a[i]! <= value) i++;
    while (j < m && b[j]! <= value) j++;
    const gap = Math.abs(i / n - j / m);
    ks = Math.max(ks, gap);
    if (at + 1 < values.length) area += gap * (values[at + 1]! - value);
  });
  const lambda = ks * Math.sqrt((n * m) / (n + m));
  let ksP = 0;
  for (let k = 1; k <= 1000; k++) ksP += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * lambda * lambda);
  // The series does not converge at 0, where nothing differs.
  if (lambda < 0.02) ksP = 1;

  const mean = sum(reference) / m;
  const deviation = Math.sqrt(sum(reference.map((value) => (value - mean) ** 2)) / m);
  const few = values.length <= 5;
  const count = (of: readonly number[]) => values.map((value) => of.filter((other) => other === value).length);
  const { chi2, df } = few ? contingency(count(window), count(reference)) : contingency(inWindow, inReference);
  return {
    n,
    m,
    psi,
    psiThreshold: Math.max(0.1, (1 / n + 1 / m) * CHI2_95[edges.length - 1]!),
    jensenShannon: Math.sqrt(Math.max(0, divergence)),
    ks,
    ksP,
    wasserstein: area / Math.max(deviation, 0.001),
    chi2,
    chi2Df: df,
    chi2P: slowChiSurvival(chi2, df),
    test: m <= 1000 ? (few ? 'chi2' : 'ks') : few ? 'jensen-shannon' : 'wasserstein',
  };
}

/** Benjamini–Hochberg: of the i-th smallest p the least p₍ⱼ₎·n/j over j ≥ i, at most 1. */
export function slowCorrection(p: readonly number[]): number[] {
  const sorted = ascending(p);
  const scaled = sorted.map((value, rank) => (value * p.length) / (rank + 1));
  return p.map((value) => Math.min(1, ...scaled.slice(sorted.indexOf(value))));
}
