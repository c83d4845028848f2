import * as v from 'valibot';
import { share } from './schema-numbers';

/**
 * What becomes of a purchase without an amount or a quantity. `default`: it counts as 0 money, as 1 unit. `regression` and `neighbours` predict it
 * from the row's other columns.
 */
export const NUMBER_FILLS = ['default', 'drop', 'mean', 'median', 'min', 'max', 'mode', 'constant', 'regression', 'neighbours'] as const;

/** What becomes of an event without a category. `default`: it has none. */
export const CATEGORY_FILLS = ['default', 'drop', 'mode', 'constant', 'neighbours'] as const;

/** What becomes of amounts and quantities far from the others. `clip` moves them to a quantile, the last two drop the row. */
export const OUTLIER_METHODS = ['keep', 'clip', 'z-score', 'isolation'] as const;

const NumberFill = v.object({
  method: v.picklist(NUMBER_FILLS),
  /** For `constant`. */
  constant: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

const Missing = v.object({
  value: NumberFill,
  quantity: NumberFill,
  category: v.object({ method: v.picklist(CATEGORY_FILLS), constant: v.pipe(v.string(), v.maxLength(200)) }),
});

export const OutliersSchema = v.object({
  method: v.picklist(OUTLIER_METHODS),
  /** Quantiles for `clip`. */
  low: share,
  high: share,
  /** For `z-score`: distance from the median in robust standard deviations from which a figure is an outlier. */
  z: v.pipe(v.number(), v.minValue(1), v.maxValue(1000)),
  /** For `isolation`: score from which a row is an outlier. */
  score: v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)),
});

const Suspects = v.object({
  /** A user with events at more moments than this within any hour is flagged as a bot. Lines of one order, which have one time, count once. */
  eventsPerHour: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  /** Leave out the rows of flagged bots, and those of accounts whose name says that they are tests. */
  excludeBots: v.boolean(),
  excludeTests: v.boolean(),
});

/** The settings for dirt within the cleaning recipe; what a recipe of an earlier version lacks is {@link DIRT_DEFAULTS}. */
export const dirtEntries = {
  missing: v.optional(Missing),
  outliers: v.optional(OutliersSchema),
  /** Rows that are the same in all mapped columns but the time, and so many seconds apart at most, count as duplicates; null: they do not. */
  nearDuplicateSeconds: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400)))),
  suspects: v.optional(Suspects),
  /** Take refunds off the purchase that they give back, instead of counting them as lines of their own. */
  netRefunds: v.optional(v.boolean()),
};

/** All of them, said. */
export interface DirtSettings {
  readonly missing: v.InferOutput<typeof Missing>;
  readonly outliers: v.InferOutput<typeof OutliersSchema>;
  readonly nearDuplicateSeconds: number | null;
  readonly suspects: v.InferOutput<typeof Suspects>;
  readonly netRefunds: boolean;
}
export type NumberFill = DirtSettings['missing']['value'];
export type OutlierSettings = DirtSettings['outliers'];
export type OutlierMethod = OutlierSettings['method'];
export type SuspectSettings = DirtSettings['suspects'];

/** Nothing is changed or left out until somebody chooses it. */
export const DIRT_DEFAULTS: DirtSettings = {
  missing: {
    value: { method: 'default', constant: 0 },
    quantity: { method: 'default', constant: 1 },
    category: { method: 'default', constant: '' },
  },
  outliers: { method: 'keep', low: 0.01, high: 0.99, z: 3.5, score: 0.7 },
  nearDuplicateSeconds: null,
  suspects: { eventsPerHour: 300, excludeBots: false, excludeTests: false },
  netRefunds: false,
};

/** Seconds that are offered for near duplicates, and for which they are counted while nobody has chosen any. */
export const NEAR_SECONDS = 5;

/** Suspects that are listed by name. */
export const NAMED_SUSPECTS = 20;

