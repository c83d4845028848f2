import type { BackendName } from './backend';
import type { Estimated } from './comparison';
import type { ClassWeights } from './training-recipe';
import type { SequenceEncoder, SequenceModel } from './sequences';

/** Numbers of a user's first events after which placing is tested. */
export const EVENTS_SEEN = [1, 2, 3, 5, 8, 13, 21, 34] as const;
/** No more of a user's first events are read. */
export const MOST_EVENTS = 34;

/**
 * Placing is called reliable from the smallest number of events on by which it is above the most frequent segment by more than chance explains, and from which on, there
 * and at every larger number that is tested, the lower end of the 95 % interval of the accuracy is at least this. A share of users, so that it means the
 * same on every file: four in five are placed right, and at most one in five gets what was meant for another segment. A tolerance relative to the accuracy in
 * the end would call placing reliable that is wrong more often than right. Larger numbers need not beat the most frequent segment: where one
 * segment alone has users with so many events, nothing could.
 */
export const RELIABLE_ACCURACY = 0.8;

/** Users of a segment that teach, with fewer of whom it cannot be learned; two segments need as many. */
export const LEAST_TAUGHT = 20;
/** Users held out, and those of them with so many events, without whom nothing could be told from chance. */
export const LEAST_TESTED = 50;
/** The same of one number of events, and of one segment. */
export const LEAST_AT_EVENTS = 30;
export const LEAST_OF_SEGMENT = 10;

/** Why nothing can be said; the page turns it into a sentence. */
export type NoAssignment =
  | { readonly reason: 'timeless' }
  /** Segments that have enough users to teach, where two are needed. */
  | { readonly reason: 'few-taught'; readonly segments: number; readonly needed: number }
  | { readonly reason: 'few-tested'; readonly users: number; readonly needed: number }
  /** Held-out users with two events or more. */
  | { readonly reason: 'few-events'; readonly users: number; readonly needed: number };

/** `majority`: everybody into the segment that is most frequent; `counts`: logistic regression on what the same events are, without their order. */
export const ASSIGNMENT_BASELINES = ['majority', 'counts'] as const;
export type AssignmentBaseline = (typeof ASSIGNMENT_BASELINES)[number];

/** How many a baseline places right, and how far the network is from that. */
export interface BaselineAccuracy {
  readonly id: AssignmentBaseline;
  readonly accuracy: number;
  /** Accuracy of the network − that of the baseline; interval by a bootstrap over users in which both are taken on the same draw. */
  readonly difference: Estimated;
}

export interface BaselineResult extends BaselineAccuracy {
  readonly macroF1: number;
}

/** Of each held-out user the share of the tested numbers of events, of those that the user has, by which the placing was right; the mean over users. */
export interface AverageAccuracy {
  readonly accuracy: Estimated;
  readonly baselines: readonly BaselineAccuracy[];
}

/** How users of one segment were placed. Figures are null where too few of them were tested, or there is nothing to divide by. */
export interface SegmentPlacing {
  readonly id: number;
  /** Held-out users of the segment, and held-out users placed in it. */
  readonly support: number;
  readonly placed: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Placing by a number of first events, tested on held-out users who have as many. */
export interface AssignmentReading {
  /** Null: everybody, by the largest of the other readings' numbers that the user has. */
  readonly events: number | null;
  readonly users: number;
  /** Interval by Wilson. */
  readonly accuracy: Estimated;
  /** Mean F1 of the segments; interval by the bootstrap. */
  readonly macroF1: Estimated;
  readonly baselines: readonly BaselineResult[];
  /** Users by actual segment (rows) and the segment that they were placed in (columns), in the order of `segments`. */
  readonly confusion: readonly (readonly number[])[];
  readonly segments: readonly SegmentPlacing[];
}

/** How the network was trained. */
export interface AssignmentTraining {
  readonly architecture: SequenceEncoder;
  readonly classWeights: ClassWeights;
  readonly users: number;
  readonly validationUsers: number;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  /** Cross-entropy, nats a beginning of a user, of the weights that were kept, over the validation users. */
  readonly validationLoss: number;
  readonly parameters: number;
  readonly backends: readonly BackendName[];
  readonly seconds: number;
}

/**
 * Held-out users placed by a number of first events as a file would have them that ends before their next one, while they are new: by the network, and by the segments
 * themselves (the nearest centre, the mixture, the dense region).
 */
export interface BesideSegments {
  readonly events: number;
  readonly users: number;
  /** Shares placed right, in the segment that all of a user's events give. */
  readonly network: number;
  readonly segments: number;
  /** Of these, network − segments; interval by a bootstrap over users. */
  readonly difference: Estimated;
}

export interface EarlyAssignment {
  /** Users in segments: of them some teach and some are held out. */
  readonly users: number;
  /** Users without a segment, who are left out. */
  readonly unsegmented: number;
  readonly training: AssignmentTraining;
  /** Over the numbers of events in `readings`, all events left out: whether the network beats its baselines is told by this one figure. */
  readonly average: AverageAccuracy;
  /** By a rising number of events, those with enough users; the last of everybody (null). */
  readonly readings: readonly AssignmentReading[];
  /** Events from which on placing is reliable, see {@link RELIABLE_ACCURACY}; null where it never is. */
  readonly reliableFrom: number | null;
  /** By a rising number of events, those with enough users. This and the next are absent from what an earlier version kept. */
  readonly beside?: readonly BesideSegments[];
  /** With how many events at least and at most new users are placed by the network, since it is ahead of the segments themselves; null where it is not shown to be. */
  readonly ahead?: { readonly from: number; readonly to: number } | null;
  readonly resamples: number;
}

/** The network itself, which places new users: its class c is the segment of label c. */
export interface PlacingNetwork extends SequenceModel {
  /** Its logits are divided by it to be probabilities, see workers/math/temperature.ts. */
  readonly temperature: number;
}

/** How well new users can be placed in the segments from their first events. */
export type Assignment =
  { readonly none: NoAssignment; readonly assignment: null } | { readonly none: null; readonly assignment: EarlyAssignment };
