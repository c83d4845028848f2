import * as v from 'valibot';
import { AttributeFillSchema } from './attribute-cleaning';
import { dirtEntries, OutliersSchema } from './cleaning';
import { defaultEncoder, EncoderSchema } from './encoder-recipe';
import { COMMON_DELIMITERS, ENCODINGS } from './reading';
import { count, share } from './schema-numbers';
import { AssignmentSchema, NetworkSchema } from './training-recipe';

/**
 * What a column of the file stands for. `clock` is the time of day where `time` holds the day alone, `value` money, `status` the state of an order,
 * `title` what the item is called or described as, `text` what the user wrote (search words, a comment); `other` is left out of the work.
 */
export const COLUMN_ROLES = [
  'user',
  'time',
  'clock',
  'event',
  'item',
  'category',
  'value',
  'quantity',
  'order',
  'session',
  'status',
  'title',
  'text',
  'other',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Roles of columns whose words count. */
export const TEXT_ROLES = ['title', 'text'] as const satisfies readonly ColumnRole[];
export type TextRole = (typeof TEXT_ROLES)[number];

/**
 * How the time column is written. `dmy`/`mdy`/`ymd` allow any separator and an optional time of day. `excel`: days since 1899-12-30.
 * `days-since-previous`: no time at all, only days since the same user's order before (see `relativeTime`).
 */
export const DATE_FORMATS = [
  'iso',
  'ymd',
  'dmy',
  'mdy',
  'yyyymmdd',
  'epoch-s',
  'epoch-ms',
  'epoch-us',
  'epoch-ns',
  'excel',
  'days-since-previous',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

export const PRESETS = [
  'rees46',
  'online-retail',
  'cdnow',
  'retailrocket',
  'taobao-behavior',
  'instacart',
  'olist',
  'shopify',
  'woocommerce',
  'amplitude',
  'mixpanel',
  'posthog',
  'segment',
  'ga4',
  'matomo',
  'taobao',
  'jd',
  'youzan',
  'douyin',
  'pinduoduo',
] as const;
export type PresetId = (typeof PRESETS)[number];

export const VALUE_MEANINGS = ['unit', 'line', 'order'] as const;

/** What one row of a file is: something that happened, a user, or an item that the events speak of. */
export const TABLE_KINDS = ['events', 'users', 'items'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** How a column of a user table is understood. `ordered` bands have a rank; `text` counts by its words alone; `ignore` leaves the column out. */
export const ATTRIBUTE_KINDS = ['number', 'date', 'category', 'ordered', 'text', 'ignore'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

export const REFERENCE_KINDS = ['first', 'previous', 'last-year'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** A value within the JSON of a column: `keys` lead from the outermost object to it. */
const JsonPath = v.object({ column: v.string(), keys: v.pipe(v.array(v.string()), v.minLength(1)) });

const Attribute = v.object({
  /** Name of the column. */
  name: v.string(),
  as: v.picklist(ATTRIBUTE_KINDS),
  /** An outcome: shown beside the segments and kept out of what they are made from. */
  label: v.optional(v.boolean()),
  /** How the dates of a `date` are written. */
  dateFormat: v.optional(v.picklist(DATE_FORMATS)),
  /** Sign before the decimals of a `number`; without it, found in the column's beginning. */
  decimalMark: v.optional(v.picklist(['.', ','])),
  /** What becomes of users without a value; without it, the value stays missing. */
  missing: v.optional(AttributeFillSchema),
});

const Mapping = v.object({
  /** Absent: events. */
  kind: v.optional(v.picklist(TABLE_KINDS)),
  /**
   * Columns that say something of the user; in a file of events, those of which each user's first value that is there is taken. Of a table of items: what else it says of items
   * in words, as `category` or `text`.
   */
  attributes: v.optional(v.array(Attribute)),
  /** Of a table of users: what becomes of rows with a number far from the others; without it, they are kept. */
  outliers: v.optional(OutliersSchema),
  /** Of a table of users without ids: rows that repeat an earlier one in every column count as duplicates. */
  dropRepeated: v.optional(v.boolean()),
  /** Names of the columns of an item table that hold brand and title. */
  brand: v.optional(v.string()),
  title: v.optional(v.string()),
  preset: v.nullable(v.picklist(PRESETS)),
  /** One entry a column of the file, in the file's order; after them one a key of a JSON column, which has a `path`. */
  columns: v.array(v.object({ name: v.string(), role: v.picklist(COLUMN_ROLES), path: v.optional(JsonPath) })),
  dateFormat: v.picklist(DATE_FORMATS),
  /** How the file is read, where a person has decided it; what is not said is found. */
  reading: v.optional(
    v.object({
      encoding: v.optional(v.picklist(ENCODINGS)),
      delimiter: v.optional(v.picklist(COMMON_DELIMITERS)),
      /** Of a workbook; where there is none of this name, the first that holds a table. */
      sheet: v.optional(v.string()),
      /** Of several files: columns that some of them call otherwise (`from`) than the others (`to`). */
      renamed: v.optional(v.pipe(v.array(v.object({ from: v.string(), to: v.string() })), v.readonly())),
    }),
  ),
  /** IANA zone. Times without a zone are wall-clock times there; hours, weekdays and windows are taken there. */
  timeZone: v.string(),
  /** Whether `value` is the price of one unit (multiplied by quantity), the amount of the line, or the total of an order that each of its
   * lines repeats (counted once an order). */
  valueIs: v.picklist(VALUE_MEANINGS),
  /** Event types that mean a purchase. Without an event column every row is a purchase. */
  purchaseTypes: v.array(v.string()),
  /** Event types that mean money given back. */
  refundTypes: v.array(v.string()),
  /** Order ids that start with this are cancellations; null where the file has no such habit. */
  cancelPrefix: v.nullable(v.string()),
  /** Values of the `status` column of orders that were cancelled or wholly refunded: they bring neither money nor units. */
  cancelledStates: v.optional(v.array(v.string())),
  /** Values of the `status` column of orders that were never paid: such rows are no purchases. */
  unpaidStates: v.optional(v.array(v.string())),
  /** Lines of an order leave what belongs to the whole order blank after its first line: taken from there, by order id. */
  fillDown: v.optional(v.boolean()),
  /** Sign before the decimals; without it, found in the file's beginning. */
  decimalMark: v.optional(v.picklist(['.', ','])),
  /** For `days-since-previous`: names of the columns with the number of the user's order, its weekday (0 is Sunday) and its hour. */
  relativeTime: v.optional(v.object({ number: v.string(), weekday: v.nullable(v.string()), hour: v.nullable(v.string()) })),
});

const Cleaning = v.object({
  /** Rows identical in every column to an earlier row are counted as duplicates and left out. */
  dropDuplicates: v.boolean(),
  /** A date further than this many years from the file's median date is rejected as implausible. */
  maxYearsFromMedian: v.pipe(v.number(), v.minValue(1)),
  /** All events of a seeded share of the users and none of the others; without it, of all users. */
  sample: v.optional(v.object({ share: v.pipe(share, v.gtValue(0)), seed: count(0, 4294967295) })),
  ...dirtEntries,
});

const Features = v.object({
  /** ms UTC, half-open [from, to); null means the file's own first event, and just after its last. */
  from: v.nullable(v.number()),
  to: v.nullable(v.number()),
  sessionGapMinutes: v.pipe(v.number(), v.minValue(1)),
  /** Ids of features to leave out. */
  exclude: v.array(v.string()),
  /** Quantiles at which values are clipped after the logarithm. */
  winsor: v.tuple([share, share]),
});

/** k-means; in small batches; Ward's hierarchy, cut; a mixture of Gaussians; DBSCAN; HDBSCAN. */
export const CLUSTER_METHODS = ['kmeans', 'minibatch', 'ward', 'mixture', 'dbscan', 'hdbscan'] as const;
export type ClusterMethod = (typeof CLUSTER_METHODS)[number];

/** Those that find dense regions, as many as there are, and leave the users between them without a segment. */
export const DENSITY_METHODS = ['dbscan', 'hdbscan'] as const satisfies readonly ClusterMethod[];
export type DensityMethod = (typeof DENSITY_METHODS)[number];

export const isDensityMethod = (method: ClusterMethod | undefined): method is DensityMethod =>
  (DENSITY_METHODS as readonly (ClusterMethod | undefined)[]).includes(method);

/** What is dense; null: by the rules in workers/cluster/density.ts. */
const Density = v.object({
  /** DBSCAN: greatest distance of neighbours, in units of the embedding. */
  epsilon: v.nullable(v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1e6))),
  /** DBSCAN: users within that distance, the user counted, that make a region dense. */
  minPoints: v.nullable(count(2, 10_000)),
  /** HDBSCAN: users that a segment has at least. */
  minClusterSize: v.nullable(count(2, 1_000_000_000)),
});

const Clustering = v.object({
  method: v.picklist(CLUSTER_METHODS),
  /** null: chosen by the rule in workers/cluster/choose-k.ts. Says nothing where the method finds the number. */
  k: v.nullable(count(2, 12)),
  /** For the methods by density; without it, by their rules. */
  density: v.optional(Density),
  restarts: count(1, 100),
  bootstraps: count(20, 200),
  tolerance: v.pipe(v.number(), v.minValue(0)),
  maxIterations: count(1, 10000),
});

/** From which size on a change is worth telling. workers/track/families.ts says what `alpha` bounds. */
const DriftThresholds = v.object({
  /** PSI from which a feature is watched, and from which it calls for action. */
  psiWatch: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10)), 0.1),
  psiAct: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10)), 0.25),
  /** Chance of any alert in a file in which nothing changes. */
  alpha: v.optional(v.pipe(v.number(), v.minValue(1e-6), v.maxValue(0.5)), 0.05),
  /** ROC AUC of telling a window from the reference above which the behaviour as a whole has drifted. */
  auc: v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)), 0.55),
  /** Least change of a share (of the active users, of the events) worth telling: 0.01 is one percentage point. */
  shareChange: v.optional(share, 0.01),
  /** Least relative change of active users and of business figures worth telling. */
  relativeChange: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(10)), 0.1),
});

