import type { ClusterMethod } from './recipe';

/** What came after the cut-off, by which the segments of a method may lie apart. */
export const OUTCOMES = ['value', 'repurchase', 'churn'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A figure with its 95 % interval. */
export interface Estimated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How far the segments lie apart in an outcome, over users that the fit did not see; users in no segment are a group of their own. */
export interface Separation {
  /** η², the share of the outcome's variance between the groups; of a rate, its root is Cramér's V. The interval is by a bootstrap over users. */
  readonly explained: Estimated;
  /** The same with the labels shuffled: its mean, which is above zero by chance alone, and the greatest of 95 % of the shuffles. */
  readonly shuffled: number;
  readonly shuffledHigh: number;
  /** Standard deviation of the groups' means about the mean of all, weighted by users: in money, or as a share. */
  readonly spread: number;
  /** Users whose outcome is known. */
  readonly users: number;
}

export interface MethodFigures {
  readonly method: ClusterMethod;
  /** Segments; found, where the method finds their number. */
  readonly k: number;
  /** Share of the users, none of whom the fit saw, who are in no segment. */
  readonly noise: number;
  /** Over those of them who are in one; null where fewer than two segments have any. */
  readonly silhouette: number | null;
  readonly daviesBouldin: number | null;
  /** Adjusted Rand index between where these users are placed and where a fit on a resample of the fitted users places them. */
  readonly stability: Estimated;
  /** Null where the file does not tell; an outcome that is the same for everybody is left out. */
  readonly outcomes: Partial<Record<Outcome, Separation>> | null;
}

/** A method that finds no segments here, and why: the code of its error. */
export interface MethodFailure {
  readonly method: ClusterMethod;
  readonly failed: 'density-none' | 'density-one' | 'density-many';
}

/** Which rows of a table, each a method or a number of segments, lie ahead in an outcome. */
export interface Verdict<Row = ClusterMethod> {
  readonly outcome: Outcome;
  /** The row whose segments explain most beyond chance, and those that it does not beat beyond the interval of the difference, in the order of the table. */
  readonly best: readonly Row[];
  /** Those that it does beat. */
  readonly worse: readonly Row[];
  /** Whether its segments explain more than shuffled labels do. */
  readonly aboveChance: boolean;
}

/** One method told different numbers of segments, on the same users and resamples as the methods. */
export interface ComparedNumbers {
  /** That of the run, or k-means where that finds the number itself. */
  readonly method: ClusterMethod;
  /** By k, ascending; that of the run is among them, with the figures that its method has among the methods. */
  readonly rows: readonly MethodFigures[];
  readonly verdicts: readonly Verdict<number>[];
}

/** Why there are no outcomes. */
export type NoOutcomes =
  | { readonly reason: 'timeless' }
  /** Days of the period, and how many are needed. */
  | { readonly reason: 'too-short'; readonly days: number; readonly needed: number };

/** The methods side by side, or why they cannot be compared. */
export type MethodComparison =
  | { readonly none: { readonly reason: 'few-users'; readonly users: number; readonly needed: number }; readonly rows: null }
  | {
      readonly none: null;
      /** Segments of the methods that are told how many. */
      readonly k: number;
      /** Users fitted on, users judged on, and of how many in all these are a sample (all of them where it is none). */
      readonly fitUsers: number;
      readonly testUsers: number;
      readonly users: number;
      /** Days of the outcome, and where it begins (ms UTC); null without outcomes. */
      readonly horizonDays: number;
      readonly cutOff: number | null;
      readonly missing: NoOutcomes | null;
      readonly resamples: number;
      readonly shuffles: number;
      readonly rows: readonly (MethodFigures | MethodFailure)[];
      readonly verdicts: readonly Verdict[];
      readonly numbers: ComparedNumbers;
    };
