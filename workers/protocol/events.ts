import type { JoinedItems, JoinedUsers } from './tables';

/** Bits of {@link EventTable.flags}. */
export const FLAG = {
  /** The row is (part of) a purchase, refunded or not. */
  purchase: 1,
  /** The row cancels or refunds: a cancellation order, a refund type, a negative quantity or amount. Never set together with `purchase`. */
  refund: 2,
  /** Amount or quantity of the purchase was missing and has been filled. */
  filled: 4,
  /** The category of the row, of whatever kind it is, was missing and has been filled. */
  categoryFilled: 8,
} as const;

/** The bits that say what kind of row it is; of a row that is neither purchase nor refund none is set. */
export const KIND = FLAG.purchase | FLAG.refund;

/** What the types of a file without an event column are called: Shoal's own words, which the page says in its language. */
export const OWN_TYPES = ['purchase', 'refund', 'unpaid order'] as const;
export type OwnType = (typeof OWN_TYPES)[number];

/** What tells whose word a type of event is. */
export interface TypesNamed {
  readonly columns: readonly { readonly role: string }[];
  /** As of {@link EventTable}. */
  readonly ownTypes?: readonly string[] | undefined;
}

/** Whether a type is called by a word of Shoal's own: under a mapping without an event column all are. A type that a file itself calls `purchase` is the file's word. */
export const isOwnType = (type: string, { columns, ownTypes = [] }: TypesNamed): boolean =>
  ownTypes.includes(type) || columns.every(({ role }) => role !== 'event');

/** Ids of one column: `codes[row]` indexes `names`; −1 where the row has none. */
export interface CodedColumn {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** Ids that only tell rows apart: `keys` has 64 bits of hash of each id, two words a code, in place of its name. */
export interface KeyedColumn {
  readonly codes: Int32Array;
  readonly keys: Int32Array;
}

/** Words of one column, cut where they are long. */
export interface TextColumn extends CodedColumn {
  /** There were more different texts than are kept, so that some rows lack theirs. */
  readonly full: boolean;
}

/** Wall-clock time in the recipe's zone. `offset(t)` is ms to add to a UTC time to get wall-clock time there. */
export interface Zone {
  readonly name: string;
  offset(utcMs: number): number;
}

/**
 * One row an event, sorted by user (in `userIds` order: order of first appearance in the file), then time, then file order.
 * Rows of user u are `userOffsets[u] … userOffsets[u + 1] − 1`. Stays in the worker.
 *
 * A user table that stands alone is such a table, too: one row a user, `timeless`, with everything that is known in `attributes`.
 */
export interface EventTable {
  readonly rows: number;
  readonly users: number;
  readonly userIds: readonly string[];
  readonly userOffsets: Uint32Array;
  /** ms UTC. */
  readonly time: Float64Array;
  /** Always there; those of a file without an event column are {@link OWN_TYPES}. */
  readonly type: CodedColumn;
  /**
   * Names of `type` that are Shoal's own: all of them without an event column, and those of a newer file that has none. Absent where there are none, and in what an
   * earlier version kept.
   */
  readonly ownTypes?: readonly string[];
  /** Which codes of `type` mean a purchase. */
  readonly purchaseCodes: readonly number[];
  /** Bits of FLAG. */
  readonly flags: Uint8Array;
  /** Money of the row in the file's currency: unit price × quantity or the line's amount; negative for refunds; 0 for rows that are
   * neither purchase nor refund. null: the file has no value column. */
  readonly value: Float64Array | null;
  /** Units of the row (1 where the file has none); negative for refunds. null: the file has no quantity column. */
  readonly quantity: Float64Array | null;
  readonly item: CodedColumn | null;
  readonly category: CodedColumn | null;
  readonly order: CodedColumn | null;
  readonly session: KeyedColumn | null;
  /** What the item of the row is called or described as. */
  readonly title?: TextColumn | null;
  /** What the user wrote: search words, a comment. */
  readonly text?: TextColumn | null;
  readonly zone: Zone;
  /** What is known of the users beside their events. */
  readonly attributes?: JoinedUsers | null;
  readonly items?: JoinedItems | null;
  /** The rows are users rather than events: times are 0 and mean nothing. */
  readonly timeless?: boolean;
}
