import { squaredDistance } from '../math/distance';

/** What is known of each row's nearest centre. */
export interface Nearest {
  /** One a row; ties go to the lowest centre. */
  readonly labels: Int32Array;
  /** Squared Euclidean distance to that centre. */
  readonly squares: Float64Array;
}

/** Nearest of k centres (k × dims) for each row of `data` (rows × dims, row-major), by computing every distance. */
export function nearestCentres(data: Float32Array, rows: number, dims: number, centres: Float32Array, k: number): Nearest {
  const exact = Float64Array.from(centres);
  const labels = new Int32Array(rows);
  const squares = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let label = 0;
    let best = Infinity;
    for (let j = 0; j < k; j++) {
      const d2 = squaredDistance(data, i * dims, exact, j * dims, dims);
      if (d2 < best) {
        best = d2;
        label = j;
      }
    }
    labels[i] = label;
    squares[i] = best;
  }
  return { labels, squares };
}

/** Euclidean distance of each row to the centre of its label; NaN for label −1. */
export function ownDistances(data: Float32Array, rows: number, dims: number, centres: Float32Array, labels: Int32Array): Float32Array {
  const exact = Float64Array.from(centres);
  const distances = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    distances[i] = labels[i]! < 0 ? Number.NaN : Math.sqrt(squaredDistance(data, i * dims, exact, labels[i]! * dims, dims));
  }
  return distances;
}

/**
 * How much nearer each row is to the centre of its label than to the next nearest, as a share of the distance to that: 0 halfway between them, 1 on the own centre or without
 * another; below 0 where another centre is nearer. NaN for label −1.
 */
export function leads(data: Float32Array, rows: number, dims: number, centres: Float32Array, labels: Int32Array): Float32Array {
  const exact = Float64Array.from(centres);
  const k = centres.length / dims;
  return Float32Array.from({ length: rows }, (_, i) => {
    const own = labels[i]!;
    if (own < 0) return Number.NaN;
    let next = Infinity;
    for (let j = 0; j < k; j++) if (j !== own) next = Math.min(next, squaredDistance(data, i * dims, exact, j * dims, dims));
    return next === 0 ? 0 : 1 - Math.sqrt(squaredDistance(data, i * dims, exact, own * dims, dims) / next);
  });
}

/** Rows `picked` of a row-major matrix, in that order. */
export function gatherRows(data: Float32Array, dims: number, picked: Uint32Array): Float32Array {
  const gathered = new Float32Array(picked.length * dims);
  picked.forEach((row, at) => gathered.set(data.subarray(row * dims, (row + 1) * dims), at * dims));
  return gathered;
}
