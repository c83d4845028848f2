import { bootstrapWeights, kmeansPlusPlus, meanFeatureVariance, seedingStream } from '../math/kmeans-seeding';
import { searchedFrom, SwapSearch, triesFor } from '../math/kmeans-swaps';
import { random } from '../math/random';
import type { DensityTask, KMeansSolution, KMeansTask } from '../protocol/kmeans';
import type { DensityMethod } from '../protocol/recipe';
import { DENSITY_ROWS, fitDensity } from './density';
import { Hierarchy } from './hierarchy';
import { labelMeans } from './label-means';
import type { LloydRun, WeightedRows } from './lloyd';
import { lloyd } from './lloyd';
import { BATCH_ROWS, miniBatch } from './mini-batch';
import { fitMixture, mostProbable } from './mixture';
import { gatherRows, nearestCentres, ownDistances } from './nearest';
import { DensePlaces } from './place-dense';
import { sampleRows } from './sample';

/**
 * Up to this many rows every restart runs on all of them. Above, the restarts run on a seeded sample of this size, and the best
 * is refined by Lloyd's algorithm on all rows.
 */
export const FULL_RESTART_ROWS = 50_000;

/** Up to so many rows a mixture is fitted on all of them, above on a seeded sample of so many. */
export const MIXTURE_ROWS = 10_000;
/** Seedings of the k-means that a mixture begins from. */
const MIXTURE_RESTARTS = 3;
/** Seedings of mini-batch k-means, of which the best over a sample is kept: scikit-learn's default. */
const BATCH_RESTARTS = 3;
const BATCH_JUDGED_ROWS = 10_000;

/** Solves clustering tasks over one matrix (rows × dims, row-major), keeping what tasks share. */
export class KMeansSolver {
  private readonly variance: number;
  private sample: PickedRows | undefined;
  /** By resample: each k is a cut of the same hierarchy. */
  private readonly hierarchies = new Map<string, Hierarchy>();
  private resample: (PickedRows & { readonly id: string }) | undefined;

  constructor(
    private readonly data: Float32Array,
    private readonly rows: number,
    private readonly dims: number,
  ) {
    this.variance = meanFeatureVariance(data, rows, dims);
  }

  /** Throws `RangeError` where memory is short. */
  solve(task: KMeansTask): KMeansSolution {
    switch (task.method) {
      case 'ward':
        return this.solveWard(task);
      case 'mixture':
        return this.solveMixture(task);
      case 'minibatch':
        return this.solveMiniBatch(task);
      case 'dbscan':
      case 'hdbscan':
        return this.solveDensity(task, task.method);
      default:
        return this.solveKMeans(task);
    }
  }

  private solveKMeans(task: KMeansTask): KMeansSolution {
    const { data, rows, dims } = this;
    const points = this.pointsFor(task);
    let { centres, iterations } = this.bestRun(points, task);
    if (task.bootstrap === undefined && points.rows < rows) {
      const refined = this.run({ data, rows, dims, weights: null }, centres, task);
      centres = refined.centres;
      iterations += refined.iterations;
    }
    return this.atNearest(task, centres, iterations);
  }

  /** k-means from each of the task's seedings; the run of lowest inertia, and what a search from there finds. */
  private bestRun(points: WeightedRows, task: KMeansTask): LloydRun {
    const runs = Array.from({ length: task.restarts }, (_, restart) => {
      const rng = seedingStream(task.seed, task.k, task.bootstrap, restart);
      return this.run(points, kmeansPlusPlus(points.data, points.rows, this.dims, task.k, points.weights, rng), task);
    });
    const rng = seedingStream(task.seed, task.k, task.bootstrap, 'swaps');
    const found = searchedFrom(runs).map((from) => {
      const search = new SwapSearch(points, task.k, triesFor(task), rng, from);
      for (let [start] = search.next(1); start; [start] = search.next(1)) search.take([this.run(points, start, task)]);
      return search.found;
    });
    return found.reduce((best, run) => (run.inertia < best.inertia ? run : best));
  }

