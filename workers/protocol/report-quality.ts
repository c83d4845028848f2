import * as v from 'valibot';
import { SAMPLED_TOUCHES } from './cleaning';
import { REJECT_REASONS } from './ingest';
import { READING_NOTES } from './reading';
import { COLUMN_ROLES } from './recipe';
import { count, figure, instant, text } from './report-values';

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

/** Where every row of the file went, and what the kept ones hold. */
export const ReportedQuality = v.strictObject({
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
  /** Those of the types that no file names, but Shoal: of rows of files without an event column. */
  ownTypes: v.optional(v.array(text)),
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
      /** Part of both; absent in reports of an earlier version, where they are part of `testUsers` alone. */
      bothUsers: v.optional(count),
      /** The three are bounds: who is flagged in two files may count twice. */
      atMost: v.optional(v.literal(true)),
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
