import type { QualityReport } from './ingest';
import type { RunResult } from './engine';
import type { VersionKind } from './workspace';

/** `assign`: model and centres stay. `tune`: encoder and centres go on from where they are. `rebuild`: from nothing, matched to the old segments. */
export type UpdateStrength = Exclude<VersionKind, 'build'>;

/** A column of the newer file beside the mapping in use. */
export interface HeaderMatch {
  /** Name in the mapping in use. */
  readonly wanted: string;
  /** Index of the newer file's column that stands for it; null where none was found and the person must choose. */
  readonly column: number | null;
  /** `exact`: same name. `similar`: same but for case, blanks and punctuation. `position`: same place in a file without a header. `none`. */
  readonly how: 'exact' | 'similar' | 'position' | 'none';
}

/** What the appended file brought. rowsRead = kept + duplicates + overlap + Σ rejected. */
export interface AppendSummary {
  readonly fileName: string;
  readonly quality: QualityReport;
  /** Rows identical in all mapped columns to a row that the workspace held already: the overlap of two exports. */
  readonly overlap: number;
  readonly newEvents: number;
  readonly newUsers: number;
  /** Users held already that have new events. */
  readonly changedUsers: number;
  /** Users held already of whom the file says what was not known: attributes that were missing, or filled. */
  readonly describedUsers: number;
  /** New events older than the newest event held before: they went where they belong. */
  readonly lateEvents: number;
}

/** Whether all that the file says was known. */
export const bringsNothing = ({ newEvents, describedUsers }: AppendSummary): boolean => newEvents === 0 && describedUsers === 0;

/** What the rule for the strength looks at. */
export interface UpdateFigures {
  /** Share of the model's features whose PSI between the users before and after is above the threshold. */
  readonly driftedShare: number;
  readonly driftedFeatures: readonly string[];
  /**
   * Mean squared reconstruction error of the users with new events, over that of the users who were active in a span of the same length just
   * before; 1 where either are fewer than 30, null without an autoencoder.
   */
  readonly errorRatio: number | null;
  /** Mean silhouette before, and of the new assignment under the old centres. */
  readonly silhouetteBefore: number;
  readonly silhouetteAfter: number;
}

/** Why a strength is proposed. The first that holds. */
export type UpdateReason =
  | 'features-drifted'
  | 'error-high'
  | 'silhouette-fell'
  | 'features-watch'
  | 'error-watch'
  | 'silhouette-watch'
  | 'nothing-moved'
  | 'manual';

/** A segment before and after, by its number (which it keeps for life). */
export interface SegmentChange {
  /** −1: emerged. */
  readonly before: number;
  /** −1: disappeared. */
  readonly after: number;
  readonly usersBefore: number;
  readonly usersAfter: number;
  /** Users in both, of those known before and after. */
  readonly shared: number;
}

/** MONIC (Spiliopoulou et al. 2006) over the users that two clusterings share. Segment numbers. */
export type Transition =
  | { readonly kind: 'survives'; readonly from: number; readonly to: number; readonly overlap: number }
  | { readonly kind: 'splits'; readonly from: number; readonly into: readonly { readonly to: number; readonly overlap: number }[] }
  | { readonly kind: 'absorbed'; readonly from: number; readonly to: number; readonly overlap: number }
  | { readonly kind: 'disappears'; readonly from: number; readonly users: number }
  | { readonly kind: 'emerges'; readonly to: number; readonly users: number };

/** Before and after, shown before anything is replaced. */
export interface UpdateProposal {
  readonly strength: UpdateStrength;
  /** What the rule would take, and why. */
  readonly proposed: UpdateStrength;
  readonly reason: UpdateReason;
  readonly append: AppendSummary;
  readonly figures: UpdateFigures;
  readonly segments: readonly SegmentChange[];
  readonly transitions: readonly Transition[];
  /** Users known before and after by segment number: `flows[i]` of `from` to `to`; −1 for users not known before, NO_SEGMENT for noise. */
  readonly flows: readonly { readonly from: number; readonly to: number; readonly users: number }[];
  readonly usersBefore: number;
  readonly usersAfter: number;
  readonly movedUsers: number;
  readonly seconds: number;
  /** The result as it would be. */
  readonly after: RunResult;
}
