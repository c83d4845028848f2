import { benjaminiHochberg, mean, sd } from '../math/statistics';
import type { Alert, TimelineWindow } from '../protocol/timeline';
import { comparisonP, type Comparison } from './figures';
import { HISTORY_WINDOWS } from './share-test';
import { isPosition } from './columns';
import type { RankedAlert } from './ranked-alert';

const LEVEL = 0.01;
const ACT = 0.25;
const LIMIT_SDS = 3;

export interface FeatureInput {
  readonly features: readonly string[];
  /** The windows to judge and the reference windows, these compared with the other reference windows. */
  readonly judged: readonly JudgedWindow[];
  readonly reference: readonly JudgedWindow[];
  /** Mean of each feature over the reference, in its own unit. */
  readonly referenceMeans: Float64Array;
}

export interface JudgedWindow {
  readonly window: TimelineWindow;
  readonly comparisons: readonly Comparison[];
  readonly means: Float64Array;
}

/** p-values of every feature of every judged window, after Benjamini–Hochberg over all of them: judged × features. */
export function featureP({ features, judged, reference }: FeatureInput): Float64Array {
  const factors = features.map((_, f) => mean(reference.map(({ comparisons }) => ratio(comparisons[f]))));
  const raw: number[] = [];
  for (const { comparisons } of judged) {
    for (let f = 0; f < features.length; f++) {
      const comparison = comparisons[f];
      raw.push(comparison && comparison.drift.n > 0 && comparison.drift.m > 0 ? comparisonP(comparison, factors[f] || 1) : NaN);
    }
  }
  return benjaminiHochberg(raw);
}

const ratio = (comparison: Comparison | undefined): number => (comparison ? comparison.chiSquared / comparison.df : 1);

/**
 * A feature is alerted where its PSI is above the threshold for its sample size and above mean + 3 standard deviations of what the reference
 * windows show beside each other (from two of them on), and the χ² test over the same bins survives the correction: the threshold by itself
 * lets one in twenty small windows through. Positions in the window ({@link isPosition}) follow the calendar's weekdays, so that they are
 * alerted only where five reference windows show by how much.
 */
export function featureAlerts(input: FeatureInput, p: Float64Array): RankedAlert[] {
  const { features, judged, reference, referenceMeans } = input;
  const limits = features.map((_, f) => {
    const among = reference.flatMap(({ comparisons }) => (comparisons[f] ? [comparisons[f].drift.psi] : []));
    return among.length < 2 ? 0 : mean(among) + LIMIT_SDS * sd(among, 1);
  });
  return judged.flatMap(({ window, means }, j) =>
    window.drift.flatMap(({ feature, psi, flagged }, f) => {
      if (isPosition(feature) && reference.length < HISTORY_WINDOWS) return [];
      if (!flagged || psi <= limits[f]! || !(p[j * features.length + f]! < LEVEL)) return [];
      const alert: Alert = {
        kind: 'feature',
        window: window.index,
        level: psi >= ACT ? 'act' : 'watch',
        feature,
        before: referenceMeans[f]!,
        after: means[f]!,
        psi,
      };
      return [{ alert, strength: psi / ACT }];
    }),
  );
}

/**
 * Half or more of the features drifted by the default tests, more than mean + 3 standard deviations of the reference windows, and half or more
 * of them with a χ² test that survives the correction: at small numbers a distance of 0.1 is noise.
 */
export function dataDriftAlerts(input: FeatureInput, p: Float64Array): RankedAlert[] {
  const { features, judged, reference } = input;
  const among = reference.map(({ window }) => window.driftedFeatures / features.length);
  const usual = among.length > 0 ? mean(among) : 0;
  const limit = among.length < 2 ? 0 : usual + LIMIT_SDS * sd(among, 1);
  return judged.flatMap(({ window }, j) => {
    const after = window.driftedFeatures / features.length;
    const certain = window.drift.filter(({ drifted }, f) => drifted && p[j * features.length + f]! < LEVEL).length;
    if (!window.dataDrift || after <= limit || certain < features.length / 2) return [];
    const alert: Alert = { kind: 'data-drift', window: window.index, level: 'act', before: usual, after };
    return [{ alert, strength: 1 + after }];
  });
}

/**
 * The feature that moved most in each judged window: of those above their PSI threshold the largest multiple of it, else the one whose χ² is the most
 * above its degrees of freedom; none where no feature's test survives the correction.
 */
export function mostMoved({ features, judged }: FeatureInput, p: Float64Array): (string | undefined)[] {
  return judged.map(({ window, comparisons }, j) => {
    let most: string | undefined;
    let best = 0;
    window.drift.forEach(({ feature, psi, psiThreshold, flagged }, f) => {
      if (!(p[j * features.length + f]! < LEVEL)) return;
      // Flagged features come before all others.
      const value = flagged ? 1 + psi / psiThreshold : 1 - 1 / (1 + ratio(comparisons[f]));
      if (value <= best) return;
      best = value;
      most = feature;
    });
    return most;
  });
}
