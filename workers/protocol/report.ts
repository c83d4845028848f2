import * as v from 'valibot';
import { BACKENDS } from './backend';
import { SAMPLED_TOUCHES } from './cleaning';
import { FEATURE_GROUPS } from './features';
import { ReportedLooks } from './looks-schema';
import { REJECT_REASONS } from './ingest';
import { FUSED_COLUMNS, FUSED_TEXTS } from './model';
import { STAGES } from './progress';
import { READING_NOTES } from './reading';
import { ReportedAssignment } from './report-assignment';
import { ReportedCategories } from './report-categories';
import { ReportedDemand } from './report-demand';
import { ReportedOutcomes } from './report-outcomes';
import { ReportedPredictions } from './report-predictions';
import { NextStep } from './report-sequences';
import { COLUMN_ROLES, RecipeSchema, REFERENCE_KINDS } from './recipe';
import { BUSINESS_FIGURES, DAILY_SERIES } from './timeline';

/** Rises when a field changes its meaning or goes away; new fields alone do not raise it. */
export const REPORT_VERSION = 1;

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A figure that may be undefined (a mean over nobody, a missing value): JSON knows no NaN, so null stands for it. */
const figure = v.nullable(v.number());
/** Milliseconds since 1970, UTC. */
const instant = v.nullable(v.number());
/** Within 0…1. */
const share = figure;
/** Segment ids count from 0 here and in the recipe; screens and «Export segments» show id + 1. */
const segmentId = v.pipe(v.number(), v.integer(), v.minValue(-1));

const File = v.strictObject({
  name: text,
  /** Bytes, as on disk. */
  size: count,
  lastModified: v.optional(v.number()),
  /** Names of the tables that were read from it as one: files opened together, or packed in an archive. */
  parts: v.optional(v.array(text)),
});

/** What was done about dirt in a table of users, as AttributeDirt in attribute-cleaning.ts. */
const AttributeDirt = v.strictObject({
  /** Attributes that users lack: of how many, and how many of the kept ones were given a value. */
  gaps: v.array(v.strictObject({ name: text, rows: count, filled: count })),
  /** Rows that each way with outliers touches or would touch; null: not counted. */
  touches: v.strictObject({ clip: v.nullable(count), zScore: v.nullable(count), isolation: v.nullable(count) }),
  clipped: count,
  /** Rows that repeat an earlier one in every column; null where rows have an id. */
  repeated: v.nullable(count),
});

const Quality = v.strictObject({
  /** Records of the file without its header. rowsRead = kept + duplicates + Σ rejected. */
  rowsRead: count,
  kept: count,
  /** Rows identical in every column to an earlier one. */
  duplicates: count,
  /** Rows left out, by reason. */
  rejected: v.strictObject(v.entriesFromList(REJECT_REASONS, count)),
  /** Kept rows that cancel or refund, and the money that they give back (≥ 0). */
  refundRows: count,
  refundValue: figure,
  users: count,
  usersWithPurchase: count,
  orders: count,
  /** In the file's currency, net of refunds; null without a value column. */
  revenue: figure,
  /** First and last kept event. */
  from: instant,
  to: instant,
  eventsPerUser: v.strictObject({ mean: figure, median: figure, p95: figure, max: figure }),
  /** Blank cells by column, over all rows read. */
  missing: v.array(v.strictObject({ column: text, role: v.picklist(COLUMN_ROLES), missing: count })),
  eventTypes: v.array(v.strictObject({ type: text, rows: count, purchase: v.boolean() })),
  /** By calendar month in the recipe's time zone, `2011-05`. */
  byMonth: v.array(v.strictObject({ month: text, events: count, users: count, orders: count, revenue: figure })),
  /** What was met among the rows below the header: how many rows, and the line of the first. */
  readingNotes: v.optional(
    v.array(
      v.strictObject({
        key: v.picklist(READING_NOTES),
        line: count,
        count,
        params: v.optional(v.record(text, v.union([text, v.number()]))),
      }),
    ),
  ),
  /** What was done about dirt, as DirtFigures in cleaning.ts without the users' names. */
  dirt: v.optional(
    v.strictObject({
      /** Rows that each setting touches or would touch; null: not counted, in reports of an earlier version. */
      touches: v.strictObject({
        /** Absent in reports of an earlier version. */
        duplicates: v.optional(count),
        missingValue: count,
        missingQuantity: count,
        missingCategory: count,
        clip: v.nullable(count),
        zScore: v.nullable(count),
        isolation: v.nullable(count),
        nearDuplicates: v.nullable(count),
        bots: count,
        tests: count,
        refunds: count,
      }),
      /** Those of the touches that are estimates: rows of the sample, and rows that it stands for. */
      estimated: v.optional(v.strictObject(v.entriesFromList(SAMPLED_TOUCHES, v.optional(v.strictObject({ rows: count, of: count }))))),
      /** Part of `duplicates`. */
      nearDuplicates: count,
      filled: v.strictObject({ value: count, quantity: count, category: count }),
      clipped: count,
      /** Purchases that a refund was taken off and that stayed. */
      reduced: count,
      botUsers: count,
      testUsers: count,
    }),
  ),
  /** The file is a table with one row a user: figures over events mean nothing. */
  table: v.optional(v.literal('users')),
  attributeDirt: v.optional(AttributeDirt),
  /** Tables that were joined, and how many rows and users (items) matched. rowsRead = rows + duplicates + rejected. */
  joins: v.optional(
    v.array(
      v.strictObject({
        kind: v.picklist(['users', 'items']),
        fileName: text,
        rowsRead: count,
        rows: count,
        duplicates: count,
        rejected: count,
        /** Part of `rejected`; absent in the reports of workspaces that an earlier version kept. */
        reasons: v.optional(v.record(v.picklist(REJECT_REASONS), count)),
        /** Of a table of users. */
        dirt: v.optional(AttributeDirt),
        inEvents: count,
        matched: count,
        unmatched: count,
        eventsMatched: count,
      }),
    ),
  ),
});

