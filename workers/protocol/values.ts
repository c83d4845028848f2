import type { ClassifierId, FigureDifference, NoOutcome, TenthOfUsers } from './outcomes';

/** What each user spent in as many days before the cut-off; BG/NBD with Gamma–Gamma; probability of a purchase times an amount by a network. */
export const VALUE_MODELS = ['last-period', 'classical', 'network'] as const;
export type ValueModelId = (typeof VALUE_MODELS)[number];

/** Why no value can be said; those of the purchase, without whose probability there is none. */
export type NoValue = NoOutcome | { readonly reason: 'no-values' };

/** Figures of amounts a user, see workers/math/amounts.ts. */
export interface ValueFigures {
  readonly mae: number;
  readonly rmse: number;
  readonly r2: number;
  readonly rank: number;
}

export interface ValueModelResult extends ValueFigures {
  readonly id: ValueModelId;
  /** Money of all tested users together. */
  readonly total: number;
  readonly tenths: readonly TenthOfUsers[];
}

/** model − baseline, with 95 % intervals by a bootstrap over users. */
export interface ValueComparison {
  readonly baseline: Exclude<ValueModelId, 'network'>;
  readonly differences: Readonly<Record<keyof ValueFigures, FigureDifference>>;
}

/** What is expected of the users of a segment, or of all, together. */
export interface ValueExpectation {
  /** Users of whom it is predicted. */
  readonly users: number;
  /** Money within the horizon, before refunds. */
  readonly value: number;
  /** The same by BG/NBD with Gamma–Gamma, of the buyers among them; null where these could not be fitted. */
  readonly classical: number | null;
}

export interface ValuePrediction {
  readonly test: {
    readonly users: number;
    /** Users who bought. */
    readonly buyers: number;
    /** Money of all of them. */
    readonly actual: number;
  };
  /** Rows (a user at a cut-off) with a purchase that the amounts were fitted on, and that decided when to stop and calibrated them. */
  readonly training: { readonly rows: number; readonly validationRows: number };
  /** The classifier that the probability is from. */
  readonly chance: ClassifierId;
  readonly models: readonly ValueModelResult[];
  /** The network beside each baseline. */
  readonly comparisons: readonly ValueComparison[];
  readonly resamples: number;
  readonly all: ValueExpectation;
  readonly segments: readonly (ValueExpectation & { readonly id: number })[];
}

export type ValueResult =
  { readonly none: NoValue; readonly prediction: null } | { readonly none: null; readonly prediction: ValuePrediction };
