import { leastSquares } from '../../math/least-squares';

const ROUNDS = 10;
/** Rounds end once no fill moves by more than this part of its column's range. */
const SETTLED = 1e-9;

/** A column to be completed: NaN where it is missing. */
export interface Incomplete {
  readonly figures: Float64Array;
  /** Columns without gaps that tell something of this one alone. */
  readonly hints: readonly Float64Array[];
  /** Places of the other columns that tell something of this one; without it, all of them do. */
  readonly others?: ReadonlySet<number>;
}

/**
 * Chained regressions (van Buuren & Groothuis-Oudshoorn 2011, without the noise): gaps begin at their column's mean; in each round every column is
 * regressed on the others, its own hints and `shared`, over the rows where it is known, and its gaps take the prediction. Predictions stay
 * within what the column holds. A column that is known nowhere stays NaN.
 */
export async function completeByRegression(
  columns: readonly Incomplete[],
  shared: readonly Float64Array[],
  pause: () => Promise<void>,
): Promise<Float64Array[]> {
  const open = columns.map(({ figures, hints, others: asked }, place) => ({ hints, asked, place, ...startAtMean(figures) }));
  const usable = open.filter(({ known }) => known.length > 0);
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (const column of usable) {
      const { filled, known, gaps, hints, asked, low, high } = column;
      if (gaps.length === 0) continue;
      const others = usable.flatMap((other) => (other !== column && (asked?.has(other.place) ?? true) ? [other.filled] : []));
      const predictors = [...others, ...hints, ...shared];
      await pause();
      const { intercept, weights } = leastSquares(predictors, filled, known);
      for (const row of gaps) {
        let sum = intercept;
        for (let j = 0; j < weights.length; j++) sum += weights[j]! * predictors[j]![row]!;
        const next = Math.min(high, Math.max(low, sum));
        if (Math.abs(next - filled[row]!) > SETTLED * (high - low)) moved = true;
        filled[row] = next;
      }
    }
    if (!moved) break;
  }
  return open.map(({ filled }) => filled);
}

/** The column with its gaps at the mean of what is known, NaN where nothing is; the rows with a figure and without; and its range. */
export function startAtMean(figures: Float64Array) {
  const known: number[] = [];
  const gaps: number[] = [];
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < figures.length; row++) {
    const figure = figures[row]!;
    if (Number.isNaN(figure)) {
      gaps.push(row);
      continue;
    }
    known.push(row);
    sum += figure;
    if (figure < low) low = figure;
    if (figure > high) high = figure;
  }
  const filled = figures.slice();
  for (const row of gaps) filled[row] = sum / known.length;
  return { filled, known: Uint32Array.from(known), gaps: Uint32Array.from(gaps), low, high };
}

/**
 * For each row the mean figure of the other rows with the same code, the row itself left out; the mean of all where there is none. A row's own
 * figure must not tell itself.
 */
export function othersMean(figures: Float64Array, codes: Int32Array): Float64Array {
  const sums = new Map<number, { sum: number; count: number }>();
  let sum = 0;
  let count = 0;
  for (let row = 0; row < figures.length; row++) {
    const figure = figures[row]!;
    if (Number.isNaN(figure)) continue;
    sum += figure;
    count++;
    if (codes[row]! < 0) continue;
    const group = sums.get(codes[row]!) ?? { sum: 0, count: 0 };
    group.sum += figure;
    group.count++;
    sums.set(codes[row]!, group);
  }
  const overall = count === 0 ? 0 : sum / count;
  return figures.map((figure, row) => {
    const group = sums.get(codes[row]!);
    const own = group === undefined || Number.isNaN(figure) ? 0 : 1;
    return group === undefined || group.count === own ? overall : (group.sum - (own === 1 ? figure : 0)) / (group.count - own);
  });
}
