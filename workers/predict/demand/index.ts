import { random } from '../../math/random';
import { breather } from '../../math/breathe';
import { RankedAmounts, type AmountFigures } from '../../math/amounts';
import { mean, quantile } from '../../math/statistics';
import {
  DEMAND_METHODS,
  type Demand,
  type DemandMethod,
  type DemandSeries,
  type ForecastWeek,
  type MethodResult,
} from '../../protocol/demand';
import { throwIfAborted } from '../../protocol/errors';
import type { NetworkRecipe } from '../../protocol/training-recipe';
import type { EventTable } from '../../protocol/events';
import type { Stage } from '../../protocol/progress';
import { DAY_MS } from '../../features/feature-set';
import { purchaseDays } from '../purchase-days';
import { runToEnd } from '../run-to-end';
import { forecastWeeks, naiveError, weeksNeeded, YEAR, type PlainMethod } from './methods';
import { learnDemand, NETWORK_WEEKS } from './network';
import { weeklyDemand } from './weekly';

/** Weeks ahead; half as many in a file of less than {@link LONG} weeks. */
const HORIZON = 4;
const LONG = 26;
/** Cut-offs of the back-test, at most. */
const MOST_ORIGINS = 12;
/** Fewer would leave its figures to chance. */
const LEAST_ORIGINS = 4;
/** Weeks before the first of them, at least. */
const LEAST_HISTORY = 8;
export const LEAST_WEEKS = LEAST_HISTORY + LEAST_ORIGINS - 1 + HORIZON / 2;
const RESAMPLES = 1000;
/** Quantiles of the errors that bound the interval. */
const LOW = 0.1;
const HIGH = 0.9;

/** Errors of a method: forecast − what came, by series, origin and step. */
type Errors = readonly (readonly Float64Array[])[];

/**
 * Demand by category in the coming weeks. Each method forecasts from the same cut-offs, a week apart, with what lay before each; of each series the one with the least
 * mean absolute error there (the network where it is shown to be better than the others) forecasts from the end of the file, and the errors that it made at each step bound its interval. The network learns once from what lay before
 * the first cut-off, and once more, for the forecast, from all weeks.
 *
 * @param recipe how the network is trained
 * @throws AppError `cancelled`
 */
