/**
 * How the coming weeks are forecast: as the last week; as the same weeks a year before; by exponential smoothing of a level, of a level with a damped trend, and of
 * those with a yearly season (Holt–Winters); by a network that learns from all series.
 */
export const DEMAND_METHODS = ['naive', 'seasonal-naive', 'level', 'trend', 'season', 'network'] as const;
export type DemandMethod = (typeof DEMAND_METHODS)[number];

/** Forecasts that bound an interval, at most, the last half year's: older ones are of a shop of another size. */
export const RECENT_FORECASTS = 26;

/** Why nothing can be said; the page turns it into a sentence. */
export type NoDemand =
  | { readonly reason: 'timeless' }
  | { readonly reason: 'no-purchases' }
  /** Whole weeks, Monday to Sunday, and how many are needed. */
  | { readonly reason: 'few-weeks'; readonly weeks: number; readonly needed: number };

export interface MethodResult {
  readonly id: DemandMethod;
  /** Mean absolute error of all weeks together, in units, over the origins and steps of the back-test. */
  readonly mae: number;
  /** Of the same: root of the mean squared error, in units; 1 − squared error / squared deviation of what came from its mean (0 where it was the same always). */
  readonly rmse: number;
  readonly r2: number;
  /** Mean over the series of their MAE as a multiple of that of the naive forecast one week ahead in the weeks before each origin; null where none of them had changed before any. */
  readonly mase: number | null;
}

export interface ForecastWeek {
  readonly value: number;
  /** 80 % interval; both null: too few forecasts of as many weeks could be tested to bound it, which the last of the weeks alone can lack. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface DemandSeries {
  /** Null for everything together. */
  readonly name: string | null;
  /** By whole week. */
  readonly history: readonly number[];
  readonly forecast: readonly ForecastWeek[];
  /** The method with the least MAE in the back-test, the network only where it is shown to be better than the others: it makes the forecast. */
  readonly method: DemandMethod;
  /** Of it and of the baseline; MASE is null for a series that never changed. R² as of a method. */
  readonly mae: number;
  readonly baselineMae: number;
  readonly r2: number;
  readonly baselineR2: number;
  readonly mase: number | null;
  readonly baselineMase: number | null;
}

/** MASE of one method − that of another, with a 95 % interval. */
export interface DemandDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface DemandPrediction {
  /** Units where the file tells quantities, else purchase lines. */
  readonly unit: 'units' | 'purchases';
  /** Categories, or items where the file has none; null: it has neither, and there is the total alone. */
  readonly of: 'category' | 'item' | null;
  /** Monday of the first whole week, and of the first week forecast, in ms UTC at midnight. */
  readonly from: number;
  readonly next: number;
  /** Weeks ahead, and cut-offs of the back-test, a week apart, each of which forecasts as many. */
  readonly horizonWeeks: number;
  readonly origins: number;
  /** 52 where the file is long enough to tell a yearly season; null: it is not. */
  readonly season: number | null;
  readonly methods: readonly MethodResult[];
  /** The better of the two on the mean over the series. */
  readonly baseline: 'naive' | 'seasonal-naive';
  /** The best kind of exponential smoothing: MASE of it − MASE of the baseline, with a 95 % interval over the origins; null where there is no MASE. */
  readonly challenger: 'level' | 'trend' | 'season';
  readonly difference: DemandDifference | null;
  /** The network beside the best of the other methods; null: the file is too short for it. */
  readonly network: { readonly against: Exclude<DemandMethod, 'network'>; readonly difference: DemandDifference | null } | null;
  /** Everything together first, then the largest categories. */
  readonly series: readonly DemandSeries[];
}

export type Demand =
  { readonly none: NoDemand; readonly prediction: null } | { readonly none: null; readonly prediction: DemandPrediction };
