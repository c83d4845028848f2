import { benjaminiHochberg, chiSquaredSurvival } from '../math/statistics';
import { binCounts, decileEdges } from './bins';
import { twoSampleChiSquared } from './chi-squared';
import { psi, psiThreshold, total } from './psi';
import { LEAST_USERS } from './reference';

/** Ten at the deciles. */
const MOST_BINS = 10;

/** Features of users with their segment. */
export interface LabelledRows {
  readonly labels: Int32Array;
  /** users × features, NaN where missing. */
  readonly raw: Float64Array;
}

/** By segment and feature: the bins at the deciles of the reference's users of the segment, and how many are in each. */
export interface SegmentBins {
  readonly users: Float64Array;
  readonly features: number;
  /** segments × features; null for a segment of too few users. */
  readonly bins: readonly ({ readonly edges: Float64Array; readonly counts: Float64Array } | null)[];
}

export interface MovedFeature {
  readonly feature: number;
  /** PSI as a multiple of its threshold. */
  readonly strength: number;
}

export function segmentBins(windows: readonly LabelledRows[], segments: number, features: number): SegmentBins {
  const users = usersOf(windows, segments);
  const bins = Array.from({ length: segments }, (_, segment) => {
    if (users[segment]! < LEAST_USERS) return new Array<null>(features).fill(null);
    const rows = windows.flatMap((window) => rowsOf(window, segment));
    return Array.from({ length: features }, (__, f) => {
      const sorted = sortedColumn(rows, f, features);
      if (sorted.length === 0) return null;
      const edges = decileEdges(sorted);
      return { edges, counts: binCounts(sorted, edges) };
    });
  });
  return { users, features, bins: bins.flat() };
}

/**
 * The features that moved within each segment: PSI above the threshold for the sample, and a χ² over the same bins that survives Benjamini–Hochberg over the
 * window's segments × features at `alpha`. χ² is first divided by the overdispersion that the feature shows in windows of history.
 *
 * @param factors by feature
 * @returns by segment, strongest first; empty for a segment with fewer than 30 users in the window or the reference
 */
export function movedWithin(
  window: LabelledRows,
  reference: SegmentBins,
  factors: ArrayLike<number>,
  watch: number,
  alpha: number,
): MovedFeature[][] {
  const { features } = reference;
  const segments = reference.users.length;
  const users = usersOf([window], segments);
  const p = new Float64Array(segments * features).fill(NaN);
  const strengths = new Float64Array(segments * features);
  const counted = countBins(window, reference);
  reference.bins.forEach((bins, at) => {
    const segment = Math.floor(at / features);
    if (!bins || users[segment]! < LEAST_USERS) return;
    const counts = counted.subarray(at * MOST_BINS, at * MOST_BINS + bins.counts.length);
    const [n, m] = [total(counts), total(bins.counts)];
    if (n === 0) return;
    const { statistic, df } = twoSampleChiSquared(bins.counts, counts);
    strengths[at] = psi(bins.counts, counts) / psiThreshold(n, m, counts.length, watch);
    p[at] = chiSquaredSurvival(statistic / Math.max(1, factors[at % features] ?? 1), df);
  });
  const adjusted = benjaminiHochberg(p);
  return Array.from({ length: segments }, (_, segment) =>
    Array.from({ length: features }, (__, feature) => ({ feature, strength: strengths[segment * features + feature]! }))
      .filter(({ feature, strength }) => strength > 1 && adjusted[segment * features + feature]! < alpha)
      .sort((a, b) => b.strength - a.strength),
  );
}

export function usersOf(windows: readonly LabelledRows[], segments: number): Float64Array {
  const users = new Float64Array(segments);
  for (const { labels } of windows) for (const label of labels) if (label >= 0) users[label]!++;
  return users;
}

/** The window's users by bin: segments × features × {@link MOST_BINS}, in one pass over the rows. */
function countBins({ labels, raw }: LabelledRows, { bins, features }: SegmentBins): Float64Array {
  const counts = new Float64Array(bins.length * MOST_BINS);
  for (let row = 0; row < labels.length; row++) {
    const first = labels[row]! * features;
    if (first < 0) continue;
    for (let f = 0; f < features; f++) {
      const value = raw[row * features + f]!;
      const edges = bins[first + f]?.edges;
      if (!edges || Number.isNaN(value)) continue;
      let bin = 0;
      while (bin < edges.length && value > edges[bin]!) bin++;
      counts[(first + f) * MOST_BINS + bin]!++;
    }
  }
  return counts;
}

/** Where the rows of a segment are. */
interface Rows {
  readonly raw: Float64Array;
  readonly row: number;
}

function rowsOf({ labels, raw }: LabelledRows, segment: number): Rows[] {
  const rows: Rows[] = [];
  for (let row = 0; row < labels.length; row++) if (labels[row] === segment) rows.push({ raw, row });
  return rows;
}

function sortedColumn(rows: readonly Rows[], feature: number, features: number): Float64Array {
  const values = new Float64Array(rows.length);
  let n = 0;
  for (const { raw, row } of rows) {
    const value = raw[row * features + feature]!;
    if (!Number.isNaN(value)) values[n++] = value;
  }
  return values.subarray(0, n).sort();
}
