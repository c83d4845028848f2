/** How well amounts were predicted. */
export interface AmountFigures {
  /** Mean absolute error. */
  readonly mae: number;
  /** Root of the mean squared error: what an expected amount, rather than a typical one, keeps small. */
  readonly rmse: number;
  /** 1 − squared error / squared deviation of the amounts from their mean; 0 where all amounts are the same. */
  readonly r2: number;
  /** Spearman's rank correlation, ties at their mean rank; 0 where all predictions or all amounts are the same. */
  readonly rank: number;
}

export const AMOUNT_FIGURES = ['mae', 'rmse', 'r2', 'rank'] as const satisfies readonly (keyof AmountFigures)[];

/**
 * Predictions beside amounts, sorted once, so that their figures under any weights of the rows take one pass: a bootstrap gives each row the number of times
 * that it was drawn.
 */
export class RankedAmounts {
  private readonly byPredicted: Uint32Array;
  private readonly byActual: Uint32Array;
  private readonly ranks: readonly [Float64Array, Float64Array];

  constructor(
    private readonly predicted: Float64Array,
    private readonly actual: Float64Array,
  ) {
    const ordered = (values: Float64Array) => Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
    this.byPredicted = ordered(predicted);
    this.byActual = ordered(actual);
    this.ranks = [new Float64Array(actual.length), new Float64Array(actual.length)];
  }

  /** @param weight by row, whole numbers; 1 each without it */
  figures(weight?: ArrayLike<number>): AmountFigures {
    const { predicted, actual } = this;
    let [all, absolute, squares, sum, own] = [0, 0, 0, 0, 0];
    for (let row = 0; row < actual.length; row++) {
      const w = weight ? weight[row]! : 1;
      if (w === 0) continue;
      const error = predicted[row]! - actual[row]!;
      all += w;
      absolute += w * Math.abs(error);
      squares += w * error * error;
      sum += w * actual[row]!;
    }
    const mean = sum / all;
    for (let row = 0; row < actual.length; row++) own += (weight ? weight[row]! : 1) * (actual[row]! - mean) ** 2;
    return {
      mae: absolute / all,
      rmse: Math.sqrt(squares / all),
      r2: own > 0 ? 1 - squares / own : 0,
      rank: this.rankCorrelation(all, weight),
    };
  }

  private rankCorrelation(all: number, weight?: ArrayLike<number>): number {
    const [a, b] = this.ranks;
    midranks(this.predicted, this.byPredicted, a, weight);
    midranks(this.actual, this.byActual, b, weight);
    const centre = (all + 1) / 2;
    let [ab, aa, bb] = [0, 0, 0];
    for (let row = 0; row < a.length; row++) {
      const w = weight ? weight[row]! : 1;
      const da = a[row]! - centre;
      const db = b[row]! - centre;
      ab += w * da * db;
      aa += w * da * da;
      bb += w * db * db;
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }
}

/** Ranks from 1 of rows that stand there as often as they weigh, those of equal values at the mean of theirs; into `ranks`. */
function midranks(values: Float64Array, order: Uint32Array, ranks: Float64Array, weight?: ArrayLike<number>): void {
  let before = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    let tied = 0;
    while (to < order.length && values[order[to]!] === values[order[from]!]) tied += weight ? weight[order[to++]!]! : (to++, 1);
    for (let at = from; at < to; at++) ranks[order[at]!] = before + (tied + 1) / 2;
    before += tied;
    from = to;
  }
}
