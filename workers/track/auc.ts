/** The area under the ROC curve with its variance. */
export interface Auc {
  readonly auc: number;
  readonly variance: number;
}

/**
 * P(positive score > negative score) + ½ P(equal), and its variance by DeLong, DeLong & Clarke-Pearson (1988), from the ranks of the scores as in
 * Sun & Xu (2014). Variance 0 with fewer than two scores on a side; auc NaN with none.
 */
export function rocAuc(positive: Float64Array, negative: Float64Array): Auc {
  const n = positive.length;
  const m = negative.length;
  if (n === 0 || m === 0) return { auc: NaN, variance: 0 };
  const high = positive.slice().sort();
  const low = negative.slice().sort();
  // For each score, the share of the other side that it beats.
  const beatsNegative = placements(high, low);
  const beatsPositive = placements(low, high);
  const auc = average(beatsNegative);
  return { auc, variance: spread(beatsNegative, auc) / n + spread(beatsPositive, 1 - auc) / m };
}

/** For each of the ascending scores: the share of `others` (ascending) below it, equal ones by half. */
function placements(scores: Float64Array, others: Float64Array): Float64Array {
  const placed = new Float64Array(scores.length);
  let below = 0;
  let upTo = 0;
  for (let i = 0; i < scores.length; i++) {
    while (below < others.length && others[below]! < scores[i]!) below++;
    upTo = Math.max(upTo, below);
    while (upTo < others.length && others[upTo]! <= scores[i]!) upTo++;
    placed[i] = (below + upTo) / (2 * others.length);
  }
  return placed;
}

function average(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function spread(values: Float64Array, centre: number): number {
  if (values.length < 2) return 0;
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return squares / (values.length - 1);
}
