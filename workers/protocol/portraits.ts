import type { FusedTextKind } from './model';

/** A feature of a segment beside all users. Means and medians in the feature's own unit over users that have it. */
export interface Trait {
  readonly feature: string;
  readonly mean: number;
  readonly overallMean: number;
  readonly median: number;
  readonly overallMedian: number;
  /** Users of the segment that have a value. */
  readonly users: number;
  /** Difference between the segment and the other users in pooled standard deviations, on the scaled values (Cohen's d), with its 95 % interval. */
  readonly effect: number;
  readonly effectLow: number;
  readonly effectHigh: number;
}

/** An outcome that the file brings, in a segment and in all users that have it. It had no part in the segments. */
export interface LabelFigure {
  readonly column: string;
  /** The value whose share it is; null where it is the mean of a number. */
  readonly level: string | null;
  /** Share or mean over the segment's users that have it, with its 95 % interval (Wilson; normal for a mean). NaN where nobody has. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly users: number;
  readonly overall: number;
}

/**
 * When a word stands out: at least so many users of the segment and such a share of them have it; that share is so many times that of the others, also beside users who
 * say as much; and of all words shown at most about so many are there by chance. So many are told of a segment at most.
 */
export const WORDS_RULE = { leastUsers: 10, leastShare: 0.05, leastRatio: 1.5, falseDiscovery: 0.05, most: 12 } as const;

/** A word or phrase that users of a segment say or meet more than others. */
export interface SegmentWord {
  /** As it is mostly written. From the file: to be shown as text. */
  readonly word: string;
  /** Where it stands. */
  readonly of: FusedTextKind;
  /** Users of the segment who have it, their share of the segment, and the share of those among all other users. */
  readonly users: number;
  readonly share: number;
  readonly others: number;
}

/** One word of a segment's name; key under `names.` in src/i18n. */
export interface NamePart {
  readonly key: string;
  readonly param?: string;
}

export interface SegmentPortrait {
  readonly id: number;
  readonly size: number;
  readonly share: number;
  /** Wilson, 95 %. */
  readonly shareLow: number;
  readonly shareHigh: number;
  /** Net revenue of the segment's users in the window and its share of all; null without a value column. */
  readonly value: number | null;
  readonly valueShare: number | null;
  /** All features, strongest effect first. */
  readonly traits: readonly Trait[];
  /** One to three parts, unique among the segments of the run. The page makes the words. */
  readonly name: readonly NamePart[];
  /** Absent where the file brings no outcome. */
  readonly labels?: readonly LabelFigure[];
  /** Words that stand out, strongest first. Absent where the file has no text, and from what an earlier version kept. */
  readonly words?: readonly SegmentWord[];
}
