import type { ReferenceKind } from './recipe';

export interface FeatureDrift {
  readonly feature: string;
  /** Users of the window / of the reference with a value for it. */
  readonly n: number;
  readonly m: number;
  readonly psi: number;
  /** max(thresholds.psiWatch, (1/n + 1/m)·χ²₀.₉₅(B − 1)). */
  readonly psiThreshold: number;
  readonly flagged: boolean;
  readonly jensenShannon: number;
  readonly ks: number;
  readonly ksP: number;
  /** After Benjamini–Hochberg over the features of the window. */
  readonly ksPAdjusted: number;
  /** Two-sample χ² with its degrees of freedom: over the values of a feature that takes at most five, else over the bins of PSI. */
  readonly chi2: number;
  readonly chi2Df: number;
  readonly chi2P: number;
  /** After Benjamini–Hochberg over the features of the window. */
  readonly chi2PAdjusted: number;
  /** Divided by max(sd of the reference, 0.001). */
  readonly wasserstein: number;
  /** Evidently's rule: which test applies at this size, and what it says. */
  readonly test: 'ks' | 'chi2' | 'wasserstein' | 'jensen-shannon';
  /** p of that test after Benjamini–Hochberg over the features whose test has one; null for a distance. */
  readonly testPAdjusted: number | null;
  readonly drifted: boolean;
}