const Backend = v.strictObject({
  /** Where the encoder was trained. */
  active: v.picklist(BACKENDS),
  /** What the person had chosen. */
  choice: v.picklist(['auto', ...BACKENDS]),
  /** Each backend as it was found: available, right against the CPU, and the milliseconds of a training step. */
  probes: v.array(
    v.strictObject({
      name: v.picklist(BACKENDS),
      available: v.boolean(),
      correct: v.boolean(),
      ms: figure,
      software: v.boolean(),
      detail: text,
    }),
  ),
});

const Window = v.strictObject({
  /** Users in the run: those with an event in [from, to). */
  users: count,
  from: instant,
  to: instant,
  /** The last kept event of the window, against which recency is taken. */
  end: instant,
  /** Ids of features that the file supports but that do not vary, and so tell nothing. */
  constantFeatures: v.array(text),
});

const Feature = v.strictObject({
  /** The column's name in «Export segments». */
  id: text,
  /** The event type's name, where the feature is about one. */
  param: v.optional(text),
  /** The category that an indicator tells a value of: its indicators are scaled by one deviation. */
  category: v.optional(text),
  group: v.picklist(FEATURE_GROUPS),
  unit: text,
  formula: text,
  /** What stood in for a missing value, and for how many users. */
  missing: v.strictObject({ fill: v.picklist(['zero', 'window', 'median', 'mean']), value: figure, users: count }),
  /** Signed logarithm if `log`, clipped to [lower, upper], then (x − mean) / sd; bounds, mean and sd after the logarithm. */
  scale: v.strictObject({ log: v.boolean(), lower: figure, upper: figure, mean: figure, sd: figure }),
});

const Training = v.strictObject({
  epochs: count,
  /** The epoch whose weights were kept; 0 for those that the training began from. */
  bestEpoch: count,
  stoppedEarly: v.boolean(),
  /** Mean squared error over the standardised features, by epoch; of a network that reads events in order, nats a step. */
  trainingLoss: v.array(figure),
  validationLoss: v.array(figure),
  /** Validation loss of the weights that were kept. */
  bestLoss: v.optional(figure),
  trainingUsers: count,
  validationUsers: count,
  /** Validation loss of principal components, as many as the code has; null where the network reads events in order. */
  baselineLoss: figure,
  /** Of a network that reads events in order: how well it foretold the next step of the users who validate, beside a first-order Markov chain. */
  nextStep: v.optional(v.array(NextStep)),
  /** Of a fused encoder: how the network that reads the events for it learned before, nats a step. */
  reading: v.optional(v.strictObject({ trainingLoss: v.array(figure), validationLoss: v.array(figure), bestEpoch: count })),
  /** Of a fused encoder, what takes part beside the features: whether the events in order do, and columns by their words. */
  parts: v.optional(
    v.strictObject({
      events: v.boolean(),
      texts: v.array(v.strictObject({ of: v.picklist(FUSED_COLUMNS), name: v.optional(text) })),
    }),
  ),
  /** Of an encoder that was trained together with clusters; its rounds are the last epochs. */
  joint: v.optional(
    v.strictObject({
      k: count,
      /** Mean divergence of the assignment from its targets, nats a user, and the share of the users who changed cluster, by round. */
      divergence: v.array(figure),
      changed: v.array(figure),
    }),
  ),
  parameters: count,
  seconds: figure,
  /** In the order used; more than one after a device was lost. */
  backends: v.array(v.picklist(BACKENDS)),
});

const Trait = v.strictObject({
  feature: text,
  /** In the feature's unit, over the users that have a value: of the segment, then of everybody. */
  mean: figure,
  overallMean: figure,
  median: figure,
  overallMedian: figure,
  users: count,
  /** Cohen's d of the segment against the other users, on the scaled values, with its 95 % interval. */
  effect: figure,
  effectLow: figure,
  effectHigh: figure,
});

