import type { ColumnRole, DateFormat, MappingRecipe, PresetId } from './recipe';

/** Why a role was given: key under `data.reasons.` in src/i18n, with its figures. */
export interface RoleReason {
  readonly key:
    'preset' | 'header' | 'looks-like-dates' | 'looks-like-ids' | 'few-values' | 'looks-like-money' | 'whole-numbers' | 'unused' | 'manual';
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface ColumnProfile {
  readonly name: string;
  readonly role: ColumnRole;
  readonly reason: RoleReason;
  /** Over the sampled rows. */
  readonly distinct: number;
  readonly missing: number;
  readonly examples: readonly string[];
}

/** Why a part of a file is not read: files of the system, folders, what is no table, another sheet, an archive in an archive, a table without rows. */
export type SkipReason = 'system' | 'no-table' | 'other-sheet' | 'nested' | 'no-rows';

export interface SkippedPart {
  readonly name: string;
  readonly why: SkipReason;
}

/** What a file was wrapped in. Absent for plain text. */
export interface Unwrapped {
  /** `files`: several files opened at once. Of a workbook in a zip: `xlsx`. */
  readonly kind: 'files' | 'zip' | 'gzip' | 'xlsx' | 'parquet' | 'json';
  /** Names of the tables that are read, in order. */
  readonly parts: readonly string[];
  readonly skipped: readonly SkippedPart[];
  /** Sheets that could be read instead of the one that is; empty where there is no choice. */
  readonly choices: readonly string[];
  /** Fields of later rows that are not among the columns and are left out; after reading the whole file. */
  readonly laterFields: readonly string[];
}

/** What is known of a file after reading its beginning. */
export interface FilePreview {
  readonly fileName: string;
  readonly fileSize: number;
  readonly unwrapped?: Unwrapped;
  readonly encoding: string;
  /** `,` `;` `\t` `|` or `spaces`. */
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly preset: PresetId | null;
  readonly columns: readonly ColumnProfile[];
  /** At most 50 rows, each cell as its text. */
  readonly rows: readonly (readonly string[])[];
  readonly sampledRows: number;
  /** Values of each column that has at most 60 of them in the sample (else null), most frequent first: for choosing purchase types. */
  readonly values: readonly (readonly { readonly value: string; readonly count: number }[] | null)[];
  /** Date formats that fit each column's sample, best first; empty where none does. */
  readonly dateFormats: readonly (readonly DateFormat[])[];
  /** The mapping that Shoal proposes. Roles `user` and `time` may be absent; {@link MappingProblem} says so. */
  readonly mapping: MappingRecipe;
}

export const REJECT_REASONS = ['no-user', 'user-too-long', 'no-time', 'bad-date', 'implausible-date', 'bad-number', 'ragged'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** The quality of the file as read under a mapping. rowsRead = kept + duplicates + Σ rejected, always. */
export interface QualityReport {
  readonly fileName: string;
  readonly fileSize: number;
  readonly unwrapped?: Unwrapped;
  readonly rowsRead: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<RejectReason, number>>;
  /** Kept rows that cancel or refund, and the money that they give back (≥ 0). */
  readonly refundRows: number;
  readonly refundValue: number;
  readonly users: number;
  readonly usersWithPurchase: number;
  readonly orders: number;
  /** Net of refunds; null without a value column. */
  readonly revenue: number | null;
  /** ms UTC of the first and the last kept event. */
  readonly from: number;
  readonly to: number;
  readonly eventsPerUser: { readonly mean: number; readonly median: number; readonly p95: number; readonly max: number };
  /** Over all rows read. */
  readonly missing: readonly { readonly column: string; readonly role: ColumnRole; readonly missing: number }[];
  readonly eventTypes: readonly { readonly type: string; readonly rows: number; readonly purchase: boolean }[];
  /** Calendar months in the recipe's zone, `2011-05`. */
  readonly byMonth: readonly MonthFigures[];
}

export interface MonthFigures {
  readonly month: string;
  readonly events: number;
  readonly users: number;
  readonly orders: number;
  readonly revenue: number | null;
}
