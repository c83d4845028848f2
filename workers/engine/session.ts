import { ModelHost } from '../gpu/model-host';
import { LastLook } from '../ingest';
import type { BackendChoice, BackendReport } from '../protocol/backend';
import type { Reply, RunResult } from '../protocol/engine';
import { AppError } from '../protocol/errors';
import { Assigning } from './assigning';
import { ComputePool } from './compute-pool';
import { Explaining } from './explaining';
import { RunFindings } from './findings';
import { Jobs } from './jobs';
import { Keeping, keptReadView, type Restored } from './keeping';
import { Placing } from './placing';
import { Predicting } from './predicting';
import { reply } from './reply';
import type { Opened, RunState } from './run';
import { Runs } from './runs';
import { TablePool } from './table-pool';
import { Updating } from './updating';
import { runView } from './views';
import { WarmUp } from './warm-up';

/** Starts the nested workers; a test hands in others. */
export interface Spawners {
  model(): Worker;
  compute(): Worker;
  table(): Worker;
  /** Workers of each pool. */
  readonly poolSize: number;
}

/**
 * Holds the file last read, the last complete run and all that the parts of the engine share. A job that fails or is cancelled leaves both as they were.
 */
export class Session {
  readonly jobs = new Jobs();
  readonly models: ModelHost;
  readonly pool: ComputePool;
  readonly tables: TablePool;
  readonly warmUp: WarmUp;
  readonly keeping: Keeping;
  readonly looks = new LastLook();
  readonly updating = new Updating(this.looks);
  readonly predicting: Predicting;
  readonly explaining = new Explaining();
  readonly assigning = new Assigning();
  readonly findings = new RunFindings(this.explaining, this.assigning);
  readonly placing = new Placing();
  opened: Opened | null = null;
  #result: RunState | null = null;
  readonly runs = new Runs();
  /** Names of files of which only the events were kept. */
  absent: readonly string[] = [];
  #backend: Promise<BackendReport> | null = null;
  #choice: BackendChoice | null = null;

  constructor(spawners: Spawners, keeping = new Keeping()) {
    this.keeping = keeping;
    this.models = new ModelHost(() => spawners.model());
    this.predicting = new Predicting(this.models);
    this.pool = new ComputePool(() => spawners.compute(), spawners.poolSize);
    this.tables = new TablePool(() => spawners.table(), spawners.poolSize);
    this.warmUp = new WarmUp(this.tables);
  }

  get run(): RunState | null {
    return this.#result;
  }

  /** The list of runs follows whatever comes on the screen. */
  set run(run: RunState | null) {
    this.#result = run;
    if (run) this.runs.follow(run, this.findings.toKeep(run));
    else this.runs.library.leave();
  }

  /** A workspace, or an earlier version of one, takes the place of what is held. */
  restore({ opened, run, absent, shelf }: Pick<Restored, 'opened' | 'run' | 'absent' | 'shelf'>) {
    if (shelf) this.runs.restore(opened, shelf);
    this.opened = opened;
    this.run = run;
    if (run) this.findings.restore(run, this.runs.library.current?.findings);
    this.absent = absent;
    this.updating.discard();
    return { read: opened && keptReadView(opened, absent), run: run && this.view(run) };
  }

  /** Runs a job of the page until it is done or cancelled by its id; what is being warmed up gives way. */
  job<T>(job: string, work: (signal: AbortSignal) => Promise<T>): Promise<Reply<T>> {
    return reply(() =>
      this.jobs.run(job, async (signal) => {
        this.warmUp.stop();
        return work(signal);
      }),
    );
  }

  /** A probe is kept until another backend is chosen. */
  probe(choice: BackendChoice): Promise<BackendReport> {
    if (this.#backend && this.#choice === choice) return this.#backend;
    this.#choice = choice;
    // One after the other: two probes at once would be timed and verified on each other's backend.
    const probe = (this.#backend ?? Promise.resolve()).then(
      () => this.models.probe(choice),
      () => this.models.probe(choice),
    );
    this.#backend = probe;
    probe.catch(() => {
      if (this.#backend === probe) this.#backend = null;
    });
    return probe;
  }

  /** What a run is computed on. */
  devices() {
    const models = this.models;
    const pool = this.pool;
    return {
      tables: this.tables,
      trainer: models,
      compute: pool,
      // Asked when clustering begins: training may have moved to another backend.
      get kmeans() {
        return models.kmeans(pool);
      },
      backend: () => models.report,
    };
  }

  /** The list of runs, and what is kept, follow what has become known of the run. */
  noteFound(): void {
    const run = this.run;
    if (run) this.runs.follow(run, this.findings.toKeep(run), this.predicting.tested(run));
  }

  /** A run as the page sees it. */
  view(run: RunState): RunResult {
    return runView(run, this.findings.known(run));
  }

  /** @throws AppError `nothing-open` */
  requireOpened(): Opened {
    if (!this.opened) throw new AppError('nothing-open');
    return this.opened;
  }

  /** The list of runs, to be changed. @throws AppError `nothing-open`; `runs-other-file` where it is of another file than the one last read */
  requireList() {
    this.runs.checkOf(this.requireOpened());
    return this.runs.library;
  }

  /** @throws AppError `nothing-open` */
  requireRun(): RunState {
    if (!this.run) throw new AppError('nothing-open');
    return this.run;
  }
}
