import { AppError } from '../protocol/errors';
import type { KMeansBackend, KMeansSolution, KMeansTask } from '../protocol/kmeans';

/**
 * One k-means for as long as it is there, and another from when it rejects with `backend-unavailable` until the next load. Tasks
 * under way at that moment are solved by the other: a lost GPU costs time, not the run.
 */
export class KMeansOr implements KMeansBackend {
  private rows: { data: Float32Array; rows: number; dims: number } | null = null;
  private fallen: Promise<void> | null = null;
  private everFallen = false;

  constructor(
    private readonly first: KMeansBackend,
    private readonly other: KMeansBackend,
  ) {}

  /** `typed-arrays` as soon as any of the work was done there. */
  get name(): KMeansBackend['name'] {
    return this.everFallen ? this.other.name : this.first.name;
  }

  get concurrency(): number {
    return this.fallen === null ? this.first.concurrency : this.other.concurrency;
  }

  async load(data: Float32Array, rows: number, dims: number): Promise<void> {
    this.rows = { data, rows, dims };
    this.fallen = null;
    try {
      await this.first.load(data, rows, dims);
    } catch (error) {
      await this.fall(error);
    }
  }

  async solve(task: KMeansTask): Promise<KMeansSolution> {
    if (this.fallen === null) {
      try {
        return await this.first.solve(task);
      } catch (error) {
        await this.fall(error);
      }
    }
    await this.fallen;
    return this.other.solve(task);
  }

  private fall(error: unknown): Promise<void> {
    if (!(error instanceof AppError) || error.code !== 'backend-unavailable' || this.rows === null) throw error;
    const { data, rows, dims } = this.rows;
    this.everFallen = true;
    this.fallen ??= this.other.load(data, rows, dims);
    return this.fallen;
  }
}
