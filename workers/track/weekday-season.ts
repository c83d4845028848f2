import { quantileOf } from '../math/statistics';

const WEEK = 7;
/** Values about a day (of seven) that make its level, and of a weekday that make its season. */
const LEAST_DAYS = 4;
/** A weekday with less of the usual than this is a day on which the shop is closed. */
const CLOSED = 0.05;

/**
 * The values without the season of the week: each divided by its weekday's factor, the median of the ratio to the centred seven-day mean (the classical
 * multiplicative decomposition: Hyndman & Athanasopoulos 2021, §3.4, with medians), the factors having a mean of 1. Days on which the shop is
 * as good as closed become NaN.
 *
 * @param first day number of the first value; NaN where a day has no data
 */
export function withoutWeekdays(values: Float64Array, first: number): Float64Array {
  const ratios: number[][] = Array.from({ length: WEEK }, () => []);
  values.forEach((value, day) => {
    let sum = 0;
    let n = 0;
    for (let near = Math.max(0, day - 3); near <= Math.min(values.length - 1, day + 3); near++) {
      if (Number.isNaN(values[near]!)) continue;
      sum += values[near]!;
      n++;
    }
    if (!Number.isNaN(value) && n >= LEAST_DAYS && sum !== 0) ratios[(first + day) % WEEK]!.push(value / (sum / n));
  });
  const factors = ratios.map((of) => (of.length >= LEAST_DAYS ? quantileOf(of, 0.5) : NaN));
  const known = factors.filter((factor) => factor >= CLOSED);
  const level = known.reduce((sum, factor) => sum + factor, 0) / known.length;
  return values.map((value, day) => {
    const factor = factors[(first + day) % WEEK]! / level;
    if (Number.isNaN(factor)) return value;
    return factor < CLOSED ? NaN : value / factor;
  });
}
