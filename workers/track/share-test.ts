import { binomialTestP, quantileOf, twoProportionP } from '../math/statistics';
import { twoSampleChiSquared } from './chi-squared';
import { familyP } from './families';
import { studentP } from './student';
import { LIMIT_SDS, usual } from './usual';

/** From so many windows of history on, limits from history apply. */
export const HISTORY_WINDOWS = 5;
const EXACT_LEVEL = 0.001;
/** A change that is seen against the reference but not, at this level, against the same season a year before is the season. */
export const SEASON_LEVEL = 0.05;

export interface Overdispersion {
  /** By how much the variance of the windows of history exceeds that of counting; at least 1. */
  readonly factor: number;
  readonly df: number;
}

/** One window to judge. All arrays are counts by category. */
export interface ShareCase {
  readonly counts: ArrayLike<number>;
  /** Of the windows compared with, pooled. */
  readonly reference: ArrayLike<number>;
  /** Windows in which nothing is known to have happened. `reference` is what each is compared with, where that is not `ShareCase.reference`. */
  readonly history: readonly { readonly counts: ArrayLike<number>; readonly reference: ArrayLike<number> | null }[];
  readonly spread: Overdispersion;
  /** The same season a year before. */
  readonly season: ArrayLike<number> | null;
  /** Of the last windows before it, pooled; null where a break with them is not asked for. */
  readonly recent: ArrayLike<number> | null;
}

export interface ShareFinding {
  /** Position in the cases. */
  readonly window: number;
  readonly category: number;
  readonly before: number;
  readonly after: number;
  readonly raw: number;
  /** After the correction over categories × windows ({@link familyP}). */
  readonly p: number;
  /** Outside the limits from history, or there is too little history for limits. */
  readonly outside: boolean;
  /** The share differs from that of the same season a year before as well, or there is none. */
  readonly unseasonal: boolean;
  /** The share in the last windows before it; NaN where it is not asked for. */
  readonly recent: number;
  /** Standard error of the change, with the overdispersion and its degrees of freedom (∞ without it). */
  readonly error: number;
  readonly df: number;
}

/**
 * Compares the share of every category in every window with its reference.
 *
 * The two-proportion test assumes that all variation is counting. Where windows of history differ among themselves by more (seasons, clustered
 * users), z is divided by √φ and referred to Student's t: the quasi-multinomial test (McCullagh & Nelder 1989, §4.5, §5.5). The larger of the two
 * p-values counts, so that φ only ever makes the test stricter.
 */
export function shareFindings(cases: readonly ShareCase[]): ShareFinding[] {
  const findings: Omit<ShareFinding, 'p'>[] = [];
  cases.forEach(({ counts, reference, history, spread, season, recent }, window) => {
    const n = sum(counts);
    const m = sum(reference);
    if (n === 0 || m === 0) return;
    const df = spread.factor > 1 && spread.df > 0 ? spread.df : Infinity;
    for (let category = 0; category < counts.length; category++) {
      const x = counts[category]!;
      const before = reference[category]! / m;
      const after = x / n;
      const both = (x + reference[category]!) / (n + m);
      const error = Math.sqrt(both * (1 - both) * (1 / n + 1 / m) * spread.factor);
      const raw = Math.max(twoProportionP(x, n, reference[category]!, m), error > 0 ? studentP((after - before) / error, df) : 1);
      const past = history.map(
        (each) => before + shareOf(each.counts, category) - (each.reference ? shareOf(each.reference, category) : before),
      );
      const outside = outsideLimits(
        past,
        x,
        n,
        history.some((each) => each.reference !== null),
      );
      const unseasonal = !season || differs(x, n, season[category]!, sum(season), spread.factor, after > before);
      findings.push({
        window,
        category,
        before,
        after,
        raw,
        outside,
        unseasonal,
        recent: recent ? shareOf(recent, category) : NaN,
        error,
        df,
      });
    }
  });
  const adjusted = familyP(findings.map(({ raw }) => raw));
  return findings.map((finding, i) => ({ ...finding, p: adjusted[i]! }));
}

/** Whether x of n is above (or below) y of m by more than noise at {@link SEASON_LEVEL}. */
function differs(x: number, n: number, y: number, m: number, factor: number, above: boolean): boolean {
  if (m === 0) return true;
  const both = (x + y) / (n + m);
  const error = Math.sqrt(both * (1 - both) * (1 / n + 1 / m) * factor);
  const z = (x / n - y / m) / error;
  return above === z > 0 && error > 0 && studentP(z, Infinity) < SEASON_LEVEL;
}

/** Pearson's χ² of the windows against their pool, over its (R − 1)(categories − 1) degrees of freedom, at least 1. */
export function overdispersion(windows: readonly ArrayLike<number>[], pooled: ArrayLike<number>): Overdispersion {
  const m = sum(pooled);
  const used = Array.from(pooled).filter((count) => count > 0).length;
  const filled = windows.filter((counts) => sum(counts) > 0);
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

/** The same where each window has a reference of its own: the median of the two-sample χ² over their degrees of freedom. */
export function pairedOverdispersion(
  pairs: readonly { readonly counts: ArrayLike<number>; readonly reference: ArrayLike<number> }[],
): Overdispersion {
  const tests = pairs.map(({ counts, reference }) => twoSampleChiSquared(reference, counts));
  if (tests.length === 0) return { factor: 1, df: 0 };
  const middle = quantileOf(
    tests.map(({ statistic, df }) => statistic / df),
    0.5,
  );
  return { factor: Math.max(1, middle), df: tests.reduce((sum, { df }) => sum + df, 0) };
}

/**
 * Whether x of n is beyond mean ± 3 standard deviations of the shares in the windows of history, or, where that deviation is 0, beyond the
 * smallest change that a binomial test at 0.001 would call one. With fewer than five of them there are no limits to be inside of.
 */
export function outsideLimits(history: readonly number[], x: number, n: number, robust = false): boolean {
  if (history.length < HISTORY_WINDOWS) return true;
  const { centre, spread } = usual(history, robust);
  // Shares of equal counts differ by rounding only.
  if (spread <= 1e-12) return binomialTestP(x, n, Math.min(1, Math.max(0, centre))) < EXACT_LEVEL;
  return Math.abs(x / n - centre) > LIMIT_SDS * spread;
}

function shareOf(counts: ArrayLike<number>, category: number): number {
  return counts[category]! / Math.max(1, sum(counts));
}

export function sum(counts: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < counts.length; i++) all += counts[i]!;
  return all;
}
