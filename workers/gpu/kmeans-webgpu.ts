import { nextTask } from '../math/breathe';
import { bootstrapWeights, kmeansPlusPlus, meanFeatureVariance, seedingStream } from '../math/kmeans-seeding';
import { searchedFrom, SwapSearch, triesFor } from '../math/kmeans-swaps';
import { AppError } from '../protocol/errors';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';
import { freeRows, uploadRows } from './gpu-rows';
import type { GpuRows } from './gpu-rows';
import { compileKMeans } from './kmeans-pipelines';
import type { KMeansPipelines } from './kmeans-pipelines';
import { LloydRun, startsAtOnce } from './lloyd-run';
import type { LloydOutcome } from './lloyd-run';

/** Tries of the search that go side by side: those after one that is better were for nothing. */
const SWAPS_AT_ONCE = 4;

/**
 * k-means over one matrix on a WebGPU device: seeding on the processor, from the same random streams as the typed-array path, and
 * Lloyd's iterations on the device, in single precision. Every restart runs on all rows, however many there are.
 */
export class GpuKMeans {
  private readonly matrix: GpuRows;
  private readonly variance: number;
  private readonly pipelines = new Map<number, Promise<KMeansPipelines>>();
  private disposed = false;
  private underWay = 0;

  /** @param data rows × dims, row-major */
  constructor(
    private readonly device: GPUDevice,
    private readonly data: Float32Array,
    private readonly rows: number,
    private readonly dims: number,
  ) {
    this.matrix = uploadRows(device, data, rows, dims);
    this.variance = meanFeatureVariance(data, rows, dims);
  }

  /** Tasks may overlap. @throws AppError `cancelled` once disposed */
  async solve(task: KMeansTask): Promise<KMeansSolution> {
    this.underWay++;
    try {
      const weights = task.bootstrap === undefined ? null : bootstrapWeights(this.rows, task.seed, task.bootstrap);
      const pipelines = await this.pipelinesFor(task.k);
      const atOnce = startsAtOnce(this.device, this.matrix, task.k);
      const all: LloydOutcome[] = [];
      let best: LloydOutcome | undefined;
      let labels: Int32Array = new Int32Array();
      const runFrom = async (starts: readonly Float32Array[]): Promise<LloydOutcome[]> => {
        const run = new LloydRun(this.device, pipelines, this.problem(task, weights), starts);
        try {
          const outcomes = await run.run(() => this.checkIn());
          const lowest = outcomes.reduce((lower, outcome) => (outcome.inertia < lower.inertia ? outcome : lower));
          if (best === undefined || lowest.inertia < best.inertia) {
            best = lowest;
            labels = await run.readLabels(outcomes.indexOf(lowest));
          }
          return outcomes;
        } finally {
          run.dispose();
        }
      };
      for (let from = 0; from < task.restarts; from += atOnce) {
        const starts: Float32Array[] = [];
        for (let restart = from; restart < Math.min(task.restarts, from + atOnce); restart++)
          starts.push(await this.seed(task, restart, weights));
        all.push(...(await runFrom(starts)));
      }
      await this.checkIn();
      const rng = seedingStream(task.seed, task.k, task.bootstrap, 'swaps');
      const points = { data: this.data, rows: this.rows, dims: this.dims, weights };
      for (const from of searchedFrom(all)) {
        const search = new SwapSearch(points, task.k, triesFor(task), rng, from);
        for (;;) {
          const starts = search.next(Math.min(SWAPS_AT_ONCE, atOnce));
          if (starts.length === 0) break;
          search.take(await runFrom(starts.map((start) => Float32Array.from(start))));
        }
      }
      return { k: task.k, ...best!, labels };
    } finally {
      this.underWay--;
      this.freeIfIdle();
    }
  }

  /** Frees the device's memory once the tasks under way have noticed. */
  dispose(): void {
    this.disposed = true;
    this.freeIfIdle();
  }

  private problem(task: KMeansTask, weights: Float32Array | null) {
    return {
      rows: this.matrix,
      weights,
      k: task.k,
      data: this.data,
      threshold: task.tolerance * this.variance,
      maxIterations: task.maxIterations,
    };
  }

  private async seed({ seed, k, bootstrap }: KMeansTask, restart: number, weights: Float32Array | null): Promise<Float32Array> {
    await this.checkIn();
    return kmeansPlusPlus(this.data, this.rows, this.dims, k, weights, seedingStream(seed, k, bootstrap, restart));
  }

  private async checkIn(): Promise<void> {
    await nextTask();
    if (this.disposed) throw new AppError('cancelled');
  }

  private pipelinesFor(k: number): Promise<KMeansPipelines> {
    let compiled = this.pipelines.get(k);
    if (compiled === undefined) {
      compiled = compileKMeans(this.device, k, this.dims);
      this.pipelines.set(k, compiled);
    }
    return compiled;
  }

  private freeIfIdle(): void {
    if (this.disposed && this.underWay === 0) freeRows(this.matrix);
  }
}
