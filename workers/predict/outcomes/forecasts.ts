import type { EncodedUsers, NoCode, NoOutcome, NoOutcomes, OutcomePrediction } from '../../protocol/outcomes';
import type { Cutoffs } from './cutoffs';
import type { JudgedValue } from './values';
import type { Target, View } from './views';

/** How well an outcome was foreseen; what is expected of each user lies with the target. */
export type JudgedOutcome =
  | { readonly none: NoOutcome; readonly tested: null }
  | { readonly none: null; readonly tested: Omit<OutcomePrediction, 'all' | 'segments'> };

export type OutcomeForecast = JudgedOutcome & { readonly kind: View['kind']; readonly view: View };

/** What will become of each user after the file ends. Stays in the worker. */
export interface Forecasts extends Cutoffs {
  readonly horizons: readonly number[];
  /** The last day of the file, in days since 1970-01-01 on the wall clock. */
  readonly lastDay: number;
  readonly features: number;
  readonly encoded: EncodedUsers | null;
  readonly uncoded: NoCode | null;
  readonly sampledUsers: number | null;
  readonly outcomes: readonly OutcomeForecast[];
  /** By target and user of the table: its probability; NaN where nothing is said. */
  readonly byTarget: ReadonlyMap<Target, Float64Array>;
  /** 1 for users who have bought. */
  readonly buyer: Uint8Array;
  readonly value: JudgedValue;
  /** By user of the table: money within the horizon by the network, NaN where nothing is said; and by the classical models, NaN for users who have not bought. */
  readonly spending: Float64Array | null;
  readonly classical: Float64Array | null;
}

export type OutcomeForecasts =
  { readonly none: NoOutcomes; readonly forecasts: null } | { readonly none: null; readonly forecasts: Forecasts };
