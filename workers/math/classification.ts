/** Figures of predicted probabilities of a yes-or-no outcome. NaN where a figure does not exist, such as the AUC of one class. */
export interface ScoreFigures {
  /** Area under the ROC curve: P(score of a yes > score of a no) + ½ P(equal). */
  readonly auc: number;
  /** Σ (recall step) · precision over the thresholds, equal scores as one threshold. */
  readonly averagePrecision: number;
  /** Mean of −ln of the probability of what happened, probabilities held within 1e-15 of 0 and 1. */
  readonly logLoss: number;
  /** Mean squared difference of probability and outcome. */
  readonly brier: number;
}

export const SCORE_FIGURES = ['auc', 'averagePrecision', 'logLoss', 'brier'] as const satisfies readonly (keyof ScoreFigures)[];

const EDGE = 1e-15;

/**
 * Scores in descending order, so that their figures under any weights of the rows take one pass: a bootstrap gives each row the number of
 * times that it was drawn.
 */
export class RankedScores {
  private readonly order: Uint32Array;
  private readonly yes: Uint8Array;
  private readonly loss: Float64Array;
  private readonly square: Float64Array;
  /** 1 where the next score is lower: a threshold. */
  private readonly last: Uint8Array;

  constructor(p: Float64Array, y: ArrayLike<number>) {
    const n = p.length;
    this.order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => p[b]! - p[a]! || a - b);
    this.yes = new Uint8Array(n);
    this.loss = new Float64Array(n);
    this.square = new Float64Array(n);
    this.last = new Uint8Array(n);
    this.order.forEach((row, place) => {
      const happened = y[row]! > 0;
      const held = Math.min(1 - EDGE, Math.max(EDGE, p[row]!));
      this.yes[place] = happened ? 1 : 0;
      this.loss[place] = -Math.log(happened ? held : 1 - held);
      this.square[place] = (p[row]! - (happened ? 1 : 0)) ** 2;
      this.last[place] = place + 1 === n || p[this.order[place + 1]!]! < p[row]! ? 1 : 0;
    });
  }

  /** @param weight by row; 1 each without it */
  figures(weight?: ArrayLike<number>): ScoreFigures {
    const { order, yes, loss, square, last } = this;
    let all = 0;
    let positive = 0;
    let losses = 0;
    let squares = 0;
    let precisions = 0;
    let concordant = 0;
    // Of the rows with the same score.
    let tiedYes = 0;
    let tiedNo = 0;
    for (let place = 0; place < order.length; place++) {
      const w = weight ? weight[order[place]!]! : 1;
      losses += w * loss[place]!;
      squares += w * square[place]!;
      if (yes[place]! > 0) tiedYes += w;
      else tiedNo += w;
      if (last[place] === 0) continue;
      concordant += tiedNo * (positive + tiedYes / 2);
      positive += tiedYes;
      all += tiedYes + tiedNo;
      if (tiedYes > 0) precisions += tiedYes * (positive / all);
      tiedYes = 0;
      tiedNo = 0;
    }
    return {
      auc: concordant / (positive * (all - positive)),
      averagePrecision: precisions / positive,
      logLoss: losses / all,
      brier: squares / all,
    };
  }
}

/** What calling everybody at or above a threshold a yes gets right. Precision and recall are 0 where nobody is called, or nobody is. */
export interface Called {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function calledAt(threshold: number, p: Float64Array, y: ArrayLike<number>): Called {
  let called = 0;
  let hit = 0;
  let positive = 0;
  for (let i = 0; i < p.length; i++) {
    if (y[i]! > 0) positive++;
    if (p[i]! < threshold) continue;
    called++;
    if (y[i]! > 0) hit++;
  }
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  return { threshold, precision: share(hit, called), recall: share(hit, positive), f1: share(2 * hit, called + positive) };
}

/** The score from which calling a yes has the highest F1; of several the highest. 1 where there is no yes. */
export function bestThreshold(p: Float64Array, y: ArrayLike<number>): number {
  const order = Uint32Array.from(p.keys()).sort((a, b) => p[b]! - p[a]!);
  let positive = 0;
  for (let i = 0; i < p.length; i++) if (y[i]! > 0) positive++;
  let hit = 0;
  let best = 0;
  let threshold = 1;
  order.forEach((row, place) => {
    if (y[row]! > 0) hit++;
    if (place + 1 < order.length && p[order[place + 1]!] === p[row]) return;
    const f1 = (2 * hit) / (place + 1 + positive);
    if (f1 > best) {
      best = f1;
      threshold = p[row]!;
    }
  });
  return threshold;
}

/** One of ten groups of users of about the same size, by predicted probability or amount. */
export interface Tenth {
  readonly users: number;
  /** Mean of what was predicted. */
  readonly predicted: number;
  /** Share for whom it happened, or mean amount. */
  readonly actual: number;
}

/**
 * Ten groups from the highest prediction to the lowest, as equal in size as can be. Users of the same prediction count with the mean of what became of them, as if dealt at random: in the order of
 * their rows, the longest known first, a model that tells nobody apart would seem to. Fewer than ten rows: as many groups.
 */
export function tenths(p: Float64Array, y: ArrayLike<number>): Tenth[] {
  const order = Uint32Array.from(p.keys()).sort((a, b) => p[b]! - p[a]! || a - b);
  const became = new Float64Array(p.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    let sum = 0;
    for (; to < order.length && p[order[to]!] === p[order[from]!]; to++) sum += y[order[to]!]!;
    for (let place = from; place < to; place++) became[order[place]!] = sum / (to - from);
  }
  const groups = Math.min(10, p.length);
  return Array.from({ length: groups }, (_, g) => {
    const rows = order.subarray(Math.round((g * p.length) / groups), Math.round(((g + 1) * p.length) / groups));
    let predicted = 0;
    let actual = 0;
    for (const row of rows) {
      predicted += p[row]!;
      actual += became[row]!;
    }
    return { users: rows.length, predicted: predicted / rows.length, actual: actual / rows.length };
  });
}
