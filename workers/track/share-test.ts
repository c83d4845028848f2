import { benjaminiHochberg, binomialTestP, mean, sd, twoProportionP } from '../math/statistics';
import { studentP } from './student';

/** From so many reference windows on, limits from history apply. */
export const HISTORY_WINDOWS = 5;
const LIMIT_SDS = 3;
const EXACT_LEVEL = 0.001;

export interface ShareInput {
  /** Counts by category, one array a reference window. */
  readonly reference: readonly ArrayLike<number>[];
  /** Counts by category, one array a window to judge. */
  readonly windows: readonly ArrayLike<number>[];
  /** Least overdispersion to assume while there is little history, e.g. the events a user where events are counted. */
  readonly assumed?: number;
}

export interface ShareFinding {
  /** Position in ShareInput.windows. */
  readonly window: number;
  readonly category: number;
  readonly before: number;
  readonly after: number;
  /** After Benjamini–Hochberg over categories × windows. */
  readonly p: number;
  /** Outside the limits from history, or there is too little history for limits. */
  readonly outside: boolean;
}

/**
 * Compares the share of every category in every window with the pooled reference.
 *
 * The two-proportion test assumes that all variation is counting. Where the reference windows differ among themselves by more (seasons, clustered
 * users), z is divided by √φ, φ the Pearson χ² of the reference windows over its (R − 1)(categories − 1) degrees of freedom, and referred to
 * Student's t with as many: the quasi-multinomial test (McCullagh & Nelder 1989, §4.5, §5.5). The larger of the two p-values counts, so that φ only
 * ever makes the test stricter.
 */
export function shareFindings({ reference, windows, assumed = 1 }: ShareInput): ShareFinding[] {
  const categories = reference[0]?.length ?? 0;
  const pooled = new Float64Array(categories);
  for (const counts of reference) for (let c = 0; c < categories; c++) pooled[c]! += counts[c]!;
  const m = sum(pooled);
  if (m === 0) return [];
  const { factor, df } = overdispersion(reference, pooled);
  const scale = reference.length < HISTORY_WINDOWS ? Math.max(factor, assumed) : factor;

  const findings: (Omit<ShareFinding, 'p'> & { raw: number })[] = [];
  windows.forEach((counts, window) => {
    const n = sum(counts);
    if (n === 0) return;
    for (let category = 0; category < categories; category++) {
      const x = counts[category]!;
      const before = pooled[category]! / m;
      const after = x / n;
      const both = (x + pooled[category]!) / (n + m);
      const error = Math.sqrt(both * (1 - both) * (1 / n + 1 / m));
      const t = error > 0 ? (after - before) / (error * Math.sqrt(scale)) : 0;
      const raw = Math.max(twoProportionP(x, n, pooled[category]!, m), studentP(t, scale > 1 && df > 0 ? df : Infinity));
      const history = reference.map((past) => past[category]! / Math.max(1, sum(past)));
      findings.push({ window, category, before, after, raw, outside: outsideLimits(history, x, n) });
    }
  });
  const adjusted = benjaminiHochberg(findings.map(({ raw }) => raw));
  return findings.map(({ raw: _, ...finding }, i) => ({ ...finding, p: adjusted[i]! }));
}

/** Pearson's χ² of the reference windows over its degrees of freedom, at least 1. */
export function overdispersion(reference: readonly ArrayLike<number>[], pooled: ArrayLike<number>): { factor: number; df: number } {
  const m = sum(pooled);
  const used = Array.from(pooled).filter((count) => count > 0).length;
  const filled = reference.filter((counts) => sum(counts) > 0);
  const df = (filled.length - 1) * (used - 1);
  if (df <= 0) return { factor: 1, df: 0 };
  let statistic = 0;
  for (const counts of filled) {
    const n = sum(counts);
    for (let c = 0; c < counts.length; c++) {
      const expected = (n * pooled[c]!) / m;
      if (expected > 0) statistic += (counts[c]! - expected) ** 2 / expected;
    }
  }
  return { factor: Math.max(1, statistic / df), df };
}

/**
 * Whether x of n is beyond mean ± 3 standard deviations of the shares in the reference windows, or, where that deviation is 0, beyond the
 * smallest change that a binomial test at 0.001 would call one. With fewer than five reference windows there are no limits to be inside of.
 */
export function outsideLimits(history: readonly number[], x: number, n: number): boolean {
  if (history.length < HISTORY_WINDOWS) return true;
  const centre = mean(history);
  const spread = sd(history, 1);
  // Shares of equal counts differ by rounding only.
  if (spread <= 1e-12) return binomialTestP(x, n, centre) < EXACT_LEVEL;
  return Math.abs(x / n - centre) > LIMIT_SDS * spread;
}

function sum(counts: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < counts.length; i++) all += counts[i]!;
  return all;
}
