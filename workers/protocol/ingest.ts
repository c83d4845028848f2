import type { AttributeDirt } from './attribute-cleaning';
import type { DirtFigures } from './cleaning';
import type { ReadingNote } from './reading';
import type { AttributeKind, ColumnRole, DateFormat, JsonPath, MappingRecipe, PresetId, TableKind } from './recipe';
import type { AttributeReason, JoinFigures, TableReason } from './tables';

/** Why a role was given: key under `data.reasons.` in src/i18n, with its figures. */
export interface RoleReason {
  readonly key:
    | 'preset'
    | 'header'
    | 'json-key'
    | 'looks-like-dates'
    | 'looks-like-clock'
    | 'looks-like-ids'
    | 'session-instead'
    | 'some-files-lack'
    | 'few-values'
    | 'looks-like-money'
    | 'whole-numbers'
    | 'unused'
    | 'manual';
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface ColumnProfile {
  /** Of a key in a JSON column: the column's name and the keys, joined by points. */
  readonly name: string;
  /** Of a key in a JSON column. */
  readonly path?: JsonPath;
  readonly role: ColumnRole;
  readonly reason: RoleReason;
  /** Over the sampled rows. */
  readonly distinct: number;
  readonly missing: number;
  readonly examples: readonly string[];
}

/** Something about the file that the person should know: key under `notes.` in src/i18n, with its figures. */
export interface PreviewNote {
  readonly key: (typeof NOTE_KEYS)[number];
  /** `act`: the file cannot be read before something is done; `watch`: figures will mislead unless it is known. */
  readonly tone: 'calm' | 'watch' | 'act';
  readonly params: Readonly<Record<string, string | number>>;
}

/** What it rests on that a comma or a point was taken to stand before decimals. */
export const MARK_BASES = ['cells', 'file', 'grouping', 'delimiter', 'dates', 'language', 'habit'] as const;
export type MarkBasis = (typeof MARK_BASES)[number];

export const NOTE_KEYS = [
  'no-buyer',
  'one-id-per-order',
  'users-seen-once',
  'crowded-user',
  'masked-user',
  'names-as-users',
  'sessions-as-users',
  'id-as-user',
  'user-instead',
  'user-instead-of-masked',
  'relative-time',
  'filled-down',
  'price-times-quantity',
  'order-total-once',
  'cancelled-states',
  'unpaid-states',
  'partly-refunded',
  'one-row-a-visit',
  'no-amounts',
  'small-units',
  'mostly-negative',
  'json-keys',
  'decimal-comma',
  'power-letters',
  'open-marks-decimals',
  'open-marks-thousands',
  'damaged-ids',
  'time-zone',
  'zone-names',
  'day-and-clock',
  'months-only',
] as const;

/** Whether day or month comes first in dates such as `03/04/2024`. */
export interface DateOrder {
  readonly order: 'dmy' | 'mdy';
  /** Some cell has no other reading (a day after the 12th), and more cells prove this order than the other. */
  readonly proved: boolean;
  /** What the order rests on where nothing proves it: the rows ascend in this order alone, dots, or habit. */
  readonly basis: 'day' | 'sequence' | 'dots' | 'habit';
  /** Cells of the sample that are such dates, those that prove the order, and those that prove the other. */
  readonly cells: number;
  readonly proofs: number;
  readonly against: number;
  /** A cell that proves it, else the first one. */
  readonly example: string;
}

/** Why a part of a file is not read: files of the system, folders, what is no table, a page beside tables, another sheet, an archive in an archive, a table without rows, another list of a JSON object. */
export type SkipReason = 'system' | 'no-table' | 'page' | 'other-sheet' | 'nested' | 'no-rows' | 'other-list';

export interface SkippedPart {
  readonly name: string;
  readonly why: SkipReason;
}

/** What a file was wrapped in. Absent for plain text. */
export interface Unwrapped {
  /** `files`: several files opened at once. Of a workbook in a zip: `xlsx`, which workbooks in XML are, too. */
  readonly kind: 'files' | 'zip' | 'gzip' | 'xlsx' | 'ods' | 'html' | 'parquet' | 'json' | 'json-list';
  /** Names of the tables that are read, in order. */
  readonly parts: readonly string[];
  readonly skipped: readonly SkippedPart[];
  /** Sheets that could be read instead of the one that is; empty where there is no choice. */
  readonly choices: readonly string[];
  /** Fields of later rows that are not among the columns and are left out; after reading the whole file. */
  readonly laterFields: readonly string[];
}

/** An estimate of a whole file. */
export interface ExpectedSize {
  readonly rows: number;
  /** Bytes of memory at the peak, the features of all users included. */
  readonly memory: number;
  /** Bytes of these that do not depend on the file. Absent in what an earlier version kept. */
  readonly fixed?: number;
  /** Bytes of these that what else is open takes. Absent where that is nothing, and in what an earlier version kept. */
  readonly held?: number;
}

/** A row with characters beyond ASCII: its number, null where that is not known, and the first of its cells that has some. */
export interface TellingRow {
  readonly row: number | null;
  readonly cells: readonly string[];
  readonly example: string;
}

export interface FilePreview {
  readonly fileName: string;
  readonly fileSize: number;
  readonly unwrapped?: Unwrapped;
  /** The text stands in the file as it is, so that encoding and delimiter can be chosen. Absent in previews that an earlier version kept. */
  readonly written?: boolean;
  readonly encoding: string;
  /** `,` `;` `\t` `|` or `spaces`. */
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** What had to be decided about the file's beginning; absent from previews that an earlier version kept. */
  readonly readingNotes?: readonly ReadingNote[];
  readonly preset: PresetId | null;
  /** The file's columns, then the keys found in JSON columns: as many as `mapping.columns`. */
  readonly columns: readonly ColumnProfile[];
  /** At most 50 rows, each cell as its text. */
  readonly rows: readonly (readonly string[])[];
  /** Rows further on that show whether the encoding is right, where the first are plain ASCII; absent from previews that an earlier version kept. */
  readonly tellingRows?: readonly TellingRow[];
  readonly sampledRows: number;
  /** Values of each column that has at most 60 of them in the sample (else null), most frequent first: for choosing purchase types. */
  readonly values: readonly (readonly { readonly value: string; readonly count: number }[] | null)[];
  /** Date formats that fit each column's sample, best first; empty where none does. */
  readonly dateFormats: readonly (readonly DateFormat[])[];
  /** For each column; null where no date of it could be read both ways. Absent in a preview that an earlier version kept. */
  readonly dateOrders?: readonly (DateOrder | null)[];
  /** What reading all of it takes, by its beginning and its size. Absent in a preview that an earlier version kept. */
  readonly expected?: ExpectedSize;
  /** Absent in a preview that an earlier version kept. */
  readonly notes?: readonly PreviewNote[];
  /** The mapping that Shoal proposes. Roles `user` and `time` may be absent; {@link MappingProblem} says so. */
  readonly mapping: MappingRecipe;
  /** What a row of the file is. Absent in previews that an earlier version kept. */
  readonly tables?: TableProposal;
}

/** A row of the file is a user or an item, and not an event. */
export const isKeyed = ({ tables }: FilePreview): boolean => tables !== undefined && tables.kind !== 'events';

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

/** Workspaces keep a reason as its place in this list. `missing-value` to `netted`: left out because somebody chose so; `netted`: a refund that was
 * set against its purchase, and a purchase that was wholly given back. From `empty` to `unclosed-quote`, `not-object` and `left-out`: no row of the table, as
 * TABLE_REJECT_REASONS says. `not-sampled`: of a user outside the sample that was asked for. */
export const REJECT_REASONS = [
  'no-user',
  'user-too-long',
  'no-time',
  'bad-date',
  'implausible-date',
  'bad-number',
  'ragged',
  'missing-value',
  'outlier',
  'bot',
  'test-account',
  'netted',
  'empty',
  'repeated-header',
  'total-row',
  'footnote',
  'other-table',
  'cut-off',
  'unclosed-quote',
  'not-sampled',
  'not-object',
  'left-out',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** A count of 0 for every reason. */
export function noRejections(): Record<RejectReason, number> {
  return Object.fromEntries(REJECT_REASONS.map((reason) => [reason, 0])) as Record<RejectReason, number>;
}

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
  /** As of EventTable. */
  readonly ownTypes?: readonly string[];
  /** Calendar months in the recipe's zone, `2011-05`. */
  readonly byMonth: readonly MonthFigures[];
  /** What was met among the rows below the header, and what was done about it. Absent in a report that an earlier version kept. */
  readonly readingNotes?: readonly ReadingNote[];
  /** Absent in a report that an earlier version kept. */
  readonly dirt?: DirtFigures;
  /** Each row stands for a user: figures over events mean nothing. */
  readonly table?: 'users';
  /** Of a table of users, and of a file of events whose columns are used as attributes; absent in a report that an earlier version kept. */
  readonly attributeDirt?: AttributeDirt;
  readonly joins?: readonly JoinFigures[];
}

export interface MonthFigures {
  readonly month: string;
  readonly events: number;
  readonly users: number;
  readonly orders: number;
  readonly revenue: number | null;
}
