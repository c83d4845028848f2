import { AppError } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution, KMeansTask } from '../protocol/kmeans';
import type { ModelHost } from './model-host';

/** Enough to keep the device busy while a finished task's labels are read. */
const CONCURRENCY = 3;

/**
 * The WGSL k-means behind {@link ModelHost}. After a loss the rows are loaded again and the task is solved again, on webgpu only. What the device
 * refuses it would refuse again: calls reject with `backend-unavailable` until the next load.
 */
export class HostedKMeans implements KMeansBackend {
  readonly name = 'webgpu';
  readonly concurrency = CONCURRENCY;
  private rows: { data: Float32Array; rows: number; dims: number } | null = null;
  /** Set while the rows are on the present worker's device, or on their way there. */
  private loading: Promise<boolean> | null = null;
  private refused = false;

  constructor(private readonly host: ModelHost) {}

  async load(data: Float32Array, rows: number, dims: number): Promise<void> {
    this.rows = { data, rows, dims };
    this.loading = null;
    this.refused = false;
    while (!(await this.loaded()));
  }

  async solve(task: KMeansTask): Promise<KMeansSolution> {
    for (;;) {
      if (!(await this.loaded())) continue;
      const { loading, rows } = this;
      const solved = await this.host.attempt((api) => api.solveKMeans(task));
      if (typeof solved === 'object') return solved.value;
      if (this.rows === rows) this.refused ||= solved === 'refused';
      if (this.loading === loading) this.loading = null;
    }
  }

  /** False if the device was lost meanwhile. */
  private async loaded(): Promise<boolean> {
    const rows = this.rows;
    if (rows === null) throw new AppError('nothing-open');
    if (this.refused) throw unavailable();
    this.loading ??= this.host
      .attempt(async (api) => {
        if (this.host.report.active !== 'webgpu') throw unavailable();
        return api.loadKMeans(rows.data, rows.rows, rows.dims);
      })
      .then((done) => {
        if (this.rows === rows) this.refused ||= done === 'refused';
        return typeof done === 'object';
      });
    const loading = this.loading;
    const done = await loading;
    if (!done && this.loading === loading) this.loading = null;
    return done;
  }
}

const unavailable = (): AppError => new AppError('backend-unavailable', { backend: 'webgpu' });
