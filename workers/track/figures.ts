import { benjaminiHochberg, chiSquaredSurvival, sd } from '../math/statistics';
import type { FeatureDrift } from '../protocol/timeline';
import { binCounts, decileEdges, mergeSorted } from './bins';
import { twoSampleChiSquared } from './chi-squared';
import { distinct, union } from './distinct';
import { jensenShannon } from './jensen-shannon';
import { kolmogorovSmirnov } from './kolmogorov-smirnov';
import { psi, psiThreshold } from './psi';
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
  /** Its different values, ascending, as far as they tell whether there are more than five. */
  readonly values: Float64Array;
}

/** A window's figures for one feature, with what the alerts need beside them. */
export interface Comparison {
  readonly drift: Omit<FeatureDrift, 'feature' | 'ksPAdjusted' | 'chi2PAdjusted' | 'testPAdjusted' | 'drifted'>;
  /** Values of the window, and of the reference, by the bins of PSI. */
  readonly counts: Float64Array;
  readonly reference: Float64Array;
  /** Two-sample χ² over the bins of PSI, of features with few values too: what alerts weigh PSI against. */
  readonly chiSquared: number;
  readonly df: number;
}

/** @param columns ascending values of each reference window, without missing ones */
export function featureReference(columns: readonly Float64Array[]): FeatureReference {
  const sorted = mergeSorted(columns);
  const edges = sorted.length > 0 ? decileEdges(sorted) : Float64Array.of(0);
  const values = distinct(sorted, FEW_VALUES + 1);
  return { sorted, edges, counts: binCounts(sorted, edges), sd: sorted.length > 0 ? sd(sorted) : 0, values };
}

/**
 * Compares a window's ascending values of a feature with the reference. All figures are 0 (and p 1) where either has no value.
 *
 * A feature that takes at most five values in both together is a set of categories (as Evidently counts them, `_get_default_stattest`): χ² is then over its values,
 * otherwise over the bins of PSI. For two values χ² is the square of the pooled z that Evidently takes, with the same p.
 *
 * @param watch PSI from which a feature is flagged, as far as its sample is large enough
 */
export function compare(reference: FeatureReference, sorted: Float64Array, watch = 0.1): Comparison {
  const n = sorted.length;
  const m = reference.sorted.length;
  const counts = binCounts(sorted, reference.edges);
  const index = psi(reference.counts, counts);
  const threshold = psiThreshold(n, m, counts.length, watch);
  const { d, p } = kolmogorovSmirnov(sorted, reference.sorted);
  const overBins = twoSampleChiSquared(reference.counts, counts);
  const values = union(reference.values, distinct(sorted, FEW_VALUES + 1));
  const few = values.length <= FEW_VALUES;
  // With the values as edges every bin holds one of them.
  const chi = few ? twoSampleChiSquared(binCounts(reference.sorted, values), binCounts(sorted, values)) : overBins;
  return {
    drift: {
      n,
      m,
      psi: index,
      psiThreshold: Number.isFinite(threshold) ? threshold : watch,
      flagged: index > threshold,
      jensenShannon: jensenShannon(reference.counts, counts),
      ks: d,
      ksP: p,
      wasserstein: normedWasserstein(sorted, reference.sorted, reference.sd),
      chi2: chi.statistic,
      chi2Df: chi.df,
      chi2P: chiSquaredSurvival(chi.statistic, chi.df),
      test: m <= SMALL_REFERENCE ? (few ? 'chi2' : 'ks') : few ? 'jensen-shannon' : 'wasserstein',
    },
    counts,
    reference: reference.counts,
    chiSquared: overBins.statistic,
    df: overBins.df,
  };
}

/**
 * The drift figures of one window, with Benjamini–Hochberg over its features: for KS and for χ² by themselves, and for the default tests, where each
 * feature brings the p of its own test, KS or χ², into one family. A distance has no p.
 */
export function windowDrift(features: readonly string[], comparisons: readonly Comparison[]): FeatureDrift[] {
  const figures = comparisons.map(({ drift }) => drift);
  const ks = benjaminiHochberg(figures.map(({ ksP }) => ksP));
  const chi2 = benjaminiHochberg(figures.map(({ chi2P }) => chi2P));
  const tests = benjaminiHochberg(figures.map(({ test, ksP, chi2P }) => (test === 'ks' ? ksP : test === 'chi2' ? chi2P : NaN)));
  return figures.map((drift, f) => {
    const p = drift.test === 'ks' || drift.test === 'chi2' ? tests[f]! : null;
    const distance = drift.test === 'wasserstein' ? drift.wasserstein : drift.jensenShannon;
    const drifted = p === null ? distance >= DISTANCE : p < LEVEL;
    return { feature: features[f]!, ...drift, ksPAdjusted: ks[f]!, chi2PAdjusted: chi2[f]!, testPAdjusted: p, drifted };
  });
}

/**
 * p-value of a comparison's χ², divided by the overdispersion that reference windows show among themselves (a quasi-likelihood: McCullagh &
 * Nelder 1989, §4.5).
 */
export function comparisonP({ chiSquared, df }: Comparison, overdispersion: number): number {
  return chiSquaredSurvival(chiSquared / Math.max(1, overdispersion), df);
}
