import { breather } from '../../math/breathe';
import { mean } from '../../math/statistics';
import {
  DEMAND_METHODS,
  RECENT_FORECASTS,
  type Demand,
  type DemandMethod,
  type DemandSeries,
  type MethodResult,
} from '../../protocol/demand';
import { throwIfAborted } from '../../protocol/errors';
import type { NetworkRecipe } from '../../protocol/training-recipe';
import type { EventTable } from '../../protocol/events';
import type { Stage } from '../../protocol/progress';
import { DAY_MS } from '../../features/feature-set';
import { purchaseDays } from '../purchase-days';
import { runToEnd } from '../run-to-end';
import { differenceOf, figuresOf, maseBySeries, type Errors } from './back-test';
import { forecastsNeeded, withInterval } from './interval';
import { forecastWeeks, naiveError, weeksNeeded, YEAR, type PlainMethod } from './methods';
import { learnDemand, NETWORK_WEEKS } from './network';
import { weeklyDemand } from './weekly';

/** Weeks ahead; half as many in a file of less than {@link LONG} weeks, the fewest of which the last week ahead has an interval. */
const HORIZON = 4;
/** Cut-offs of the back-test where the weeks allow them, even at the price of a method that needs more: as many as bound an interval of the last week ahead. */
const WANTED_ORIGINS = forecastsNeeded(HORIZON);
/** Fewer would leave its figures to chance. */
const LEAST_ORIGINS = 4;
/** Weeks before the first of them, at least. */
const LEAST_HISTORY = 8;
const LONG = LEAST_HISTORY + WANTED_ORIGINS - 1 + HORIZON;
export const LEAST_WEEKS = LEAST_HISTORY + LEAST_ORIGINS - 1 + HORIZON / 2;

