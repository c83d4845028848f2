export interface FeatureDrift {
  readonly feature: string;
  /** Users of the window / of the reference with a value for it. */
  readonly n: number;
  readonly m: number;
  readonly psi: number;
  /** max(0.1, (1/n + 1/m)·χ²₀.₉₅(B − 1)). */
  readonly psiThreshold: number;
  readonly flagged: boolean;
  readonly jensenShannon: number;
  readonly ks: number;
  readonly ksP: number;
  /** After Benjamini–Hochberg over the features of the window. */
  readonly ksPAdjusted: number;
  /** Divided by max(sd of the reference, 0.001). */
  readonly wasserstein: number;
  /** Evidently's rule: which test applies at this size, and what it says. */
  readonly test: 'ks' | 'wasserstein' | 'jensen-shannon';
  readonly drifted: boolean;
}

export interface SegmentShare {
  readonly segment: number;
  readonly users: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface TimelineWindow {
  readonly index: number;
  /** `2011-05` for a month; the Monday `2011-05-02` for a week. */
  readonly label: string;
  /** ms UTC, [from, to). */
  readonly from: number;
  readonly to: number;
  /** False where the file begins or ends within the window. Incomplete windows are drawn, never alerted, never reference. */
  readonly complete: boolean;
  readonly reference: boolean;
  readonly activeUsers: number;
  readonly events: number;
  readonly orders: number;
  readonly revenue: number | null;
  readonly shares: readonly SegmentShare[];
  /** PSI of the segment shares against the reference. */
  readonly sharePsi: number;
  readonly drift: readonly FeatureDrift[];
  readonly driftedFeatures: number;
  /** Half or more of the features drifted. */
  readonly dataDrift: boolean;
  /** Share of the window's events by type, in the order of Timeline.eventTypes. */
  readonly eventTypeShares: readonly number[];
}

export type AlertKind =
  'segment-share' | 'feature' | 'active-users' | 'event-type-share' | 'new-event-type' | 'new-category' | 'data-drift';

/** One finding; the page makes the sentence from it. */
export interface Alert {
  readonly kind: AlertKind;
  readonly window: number;
  readonly level: 'watch' | 'act';
  /** Segment id for `segment-share`. */
  readonly segment?: number;
  /** Feature id for `feature`. For `segment-share`: the feature that moved most. */
  readonly feature?: string;
  /** Event type or category. */
  readonly name?: string;
  /** Before (reference) and in the window: shares, counts or the feature's mean in its own unit. */
  readonly before: number;
  readonly after: number;
  /** PSI for features, adjusted p for shares, else absent. */
  readonly psi?: number;
  readonly p?: number;
}

export interface Timeline {
  readonly unit: 'week' | 'month';
  readonly windows: readonly TimelineWindow[];
  /** Indices of the reference windows; empty where the file is too short for one, and then there are no drift figures. */
  readonly referenceWindows: readonly number[];
  readonly referenceUsers: number;
  readonly features: readonly string[];
  readonly eventTypes: readonly string[];
  /** Newest first, strongest first within a window. */
  readonly alerts: readonly Alert[];
  /** Why there is no drift to show: fewer than two complete windows after the reference. */
  readonly tooShort: boolean;
}