const Track = v.object({
  window: v.picklist(['auto', 'week', 'month']),
  /** Number of complete windows at the start that serve as the reference; null: chosen from the span. */
  referenceWindows: v.nullable(count(1, 1000)),
  /** What a window is compared with: the first windows, the one before it, or the same season a year before. */
  reference: v.optional(v.picklist(REFERENCE_KINDS), 'first'),
  thresholds: v.optional(DriftThresholds, {}),
});

const Predict = v.object({
  /** Days ahead that outcomes are predicted for; null: chosen from the span of the file. */
  horizonDays: v.nullable(count(1, 3650)),
  /** Absent: the defaults of `defaultNetwork`. */
  network: v.optional(NetworkSchema),
});

/** All that a person decides, as one document. All that Shoal shows is a function of (file, recipe). */
export const RecipeSchema = v.object({
  version: v.literal(1),
  seed: count(0, 4294967295),
  mapping: Mapping,
  cleaning: Cleaning,
  features: Features,
  encoder: EncoderSchema,
  clustering: Clustering,
  track: Track,
  predict: v.optional(Predict),
  /** Absent: `DEFAULT_ASSIGNMENT`. */
  assignment: v.optional(AssignmentSchema),
  /** Tables that are joined to the file, by name: at most one of users and one of items. */
  joined: v.optional(v.array(v.object({ file: v.string(), mapping: Mapping }))),
});

