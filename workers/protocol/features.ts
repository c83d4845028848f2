export const FEATURE_GROUPS = [
  'recency',
  'frequency',
  'value',
  'basket',
  'rhythm',
  'events',
  'conversion',
  'sessions',
  'daytime',
  'items',
  'refunds',
  'trend',
  'profile',
] as const;
export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

/** `money` is the file's own currency, which Shoal does not know. `ratio` may exceed 1, `share` lies in 0…1. `number` is in a unit
 * that the file alone knows; `rank` counts ordered values from 1, the lowest; `flag` is 1 where something holds and 0 where it does not. */
export type FeatureUnit =
  'days' | 'minutes' | 'count' | 'per-session' | 'money' | 'share' | 'ratio' | 'bits' | 'units' | 'number' | 'rank' | 'flag';

/** Key of the feature of an event type, and that in the page's copy of the spec where its name is a word of Shoal's own (`OWN_TYPES`). */
export const TYPE_KEY = 'events_of_type';
export const OWN_TYPE_KEY = 'events_of_own_type';

/** Signed log (sign(x)·ln(1+|x|)) if `log`, clip to [lower, upper], then (x − mean) / sd. Bounds, mean and sd are in the units after the logarithm. */
export interface FeatureScale {
  readonly log: boolean;
  readonly lower: number;
  readonly upper: number;
  readonly mean: number;
  readonly sd: number;
}

export interface FeatureSpec {
  /** Column name in exports, stable: `recency_days`, `frequency_orders`, `value_total`, `events_view` … */
  readonly id: string;
  /** Key under `features.` in src/i18n (name and explanation); `param` fills `{{param}}` (an event type's name). */
  readonly key: string;
  readonly param?: string;
  /** Of an indicator: the category that it tells a value of. The indicators of a category are scaled by one deviation. */
  readonly category?: string;
  readonly group: FeatureGroup;
  readonly unit: FeatureUnit;
  /** In plain mathematical words, English: `days from the last purchase to the last kept event of the window`. */
  readonly formula: string;
  /** What stands in for a missing value before scaling, and for how many users it did. Display and export leave missing values blank. */
  readonly missing: { readonly fill: 'zero' | 'window' | 'median' | 'mean'; readonly value: number; readonly users: number };
  readonly scale: FeatureScale;
}

/**
 * What of a table decides which features there are and what their names stand for. Kept with the matrix, so that more events of the same shop
 * are featured alike although its most frequent types, say, are others by then. Event types by name.
 */
export interface FeatureSupport {
  readonly purchases: boolean;
  readonly refunds: boolean;
  /** So many purchases have a filled amount or quantity that it tells something; absent where not. */
  readonly filled?: boolean;
  /** So many events have a filled category; absent where not. */
  readonly filledCategories?: boolean;
  /** Rows that are neither purchase nor refund: browsing, so that visits can be told from purchases. */
  readonly browsing: boolean;
  /** The times are more than dates. */
  readonly timesOfDay: boolean;
  /** Types that are counted one by one, most frequent first. */
  readonly types: readonly string[];
  /** Types that stand for looking at a product and for putting it into the cart. */
  readonly view: readonly string[];
  readonly cart: readonly string[];
  /** Absent where nothing is known of the users beside their events. */
  readonly attributes?: AttributesSupport;
  /** The events' items have brands. */
  readonly brands?: boolean;
}

/** Which features the attributes of the users give. */
export interface AttributesSupport {
  readonly columns: readonly AttributeSupport[];
  /** Enough users lack a row in the user table for that to be a feature. */
  readonly profileFlag: boolean;
}

export interface AttributeSupport {
  readonly name: string;
  readonly as: 'number' | 'date' | 'category' | 'ordered';
  /** `category`: values with an indicator, most frequent first; `ordered`: all values from the lowest. */
  readonly levels: readonly string[];
  /** `category`: all other values share an indicator. */
  readonly other: boolean;
  /** Enough users lack a value for that to be a feature. */
  readonly flag: boolean;
  /** `date`: ms UTC of the latest one, from which days are counted back. */
  readonly latest: number;
}

/** users × features, row-major. */
export interface FeatureMatrix {
  readonly users: number;
  readonly features: number;
  /** Index into EventTable.userIds for each row (users without an event in the window have no row). */
  readonly userIndex: Uint32Array;
  /** Own units, NaN where missing. Float64 since money needs it. */
  readonly raw: Float64Array;
  /** Filled, logged, clipped, standardised. */
  readonly scaled: Float32Array;
  readonly specs: readonly FeatureSpec[];
  /** Candidates that the file supports but that do not vary, left out. */
  readonly constant: readonly string[];
  readonly support: FeatureSupport;
  /** The window, ms UTC, [from, to); `end` is the last kept event in it, against which recency is taken. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
}
