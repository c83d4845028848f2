import { AppError } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution, KMeansTask } from '../protocol/kmeans';
import type { ModelHost } from './model-host';

/** Enough to keep the device busy while a finished task's labels are read. */
const CONCURRENCY = 3;

/** The WGSL k-means behind {@link ModelHost}. After a loss the rows are loaded again and the task is solved again, on webgpu only. */
export class HostedKMeans implements KMeansBackend {
  readonly name = 'webgpu';
  readonly concurrency = CONCURRENCY;
  private rows: { data: Float32Array; rows: number; dims: number } | null = null;
  /** Set while the rows are on the present worker's device, or on their way there. */
  private loading: Promise<boolean> | null = null;

  constructor(private readonly host: ModelHost) {}

  async load(data: Float32Array, rows: number, dims: number): Promise<void> {
    this.rows = { data, rows, dims };
    this.loading = null;
    while (!(await this.loaded()));
  }

  async solve(task: KMeansTask): Promise<KMeansSolution> {
    for (;;) {
      if (!(await this.loaded())) continue;
      const loading = this.loading;
      const solved = await this.host.attempt((api) => api.solveKMeans(task));
      if (solved !== null) return solved.value;
      if (this.loading === loading) this.loading = null;
    }
  }

  /** False if the device was lost meanwhile. */
  private async loaded(): Promise<boolean> {
    const rows = this.rows;
    if (rows === null) throw new AppError('nothing-open');
    this.loading ??= this.host
      .attempt(async (api) => {
        if (this.host.report.active !== 'webgpu') throw new AppError('backend-unavailable', { backend: 'webgpu' });
        return api.loadKMeans(rows.data, rows.rows, rows.dims);
      })
      .then((done) => done !== null);
    const loading = this.loading;
    const done = await loading;
    if (!done && this.loading === loading) this.loading = null;
    return done;
  }
}
