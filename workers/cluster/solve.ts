import { bootstrapWeights, kmeansPlusPlus, meanFeatureVariance, seedingStream } from '../math/kmeans-seeding';
import { random } from '../math/random';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';
import type { LloydRun, WeightedRows } from './lloyd';
import { lloyd } from './lloyd';
import { gatherRows, nearestCentres } from './nearest';
import { sampleRows } from './sample';

/**
 * Up to this many rows every restart runs on all of them. Above, the restarts run on a seeded sample of this size, and the best
 * is refined by Lloyd's algorithm on all rows.
 */
export const FULL_RESTART_ROWS = 50_000;

/** Solves k-means tasks over one matrix (rows × dims, row-major), keeping what tasks share. */
export class KMeansSolver {
  private readonly variance: number;
  private sample: WeightedRows | undefined;
  private resample: { readonly id: string; readonly points: WeightedRows } | undefined;

  constructor(
    private readonly data: Float32Array,
    private readonly rows: number,
    private readonly dims: number,
  ) {
    this.variance = meanFeatureVariance(data, rows, dims);
  }

  /** Throws `RangeError` where memory is short. */
  solve(task: KMeansTask): KMeansSolution {
    const { data, rows, dims } = this;
    const points = this.pointsFor(task);
    let best: LloydRun | undefined;
    for (let restart = 0; restart < task.restarts; restart++) {
      const start = kmeansPlusPlus(
        points.data,
        points.rows,
        dims,
        task.k,
        points.weights,
        seedingStream(task.seed, task.k, task.bootstrap, restart),
      );
      const run = this.run(points, start, task);
      if (best === undefined || run.inertia < best.inertia) best = run;
    }
    let { centres, iterations } = best!;
    if (task.bootstrap === undefined && points.rows < rows) {
      const refined = this.run({ data, rows, dims, weights: null }, centres, task);
      centres = refined.centres;
      iterations += refined.iterations;
    }
    // Labels and inertia are those of the centres as published, in single precision, so that whoever assigns to them finds the same.
    const published = Float32Array.from(centres);
    const { labels, squares } = nearestCentres(data, rows, dims, published, task.k);
    const weights = task.bootstrap === undefined ? null : bootstrapWeights(rows, task.seed, task.bootstrap);
    let inertia = 0;
    for (let i = 0; i < rows; i++) inertia += weights === null ? squares[i]! : weights[i]! * squares[i]!;
    return { k: task.k, inertia, iterations, centres: published, labels };
  }

  private run(points: WeightedRows, start: ArrayLike<number>, task: KMeansTask): LloydRun {
    return lloyd(points, start, task.k, task.tolerance * this.variance, task.maxIterations);
  }

  private pointsFor(task: KMeansTask): WeightedRows {
    const { data, rows, dims } = this;
    if (task.bootstrap !== undefined) return this.resampled(task.seed, task.bootstrap);
    if (rows <= FULL_RESTART_ROWS) return { data, rows, dims, weights: null };
    this.sample ??= {
      data: gatherRows(data, dims, sampleRows(rows, FULL_RESTART_ROWS, random(task.seed, 'kmeans-sample'))),
      rows: FULL_RESTART_ROWS,
      dims,
      weights: null,
    };
    return this.sample;
  }

  /** The rows that the resample drew, each with its count as its weight. */
  private resampled(seed: number, bootstrap: number): WeightedRows {
    const id = `${seed}/${bootstrap}`;
    if (this.resample?.id === id) return this.resample.points;
    const { data, rows, dims } = this;
    const counts = bootstrapWeights(rows, seed, bootstrap);
    const drawn = Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => counts[row]! > 0);
    const points = { data: gatherRows(data, dims, drawn), rows: drawn.length, dims, weights: counts.filter((count) => count > 0) };
    this.resample = { id, points };
    return points;
  }
}

/** One task over one matrix; {@link KMeansSolver} shares work between several. */
export function solveKMeans(data: Float32Array, rows: number, dims: number, task: KMeansTask): KMeansSolution {
  return new KMeansSolver(data, rows, dims).solve(task);
}
