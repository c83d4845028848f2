import { chiSquaredQuantile, chiSquaredSurvival, mean, quantileOf } from '../math/statistics';
import { breaks, LARGE } from './breaks';
import { isPosition } from './columns';
import { familyP, HOLD_LEVEL, HOLD_PART } from './families';
import { comparisonP, type Comparison } from './figures';
import type { Finding } from './findings';
import { isRobust, type AlertContext, type Judged } from './judged';
import { psi, total } from './psi';
import { HISTORY_WINDOWS, SEASON_LEVEL } from './share-test';
import { LIMIT_SDS, usual } from './usual';

/** Definitions: a data set drifts where half or more of its features do. */
const HALF = 0.5;

/** The family of feature tests: judged × features, row-major. */
export interface FeatureTests {
  readonly raw: Float64Array;
  /** After {@link familyP}. */
  readonly p: Float64Array;
  /** By how much χ² exceeds its degrees of freedom in the windows of history. */
  readonly factors: Float64Array;
}

export function featureTests({ figures, judged, features }: AlertContext): FeatureTests {
  const width = features.length;
  const raw = new Float64Array(judged.length * width).fill(NaN);
  const factors = new Float64Array(judged.length * width).fill(1);
  judged.forEach(({ comparisons, baseline }, j) => {
    for (let f = 0; f < width; f++) {
      const comparison = comparisons[f];
      if (!comparison || comparison.drift.n === 0 || comparison.drift.m === 0) continue;
      const past = baseline.history.flatMap((h) => figures[h]!.comparisons[f] ?? []);
      const ratios = past.map(ratio);
      const factor = past.length > 0 ? Math.max(1, isRobust(figures, baseline) ? quantileOf(ratios, 0.5) : mean(ratios)) : 1;
      factors[j * width + f] = factor;
      raw[j * width + f] = comparisonP(comparison, factor);
    }
  });
  return { raw, p: familyP(raw), factors };
}

const ratio = ({ chiSquared, df }: Comparison): number => chiSquared / df;

/** Three standard deviations above what a figure usually is in the windows of history, from two of them on; else 0. */
function limit(past: readonly number[], robust: boolean): number {
  const { centre, spread } = usual(past, robust);
  return past.length < 2 ? 0 : centre + LIMIT_SDS * spread;
}

/**
 * A feature is alerted where its PSI is above the threshold for its sample size and above mean + 3 standard deviations of what the windows of history
 * show, and the χ² test over the same bins survives the correction: the threshold by itself
 * lets one in twenty small windows through. Positions in the window ({@link isPosition}) follow the calendar's weekdays, so that they are
 * alerted only where five windows of history show by how much. What last year's window of the season shows as well is the season.
 */
export function featureAlerts(context: AlertContext, tests: FeatureTests): Finding[] {
  const { figures, judged, features, thresholds } = context;
  return judged.flatMap((each, j) =>
    features.flatMap((feature, f): Finding[] => {
      const { window, baseline, comparisons, means, referenceMeans, movedBySegment } = each;
      const comparison = comparisons[f];
      if (!comparison || (isPosition(feature) && baseline.history.length < HISTORY_WINDOWS)) return [];
      const { flagged, psi: index, n, m } = comparison.drift;
      const past = baseline.history.flatMap((h) => figures[h]!.comparisons[f]?.drift.psi ?? []);
      const among = limit(past, isRobust(figures, baseline));
      const at = j * features.length + f;
      const p = tests.p[at]!;
      const called =
        flagged &&
        index > among &&
        p < thresholds.alpha &&
        (index >= LARGE * thresholds.psiAct || breaks(...distances(context, each, f, comparison)));
      const held = index > HOLD_PART * thresholds.psiWatch && tests.raw[at]! < HOLD_LEVEL;
      if ((!called && !held) || isSeason(each, f, tests.factors[at]!)) return [];
      // PSI is near (1/n + 1/m)·χ² where the difference is small.
      const noise = (1 / n + 1 / m) * chiSquaredQuantile(1 - HOLD_LEVEL, comparison.df) * tests.factors[at]!;
      return [
        {
          kind: 'feature',
          holds: !called,
          subject: feature,
          window: window.index,
          level: index >= thresholds.psiAct ? 'act' : 'watch',
          feature,
          before: referenceMeans[f]!,
          after: means[f]!,
          psi: index,
          p,
          strength: index / thresholds.psiAct,
          features: [feature],
          segments: movedBySegment.flatMap((moved, segment) => (moved.includes(feature) ? [segment] : [])),
          clears: { figure: 'psi', direction: 'below', bound: Math.max(HOLD_PART * thresholds.psiWatch, noise) },
        },
      ];
    }),
  );
}

