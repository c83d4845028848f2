import type { EmbeddingDrift } from '../protocol/timeline';
import { pooledMeans } from './columns';
import { embeddingDrift, poolSides, type Side } from './embedding-drift';
import { compare, featureReference, type Comparison, type FeatureReference } from './figures';
import { segmentBins, type SegmentBins } from './segment-drift';
import type { WindowData } from './window-store';

/** Several windows pooled, a row a user and window, made ready to compare windows with. */
export interface ReferenceSet {
  readonly features: readonly FeatureReference[];
  readonly means: Float64Array;
  readonly side: Side;
  /** null where the segments are not to be compared. */
  readonly segments: SegmentBins | null;
}

/**
 * @param windows at least one
 * @param segments how many segments to compare one by one; 0 for none
 */
export async function referenceSet(
  windows: readonly WindowData[],
  features: number,
  segments: number,
  pause: () => Promise<void>,
): Promise<ReferenceSet> {
  const references: FeatureReference[] = [];
  for (let f = 0; f < features; f++) {
    references.push(featureReference(windows.map(({ columns }) => columns.sorted[f]!)));
    await pause();
  }
  const side = poolSides(
    windows.map((window) => window.side),
    windows.map(({ raw }) => raw.users),
  );
  await pause();
  const rows = windows.map(({ raw, labels }) => ({ raw: raw.raw, labels }));
  return {
    features: references,
    means: pooledMeans(
      windows.map(({ columns }) => columns),
      features,
    ),
    side,
    segments: segments > 0 ? segmentBins(rows, segments, features) : null,
  };
}

/** A window beside a reference. */
export interface Beside {
  readonly comparisons: readonly Comparison[];
  readonly embedding: EmbeddingDrift | null;
}

export async function setBeside(window: WindowData, reference: ReferenceSet, watch: number, pause: () => Promise<void>): Promise<Beside> {
  const comparisons: Comparison[] = [];
  for (let f = 0; f < reference.features.length; f++) {
    comparisons.push(compare(reference.features[f]!, window.columns.sorted[f]!, watch));
    await pause();
  }
  return { comparisons, embedding: embeddingDrift(window.side, reference.side) };
}
