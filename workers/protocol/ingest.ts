import type { ReadingNote } from './reading';
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

/** What is known of a file after reading its beginning. */
export interface FilePreview {
  readonly fileName: string;
  readonly fileSize: number;
  readonly encoding: string;
  /** `,` `;` `\t` `|` or `spaces`. */
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** What had to be decided about the file's beginning; absent from previews that an earlier version kept. */
  readonly notes?: readonly ReadingNote[];
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
