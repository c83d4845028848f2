import type { DriftThresholds } from '../protocol/recipe';
import type { TimelineWindow } from '../protocol/timeline';
import type { Baseline } from './baselines';
import type { Comparison } from './figures';

/** A window with its figures, as the alerts look at it. */
export interface WindowFigures {
  readonly window: TimelineWindow;
  /** By feature, against the window's reference; empty where there is none. */
  readonly comparisons: readonly Comparison[];
  /** The same against the same season a year before; empty where there is none. */
  readonly season: readonly Comparison[];
  /** Of the embedding, against the same season a year before. */
  readonly seasonAuc: { readonly auc: number; readonly low: number } | null;
  /** Of the embedding, against the last windows before; null where that is not asked for. */
  readonly recentAuc: number | null;
  /** Mean of each feature in its own unit, in the window and in its reference. */
  readonly means: Float64Array;
  readonly referenceMeans: Float64Array;
  /** Features that moved in each segment, by label: {@link SegmentDrift} without its limit on names. */
  readonly movedBySegment: readonly (readonly string[])[];
}

export interface Judged extends WindowFigures {
  readonly baseline: Baseline;
}

/** Whether the windows of history are any windows, and not reference windows in which by definition nothing happened. */
export function isRobust(figures: readonly WindowFigures[], { history }: Baseline): boolean {
  return history.some((h) => !figures[h]!.window.reference);
}

/** What the kinds of alert have in common. */
export interface AlertContext {
  /** By window index. */
  readonly figures: readonly WindowFigures[];
  /** Windows that may raise alerts, ascending. */
  readonly judged: readonly Judged[];
  readonly features: readonly string[];
  readonly thresholds: DriftThresholds;
}
