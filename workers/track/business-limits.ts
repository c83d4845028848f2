import { binomialTestP } from '../math/statistics';
import { BUSINESS_FIGURES, type BusinessFigure, type BusinessValue } from '../protocol/timeline';
import { businessFigure, pool, type BusinessSums } from './business';
import { HISTORY_WINDOWS } from './share-test';
import { LIMIT_SDS, usual } from './usual';

const EXACT_LEVEL = 0.001;

/** What business figures are compared in. */
export interface BusinessHistory {
  /** By window index. */
  readonly sums: readonly BusinessSums[];
  /** Figures that the file can show. */
  readonly shown: readonly BusinessFigure[];
  readonly comparedWith: readonly (readonly number[])[];
  /** The windows of history are the reference windows themselves; else each has a reference of its own. */
  readonly fixed: boolean;
}

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/**
 * Limits from history of a figure in a window of `users`: mean ± 3 standard deviations over at least five values. Where they do not differ, conversion
 * has the smallest change that a binomial test at 0.001 would call one, other figures none.
 *
 * @param history NaN where a window does not have the figure
 */
export function businessLimits(figure: BusinessFigure, history: readonly number[], users: number, robust = false): Limits | null {
  const values = history.filter((value) => !Number.isNaN(value));
  if (values.length < HISTORY_WINDOWS) return null;
  const { centre, spread } = usual(values, robust);
  if (spread > 1e-12 * Math.abs(centre)) return { low: centre - LIMIT_SDS * spread, high: centre + LIMIT_SDS * spread };
  if (figure !== 'conversion') return null;
  const share = Math.min(1, Math.max(0, centre));
  const isUsual = (x: number) => x >= 0 && x <= users && binomialTestP(x, users, share) >= EXACT_LEVEL;
  let low = Math.round(share * users);
  let high = low;
  while (isUsual(low - 1)) low--;
  while (isUsual(high + 1)) high++;
  return { low: low / Math.max(1, users), high: high / Math.max(1, users) };
}

/**
 * The figure in the windows of history. Where each has a reference of its own, as far from this window's reference as they were from theirs.
 *
 * @param reference, history window indices
 */
export function pastValues(
  of: BusinessHistory,
  figure: BusinessFigure,
  reference: readonly number[],
  history: readonly number[],
): number[] {
  const value = (windows: readonly number[]) => businessFigure(figure, pool(windows.map((w) => of.sums[w]!))).value;
  if (of.fixed) return history.map((h) => value([h]));
  const before = value(reference);
  return history.map((h) => before + value([h]) - value(of.comparedWith[h]!));
}

/** The figures of a window as they are shown. */
export function businessValues(of: BusinessHistory, window: number, history: readonly number[]): BusinessValue[] {
  const own = of.sums[window]!;
  const reference = of.comparedWith[window]!;
  const compared = pool(reference.map((r) => of.sums[r]!));
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return BUSINESS_FIGURES.map((figure) => {
    if (!of.shown.includes(figure)) return { figure, value: null, reference: null, low: null, high: null };
    const limits = businessLimits(figure, pastValues(of, figure, reference, history), own.users, !of.fixed);
    return {
      figure,
      value: orNull(businessFigure(figure, own).value),
      reference: orNull(businessFigure(figure, compared).value),
      low: limits?.low ?? null,
      high: limits?.high ?? null,
    };
  });
}
