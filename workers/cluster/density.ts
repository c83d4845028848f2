import type { DensityFit, DensityTask } from '../protocol/kmeans';
import type { DensityMethod } from '../protocol/recipe';
import { dbscan } from './dbscan';
import { hdbscan } from './hdbscan';
import type { WeightedRows } from './lloyd';
import { gatherRows } from './nearest';

/** Up to so many users dense regions are found on all of them, above on a seeded sample of so many: every pair of them is looked at. */
export const DENSITY_ROWS = 5_000;
/** Users of a segment of HDBSCAN, at least, where nobody says otherwise: a share of all of them, and a number. */
const MIN_CLUSTER_SHARE = 0.01;
const MIN_CLUSTER_SIZE = 5;
/** Points of the k-distance curve that are drawn. */
const CURVE_POINTS = 200;

/** Minimum points of DBSCAN where nobody says otherwise: one more than there are dimensions (Ester et al. 1996 ask for that many at least). */
const minPointsOf = (dims: number, asked: number | null): number => asked ?? Math.max(4, dims + 1);

/** Rows of a cluster of HDBSCAN, at least, among rows of this weight. */
function minClusterSizeOf(weight: number, share: number | null): number {
  return share === null ? Math.max(MIN_CLUSTER_SIZE, Math.round(MIN_CLUSTER_SHARE * weight)) : Math.max(2, Math.round(share * weight));
}

/** Finds the dense regions among the rows; `labels` are theirs. */
export function fitDensity(
  points: WeightedRows,
  method: DensityMethod,
  { epsilon, minPoints, minClusterShare }: DensityTask,
): DensityFit & { readonly k: number; readonly labels: Int32Array } {
  const { data, rows, dims, weights } = points;
  if (method === 'dbscan') {
    const asked = minPointsOf(dims, minPoints);
    const found = dbscan(points, epsilon, asked);
    const { k, labels, core } = found;
    const model = {
      kind: method,
      points: gatherRows(data, dims, core),
      labels: Int32Array.from(core, (row) => labels[row]!),
      epsilon: found.epsilon,
    };
    const report = { rows, epsilon: found.epsilon, minPoints: asked, minClusterSize: null, curve: thinned(found.curve) };
    return { k, labels, strengths: null, model, report };
  }
  const weight = weights === null ? rows : weights.reduce((sum, one) => sum + one, 0);
  const size = minClusterSizeOf(weight, minClusterShare);
  const { k, labels, strengths, coreDistances, births, deaths } = hdbscan(points, size);
  const reach = { minPoints: size, coreDistances, births, deaths };
  // A copy: what is found leaves the worker, the rows stay.
  const model = { kind: method, points: data.slice(), labels: labels.slice(), reach };
  return { k, labels, strengths, model, report: { rows, epsilon: null, minPoints: size, minClusterSize: size, curve: null } };
}

function thinned(curve: Float64Array): number[] {
  const count = Math.min(CURVE_POINTS, curve.length);
  return Array.from({ length: count }, (_, i) => curve[Math.round((i * (curve.length - 1)) / Math.max(1, count - 1))]!);
}