export async function* forecastDemand(events: EventTable, recipe: NetworkRecipe, seed: number, signal?: AbortSignal): Stage<Demand> {
  if (events.timeless) return { none: { reason: 'timeless' }, prediction: null };
  const { firstDay, lastDay } = purchaseDays(events);
  const demand = weeklyDemand(events, firstDay, lastDay);
  if (!demand) return { none: { reason: 'no-purchases' }, prediction: null };
  const { weeks, series } = demand;
  if (weeks < LEAST_WEEKS) return { none: { reason: 'few-weeks', weeks, needed: LEAST_WEEKS }, prediction: null };
  const ahead = weeks < LONG ? HORIZON / 2 : HORIZON;
  const origins = Math.min(MOST_ORIGINS, weeks - ahead - LEAST_HISTORY + 1);
  const firstOrigin = weeks - ahead - origins + 1;
  const methods = DEMAND_METHODS.filter((method) => (method === 'network' ? NETWORK_WEEKS : weeksNeeded(method)) <= firstOrigin);
  const season = methods.includes('seasonal-naive') ? YEAR : null;

  /** How a method says the weeks after those that it is given, by what lies before a week. */
  const forecaster = async (method: DemandMethod, until: number): Promise<(values: Float64Array) => Float64Array> => {
    if (method !== 'network') return (values) => forecastWeeks(method, values, ahead);
    const known = series.map(({ values }) => values.subarray(0, until));
    const learned = await runToEnd(learnDemand(known, ahead, recipe, seed), signal);
    return (values) => learned.forecast(values, ahead);
  };

  const errors = new Map<DemandMethod, Errors>();
  const breathe = breather();
  for (const [done, method] of methods.entries()) {
    const forecastFrom = await forecaster(method, firstOrigin);
    const ofSeries: Float64Array[][] = [];
    for (const { values } of series) {
      const ofOrigins: Float64Array[] = [];
      for (let origin = firstOrigin; origin < firstOrigin + origins; origin++) {
        const forecast = forecastFrom(values.subarray(0, origin));
        ofOrigins.push(forecast.map((value, h) => value - values[origin + h]!));
        await breathe();
        throwIfAborted(signal);
      }
      ofSeries.push(ofOrigins);
    }
    errors.set(method, ofSeries);
    yield { stage: 'predict', done: done + 1, total: methods.length + 1 };
  }

  const scales = series.map(({ values }) => Array.from({ length: origins }, (_, o) => naiveError(values.subarray(0, firstOrigin + o))));
  const scaled = (of: Errors) => maseBySeries(of, scales);
  const figures = new Map(methods.map((id) => [id, errors.get(id)!.map((of, s) => figuresOf(of, series[s]!.values, firstOrigin))]));
  const results = methods.map((id): MethodResult => {
    const of = errors.get(id)!;
    const { mae, rmse, r2 } = figures.get(id)![0]!;
    return { id, mae, rmse, r2, mase: mean(scaled(of).filter((one): one is number => one !== null)) };
  });
  const least = <Id extends DemandMethod>(ids: readonly Id[]) =>
    results.filter(({ id }) => (ids as readonly DemandMethod[]).includes(id)).reduce((a, b) => (b.mase < a.mase ? b : a)).id as Id;
  const baseline = least(['naive', 'seasonal-naive']);
  const challenger = least(['level', 'trend', 'season']);
  const baselineMase = scaled(errors.get(baseline)!);
  const plain = methods.filter((method): method is PlainMethod => method !== 'network');
  const against = least(plain);
  const network = methods.includes('network')
    ? { against, difference: differenceOf(errors.get('network')!, errors.get(against)!, scales, seed) }
    : null;
  // A network that is not shown to be better than the others is ahead in some series by chance.
  const proven = network !== null && network.difference.high < 0;
  const candidates = proven ? methods : plain;
  const chosen = series.map((_, s) => candidates.reduce((a, b) => (figures.get(b)![s]!.mae < figures.get(a)![s]!.mae ? b : a)));
  const atEnd = new Map<DemandMethod, (values: Float64Array) => Float64Array>();
  for (const method of new Set(chosen)) atEnd.set(method, await forecaster(method, weeks));
  const told = series.map(({ name, values }, s): DemandSeries => {
    const method = chosen[s]!;
    const own = errors.get(method)!;
    const forecast = atEnd.get(method)!(values);
    const [ownFigures, beside] = [figures.get(method)![s]!, figures.get(baseline)![s]!];
    return {
      name,
      history: Array.from(values),
      forecast: Array.from(forecast, (value, h) => interval(value, own[s]!, h)),
      method,
      mae: ownFigures.mae,
      baselineMae: beside.mae,
      r2: ownFigures.r2,
      baselineR2: beside.r2,
      mase: scaled(own)[s]!,
      baselineMase: baselineMase[s]!,
    };
  });
  yield { stage: 'predict', done: methods.length + 1, total: methods.length + 1 };
  return {
    none: null,
    prediction: {
      unit: demand.unit,
      of: demand.of,
      from: demand.firstMonday * DAY_MS,
      next: (demand.firstMonday + 7 * weeks) * DAY_MS,
      horizonWeeks: ahead,
      origins,
      season,
      methods: results,
      baseline,
      challenger,
      difference: differenceOf(errors.get(challenger)!, errors.get(baseline)!, scales, seed),
      network,
      series: told,
    },
  };
}

/** The forecast with the errors that the back-test made at its step. */
function interval(value: number, origins: readonly Float64Array[], step: number): ForecastWeek {
  const missed = Float64Array.from(origins, (steps) => -steps[step]!).sort();
  return { value, low: Math.max(0, Math.min(value, value + quantile(missed, LOW))), high: Math.max(value, value + quantile(missed, HIGH)) };
}

/** Of forecasts from origins a week apart beside what came, all steps of all origins together. */
function figuresOf(origins: readonly Float64Array[], values: Float64Array, firstOrigin: number): AmountFigures {
  const came = Float64Array.from(origins.flatMap((steps, o) => Array.from(steps, (_, h) => values[firstOrigin + o + h]!)));
  const missed = origins.flatMap((steps) => Array.from(steps));
  return new RankedAmounts(
    came.map((value, i) => value + missed[i]!),
    came,
  ).figures();
}

/** MASE of each series; null where it had not changed before any origin. `drawn`: origins, with repetition. */
function maseBySeries(errors: Errors, scales: readonly (readonly number[])[], drawn?: readonly number[]): (number | null)[] {
  return errors.map((origins, s) => {
    const usable = (drawn ?? [...origins.keys()]).filter((o) => scales[s]![o]! > 0);
    return usable.length > 0 ? mean(usable.map((o) => mean(Array.from(origins[o]!, Math.abs)) / scales[s]![o]!)) : null;
  });
}

function differenceOf(model: Errors, baseline: Errors, scales: readonly (readonly number[])[], seed: number) {
  const origins = model[0]!.length;
  const all = (drawn?: readonly number[]) => {
    const one = maseBySeries(model, scales, drawn);
    const other = maseBySeries(baseline, scales, drawn);
    return mean(one.flatMap((mase, s) => (mase === null || other[s] === null ? [] : [mase - other[s]!])));
  };
  const rng = random(seed, 'demand', 'bootstrap');
  const drawn = Float64Array.from({ length: RESAMPLES }, () => all(Array.from({ length: origins }, () => rng.int(origins)))).sort();
  return { value: all(), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
}
