import { wilson } from '../math/statistics';
import type { FeatureDrift, SegmentShare, TimelineWindow } from '../protocol/timeline';
import { psi } from './psi';
import type { Tally } from './tally';
import type { WindowSpan } from './windows';

export interface SummaryInput {
  readonly spans: readonly WindowSpan[];
  readonly reference: readonly number[];
  readonly tally: Tally;
  readonly eventTypes: number;
  readonly segments: number;
  /** Segment of each active user, by window. */
  readonly labels: readonly Int32Array[];
  /** By window; empty where there is nothing to compare. */
  readonly drift: readonly (readonly FeatureDrift[])[];
}

/** The windows of the timeline. A reference window's segment shares are compared with the other reference windows. */
export function summarise({ spans, reference, tally, eventTypes, segments, labels, drift }: SummaryInput): TimelineWindow[] {
  const counts = labels.map((of) => countLabels(of, segments));
  return spans.map((span, index) => {
    const others = reference.filter((r) => r !== index).map((r) => counts[r]!);
    const driftedFeatures = drift[index]!.filter(({ drifted }) => drifted).length;
    const events = tally.events[index]!;
    const typeCounts = tally.typeCounts.subarray(index * eventTypes, (index + 1) * eventTypes);
    return {
      index,
      label: span.label,
      from: span.from,
      to: span.to,
      complete: span.complete,
      reference: reference.includes(index),
      activeUsers: tally.activeUsers[index]!,
      events,
      orders: tally.orders[index]!,
      revenue: tally.revenue ? tally.revenue[index]! : null,
      shares: sharesOf(counts[index]!),
      sharePsi: psi(sumOf(others, segments), counts[index]!),
      drift: drift[index]!,
      driftedFeatures,
      dataDrift: drift[index]!.length > 0 && driftedFeatures >= drift[index]!.length / 2,
      eventTypeShares: Array.from(typeCounts, (n) => (events > 0 ? n / events : 0)),
    };
  });
}

function countLabels(labels: Int32Array, segments: number): Float64Array {
  const counts = new Float64Array(segments);
  for (const label of labels) counts[label]!++;
  return counts;
}

function sumOf(counts: readonly Float64Array[], segments: number): Float64Array {
  const sum = new Float64Array(segments);
  for (const each of counts) for (let s = 0; s < segments; s++) sum[s]! += each[s]!;
  return sum;
}

function sharesOf(counts: Float64Array): SegmentShare[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (users, segment) => {
    const [low, high] = wilson(users, n);
    return { segment, users, share: n > 0 ? users / n : 0, low, high };
  });
}