export type Recipe = v.InferOutput<typeof RecipeSchema>;
export type MappingRecipe = Recipe['mapping'];
export type AttributeRecipe = v.InferOutput<typeof Attribute>;
export type MappedColumn = MappingRecipe['columns'][number];
export type JsonPath = v.InferOutput<typeof JsonPath>;
export type CleaningRecipe = Recipe['cleaning'];
export type UserSample = NonNullable<CleaningRecipe['sample']>;
export type FeaturesRecipe = Recipe['features'];
export type ClusteringRecipe = Recipe['clustering'];
export type DensityRecipe = v.InferOutput<typeof Density>;
export type TrackRecipe = Recipe['track'];
export type DriftThresholds = TrackRecipe['thresholds'];

export const BY_RULE: DensityRecipe = { epsilon: null, minPoints: null, minClusterSize: null };

export const K_MIN = 2;
export const K_MAX = 12;

export function defaultTrack(): TrackRecipe {
  return completeTrack({ window: 'auto', referenceWindows: null });
}

/** With the defaults for what a recipe of an earlier version does not say. */
export function completeTrack(track: v.InferInput<typeof Track>): TrackRecipe {
  return v.parse(Track, track);
}

/** The defaults for everything but the mapping, which comes from the file. */
export function defaultRecipe(mapping: MappingRecipe): Recipe {
  return {
    version: 1,
    seed: 1,
    mapping,
    cleaning: { dropDuplicates: true, maxYearsFromMedian: 20 },
    features: { from: null, to: null, sessionGapMinutes: 30, exclude: [], winsor: [0.01, 0.99] },
    encoder: defaultEncoder('autoencoder'),
    clustering: { method: 'kmeans', k: null, restarts: 10, bootstraps: 20, tolerance: 1e-4, maxIterations: 300 },
    track: defaultTrack(),
  };
}
