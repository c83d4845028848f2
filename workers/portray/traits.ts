import { quantile } from '../math/statistics';
import type { FeatureMatrix } from '../protocol/features';
import type { Segmentation } from '../protocol/model';
import type { Trait } from '../protocol/portraits';

const Z95 = 1.959963984540054;

/** Below this the pooled standard deviation (of scaled values, whose own is 1) is taken as this, so that an effect stays finite. */
const LEAST_SD = 0.01;

/** Cohen's d of two groups with its 95 % interval. */
export interface Effect {
  readonly effect: number;
  readonly low: number;
  readonly high: number;
}

/**
 * d = (mean₁ − mean₂) / pooled sd; its interval is d ± 1.96·√((n₁+n₂)/(n₁n₂) + d²/(2(n₁+n₂))), the large-sample variance of Hedges & Olkin
 * (1985, eq. 5.14). Squares are sums of squared deviations from each group's own mean. 0 with an empty interval where a group is empty.
 */
export function cohensD(n1: number, mean1: number, squares1: number, n2: number, mean2: number, squares2: number): Effect {
  if (n1 === 0 || n2 === 0) return { effect: 0, low: 0, high: 0 };
  const pooled = n1 + n2 > 2 ? Math.sqrt((squares1 + squares2) / (n1 + n2 - 2)) : 0;
  const effect = (mean1 - mean2) / Math.max(pooled, LEAST_SD);
  const half = Z95 * Math.sqrt((n1 + n2) / (n1 * n2) + (effect * effect) / (2 * (n1 + n2)));
  return { effect, low: effect - half, high: effect + half };
}

/**
 * The traits of every segment, one array a segment, strongest effect first (ties in feature order). Effects compare the segment with all
 * other users on the scaled values, missing ones filled as the segmentation saw them; means and medians are over the users that have a value
 * (NaN where none has).
 */
export function segmentTraits(matrix: FeatureMatrix, segmentation: Segmentation): Trait[][] {
  const { users, features, scaled, raw } = matrix;
  const { k, labels } = segmentation;
  const traits: Trait[][] = Array.from({ length: k }, () => []);
  const column = new Float64Array(users);
  const size = new Float64Array(k);
  for (let u = 0; u < users; u++) {
    const label = labels[u]!;
    if (label >= 0) size[label]!++;
  }

  for (let f = 0; f < features; f++) {
    const sums = new Float64Array(k);
    const squares = new Float64Array(k);
    const rawSums = new Float64Array(k);
    const present = new Uint32Array(k);
    let rawTotal = 0;
    let presentTotal = 0;
    let total = 0;
    let totalSquares = 0;
    for (let u = 0; u < users; u++) {
      const x = scaled[u * features + f]!;
      const label = labels[u]!;
      total += x;
      totalSquares += x * x;
      const value = raw[u * features + f]!;
      if (!Number.isNaN(value)) {
        column[presentTotal++] = value;
        rawTotal += value;
      }
      if (label < 0) continue;
      sums[label]! += x;
      squares[label]! += x * x;
      if (!Number.isNaN(value)) {
        rawSums[label]! += value;
        present[label]!++;
      }
    }
    const overallMean = rawTotal / presentTotal;
    const overallMedian = quantile(column.subarray(0, presentTotal).sort(), 0.5);
    const medians = segmentMedians(matrix, f, labels, present, column);
    for (let s = 0; s < k; s++) {
      const n = size[s]!;
      const rest = users - n;
      const mean1 = n > 0 ? sums[s]! / n : 0;
      const mean2 = rest > 0 ? (total - sums[s]!) / rest : 0;
      const squares1 = Math.max(0, squares[s]! - n * mean1 * mean1);
      const squares2 = Math.max(0, totalSquares - squares[s]! - rest * mean2 * mean2);
      const { effect, low, high } = cohensD(n, mean1, squares1, rest, mean2, squares2);
      traits[s]!.push({
        feature: matrix.specs[f]!.id,
        mean: rawSums[s]! / present[s]!,
        overallMean,
        median: medians[s]!,
        overallMedian,
        users: present[s]!,
        effect,
        effectLow: low,
        effectHigh: high,
      });
    }
  }
  for (const list of traits) list.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  return traits;
}

/** Medians of feature f by segment; `scratch` holds the values grouped by segment. */
function segmentMedians(matrix: FeatureMatrix, f: number, labels: Int32Array, present: Uint32Array, scratch: Float64Array): Float64Array {
  const k = present.length;
  const start = new Uint32Array(k + 1);
  for (let s = 0; s < k; s++) start[s + 1] = start[s]! + present[s]!;
  const at = start.slice(0, k);
  for (let u = 0; u < matrix.users; u++) {
    const value = matrix.raw[u * matrix.features + f]!;
    const label = labels[u]!;
    if (label >= 0 && !Number.isNaN(value)) scratch[at[label]!++] = value;
  }
  return Float64Array.from({ length: k }, (_, s) => quantile(scratch.subarray(start[s]!, start[s + 1]!).sort(), 0.5));
}
