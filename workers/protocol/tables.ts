import type { AttributeDirt } from './attribute-cleaning';
import type { CodedColumn } from './events';
import type { RejectReason } from './ingest';
import type { AttributeKind, TableKind } from './recipe';

/** One attribute, a value a row of its table. Exactly one of `values` and `coded` is there. */
export interface AttributeColumn {
  readonly name: string;
  readonly as: Exclude<AttributeKind, 'ignore'>;
  /** An outcome: never a feature. */
  readonly label: boolean;
  /** `number`: as written; `date`: ms UTC; NaN where there is none. */
  readonly values: Float64Array | null;
  /** `category` and `text`: names in order of first appearance; `ordered`: from the lowest to the highest. */
  readonly coded: CodedColumn | null;
  /** 1 for each row whose value was missing and has been filled; absent where none was. */
  readonly filled?: Uint8Array;
}

/** One row a user. */
export interface UserTable {
  readonly rows: number;
  readonly ids: readonly string[];
  readonly columns: readonly AttributeColumn[];
}

/** A user table beside events. */
export interface JoinedUsers {
  readonly table: UserTable;
  /** Row of the table for each user of the events; −1 for users without one. */
  readonly rowOf: Int32Array;
}

/** One row an item. Columns that the file lacks are null. */
export interface ItemTable {
  readonly rows: number;
  readonly ids: readonly string[];
  readonly category: CodedColumn | null;
  readonly brand: CodedColumn | null;
  readonly title: CodedColumn | null;
  /** What else is said of items in words. */
  readonly columns?: readonly ItemColumn[];
}

export interface ItemColumn {
  readonly name: string;
  readonly coded: CodedColumn;
}

/** An item table beside events. */
export interface JoinedItems {
  readonly table: ItemTable;
  /** Row of the table for each code of the events' items; −1 for items without one. */
  readonly rowOf: Int32Array;
  /** The events had no categories of their own, so that these are the table's. */
  readonly gaveCategory: boolean;
}

/** How a join came out. Rows read = rows + duplicates + rejected. */
export interface JoinFigures {
  readonly kind: Exclude<TableKind, 'events'>;
  readonly fileName: string;
  readonly rowsRead: number;
  /** Rows kept: one a user, or an item. */
  readonly rows: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Rejected rows by reason, those alone that occurred; absent in what an earlier version kept. */
  readonly reasons?: Readonly<Partial<Record<RejectReason, number>>>;
  /** Of a table of users; absent in what an earlier version kept. */
  readonly dirt?: AttributeDirt;
  /** Users (items) of the events, and how many of them have a row. */
  readonly inEvents: number;
  readonly matched: number;
  /** Rows whose user (item) has no events. */
  readonly unmatched: number;
  /** Events of the users (items) that have a row. */
  readonly eventsMatched: number;
}

/** Why a file was taken for what it is: key under `tables.why` in src/i18n. */
export interface TableReason {
  readonly key:
    | 'has-time'
    | 'user-repeats'
    | 'event-columns'
    | 'one-row-a-user'
    | 'mostly-one-row-a-user'
    | 'one-row-a-user-dated'
    | 'one-row-a-session'
    | 'no-user-no-time'
    | 'one-row-an-item';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Why a column is understood as it is: key under `tables.reasons` in src/i18n. */
export interface AttributeReason {
  readonly key:
    | 'number'
    | 'codes'
    | 'date'
    | 'bands'
    | 'category'
    | 'too-many'
    | 'text'
    | 'constant'
    | 'empty'
    | 'id'
    | 'outcome'
    | 'varies'
    | 'manual';
  readonly params: Readonly<Record<string, string | number>>;
}