export interface SegmentShare {
  readonly segment: number;
  readonly users: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * `partial`: the file begins or ends within the window. `few-users`: fewer than 30 active users. `empty`: no event. Only `complete` windows are reference,
 * are judged, or count as history; the others are drawn as what they are.
 */
export type WindowState = 'complete' | 'partial' | 'few-users' | 'empty';

export const BUSINESS_FIGURES = ['conversion', 'orders-a-user', 'revenue-a-user', 'order-value'] as const;
export type BusinessFigure = (typeof BUSINESS_FIGURES)[number];

/**
 * A business figure of a window. `conversion`: active users with a purchase; `orders-a-user`, `revenue-a-user`: over the active users; `order-value`: revenue
 * an order. Revenue is net of refunds.
 */
export interface BusinessValue {
  readonly figure: BusinessFigure;
  /** null without a value column, or where nobody ordered. */
  readonly value: number | null;
  /** Of the windows compared with, pooled. */
  readonly reference: number | null;
  /** Limits from history; null with fewer than five windows of it. */
  readonly low: number | null;
  readonly high: number | null;
}

/** How well a classifier tells the window's users from the reference's by their embedding: ROC AUC (0.5: not at all) with its 95 % interval. */
export interface EmbeddingDrift {
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  /** Users of the window, and rows of the reference, that it was computed on; samples where there are more. */
  readonly n: number;
  readonly m: number;
}

/** Which features moved within one segment, against the users of that segment in the windows compared with. */
export interface SegmentDrift {
  readonly segment: number;
  /** Users of the segment in the window. With fewer than 30, in it or in the reference, nothing is said to have moved. */
  readonly users: number;
  readonly moved: number;
  /** Of those that moved, the ones with the largest PSI for their threshold, at most three. */
  readonly features: readonly string[];
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
  readonly state: WindowState;
  /** One of the first windows that serve as the reference; false in all where the reference is the window before or last year's. */
  readonly reference: boolean;
  /** Indices of the windows that this one is compared with; empty where the reference is missing, and then it has no drift figures. */
  readonly comparedWith: readonly number[];
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
  /** Active users with a purchase. */
  readonly buyers: number;
  /** In the order of BUSINESS_FIGURES. */
  readonly business: readonly BusinessValue[];
  /** null where there is nothing to compare with, or fewer than 30 users on either side. */
  readonly embedding: EmbeddingDrift | null;
  /** By segment; empty for reference windows and where there is nothing to compare with. */
  readonly segmentDrift: readonly SegmentDrift[];
}

export type AlertKind =
  | 'segment-share'
  | 'feature'
  | 'active-users'
  | 'event-type-share'
  | 'new-event-type'
  | 'new-category'
  | 'data-drift'
  | 'business'
  | 'embedding';

/** What would make an alert go away: the figure back on this side of the bound, at the size of its last window. */
export interface ClearsWhen {
  /**
   * `share` of the segment or event type; `psi` of the feature; `drifted-share`: features drifted, of all; `active-users`; `auc` of the embedding;
   * else the business figure.
   */
  readonly figure: 'share' | 'psi' | 'drifted-share' | 'active-users' | 'auc' | BusinessFigure;
  readonly direction: 'above' | 'below';
  readonly bound: number;
}

/** One finding, of one subject over the windows in a row in which it holds; the page makes the sentence from it. */
export interface Alert {
  /** The same as long as kind, subject and first window are: what a person has acknowledged is known by it. */
  readonly id: string;
  readonly kind: AlertKind;
  /** The window in which it began. */
  readonly window: number;
  /** The last window in which it holds; one window in between may miss it. A new name is told once, in one window. */
  readonly until: number;
  /** It holds in the last window that is judged at all. */
  readonly ongoing: boolean;
  /** The highest of its windows. */
  readonly level: 'watch' | 'act';
  /** Segment id for `segment-share`. */
  readonly segment?: number;
  /** Feature id for `feature`. For `segment-share`: the feature that moved most. */
  readonly feature?: string;
  /** Event type or category; of several new ones the one with the most events. */
  readonly name?: string;
  /** For `new-event-type` and `new-category`: the new names with the most events, `name` first, and how many are new in all. */
  readonly names?: readonly string[];
  readonly nameCount?: number;
  /** For `business`. */
  readonly figure?: BusinessFigure;
  /**
   * Before (reference) and in `window`: shares, counts, the feature's mean in its own unit, the business figure in its own unit (conversion a share).
   * For `active-users` before is what the trend of the windows before leads one to expect; for `embedding` it is 0.5, no difference.
   */
  readonly before: number;
  readonly after: number;
  /** As `after`, in `until`. */
  readonly latest: number;
  /** PSI of the feature in `window`. */
  readonly psi?: number;
  /** Of `window`, after correction (workers/track/families.ts); absent for new names, which need no test. */
  readonly p?: number;
  /** 1 − the smallest corrected p of its windows; 1 for new names. */
  readonly confidence: number;
  /** The features that moved most in `window`, most first. */
  readonly features: readonly string[];
  /** The segments most concerned in `window`, most first. */
  readonly segments: readonly number[];
  /** null for what is told once. */
  readonly clears: ClearsWhen | null;
}

export const DAILY_SERIES = ['events', 'active-users', 'orders', 'revenue', 'conversion'] as const;
export type DailySeries = (typeof DAILY_SERIES)[number];

/** A day on which the level of a daily series changed at a stroke. */
export interface ChangePoint {
  readonly series: DailySeries;
  /** The first day of the new level: its midnight in the zone of the file, ms UTC, and its date, `2011-05-02`. */
  readonly at: number;
  readonly label: string;
  readonly direction: 'up' | 'down';
  /** Mean over the 28 days before / from that day on, as far as they have data, in units a day (conversion: a share). */
  readonly before: number;
  readonly after: number;
}

export interface Timeline {
  readonly unit: 'week' | 'month';
  readonly windows: readonly TimelineWindow[];
  /** How many windows of the file are left out because a timeline has at most 120: those before its first one, and those after its last one. */
  readonly leftOutBefore: number;
  readonly leftOutAfter: number;
  /** What the windows are compared with. */
  readonly reference: ReferenceKind;
  /**
   * The first windows: the reference where that is `first`, and in any case what the segments of a window are learned from. Empty where the file is
   * too short for one, and then there are no drift figures.
   */
  readonly referenceWindows: readonly number[];
  readonly referenceUsers: number;
  readonly features: readonly string[];
  readonly eventTypes: readonly string[];
  /** Newest beginning first, strongest first within a window. */
  readonly alerts: readonly Alert[];
  /** In order of time. */
  readonly changePoints: readonly ChangePoint[];
  /** Why there is no drift to show: fewer than two complete windows that have something to be compared with. */
  readonly tooShort: boolean;
}