/**
 * Demand by category in the coming weeks. Each method forecasts from the same cut-offs, a week apart, with what lay before each; of each series the one with the least
 * mean absolute error there (the network where it is shown to be better than the others) forecasts from the end of the file, and the errors that it made at each step from the last cut-offs
 * bound its intervals ({@link withInterval}). The network learns once from what lay before the first cut-off, and once more, for the forecast, from all weeks.
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
  const lastOrigin = weeks - ahead;
  const latestFirst = Math.max(LEAST_HISTORY, lastOrigin - WANTED_ORIGINS + 1);
  const needed = (method: DemandMethod) => (method === 'network' ? NETWORK_WEEKS : weeksNeeded(method));
  const methods = DEMAND_METHODS.filter((method) => needed(method) <= latestFirst);
  // More cut-offs where all methods can do with them: they overlap, so that few say little.
  const firstOrigin = Math.max(LEAST_HISTORY, lastOrigin - RECENT_FORECASTS + 1, ...methods.map(needed));
  const origins = lastOrigin - firstOrigin + 1;
  const season = methods.includes('seasonal-naive') ? YEAR : null;

  /** How a method says the weeks after those that it is given, by what lies before a week. */
  const forecaster = async (method: DemandMethod, until: number): Promise<(values: Float64Array) => Float64Array> => {
    if (method !== 'network') return (values) => forecastWeeks(method, values, ahead);
    const known = series.map(({ values }) => values.subarray(0, until));
    const learned = await runToEnd(learnDemand(known, ahead, recipe, seed), signal);
    return (values) => learned.forecast(values, ahead);
  };

  /** By series and cut-off of the back-test. */
  const forecasts = new Map<DemandMethod, Float64Array[][]>();
  const errors = new Map<DemandMethod, Errors>();
  const atFirst = new Map<DemandMethod, (values: Float64Array) => Float64Array>();
  const breathe = breather();
  for (const [done, method] of methods.entries()) {
    const forecastFrom = await forecaster(method, firstOrigin);
    atFirst.set(method, forecastFrom);
    const ofSeries: Float64Array[][] = [];
    for (const { values } of series) {
      const ofOrigins: Float64Array[] = [];
      for (let origin = firstOrigin; origin < firstOrigin + origins; origin++) {
        ofOrigins.push(forecastFrom(values.subarray(0, origin)));
        await breathe();
        throwIfAborted(signal);
      }
      ofSeries.push(ofOrigins);
    }
    forecasts.set(method, ofSeries);
    const missed = (made: Float64Array, s: number, o: number) => made.map((value, h) => value - series[s]!.values[firstOrigin + o + h]!);
    errors.set(
      method,
      ofSeries.map((ofOrigins, s) => ofOrigins.map((made, o) => missed(made, s, o))),
    );
    yield { stage: 'predict', done: done + 1, total: methods.length + 1 };
  }

  const scales = series.map(({ values }) => Array.from({ length: origins }, (_, o) => naiveError(values.subarray(0, firstOrigin + o))));
  const scaled = (of: Errors) => maseBySeries(of, scales);
  const figures = new Map(methods.map((id) => [id, errors.get(id)!.map((of, s) => figuresOf(of, series[s]!.values, firstOrigin))]));
  const results = methods.map((id): MethodResult => {
    const of = errors.get(id)!;
    const { mae, rmse, r2 } = figures.get(id)![0]!;
    const known = scaled(of).filter((one): one is number => one !== null);
    return { id, mae, rmse, r2, mase: known.length > 0 ? mean(known) : null };
  });
  const least = <Id extends DemandMethod>(ids: readonly Id[]) =>
    results.filter(({ id }) => (ids as readonly DemandMethod[]).includes(id)).reduce((a, b) => ((b.mase ?? 0) < (a.mase ?? 0) ? b : a))
      .id as Id;
  const baseline = least(['naive', 'seasonal-naive']);
  const challenger = least(['level', 'trend', 'season']);
  const baselineMase = scaled(errors.get(baseline)!);
  const plain = methods.filter((method): method is PlainMethod => method !== 'network');
  const against = least(plain);
  const network = methods.includes('network')
    ? { against, difference: differenceOf(errors.get('network')!, errors.get(against)!, scales, ahead) }
    : null;
  // A network that is not shown to be better than the others is ahead in some series by chance.
  const proven = (network?.difference?.high ?? 0) < 0;
  const candidates = proven ? methods : plain;
  const chosen = series.map((_, s) => candidates.reduce((a, b) => (figures.get(b)![s]!.mae < figures.get(a)![s]!.mae ? b : a)));
  const atEnd = new Map<DemandMethod, (values: Float64Array) => Float64Array>();
  for (const method of new Set(chosen)) atEnd.set(method, await forecaster(method, weeks));
  /** By step: forecasts from the last cut-offs, with what came; more of them than all methods have in common, if the method needs fewer weeks. */
  const madeBy = async (method: DemandMethod, s: number) => {
    const { values } = series[s]!;
    const forecastFrom = atFirst.get(method)!;
    const first = method === 'network' ? firstOrigin : Math.max(LEAST_HISTORY, weeksNeeded(method), weeks - ahead - RECENT_FORECASTS + 1);
    const made = Array.from({ length: ahead }, (): { readonly said: number; readonly came: number }[] => []);
    for (let origin = first; origin < weeks; origin++) {
      const forecast = forecasts.get(method)![s]![origin - firstOrigin] ?? forecastFrom(values.subarray(0, origin));
      forecast.subarray(0, weeks - origin).forEach((said, h) => made[h]!.push({ said, came: values[origin + h]! }));
      await breathe();
      throwIfAborted(signal);
    }
    return made.map((ofStep) => ofStep.slice(-RECENT_FORECASTS));
  };
  const told: DemandSeries[] = [];
  for (const [s, { name, values }] of series.entries()) {
    const method = chosen[s]!;
    const made = await madeBy(method, s);
    const forecast = atEnd.get(method)!(values);
    const [own, beside] = [figures.get(method)![s]!, figures.get(baseline)![s]!];
    told.push({
      name,
      history: Array.from(values),
      forecast: Array.from(forecast, (value, h) => withInterval(value, made[h]!, h + 1)),
      method,
      mae: own.mae,
      baselineMae: beside.mae,
      r2: own.r2,
      baselineR2: beside.r2,
      mase: scaled(errors.get(method)!)[s]!,
      baselineMase: baselineMase[s]!,
    });
  }
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
      difference: differenceOf(errors.get(challenger)!, errors.get(baseline)!, scales, ahead),
      network,
      series: told,
    },
  };
}
