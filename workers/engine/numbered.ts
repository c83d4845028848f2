import type { SegmentPortrait } from '../protocol/portraits';
import type { Alert, Timeline } from '../protocol/timeline';

/**
 * Stages count segments from 0 without gaps (labels); outside the engine a segment goes by its number, which it keeps through updates and
 * rebuilds. `numbers[label]`; a negative label stays.
 */
export function numberedLabels(labels: Int32Array, numbers: readonly number[]): Int32Array {
  return Int32Array.from(labels, (label) => (label < 0 ? label : numbers[label]!));
}

export function numberedPortraits(portraits: readonly SegmentPortrait[], numbers: readonly number[]): readonly SegmentPortrait[] {
  return portraits.map((portrait) => ({ ...portrait, id: numbers[portrait.id]! }));
}

export function numberedTimeline(timeline: Timeline, numbers: readonly number[]): Timeline {
  return {
    ...timeline,
    windows: timeline.windows.map((window) => ({
      ...window,
      shares: window.shares.map((share) => ({ ...share, segment: numbers[share.segment]! })),
      segmentDrift: window.segmentDrift.map((drift) => ({ ...drift, segment: numbers[drift.segment]! })),
    })),
    alerts: timeline.alerts.map((alert) => numberedAlert(alert, numbers)),
  };
}

/** Its id too is made of the segment's number, so that it stays the same through a rebuild. */
function numberedAlert(alert: Alert, numbers: readonly number[]): Alert {
  const segments = alert.segments.map((segment) => numbers[segment]!);
  if (alert.segment === undefined) return { ...alert, segments };
  const segment = numbers[alert.segment]!;
  return { ...alert, segments, segment, id: alert.id.replace(/^segment-share\/\d+\//, `segment-share/${segment}/`) };
}