/**
 * Distances of the window from its reference and from the last windows before it: roots of their PSI, which grows with the square of a shift, less what two samples
 * of one population have on average.
 */
function distances(
  { figures }: AlertContext,
  { baseline }: Judged,
  f: number,
  { counts, reference, drift, df }: Comparison,
): [number, number] {
  if (baseline.recent.length === 0) return [0, NaN];
  const recent = new Float64Array(counts.length);
  for (const r of baseline.recent) {
    const past = figures[r]!.comparisons[f];
    // Reference windows have other bins; what they hold is the reference, as many of it as they are.
    const same = past?.reference === reference;
    const scale = same ? 1 : (past?.drift.n ?? 0) / Math.max(1, total(reference));
    const from = same ? past!.counts : reference;
    for (let bin = 0; bin < recent.length; bin++) recent[bin]! += scale * from[bin]!;
  }
  const excess = (value: number, m: number) => Math.sqrt(Math.max(0, value - (1 / drift.n + 1 / Math.max(1, m)) * df));
  return [excess(drift.psi, drift.m), excess(psi(recent, counts), total(recent))];
}

/** The window does not differ from last year's of the same season. */
function isSeason({ season }: Judged, f: number, factor: number): boolean {
  const comparison = season[f];
  return comparison !== undefined && chiSquaredSurvival(comparison.chiSquared / factor, comparison.df) >= SEASON_LEVEL;
}

/**
 * Half or more of the features drifted by the default tests, more than mean + 3 standard deviations of the windows of history, and half or more
 * of them with a χ² test that survives the correction: at small numbers a distance of 0.1 is noise. p is that of the last of this half.
 */
export function dataDriftAlerts(context: AlertContext, tests: FeatureTests): Finding[] {
  const { figures, judged, features, thresholds } = context;
  const half = Math.ceil(features.length * HALF);
  return judged.flatMap((each, j): Finding[] => {
    const { window, baseline } = each;
    const among = baseline.history.map((h) => figures[h]!.window.driftedFeatures / features.length);
    const before = among.length > 0 ? mean(among) : 0;
    const after = window.driftedFeatures / features.length;
    const p = window.drift
      .map(({ drifted }, f) =>
        drifted && !isSeason(each, f, tests.factors[j * features.length + f]!) ? tests.p[j * features.length + f]! : 1,
      )
      .sort((a, b) => a - b)[half - 1];
    const abrupt = window.drift.filter(({ drifted }, f) => drifted && breaks(...distances(context, each, f, each.comparisons[f]!))).length;
    const called =
      window.dataDrift &&
      after > limit(among, isRobust(figures, baseline)) &&
      p !== undefined &&
      p < thresholds.alpha &&
      abrupt >= HALF * window.driftedFeatures;
    const least = Math.max(HOLD_PART * HALF, before);
    if (!called && after <= least) return [];
    return [
      {
        kind: 'data-drift',
        holds: !called,
        subject: 'all',
        window: window.index,
        level: 'act',
        before,
        after,
        ...(p === undefined ? {} : { p }),
        strength: 1 + after,
        clears: { figure: 'drifted-share', direction: 'below', bound: least },
      },
    ];
  });
}

/**
 * The features that moved most in each judged window: of those above their PSI threshold the largest multiples of it first, then those whose χ² is the most
 * above its degrees of freedom; only features whose test survives the correction.
 */
export function mostMoved({ judged, features, thresholds }: AlertContext, { p }: FeatureTests, count: number): string[][] {
  return judged.map(({ comparisons }, j) =>
    comparisons
      .flatMap((comparison, f) => {
        if (!(p[j * features.length + f]! < thresholds.alpha)) return [];
        const { flagged, psi: index, psiThreshold } = comparison.drift;
        // Flagged features come before all others.
        return [{ feature: features[f]!, value: flagged ? 1 + index / psiThreshold : 1 - 1 / (1 + ratio(comparison)) }];
      })
      .sort((a, b) => b.value - a.value)
      .slice(0, count)
      .map(({ feature }) => feature),
  );
}