  private solveMiniBatch(task: KMeansTask): KMeansSolution {
    const { data, rows, dims } = this;
    const points = task.bootstrap === undefined ? { data, rows, dims, weights: null } : this.resampled(task.seed, task.bootstrap);
    let best: { centres: Float64Array; steps: number; inertia: number } = { centres: new Float64Array(0), steps: 0, inertia: Infinity };
    for (let restart = 0; restart < Math.min(BATCH_RESTARTS, task.restarts); restart++) {
      const rng = seedingStream(task.seed, task.k, task.bootstrap, restart);
      const first = sampleRows(points.rows, 3 * BATCH_ROWS, rng);
      const weights = points.weights && Float32Array.from(first, (row) => points.weights![row]!);
      const start = kmeansPlusPlus(gatherRows(points.data, dims, first), first.length, dims, task.k, weights, rng);
      const run = miniBatch(points, start, task.k, rng);
      const judged = gatherRows(points.data, dims, sampleRows(points.rows, BATCH_JUDGED_ROWS, random(task.seed, 'minibatch', 'judge')));
      const { squares } = nearestCentres(judged, judged.length / dims, dims, Float32Array.from(run.centres), task.k);
      const inertia = squares.reduce((sum, square) => sum + square, 0);
      if (inertia < best.inertia) best = { ...run, inertia };
    }
    // A step of plain k-means on a sample puts a centre that no row is nearest to where one is.
    const last = this.sampled(FULL_RESTART_ROWS, task.seed);
    const { centres } = lloyd(task.bootstrap === undefined ? last : points, best.centres, task.k, 0, 1);
    return this.atNearest(task, centres, best.steps + 1);
  }

  /** Every row at the nearest of the centres as published, in single precision, so that whoever assigns to them finds the same. */
  private atNearest(task: KMeansTask, centres: Float64Array, iterations: number): KMeansSolution {
    const { data, rows, dims } = this;
    const published = Float32Array.from(centres);
    const { labels, squares } = nearestCentres(data, rows, dims, published, task.k);
    return { k: task.k, inertia: this.weighted(task, squares), iterations, centres: published, labels };
  }

  private solveWard(task: KMeansTask): KMeansSolution {
    const { data, rows, dims } = this;
    const { k, seed, bootstrap } = task;
    if (bootstrap === undefined) {
      const hierarchy = this.hierarchyOf('all', () => ({ data, rows, dims, weights: null }), seed);
      const labels = hierarchy.labels(k);
      const centres = centresOf(data, dims, labels, null, k);
      const squares = ownDistances(data, rows, dims, centres, labels).map((distance) => distance ** 2);
      return { k, inertia: this.weighted(task, squares), iterations: 0, centres, labels, dendrogram: hierarchy.dendrogram() };
    }
    const points = this.resampled(seed, bootstrap);
    const drawn = this.hierarchyOf(`${seed}/${bootstrap}`, () => points, seed).labels(k);
    // Rows that were not drawn have no place in the hierarchy: they go to the nearest mean.
    return this.atNearest(task, Float64Array.from(centresOf(points.data, dims, drawn, points.weights, k)), 0);
  }

  private hierarchyOf(id: string, points: () => WeightedRows, seed: number): Hierarchy {
    const known = this.hierarchies.get(id);
    if (known !== undefined) return known;
    const made = new Hierarchy(points(), seed);
    this.hierarchies.set(id, made);
    return made;
  }

  private solveMixture(task: KMeansTask): KMeansSolution {
    const { data, rows, dims } = this;
    const { k, seed, bootstrap } = task;
    const points = bootstrap === undefined ? this.sampled(MIXTURE_ROWS, seed) : this.resampled(seed, bootstrap);
    const start = this.bestRun(points, { ...task, restarts: Math.min(MIXTURE_RESTARTS, task.restarts) });
    const { shares, means: centres, factors, iterations } = fitMixture(points, start.labels, k);
    const mixture = { k, shares, means: centres, factors };
    const published = Float32Array.from(centres);
    const { labels } = mostProbable(data, rows, dims, mixture);
    const squares = ownDistances(data, rows, dims, published, labels).map((distance) => distance ** 2);
    const solution = { k, inertia: this.weighted(task, squares), iterations, centres: published, labels };
    return bootstrap === undefined ? { ...solution, mixture } : solution;
  }

