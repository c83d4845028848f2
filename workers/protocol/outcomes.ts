import type { EncoderRecipe } from './encoder-recipe';
import type { NextStepFigures } from './sequences';
import type { ValueResult } from './values';

/**
 * What may become of a user in the days after a cut-off: `purchase`, at least one; `inactive`, no event of any kind (churn); `no-purchase`, none by a
 * user who had bought before (churn of buyers).
 */
export const OUTCOME_KINDS = ['purchase', 'inactive', 'no-purchase'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/**
 * The same probability for all, from the training cut-offs; BG/NBD's own; a logistic regression and a network on the features; a network on the features and
 * the code by the recipe's encoder.
 */
export const CLASSIFIERS = ['base-rate', 'bg-nbd', 'logistic', 'network', 'embedding'] as const;
export type ClassifierId = (typeof CLASSIFIERS)[number];
/** Those that are fitted on what is known of the users. */
export const FITTED_CLASSIFIERS = ['logistic', 'network', 'embedding'] as const satisfies readonly ClassifierId[];
export type FittedId = (typeof FITTED_CLASSIFIERS)[number];

/** Horizons that are offered where the file is long enough, in days. */
export const HORIZONS = [7, 14, 30, 60, 90] as const;

/** Why nothing can be said of a file; the page turns it into a sentence. */
export type NoOutcomes =
  | { readonly reason: 'timeless' }
  /** Days from the first to the last event, and how many are needed. */
  | { readonly reason: 'too-short'; readonly days: number; readonly needed: number }
  /** Nobody was there at the first cut-off, or nothing that is known of them differs. */
  | { readonly reason: 'no-features' };

/** Why nothing can be said of one outcome. */
export type NoOutcome =
  | { readonly reason: 'no-purchases' }
  /** Users for whom it happened and for whom it did not, where too few are: at the cut-offs to learn from, or at the one to test on. */
  | {
      readonly reason: 'few-users';
      readonly where: 'training' | 'test';
      readonly happened: number;
      readonly not: number;
      readonly needed: number;
    };

/** Figures of probabilities, see workers/math/classification.ts. */
export interface OutcomeFigures {
  readonly auc: number;
  readonly averagePrecision: number;
  readonly logLoss: number;
  readonly brier: number;
}

/** A tenth of the tested users by predicted probability, the highest first. */
export interface TenthOfUsers {
  readonly users: number;
  readonly predicted: number;
  readonly actual: number;
}

export interface ClassifierResult extends OutcomeFigures {
  readonly id: ClassifierId;
  /** At the threshold with the best F1 among the validation users; null for those that were not fitted on features. */
  readonly called: { readonly threshold: number; readonly precision: number; readonly recall: number; readonly f1: number } | null;
  /** Null for the base rate, which ranks nobody. */
  readonly tenths: readonly TenthOfUsers[] | null;
}

/** model − baseline, with a 95 % interval by a bootstrap over users. */
export interface FigureDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Comparison {
  readonly model: ClassifierId;
  readonly baseline: ClassifierId;
  readonly differences: Readonly<Record<keyof OutcomeFigures, FigureDifference>>;
}

/** What is expected of the users of a segment, or of all. */
export interface OutcomeExpectation {
  /** Users of whom it is predicted. */
  readonly users: number;
  /** Mean probability of the outcome; null where there are none. */
  readonly mean: number | null;
}

export interface OutcomePrediction {
  readonly test: {
    readonly users: number;
    /** Share for whom it happened. */
    readonly rate: number;
  };
  /** Rows (a user at a cut-off) that the models were fitted on, and that decided when to stop, calibrated them and gave the threshold. */
  readonly training: { readonly rows: number; readonly validationRows: number };
  readonly classifiers: readonly ClassifierResult[];
  /** The networks beside the logistic regression, that beside the base rate, and the model used beside BG/NBD where that could be fitted. */
  readonly comparisons: readonly Comparison[];
  readonly resamples: number;
  /** The one with the lowest log loss among the validation users: it makes the predictions. */
  readonly used: FittedId;
  readonly all: OutcomeExpectation;
  readonly segments: readonly (OutcomeExpectation & { readonly id: number })[];
}

export type OutcomeResult =
  | { readonly kind: OutcomeKind; readonly none: NoOutcome; readonly prediction: null }
  | { readonly kind: OutcomeKind; readonly none: null; readonly prediction: OutcomePrediction };

/** An encoder that learned from the events up to a day and read each user's up to each cut-off. */
export interface EncodedUsers {
  readonly kind: EncoderRecipe['kind'];
  readonly dims: number;
  /** Last day that it learned from: the latest cut-off to learn from, in ms UTC at midnight. */
  readonly until: number;
  /** How well it foretold the next event of users that it had not learned from. */
  readonly nextStep: readonly NextStepFigures[] | null;
}

/**
 * Why there is no code to tell the models: the embedding is the features, which they know; or users were fewer by the latest cut-off to learn from than the segments that the
 * encoder is trained together with.
 */
export const NO_CODE = ['features', 'few-users'] as const;
export type NoCode = (typeof NO_CODE)[number];

/** What will become of the users in the days after the file ends. */
export interface OutcomesPrediction {
  readonly horizonDays: number;
  /** Horizons that the file is long enough for. */
  readonly horizons: readonly number[];
  /** The last day of the file and the first and last day tested on, in ms UTC at midnight. */
  readonly end: number;
  readonly testFrom: number;
  readonly testTo: number;
  /** Last day known at each cut-off that was learned from, the latest first, in ms UTC at midnight. */
  readonly cutoffs: readonly number[];
  readonly features: number;
  /** What encoded the users beside them; null where nothing did, and why. */
  readonly encoded: EncodedUsers | null;
  readonly uncoded: NoCode | null;
  /** Of a larger file a seeded sample of so many users serves for training and test; null: all. */
  readonly sampledUsers: number | null;
  readonly outcomes: readonly OutcomeResult[];
  /** What users will spend. */
  readonly value: ValueResult;
}

export type Outcomes =
  { readonly none: NoOutcomes; readonly prediction: null } | { readonly none: null; readonly prediction: OutcomesPrediction };
