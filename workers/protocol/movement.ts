import type { Transition } from './update';

/** Segment number of users without an event in a window. */
export const AWAY = -1;
/** Segment number of users who are active in a window and in no segment: noise. */
export const NO_SEGMENT = -2;

/** Users by segment in one window and in another. Rows and columns: `segments`, then {@link AWAY}. */
export interface Migration {
  readonly from: number;
  readonly to: number;
  /**
   * Segment numbers, in the order of rows and columns, {@link NO_SEGMENT} behind them where there are such users; AWAY is the last row (entering) and the last
   * column (leaving).
   */
  readonly segments: readonly number[];
  /** (segments + 1)², row-major: users in the row's segment in window `from` and in the column's in window `to`. The last cell is 0. */
  readonly counts: Float64Array;
  readonly transitions: readonly Transition[];
}

/** One user's segment in each window, beside what they did in it. */
export interface UserPath {
  /** By window; AWAY where the user was not active, NO_SEGMENT where in none. */
  readonly segments: Int32Array;
  readonly events: Uint32Array;
  readonly orders: Uint32Array;
  /** Net of refunds; null where the file has no value. */
  readonly revenue: Float64Array | null;
  /** The newest events first, at most 200. */
  readonly latest: readonly {
    readonly time: number;
    readonly type: string;
    readonly item: string | null;
    readonly category: string | null;
    readonly value: number | null;
  }[];
  readonly totalEvents: number;
}

/** A transition along the timeline; never `survives`. */
export interface TimedTransition {
  /** Index of the first window in the new state. */
  readonly window: number;
  readonly transition: Transition;
}

/** How a feature of a group of users changed between two windows. Means in own units, over the users with a value in both. */
export interface FeatureChange {
  readonly feature: string;
  readonly before: number;
  readonly after: number;
  readonly users: number;
  /** Mean paired difference on the scaled values, in standard deviations of all users. */
  readonly effect: number;
}

/** The users behind one flow. */
export interface Flow {
  /** Rows of the run's matrix. */
  readonly rows: Uint32Array;
  /** Strongest first; empty for users who entered or left. */
  readonly changes: readonly FeatureChange[];
}