/** All settings, with the defaults for what is not said. */
export function dirtSettings(cleaning: Partial<DirtSettings>): DirtSettings {
  const { missing, outliers, nearDuplicateSeconds, suspects, netRefunds } = cleaning;
  return {
    missing: missing ?? DIRT_DEFAULTS.missing,
    outliers: outliers ?? DIRT_DEFAULTS.outliers,
    nearDuplicateSeconds: nearDuplicateSeconds ?? DIRT_DEFAULTS.nearDuplicateSeconds,
    suspects: suspects ?? DIRT_DEFAULTS.suspects,
    netRefunds: netRefunds ?? DIRT_DEFAULTS.netRefunds,
  };
}

/** Columns whose cells cleaning may write; what it writes follows from the other rows of the file. */
export type WrittenColumn = 'value' | 'quantity' | 'category';

export function writtenColumns(cleaning: Partial<DirtSettings>): ReadonlySet<WrittenColumn> {
  const { missing, outliers, netRefunds } = dirtSettings(cleaning);
  const keeps = (method: string) => method === 'default' || method === 'drop';
  const columns = new Set<WrittenColumn>();
  if (!keeps(missing.category.method)) columns.add('category');
  for (const column of ['value', 'quantity'] as const) {
    if (!keeps(missing[column].method) || outliers.method === 'clip' || netRefunds) columns.add(column);
  }
  return columns;
}

/** Settings that are counted on a sample where there are many rows and nobody has chosen them. */
export const SAMPLED_TOUCHES = ['clip', 'zScore', 'isolation', 'nearDuplicates'] as const;
export type SampledTouch = (typeof SAMPLED_TOUCHES)[number];

/** Rows of the sample, and rows that it stands for. */
export interface TouchSample {
  readonly rows: number;
  readonly of: number;
}

/** Rows that a setting touches, or would touch if it were chosen; null in figures that an earlier version kept, which did not count all. */
export interface DirtTouches {
  /** Rows that repeat an earlier one in every column; absent in figures that an earlier version kept. */
  readonly duplicates?: number;
  /**
   * Purchases without an amount, without a quantity; events without a category. 0 where the file has no such column. An order without a total counts once, and
   * with all its lines where they are left out.
   */
  readonly missingValue: number;
  readonly missingQuantity: number;
  readonly missingCategory: number;
  readonly clip: number | null;
  readonly zScore: number | null;
  readonly isolation: number | null;
  readonly nearDuplicates: number | null;
  /** Rows of flagged users. Those of users who are both are in both counts, unless test accounts are left out: then they are in the second alone. */
  readonly bots: number;
  readonly tests: number;
  /** Refund lines that a purchase was found for, and these purchases. */
  readonly refunds: number;
}

/** A user who looks like a machine, a test, or both. */
export interface SuspectUser {
  readonly user: string;
  readonly why: 'bot' | 'test' | 'both';
  readonly rows: number;
  /** Most moments with an event within any hour; null for a test account that is no bot. */
  readonly peak: number | null;
}

/** What was done about dirt. */
export interface DirtFigures {
  readonly touches: DirtTouches;
  /** Those of the touches that are estimates from a sample. */
  readonly estimated?: Readonly<Partial<Record<SampledTouch, TouchSample>>>;
  /** Part of the report's duplicates. */
  readonly nearDuplicates: number;
  /** Cells of kept rows that were given a figure or a category. */
  readonly filled: { readonly value: number; readonly quantity: number; readonly category: number };
  /** Kept rows with a figure that was clipped. */
  readonly clipped: number;
  /** Purchases that a refund was taken off and that stayed. */
  readonly reduced: number;
  /** Those flagged as bots, as tests, and as both, who are in both counts; absent in figures that an earlier version kept, which called these tests alone. */
  readonly botUsers: number;
  readonly testUsers: number;
  readonly bothUsers?: number;
  /** These three are bounds: of two files one did not keep all of its flagged users, as in an earlier version, and who is in both may count twice. */
  readonly atMost?: true;
  /** Those with the most rows. */
  readonly suspects: readonly SuspectUser[];
}
