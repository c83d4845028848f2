import * as v from 'valibot';
import { REFERENCE_KINDS } from './recipe';
import { BUSINESS_FIGURES, DAILY_SERIES } from './timeline';
import { count, figure, instant, segmentId, share, text } from './report-values';

const FeatureDrift = v.strictObject({
  feature: text,
  /** Users of the window and of the reference with a value. */
  n: count,
  m: count,
  psi: figure,
  psiThreshold: figure,
  flagged: v.boolean(),
  jensenShannon: figure,
  ks: figure,
  ksP: figure,
  /** After Benjamini–Hochberg over the features of the window. */
  ksPAdjusted: figure,
  /** Two-sample χ² over the values of a feature that takes at most five, else over the bins of PSI. */
  chi2: figure,
  chi2Df: count,
  chi2P: figure,
  /** After Benjamini–Hochberg over the features of the window. */
  chi2PAdjusted: figure,
  /** In standard deviations of the reference. */
  wasserstein: figure,
  test: v.picklist(['ks', 'chi2', 'wasserstein', 'jensen-shannon']),
  /** p of that test after Benjamini–Hochberg over the features whose test has one; null for a distance. */
  testPAdjusted: figure,
  drifted: v.boolean(),
});

const TimelineWindow = v.strictObject({
  index: count,
  /** `2011-05` for a month, the Monday for a week. */
  label: text,
  from: instant,
  to: instant,
  complete: v.boolean(),
  /** `partial`: cut by the file's beginning or end; `few-users`: fewer than 30. Only `complete` windows are judged. */
  state: v.picklist(['complete', 'partial', 'few-users', 'empty']),
  reference: v.boolean(),
  /** Indices of the windows that it is compared with. */
  comparedWith: v.array(count),
  activeUsers: count,
  events: count,
  orders: count,
  revenue: figure,
  /** Of the active users, with the Wilson interval at 95 %. */
  shares: v.array(v.strictObject({ segment: segmentId, users: count, share, low: share, high: share })),
  sharePsi: figure,
  drift: v.array(FeatureDrift),
  driftedFeatures: count,
  dataDrift: v.boolean(),
  /** In the order of timeline.eventTypes. */
  eventTypeShares: v.array(share),
  /** Active users with a purchase. */
  buyers: count,
  /** The figure in the window and in its reference, with its limits from history. */
  business: v.array(v.strictObject({ figure: v.picklist(BUSINESS_FIGURES), value: figure, reference: figure, low: figure, high: figure })),
  /** ROC AUC of telling the window's users from the reference's by their embedding, with its interval, on n and m rows. */
  embedding: v.nullable(v.strictObject({ auc: figure, low: figure, high: figure, n: count, m: count })),
  /** How many features moved within each segment, and which most. */
  segmentDrift: v.array(v.strictObject({ segment: segmentId, users: count, moved: count, features: v.array(text) })),
});

const Alert = v.strictObject({
  /** Kind, subject and first window: the same as long as these are. */
  id: text,
  kind: v.picklist([
    'segment-share',
    'feature',
    'active-users',
    'event-type-share',
    'new-event-type',
    'new-category',
    'data-drift',
    'business',
    'embedding',
  ]),
  /** Indices into timeline.windows: where it began, and where it last held. */
  window: count,
  until: count,
  /** It holds in the last window that is judged. */
  ongoing: v.boolean(),
  level: v.picklist(['watch', 'act']),
  segment: v.optional(segmentId),
  feature: v.optional(text),
  name: v.optional(text),
  /** New event types or categories: those with the most events, and how many in all. */
  names: v.optional(v.array(text)),
  nameCount: v.optional(count),
  figure: v.optional(v.picklist(BUSINESS_FIGURES)),
  /** In the reference (of active users: where their trend leads), in the first window and in the last. */
  before: figure,
  after: figure,
  latest: figure,
  psi: v.optional(figure),
  /** Corrected for all tests of the run. */
  p: v.optional(figure),
  /** 1 − the smallest corrected p of its windows. */
  confidence: share,
  /** Those that moved most, most first. */
  features: v.array(text),
  segments: v.array(segmentId),
  /** It goes away once the figure is on this side of the bound; null for what is told once. */
  clears: v.nullable(
    v.strictObject({
      figure: v.picklist(['share', 'psi', 'drifted-share', 'active-users', 'auc', ...BUSINESS_FIGURES]),
      direction: v.picklist(['above', 'below']),
      bound: figure,
    }),
  ),
  /** The sentence on the screen, in its language. */
  text,
});

/** The segments through time: windows, drift, alerts. */
export const ReportedTimeline = v.strictObject({
  unit: v.picklist(['week', 'month']),
  windows: v.array(TimelineWindow),
  /** Windows of the file before the first and after the last one, left out because a timeline has at most 120. */
  leftOutBefore: count,
  leftOutAfter: count,
  /** What the windows are compared with. */
  reference: v.picklist(REFERENCE_KINDS),
  /** The first windows, from which the segments of a window are learned. */
  referenceWindows: v.array(count),
  referenceUsers: count,
  features: v.array(text),
  eventTypes: v.array(text),
  alerts: v.array(Alert),
  /** Days on which the level of a daily series changed, with the means of the 28 days before and from then on. */
  changePoints: v.array(
    v.strictObject({
      series: v.picklist(DAILY_SERIES),
      at: instant,
      label: text,
      direction: v.picklist(['up', 'down']),
      before: figure,
      after: figure,
    }),
  ),
  /** There were too few complete windows to compare. */
  tooShort: v.boolean(),
});
