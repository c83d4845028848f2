import { wilson } from '../math/statistics';
import type { EmbeddingDrift, FeatureDrift, SegmentDrift, SegmentShare, TimelineWindow } from '../protocol/timeline';
import { businessValues, type BusinessHistory } from './business-limits';
import { psi } from './psi';
import type { MovedFeature } from './segment-drift';
import type { Tally } from './tally';
import { windowState } from './window-state';
import type { WindowSpan } from './windows';

/** Features that a segment's drift names. */
const LISTED = 3;

export interface SummaryInput {
  readonly spans: readonly WindowSpan[];
  /** Indices of the windows that are marked as the reference. */
  readonly reference: readonly number[];
  /** By window: what it is compared with, and the windows that its limits come from. */
  readonly comparedWith: readonly (readonly number[])[];
  readonly history: readonly (readonly number[])[];
  readonly tally: Tally;
  readonly business: BusinessHistory;
  readonly features: readonly string[];
  readonly eventTypes: number;
  readonly segments: number;
  /** Segment of each active user, by window. */
  readonly labels: readonly Int32Array[];
  /** By window; empty where there is nothing to compare. */
  readonly drift: readonly (readonly FeatureDrift[])[];
  readonly embedding: readonly (EmbeddingDrift | null)[];
  /** By window and segment; null where it was not looked at. */
  readonly moved: readonly (readonly (readonly MovedFeature[])[] | null)[];
}

/** The windows of the timeline. A reference window's segment shares are compared with the other reference windows. */
export function summarise(input: SummaryInput): TimelineWindow[] {
  const { spans, reference, comparedWith, tally, eventTypes, segments, features } = input;
  const counts = input.labels.map((of) => countLabels(of, segments));
  return spans.map((span, index) => {
    const drift = input.drift[index]!;
    const driftedFeatures = drift.filter(({ drifted }) => drifted).length;
    const events = tally.events[index]!;
    const activeUsers = tally.activeUsers[index]!;
    const typeCounts = tally.typeCounts.subarray(index * eventTypes, (index + 1) * eventTypes);
    const compared = comparedWith[index]!.map((r) => counts[r]!);
    return {
      index,
      label: span.label,
      from: span.from,
      to: span.to,
      complete: span.complete,
      state: windowState(span.complete, events, activeUsers),
      reference: reference.includes(index),
      comparedWith: comparedWith[index]!,
      activeUsers,
      events,
      orders: tally.orders[index]!,
      revenue: tally.revenue ? tally.revenue[index]! : null,
      shares: sharesOf(counts[index]!, input.labels[index]!.length),
      sharePsi: psi(sumOf(compared, segments), counts[index]!),
      drift,
      driftedFeatures,
      dataDrift: drift.length > 0 && driftedFeatures >= drift.length / 2,
      eventTypeShares: Array.from(typeCounts, (n) => (events > 0 ? n / events : 0)),
      buyers: tally.business[index]!.buyers,
      business: businessValues(input.business, index, input.history[index]!),
      embedding: input.embedding[index]!,
      segmentDrift: segmentDrift(input.moved[index]!, counts[index]!, features),
    };
  });
}

function segmentDrift(
  moved: readonly (readonly MovedFeature[])[] | null,
  users: Float64Array,
  features: readonly string[],
): SegmentDrift[] {
  return (moved ?? []).map((list, segment) => ({
    segment,
    users: users[segment]!,
    moved: list.length,
    features: list.slice(0, LISTED).map(({ feature }) => features[feature]!),
  }));
}

function countLabels(labels: Int32Array, segments: number): Float64Array {
  const counts = new Float64Array(segments);
  for (const label of labels) if (label >= 0) counts[label]!++;
  return counts;
}

function sumOf(counts: readonly Float64Array[], segments: number): Float64Array {
  const sum = new Float64Array(segments);
  for (const each of counts) for (let s = 0; s < segments; s++) sum[s]! += each[s]!;
  return sum;
}

/** @param n users active, in a segment or in none */
function sharesOf(counts: Float64Array, n: number): SegmentShare[] {
  return Array.from(counts, (users, segment) => {
    const [low, high] = wilson(users, n);
    return { segment, users, share: n > 0 ? users / n : 0, low, high };
  });
}