  private solveDensity(task: KMeansTask, method: DensityMethod): KMeansSolution {
    const { data, rows, dims } = this;
    const { seed, bootstrap } = task;
    const { points, picked } = bootstrap === undefined ? this.someRows(DENSITY_ROWS, seed) : this.drawnRows(seed, bootstrap);
    const { k, labels: fitted, strengths, model, report } = fitDensity(points, method, task.density ?? DENSE_BY_RULE);
    let placed = { labels: fitted, strengths };
    if (picked !== null) {
      placed = new DensePlaces(model, dims).place(data, rows);
      picked.forEach((row, at) => {
        placed.labels[row] = fitted[at]!;
        if (strengths) placed.strengths![row] = strengths[at]!;
      });
    }
    const { labels } = placed;
    const centres = centresOf(data, dims, labels, null, k);
    const squares = ownDistances(data, rows, dims, centres, labels).map((distance) => (Number.isNaN(distance) ? 0 : distance ** 2));
    const solution = { k, inertia: this.weighted(task, squares), iterations: 0, centres, labels };
    return bootstrap === undefined ? { ...solution, density: { model, strengths: placed.strengths, report } } : solution;
  }

  /** Sum over the rows, each as often as it was drawn. */
  private weighted({ seed, bootstrap }: KMeansTask, squares: ArrayLike<number>): number {
    const weights = bootstrap === undefined ? null : bootstrapWeights(this.rows, seed, bootstrap);
    let sum = 0;
    for (let i = 0; i < this.rows; i++) sum += weights === null ? squares[i]! : weights[i]! * squares[i]!;
    return sum;
  }

  private run(points: WeightedRows, start: ArrayLike<number>, task: KMeansTask): LloydRun {
    return lloyd(points, start, task.k, task.tolerance * this.variance, task.maxIterations);
  }

  private pointsFor(task: KMeansTask): WeightedRows {
    return task.bootstrap === undefined ? this.sampled(FULL_RESTART_ROWS, task.seed) : this.resampled(task.seed, task.bootstrap);
  }

  /** All rows, or a seeded sample of `most` of them. */
  private sampled(most: number, seed: number): WeightedRows {
    return this.someRows(most, seed).points;
  }

  /** The same with the numbers of those rows; null for all. */
  private someRows(most: number, seed: number): PickedRows {
    const { data, rows, dims } = this;
    if (rows <= most) return { points: { data, rows, dims, weights: null }, picked: null };
    if (this.sample?.points.rows !== most) {
      const picked = sampleRows(rows, most, random(seed, 'kmeans-sample'));
      this.sample = { points: { data: gatherRows(data, dims, picked), rows: most, dims, weights: null }, picked };
    }
    return this.sample;
  }

  /** The rows that the resample drew, each with its count as its weight. */
  private resampled(seed: number, bootstrap: number): WeightedRows {
    return this.drawnRows(seed, bootstrap).points;
  }

  private drawnRows(seed: number, bootstrap: number): PickedRows {
    const id = `${seed}/${bootstrap}`;
    if (this.resample?.id === id) return this.resample;
    const { data, rows, dims } = this;
    const counts = bootstrapWeights(rows, seed, bootstrap);
    const picked = Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => counts[row]! > 0);
    const points = { data: gatherRows(data, dims, picked), rows: picked.length, dims, weights: counts.filter((count) => count > 0) };
    this.resample = { id, points, picked };
    return this.resample;
  }
}

/** Some of the rows, with their numbers among all; null for all. */
interface PickedRows {
  readonly points: WeightedRows;
  readonly picked: Uint32Array | null;
}

const DENSE_BY_RULE: DensityTask = { epsilon: null, minPoints: null, minClusterShare: null };

/** Means of the rows of each label, in single precision; a label without rows is where label 0 is. */
function centresOf(data: Float32Array, dims: number, labels: Int32Array, weights: Float32Array | null, k: number): Float32Array {
  const { means, sizes } = labelMeans(data, dims, labels, k, weights);
  return Float32Array.from(means, (mean, at) => (sizes[Math.floor(at / dims)] === 0 ? means[at % dims]! : mean));
}

/** One task over one matrix; {@link KMeansSolver} shares work between several. */
export function solveKMeans(data: Float32Array, rows: number, dims: number, task: KMeansTask): KMeansSolution {
  return new KMeansSolver(data, rows, dims).solve(task);
}
