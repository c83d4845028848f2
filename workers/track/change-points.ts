import { quantileOf } from '../math/statistics';
import { wallToUtc } from '../math/zone';
import type { EventTable } from '../protocol/events';
import { DAILY_SERIES, type ChangePoint, type DailySeries } from '../protocol/timeline';
import { figuresOf } from './business';
import { daily } from './daily';
import { pageHinkley } from './page-hinkley';
import { clearestStep } from './step';
import { theilSen } from './trend';
import { withoutWeekdays } from './weekday-season';

const DAY = 86_400_000;
const WEEK = 7;
/** Twice what the detector takes before it speaks. */
const LEAST_DAYS = 60;
/** Days on either side that say what a day's level is, and what the levels before and after a change are. */
const LEVEL_SIDE = 14;
const SHOWN_SIDE = 28;
/** |t| of a step that is searched for among a few weeks. */
const LEAST_T = 4;

/**
 * The days on which the level of a daily series changed at a stroke. The season of the week is taken out ({@link withoutWeekdays}), the square root makes the scatter
 * of counts even, a robust straight line takes out growth, and what is left is divided by its scatter, so that the published defaults of the Page–Hinkley
 * detector mean what they say ({@link pageHinkley}). What it finds is kept where it is a step and not the slope of a slow wave ({@link clearestStep}), and at
 * least `least` in size.
 *
 * Series of fewer than 60 days with data have none.
 */
export function changePoints(events: EventTable, from: number, to: number, least: number): ChangePoint[] {
  const { first, values } = daily(events, from, to, figuresOf(events).includes('conversion'));
  const found = DAILY_SERIES.flatMap((series) => (values[series] ? inSeries(series, values[series], first, events, least) : []));
  return found.sort((a, b) => a.at - b.at);
}

function inSeries(series: DailySeries, raw: Float64Array, first: number, { zone }: EventTable, least: number): ChangePoint[] {
  const values = withoutWeekdays(raw, first);
  if (values.filter((value) => !Number.isNaN(value)).length < LEAST_DAYS) return [];
  const even = values.map((value) =>
    series === 'conversion' ? Math.asin(Math.sqrt(Math.min(1, value))) : Math.sign(value) * Math.sqrt(Math.abs(value)),
  );
  const level = withoutTrend(even);
  const { scatter, inflation } = spreadOf(level);
  if (!(scatter > 0)) return [];
  const found: ChangePoint[] = [];
  let last = -Infinity;
  for (const { began, found: seen, direction } of pageHinkley(level.map((value) => value / (scatter * inflation)))) {
    // The sum's extreme is where the running mean turned, which may be long before the step, or a few days after.
    const step = clearestStep(level, began - WEEK, seen, inflation);
    if (!step || Math.abs(step.t) < LEAST_T || step.height > 0 !== (direction === 'up') || step.at - last < LEVEL_SIDE) continue;
    const before = meanOf(values, step.at - SHOWN_SIDE, step.at);
    const after = meanOf(values, step.at, step.at + SHOWN_SIDE);
    if (!(Math.abs(after - before) >= least * Math.abs(before)) || after > before !== (direction === 'up')) continue;
    const wall = (first + step.at) * DAY;
    found.push({ series, at: wallToUtc(wall, zone), label: new Date(wall).toISOString().slice(0, 10), direction, before, after });
    last = step.at;
  }
  return found;
}

/** Without the robust straight line through the medians of its weeks. */
function withoutTrend(values: Float64Array): Float64Array {
  const x: number[] = [];
  const y: number[] = [];
  for (let day = 0; day < values.length; day += WEEK) {
    const middle = quantileOf(values.subarray(day, day + WEEK), 0.5);
    if (Number.isNaN(middle)) continue;
    x.push(day + (WEEK - 1) / 2);
    y.push(middle);
  }
  const { slope, intercept } = theilSen(x, y);
  return values.map((value, day) => value - intercept - slope * day);
}

/**
 * The scatter of the days about their running median of 29 days (1.4826 × the median deviation), and how much more the mean of many of them varies than if each
 * were by itself: √((1 + ρ)/(1 − ρ)), ρ the correlation of neighbours, between 0 and 0.8.
 */
function spreadOf(values: Float64Array): { scatter: number; inflation: number } {
  const rest = values.map((value, day) => value - quantileOf(values.subarray(Math.max(0, day - LEVEL_SIDE), day + LEVEL_SIDE + 1), 0.5));
  const scatter =
    1.4826 *
    quantileOf(
      rest.map((value) => Math.abs(value)),
      0.5,
    );
  let own = 0;
  let both = 0;
  for (let day = 1; day < rest.length; day++) {
    if (Number.isNaN(rest[day]!) || Number.isNaN(rest[day - 1]!)) continue;
    own += rest[day]! ** 2;
    both += rest[day]! * rest[day - 1]!;
  }
  const rho = own > 0 ? Math.min(0.8, Math.max(0, both / own)) : 0;
  return { scatter, inflation: Math.sqrt((1 + rho) / (1 - rho)) };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let n = 0;
  for (const value of values.subarray(Math.max(0, from), Math.max(0, to))) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return sum / n;
}
