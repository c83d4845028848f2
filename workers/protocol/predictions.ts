/** Why a file allows no prediction; the page turns it into a sentence. */
export type NoPrediction =
  | { readonly reason: 'timeless' }
  | { readonly reason: 'no-purchases' }
  /** Days from the first to the last event, and how many are needed. */
  | { readonly reason: 'too-short'; readonly days: number; readonly needed: number }
  /** Users who bought on two or more days before the cut-off, and how many are needed. */
  | { readonly reason: 'few-repeat-buyers'; readonly buyers: number; readonly needed: number }
  /** The likelihood has no maximum that could be found. */
  | { readonly reason: 'no-fit' };

/** A figure of the model beside that of its baseline. */
export interface FigureBeside {
  readonly model: number;
  readonly baseline: number;
  /** 95 % interval of model − baseline, by a bootstrap over users. */
  readonly low: number;
  readonly high: number;
}

/** What was predicted at a cut-off, beside what came after it. Errors are a user, totals are of all users. */
export interface BackTestFigures {
  /** Mean absolute error. */
  readonly mae: FigureBeside;
  /** Root of the mean squared error: what an expected value, rather than a typical one, keeps small. */
  readonly rmse: FigureBeside;
  /** 1 − squared error / squared deviation of what came from its mean; 0 where the same came of all users. Higher is better. */
  readonly r2: FigureBeside;
  readonly actual: number;
  readonly predicted: number;
  /** Total of the baseline. */
  readonly repeated: number;
}

/** Trained on all days to the cut-off, tested on those after it. */
export interface BackTest {
  /** First and last day tested on, in ms UTC at midnight. */
  readonly from: number;
  readonly to: number;
  /** Users who had bought by the cut-off. */
  readonly users: number;
  /** Days with a purchase. */
  readonly purchases: BackTestFigures;
  /** Money before refunds; null without values. */
  readonly value: BackTestFigures | null;
}

/** What is expected of the users of a segment, or of all. */
export interface Expectation {
  readonly users: number;
  /** Users who have bought: the others are not predicted. */
  readonly buyers: number;
  /** Days with a purchase within the horizon, of all buyers together. */
  readonly purchases: number;
  /** Money of those purchases, before refunds; null without values. */
  readonly value: number | null;
  /** Buyers who bought on two or more days, and the mean probability that one of them still is a customer (null where there is none). */
  readonly repeatBuyers: number;
  readonly active: number | null;
}

export interface SegmentExpectation extends Expectation {
  /** The segment's number. */
  readonly id: number;
}

/** What users will buy in the days after the file ends. */
export interface PurchasePrediction {
  readonly horizonDays: number;
  /** The day on which the file ends, in ms UTC at midnight. */
  readonly end: number;
  readonly backTest: BackTest;
  /** Time in days. */
  readonly bgNbd: { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number; readonly logLikelihood: number };
  /** Null where the file has no values, or they give no mean. */
  readonly gammaGamma: { readonly p: number; readonly q: number; readonly gamma: number; readonly logLikelihood: number } | null;
  readonly all: Expectation;
  readonly segments: readonly SegmentExpectation[];
}

export type Predictions =
  { readonly none: NoPrediction; readonly prediction: null } | { readonly none: null; readonly prediction: PurchasePrediction };
