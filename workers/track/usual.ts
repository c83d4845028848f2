import { mean, quantileOf, sd } from '../math/statistics';

/** Standard deviations from what is usual that limits from history lie at. */
export const LIMIT_SDS = 3;
/** Of χ² with one degree of freedom: the median of the square of a standard normal value. */
const MEDIAN_SQUARE = 0.4549;

export interface Usual {
  readonly centre: number;
  readonly spread: number;
}

/**
 * What a figure usually is and by how much it varies, from windows of history. Of reference windows, in which by definition nothing happened, mean and standard
 * deviation; else (`robust`), since the last windows may hold the very change that a window turns back from, median and 1.4826 median deviations.
 */
export function usual(values: readonly number[], robust: boolean): Usual {
  if (!robust) return { centre: mean(values), spread: values.length > 1 ? sd(values, 1) : 0 };
  const centre = quantileOf(values, 0.5);
  return {
    centre,
    spread:
      1.4826 *
      quantileOf(
        values.map((value) => Math.abs(value - centre)),
        0.5,
      ),
  };
}

/** By how much squares of standardised values exceed 1, on the whole or, if `robust`, in the middle; at least 1. */
export function excess(squares: readonly number[], robust: boolean): number {
  if (squares.length === 0) return 1;
  return Math.max(1, robust ? quantileOf(squares, 0.5) / MEDIAN_SQUARE : mean(squares));
}
