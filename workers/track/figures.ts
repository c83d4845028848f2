import { benjaminiHochberg, chiSquaredSurvival, sd } from '../math/statistics';
import type { FeatureDrift } from '../protocol/timeline';
import { binCounts, decileEdges, mergeSorted } from './bins';
import { jensenShannon } from './jensen-shannon';
import { kolmogorovSmirnov } from './kolmogorov-smirnov';
import { psi, psiThreshold, twoSampleChiSquared } from './psi';
import { normedWasserstein } from './wasserstein';

/** Evidently's rule: up to this many reference rows the test with a p-value, above it a distance. */
const SMALL_REFERENCE = 1000;
const FEW_VALUES = 5;
const DISTANCE = 0.1;
const LEVEL = 0.05;

/** One feature over the reference, sorted once and used for every window. */
export interface FeatureReference {
  readonly sorted: Float64Array;
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  readonly sd: number;
  /** More than five different values. */
  readonly manyValues: boolean;
}

/** A window's figures for one feature, with what the alerts need beside them. */
export interface Comparison {
  readonly drift: Omit<FeatureDrift, 'feature' | 'ksPAdjusted' | 'drifted'>;
  /** Two-sample χ² over the bins of PSI. */
  readonly chiSquared: number;
  readonly df: number;
}

/** @param columns ascending values of each reference window, without missing ones */
export function featureReference(columns: readonly Float64Array[]): FeatureReference {
  const sorted = mergeSorted(columns);
  const edges = sorted.length > 0 ? decileEdges(sorted) : Float64Array.of(0);
  let values = 0;
  for (let i = 0; i < sorted.length && values <= FEW_VALUES; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) values++;
  return { sorted, edges, counts: binCounts(sorted, edges), sd: sorted.length > 0 ? sd(sorted) : 0, manyValues: values > FEW_VALUES };
}

/** Compares a window's ascending values of a feature with the reference. All figures are 0 (and p 1) where either has no value. */
export function compare(reference: FeatureReference, sorted: Float64Array): Comparison {
  const n = sorted.length;
  const m = reference.sorted.length;
  const counts = binCounts(sorted, reference.edges);
  const index = psi(reference.counts, counts);
  const threshold = psiThreshold(n, m, counts.length);
  const { d, p } = kolmogorovSmirnov(sorted, reference.sorted);
  const { statistic, df } = twoSampleChiSquared(reference.counts, counts);
  return {
    drift: {
      n,
      m,
      psi: index,
      psiThreshold: Number.isFinite(threshold) ? threshold : DISTANCE,
      flagged: index > threshold,
      jensenShannon: jensenShannon(reference.counts, counts),
      ks: d,
      ksP: p,
      wasserstein: normedWasserstein(sorted, reference.sorted, reference.sd),
      test: m <= SMALL_REFERENCE ? 'ks' : reference.manyValues ? 'wasserstein' : 'jensen-shannon',
    },
    chiSquared: statistic,
    df,
  };
}

/** The drift figures of one window: Benjamini–Hochberg over its features for KS, and the verdict of each feature's own test. */
export function windowDrift(features: readonly string[], comparisons: readonly Comparison[]): FeatureDrift[] {
  const adjusted = benjaminiHochberg(comparisons.map(({ drift }) => drift.ksP));
  return comparisons.map(({ drift }, f) => {
    const ksPAdjusted = adjusted[f]!;
    const distance = drift.test === 'wasserstein' ? drift.wasserstein : drift.jensenShannon;
    return { feature: features[f]!, ...drift, ksPAdjusted, drifted: drift.test === 'ks' ? ksPAdjusted < LEVEL : distance >= DISTANCE };
  });
}

/**
 * p-value of a comparison's χ², divided by the overdispersion that reference windows show among themselves (a quasi-likelihood: McCullagh &
 * Nelder 1989, §4.5).
 */
export function comparisonP({ chiSquared, df }: Comparison, overdispersion: number): number {
  return chiSquaredSurvival(chiSquared / Math.max(1, overdispersion), df);
}
