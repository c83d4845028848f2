import * as v from 'valibot';
import { ComputePool } from '../cluster/pool';
import { segmentsCsv, runReport } from '../export';
import { ModelHost } from '../gpu/model-host';
import { ingest, previewFile, rejectedCsv } from '../ingest';
import type { BackendChoice, BackendReport } from '../protocol/backend';
import type { EngineApi, ExportWords, ProgressListener, ReadResult, Reply, UserRow } from '../protocol/engine';
import { AppError, toWire } from '../protocol/errors';
import { drive } from '../protocol/progress';
import { RecipeSchema, type MappingRecipe, type Recipe } from '../protocol/recipe';
import { makeSampleShop } from '../sample';
import { Jobs, throttled } from './jobs';
import { runStages, withK, withStability, withTrack, type Opened, type RunState } from './run';
import { findUserView, runView, segmentsView, userView, windowView } from './views';

/** Starts the nested workers; a test hands in others. */
export interface Spawners {
  model(): Worker;
  compute(): Worker;
  /** Workers of the pool. */
  readonly poolSize: number;
}

/**
 * Holds the file last read and the last complete run, and answers the page. A job that fails or is cancelled leaves both as
 * they were.
 */
export class Engine implements EngineApi {
  readonly #jobs = new Jobs();
  readonly #models: ModelHost;
  readonly #pool: ComputePool;
  #opened: Opened | null = null;
  #run: RunState | null = null;
  #backend: Promise<BackendReport> | null = null;
  #choice: BackendChoice | null = null;

  constructor(spawners: Spawners) {
    this.#models = new ModelHost(() => spawners.model());
    this.#pool = new ComputePool(() => spawners.compute(), spawners.poolSize);
  }

  probe(choice: BackendChoice) {
    return reply(() => this.#probe(choice));
  }

  preview(job: string, file: File) {
    return this.#job(job, (signal) => previewFile(file, signal));
  }

  makeSample(job: string, seed: number, drift: boolean, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const blob = await drive(makeSampleShop({ seed, drift }, signal), throttled(onProgress));
      return new File([blob], drift ? 'sample-shop.csv' : 'sample-shop-without-drift.csv', { type: 'text/csv', lastModified: 0 });
    });
  }

  read(job: string, file: File, mapping: MappingRecipe, cleaning: Recipe['cleaning'], onProgress: ProgressListener) {
    return this.#job(job, async (signal): Promise<ReadResult> => {
      const start = performance.now();
      const ingested = await drive(ingest(file, mapping, cleaning, signal), throttled(onProgress));
      const seconds = (performance.now() - start) / 1000;
      this.#opened = { file, mapping, cleaning, ingested, seconds };
      return { quality: ingested.quality, seconds };
    });
  }

  build(job: string, recipe: Recipe, choice: BackendChoice, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const opened = this.#requireOpened();
      const checked = v.safeParse(RecipeSchema, recipe);
      if (!checked.success) throw new AppError('recipe-invalid', { detail: v.summarize(checked.issues) });
      await this.#probe(choice);
      const run = await runStages(opened, checked.output, this.#devices(), this.#run, throttled(onProgress), signal);
      this.#run = run;
      return runView(run);
    });
  }

  completeStability(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const before = this.#requireRun();
      const run = await withStability(before, this.#devices(), throttled(onProgress), signal);
      if (this.#run === before) this.#run = run;
      return run.clusterings.validity;
    });
  }

  chooseK(job: string, k: number | null, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      this.#run = await withK(this.#requireRun(), k, throttled(onProgress), signal);
      return { segments: segmentsView(this.#run), timeline: this.#run.tracked.timeline };
    });
  }

  retrack(job: string, track: Recipe['track'], onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      this.#run = await withTrack(this.#requireRun(), track, throttled(onProgress), signal);
      return this.#run.tracked.timeline;
    });
  }

  windowMap(window: number) {
    return reply(async () => windowView(this.#requireRun(), window));
  }

  user(row: number) {
    return reply(async () => userView(this.#requireRun(), row));
  }

  users(rows: Uint32Array, limit: number) {
    return reply(async (): Promise<readonly UserRow[]> => {
      const run = this.#requireRun();
      return Array.from(rows.subarray(0, limit), (row) => userView(run, row));
    });
  }

  findUser(id: string) {
    return reply(async () => findUserView(this.#requireRun(), id.trim()));
  }

  exportSegments(words: ExportWords) {
    return reply(async () => {
      const run = this.#requireRun();
      return segmentsCsv(run.matrix, run.opened.ingested.events.userIds, run.segmentation, words.names);
    });
  }

  exportReport(words: ExportWords) {
    return reply(async () => {
      const report = runReport({ ...reportInput(this.#requireRun()), words });
      return new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
    });
  }

  exportRejected(job: string, onProgress: ProgressListener) {
    return this.#job(job, (signal) => {
      const { file, mapping, ingested } = this.#requireOpened();
      return drive(rejectedCsv(file, mapping, ingested.rejected, signal), throttled(onProgress));
    });
  }

  cancel(job: string): void {
    this.#jobs.cancel(job);
  }

  #job<T>(job: string, work: (signal: AbortSignal) => Promise<T>): Promise<Reply<T>> {
    return reply(() => this.#jobs.run(job, work));
  }

  /** A probe is kept until another backend is chosen. */
  #probe(choice: BackendChoice): Promise<BackendReport> {
    if (this.#backend && this.#choice === choice) return this.#backend;
    this.#choice = choice;
    // One after the other: two probes at once would be timed and verified on each other's backend.
    const probe = (this.#backend ?? Promise.resolve()).then(
      () => this.#models.probe(choice),
      () => this.#models.probe(choice),
    );
    this.#backend = probe;
    probe.catch(() => {
      if (this.#backend === probe) this.#backend = null;
    });
    return probe;
  }

  #devices() {
    const models = this.#models;
    const pool = this.#pool;
    return {
      trainer: models,
      compute: pool,
      // Asked when clustering begins: training may have moved to another backend.
      get kmeans() {
        return models.kmeans(pool);
      },
      backend: () => models.report,
    };
  }

  #requireOpened(): Opened {
    if (!this.#opened) throw new AppError('nothing-open');
    return this.#opened;
  }

  #requireRun(): RunState {
    if (!this.#run) throw new AppError('nothing-open');
    return this.#run;
  }
}

function reportInput({ opened, recipe, backend, seconds, matrix, embedding, clusterings, segmentation, portraits, tracked }: RunState) {
  const { name, size, lastModified } = opened.file;
  return {
    file: { name, size, lastModified },
    recipe,
    quality: opened.ingested.quality,
    backend,
    seconds,
    matrix,
    training: embedding.training,
    clusterings,
    segmentation,
    portraits,
    timeline: tracked.timeline,
  };
}

async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}