const Segment = v.strictObject({
  id: segmentId,
  /** As shown on the screen. */
  name: text,
  size: count,
  /** Of the users in the run, with the Wilson interval at 95 %. */
  share,
  shareLow: share,
  shareHigh: share,
  /** Net revenue of its users in the window, and its part of all; null without a value column. */
  value: figure,
  valueShare: figure,
  /** Mean of each feature in its own unit, by feature id, over the users that have a value. */
  centre: v.record(text, figure),
  /** The k-means centre, in the coordinates of the embedding. */
  centreEmbedding: v.array(figure),
  /** The features with the largest effects, strongest first. */
  traits: v.array(Trait),
  /** Outcomes that the file brings, which had no part in the segments: share of a value, or mean (`level` null), with its 95 % interval. */
  labels: v.optional(
    v.array(
      v.strictObject({
        column: text,
        level: v.nullable(text),
        value: figure,
        low: figure,
        high: figure,
        users: count,
        overall: figure,
      }),
    ),
  ),
  /** Words that its users say (`words`), meet in titles and names (`text`) or have in their profile (`profile`) more than others, by share of users, strongest first. */
  words: v.optional(v.array(v.strictObject({ word: text, of: v.picklist(FUSED_TEXTS), users: count, share: figure, others: figure }))),
});

const Validity = v.strictObject({
  choice: v.strictObject({
    k: count,
    rule: v.picklist(['stable', 'best-silhouette', 'manual', 'kept', 'held', 'found', 'trained']),
    /** Where the k of before a rebuild was held, or the encoder was trained for one: the one that the rule alone takes. */
    ruleK: v.optional(count),
    bestK: count,
    bestSilhouette: figure,
  }),
  /** What the figures were computed on. */
  basis: v.strictObject({
    silhouetteUsers: count,
    silhouetteSampled: v.boolean(),
    /** Users on whom the restarts of k-means ran; the best was refined on all. */
    restartUsers: count,
    stabilityUsers: count,
    stabilitySampled: v.boolean(),
    bootstraps: count,
    /** Seeds under which encoder and clustering were done again, on how many users. */
    otherSeeds: v.optional(v.strictObject({ seeds: count, users: count, sampled: v.boolean() })),
  }),
  computedOn: v.picklist(['webgpu', 'typed-arrays']),
  /** How dense regions were found, on how many users; of DBSCAN ε and some points of the k-distance curve, of HDBSCAN the least size of a segment. */
  density: v.optional(
    v.strictObject({
      rows: count,
      epsilon: figure,
      minPoints: count,
      minClusterSize: v.nullable(count),
      curve: v.nullable(v.array(figure)),
    }),
  ),
  byK: v.array(
    v.strictObject({
      k: count,
      /** Share of the users without a segment, who have no part in the other figures; absent where the method leaves none. */
      noise: v.optional(share),
      inertia: figure,
      silhouette: figure,
      daviesBouldin: figure,
      calinskiHarabasz: figure,
      /** Mean bootstrap Jaccard of each segment, largest segment first. */
      stability: v.array(figure),
      /** Mean Jaccard of each segment with its like under other seeds, largest segment first. */
      seedStability: v.optional(v.array(figure)),
      sizes: v.array(count),
    }),
  ),
});

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

const Timeline = v.strictObject({
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

/** «Export run report»: what was run, on what, and what came out, as one JSON document. docs/run-report.md describes it for readers. */
export const RunReportSchema = v.strictObject({
  /** All that was decided, as run; put it back in to get the same result from the same file. */
  recipe: RecipeSchema,
  /** The first; of an updated run, `quality` is of all of them. */
  file: File,
  /** The files whose events were added to the first by updates, oldest first. */
  laterFiles: v.optional(v.array(File)),
  /** How the result came about: built from nothing, or by an update of that strength. */
  kind: v.optional(v.picklist(['build', 'assign', 'tune', 'rebuild'])),
  quality: Quality,
  backend: Backend,
  seed: count,
  /** Seconds by stage; a stage whose earlier result was reused keeps its earlier seconds. */
  timings: v.strictObject(v.entriesFromList(STAGES, v.optional(figure))),
  window: Window,
  features: v.array(Feature),
  /** null where the encoder is `none`. */
  training: v.nullable(Training),
  segments: v.array(Segment),
  validity: Validity,
  timeline: Timeline,
  /** Absent where the report was written before they were known. */
  predictions: v.optional(ReportedPredictions),
  outcomes: v.optional(ReportedOutcomes),
  categories: v.optional(ReportedCategories),
  demand: v.optional(ReportedDemand),
  /** The same: they were not asked for. */
  assignment: v.optional(ReportedAssignment),
  looks: v.optional(ReportedLooks),
  versions: v.strictObject({ shoal: text, tfjs: text, schema: v.literal(REPORT_VERSION) }),
});

export type RunReport = v.InferOutput<typeof RunReportSchema>;
