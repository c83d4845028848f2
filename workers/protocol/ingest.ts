import type { AttributeKind, ColumnRole, DateFormat, MappingRecipe, PresetId, TableKind } from './recipe';
import type { AttributeReason, JoinFigures, TableReason } from './tables';

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
  /** What a row of the file is. Absent in previews that an earlier version kept. */
  readonly tables?: TableProposal;
}

/** What a column says of a user, as it is understood and why. */
export interface AttributeProposal {
  readonly as: AttributeKind;
  readonly label: boolean;
  readonly reason: AttributeReason;
}

/** What one row of the file is taken for, and what it takes to read it as something else. */
export interface TableProposal {
  readonly kind: TableKind;
  readonly reason: TableReason;
  /** The mapping under each reading; {@link FilePreview.mapping} is that of `kind`. */
  readonly mappings: Readonly<Record<TableKind, MappingRecipe>>;
  /** One a column. */
  readonly attributes: readonly AttributeProposal[];
  /** Columns of a file of events that never change within a user of the sample: offered as attributes. */
  readonly steady: readonly string[];
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
  /** Each row stands for a user: figures over events mean nothing. */
  readonly table?: 'users';
  readonly joins?: readonly JoinFigures[];
}

export interface MonthFigures {
  readonly month: string;
  readonly events: number;
  readonly users: number;
  readonly orders: number;
  readonly revenue: number | null;
}
