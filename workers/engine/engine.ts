import * as v from 'valibot';
import { segmentsCsv, runReport } from '../export';
import { ModelHost } from '../gpu/model-host';
import { cleanCsv, cleanTable, ingestFile, joinTables, LastLook, rejectedCsv } from '../ingest';
import { isLikelyCut } from '../ingest/ranges';
import type { BackendChoice, BackendReport } from '../protocol/backend';
import type { PageState } from '../protocol/workspace';
import type { EngineApi, ExportWords, ProgressListener, ReadResult, Reply, RunResult, TableFile, UserRow } from '../protocol/engine';
import type { JoinFigures } from '../protocol/tables';
import { AppError, toWire } from '../protocol/errors';
import { drive } from '../protocol/progress';
import type { PlacedNames } from '../protocol/placing';
import type { WhomToRead } from '../protocol/looks';
import type { ComparedFlow, ComparedNames, RunSummary } from '../protocol/runs';
import { RecipeSchema, type MappingRecipe, type Recipe } from '../protocol/recipe';
import type { AssignmentRecipe, NetworkRecipe } from '../protocol/training-recipe';
import type { HeaderMatch, UpdateStrength } from '../protocol/update';
import { changesCsv, compareRuns, exportRun, importRun } from '../runs';
import { newId } from '../store';
import { makeSampleShop } from '../sample';
import { matchHeaders } from '../update';
import { Assigning, withAssignment } from './assigning';
import { ComputePool } from './compute-pool';
import { Explaining } from './explaining';
import { RunFindings } from './findings';
import { Jobs, throttled } from './jobs';
import { Keeping, keptReadView, type Restored } from './keeping';
import { membershipColumns, ownShares } from './memberships';
import { flowCsv, flowView, migrationView, pathView } from './movement';
import { comparedMethods, runStages, withK, withSeedStability, withStability, withTrack, type Opened, type RunState } from './run';
import { sizesOf } from './sizes';
import { reseeded, succeeded } from './succession';
import { Placing } from './placing';
import { Predicting } from './predicting';
import { putBack } from './put-back';
import { Runs } from './runs';
import { TablePool } from './table-pool';
import { Updating } from './updating';
import { WarmUp } from './warm-up';
import { findUserView, numberedSegmentation, runView, segmentsView, timelineView, trackView, userView, windowView } from './views';

/** Starts the nested workers; a test hands in others. */
export interface Spawners {
  model(): Worker;
  compute(): Worker;
  table(): Worker;
  /** Workers of each pool. */
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
  readonly #tables: TablePool;
  readonly #warmUp: WarmUp;
  readonly #keeping: Keeping;
  readonly #looks = new LastLook();
  readonly #updating = new Updating(this.#looks);
  readonly #predicting: Predicting;
  readonly #explaining = new Explaining();
  readonly #assigning = new Assigning();
  readonly #findings = new RunFindings(this.#explaining, this.#assigning);
  readonly #placing = new Placing();
  #opened: Opened | null = null;
  #result: RunState | null = null;
  readonly #runs = new Runs();
  /** Names of files of which only the events were kept. */
  #absent: readonly string[] = [];
  #backend: Promise<BackendReport> | null = null;
  #choice: BackendChoice | null = null;

  constructor(spawners: Spawners, keeping = new Keeping()) {
    this.#keeping = keeping;
    this.#models = new ModelHost(() => spawners.model());
    this.#predicting = new Predicting(this.#models);
    this.#pool = new ComputePool(() => spawners.compute(), spawners.poolSize);
    this.#tables = new TablePool(() => spawners.table(), spawners.poolSize);
    this.#warmUp = new WarmUp(this.#tables);
  }

  get #run(): RunState | null {
    return this.#result;
  }

  /** The list of runs follows whatever comes on the screen. */
  set #run(run: RunState | null) {
    this.#result = run;
    if (run) this.#runs.follow(run, this.#findings.toKeep(run));
    else this.#runs.library.leave();
  }

  probe(choice: BackendChoice) {
    return reply(() => this.#probe(choice));
  }

  warmUp() {
    return reply(async () => {
      if (this.#opened === null && !this.#jobs.any) await this.#warmUp.run();
      return null;
    });
  }

  preview(job: string, file: File, reading?: MappingRecipe['reading']) {
    return this.#job(job, async (signal) => {
      // It is about to be read.
      if (await isLikelyCut(file)) this.#tables.warm();
      return this.#looks.preview(file, signal, reading);
    });
  }

  look(job: string, file: File) {
    return this.#job(job, (signal) => this.#looks.preview(file, signal));
  }

  makeSample(job: string, seed: number, drift: boolean, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const blob = await drive(makeSampleShop({ seed, drift }, signal), throttled(onProgress));
      return new File([blob], drift ? 'sample-shop.csv' : 'sample-shop-without-drift.csv', { type: 'text/csv', lastModified: 0 });
    });
  }

  read(
    job: string,
    file: File,
    mapping: MappingRecipe,
    cleaning: Recipe['cleaning'],
    onProgress: ProgressListener,
    tables: readonly TableFile[] = [],
  ) {
    return this.#job(job, async (signal): Promise<ReadResult> => {
      const start = performance.now();
      const how = { ranges: { reader: this.#tables, sorter: this.#tables }, open: this.#looks.open };
      const reading = drive(ingestFile(file, mapping, cleaning, tables, signal, how), throttled(onProgress));
      const { ingested, joined } = await reading.catch((error: unknown) => {
        // What is still under way serves nobody.
        this.#tables.end();
        this.#looks.forget();
        throw error;
      });
      const seconds = (performance.now() - start) / 1000;
      this.#opened = { file, mapping, cleaning, ingested, seconds, appended: [], joined };
      this.#absent = [];
      return { quality: ingested.quality, seconds };
    });
  }

  join(job: string, tables: readonly TableFile[], onProgress: ProgressListener) {
    return this.#job(job, async (signal): Promise<ReadResult> => {
      const opened = this.#requireOpened();
      const { file, mapping, seconds } = opened;
      const held = { ingested: opened.ingested, joined: opened.joined ?? [] };
      const { ingested, joined } = await drive(joinTables(file, mapping, held, tables, signal), throttled(onProgress));
      this.#opened = { ...opened, ingested, joined };
      return { quality: ingested.quality, seconds };
    });
  }

  build(job: string, recipe: Recipe, choice: BackendChoice, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const opened = this.#requireOpened();
      const checked = checkedRecipe(recipe);
      await this.#probe(choice);
      const before = this.#run;
      // What an update kept was not made from these events alone, and what was put back has one number of segments: neither is a part of a run from nothing.
      const reusable = before?.kind === 'assign' || before?.kind === 'tune' || before?.putBackAt !== undefined ? null : before;
      const heldK = before && reseeded(before, opened, checked) ? before.segmentation.k : null;
      const made = await runStages(opened, checked, this.#devices(), reusable, throttled(onProgress), signal, heldK);
      const again = before?.opened === opened && (before.kind !== 'build' || heldK !== null);
      this.#run = again ? succeeded(before, { ...made, kind: 'rebuild' }).run : made;
      return this.#view(this.#run);
    });
  }

  measureSizes(job: string, recipe: Recipe, choice: BackendChoice, budgetSeconds: number, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const opened = this.#requireOpened();
      const checked = checkedRecipe(recipe);
      await this.#probe(choice);
      const devices = { tables: this.#tables, timer: this.#models };
      return sizesOf(opened, checked, devices, this.#run, budgetSeconds, throttled(onProgress), signal);
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

  completeSeedStability(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const before = this.#requireRun();
      const run = await withSeedStability(before, this.#devices(), throttled(onProgress), signal);
      if (this.#run === before) this.#run = run;
      const { validity, basis } = run.clusterings;
      return { validity, basis };
    });
  }

  predict(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const found = await this.#predicting.purchases(this.#requireRun(), throttled(onProgress), signal);
      this.#noteFound();
      return found;
    });
  }

  predictOutcomes(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const found = await this.#predicting.outcomes(this.#requireRun(), throttled(onProgress), signal);
      this.#noteFound();
      return found;
    });
  }

  predictCategories(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const found = await this.#predicting.categories(this.#requireRun(), throttled(onProgress), signal);
      this.#noteFound();
      return found;
    });
  }

  predictDemand(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const found = await this.#predicting.demand(this.#requireRun(), throttled(onProgress), signal);
      this.#noteFound();
      return found;
    });
  }

  importances(job: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const looks = await this.#explaining.importances(this.#requireRun(), throttled(onProgress), signal);
      this.#noteFound();
      return looks;
    });
  }

  readUser(whom: WhomToRead) {
    return reply(() => this.#explaining.readUser(this.#requireRun(), whom));
  }

  activations(layer: number | null) {
    return reply(() => this.#explaining.activations(this.#requireRun(), layer));
  }

  chooseHorizon(horizonDays: number | null) {
    return this.#choosePredict({ horizonDays });
  }

  chooseNetwork(network: NetworkRecipe) {
    return this.#choosePredict({ network });
  }

  learnAssignment(job: string, assignment: AssignmentRecipe, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const before = this.#requireRun();
      const run = withAssignment(before, assignment);
      const result = await this.#assigning.of(run, this.#models, throttled(onProgress), signal);
      if (this.#run === before) this.#run = run;
      return result;
    });
  }

  compareMethods(job: string, onProgress: ProgressListener) {
    return this.#job(job, (signal) => comparedMethods(this.#requireRun(), this.#devices(), throttled(onProgress), signal));
  }

  chooseK(job: string, k: number | null, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const before = this.#requireRun();
      const made = await withK(before, k, throttled(onProgress), signal);
      // Names that were given before an update stay with the users that they were given to.
      const named = before.kind !== 'build' && made.segmentation.k !== before.segmentation.k;
      this.#run = named ? succeeded(before, made).run : made;
      return { segments: segmentsView(this.#run, this.#findings.known(this.#run)), ...trackView(this.#run) };
    });
  }

  retrack(job: string, track: Recipe['track'], onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      this.#run = await withTrack(this.#requireRun(), track, throttled(onProgress), signal);
      return trackView(this.#run);
    });
  }

  windowMap(window: number) {
    return reply(async () => windowView(this.#requireRun(), window));
  }

  user(row: number) {
    return reply(async (): Promise<UserRow> => {
      const run = this.#requireRun();
      return { ...userView(run, row), ...this.#predicting.ofUser(run, row) };
    });
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

  completePredictions(job: string, report: boolean, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      await this.#predicting.complete(this.#requireRun(), report, throttled(onProgress), signal);
      return null;
    });
  }

  exportSegments(words: ExportWords) {
    return reply(async () => this.#usersCsv(words));
  }

  exportUsers(rows: Uint32Array, words: ExportWords) {
    return reply(async () => this.#usersCsv(words, rows));
  }

  exportReport(words: ExportWords) {
    return reply(async () => {
      const run = this.#requireRun();
      const known = { ...this.#predicting.known(run), ...this.#findings.known(run) };
      const report = runReport({ ...reportInput(run), ...known, words });
      return new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
    });
  }

  exportRejected(job: string, onProgress: ProgressListener) {
    return this.#job(job, (signal) => {
      const { file, mapping, ingested, appended, joined = [] } = this.#requireOpened();
      const sources = [{ file, mapping, rejected: ingested.rejected }, ...appended, ...joined];
      return drive(rejectedCsv(sources, signal), throttled(onProgress));
    });
  }

  exportClean(job: string, onProgress: ProgressListener, joined?: JoinFigures['kind']) {
    return this.#job(job, async (signal) => {
      const opened = this.#requireOpened();
      const table = joined && opened.joined?.find((each) => each.mapping.kind === joined);
      if (table) return drive(cleanTable(table, signal), throttled(onProgress));
      const { file, mapping, cleaning, ingested, appended } = opened;
      if (appended.length > 0) throw new AppError('clean-several-files');
      if (file.size === 0) throw new AppError('source-not-kept', { name: file.name });
      const listen = throttled(onProgress);
      // A workspace keeps no changes of cells: reading the file again gives the same ones.
      const { rejected, cleaned } = ingested.cleaned
        ? ingested
        : (await drive(ingestFile(file, mapping, cleaning, [], signal), listen)).ingested;
      return drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }, signal), listen);
    });
  }

  migration(from: number, to: number) {
    return reply(async () => migrationView(this.#requireRun(), from, to));
  }

  flow(from: number, to: number, segmentFrom: number, segmentTo: number) {
    return reply(async () => flowView(this.#requireRun(), from, to, segmentFrom, segmentTo));
  }

  userPath(row: number) {
    return reply(async () => pathView(this.#requireRun(), row));
  }

  exportFlow(from: number, to: number, rows: Uint32Array, words: ExportWords) {
    return reply(async () => flowCsv(this.#requireRun(), from, to, rows, words));
  }

  listWorkspaces() {
    return reply(() => this.#keeping.list());
  }

  openWorkspace(job: string, id: string) {
    return this.#job(job, async () => {
      const restored = await this.#keeping.open(id);
      const { info, page, history, trouble } = restored;
      // Whoever has a workspace may not read a file for long.
      this.#tables.end();
      return { info, page, history, trouble, ...this.#restore(restored) };
    });
  }

  listRuns(typed: Readonly<Record<number, string>>) {
    return reply(async () => {
      this.#noteFound();
      this.#runs.noteTyped(typed);
      return this.#runs.view(this.#requireOpened());
    });
  }

  changeRun(id: string, change: Partial<Pick<RunSummary, 'name' | 'pinned'>>) {
    return reply(async () => {
      this.#requireList().change(id, change);
      return null;
    });
  }

  deleteRun(id: string) {
    return reply(async () => {
      this.#requireList().delete(id);
      return null;
    });
  }

  bringBackRun() {
    return reply(async () => {
      this.#requireList().bringBack();
      return null;
    });
  }

  compareRuns(first: string, second: string) {
    return reply(async () => compareRuns(this.#runs.library.find(first), this.#runs.library.find(second)));
  }

  exportChanges(first: string, second: string, flow: ComparedFlow, names: ComparedNames) {
    return reply(async () => changesCsv(this.#runs.library.find(first), this.#runs.library.find(second), flow, names));
  }

  exportRun(id: string, names: Readonly<Record<number, string>>) {
    return reply(() => {
      this.#noteFound();
      return exportRun(this.#runs.library.find(id), names);
    });
  }

  importRun(file: File) {
    return reply(async () => this.#runs.import(await importRun(file, `imported-${newId()}`), this.#requireOpened()));
  }

  putBackRun(job: string, id: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      const run = this.#requireList().find(id);
      const { usedNumbers } = this.#requireRun();
      const made = await putBack(run, this.#requireOpened(), usedNumbers, this.#tables, throttled(onProgress), signal);
      // It may have been deleted meanwhile.
      this.#runs.library.find(id);
      this.#run = made;
      this.#findings.restore(made, run.findings);
      this.#updating.discard();
      return this.#view(made);
    });
  }

  placeUsers(job: string, id: string, onProgress: ProgressListener) {
    return this.#job(job, async (signal) => {
      this.#noteFound();
      const run = this.#runs.library.find(id);
      return this.#placing.place(run, this.#requireOpened(), this.#tables, throttled(onProgress), signal);
    });
  }

  exportPlaced(id: string, names: PlacedNames) {
    return reply(async () => this.#placing.csv(this.#runs.library.find(id), this.#requireOpened(), names));
  }

  keep(job: string, into: string | null, name: string, page: PageState, typed: Readonly<Record<number, string>> = {}) {
    return this.#job(job, () => {
      const opened = this.#requireOpened();
      if (this.#run?.opened === opened) this.#runs.noteTyped(typed);
      return this.#keeping.keep(opened, this.#run, into, name, page, (found) => this.#runs.shelf(opened, found));
    });
  }

  closeWorkspace() {
    return reply(async () => {
      await this.#keeping.close();
      this.#runs.clear();
      return null;
    });
  }

  renameWorkspace(id: string, name: string) {
    return reply(async () => {
      await this.#keeping.store.rename(id, name);
      return null;
    });
  }

  duplicateWorkspace(id: string, name: string) {
    return reply(() => this.#keeping.store.duplicate(id, name));
  }

  deleteWorkspace(id: string) {
    return reply(async () => {
      await this.#keeping.store.remove(id);
      return null;
    });
  }

  eraseEverything() {
    return reply(async () => {
      await this.#keeping.close();
      this.#runs.clear();
      await this.#keeping.store.eraseEverything();
      return null;
    });
  }

  saveWorkspaceFile(job: string, id: string) {
    return this.#job(job, (signal) => this.#keeping.save(id, signal));
  }

  saveCurrentFile(job: string, name: string, page: PageState) {
    return this.#job(job, (signal) => {
      const opened = this.#requireOpened();
      return this.#keeping.saveCurrent(opened, this.#run, name, page, this.#runs.shelf(opened), signal);
    });
  }

  loadWorkspaceFile(job: string, file: File) {
    return this.#job(job, (signal) => this.#keeping.load(file, signal));
  }

  goToVersion(job: string, id: string) {
    return this.#job(job, async () => {
      const restored = await this.#keeping.goTo(id);
      return { history: restored.history, ...this.#restore(restored) };
    });
  }

  previewAppend(job: string, file: File) {
    return this.#job(job, async (signal) => {
      const { mapping } = this.#requireRun().opened;
      const preview = await this.#updating.preview(file, mapping, signal);
      return { preview, matches: matchHeaders(mapping, preview) };
    });
  }

  proposeUpdate(
    job: string,
    file: File,
    matches: readonly HeaderMatch[],
    strength: UpdateStrength | null,
    choice: BackendChoice,
    onProgress: ProgressListener,
  ) {
    return this.#job(job, async (signal) => {
      const base = this.#requireRun();
      if (base.opened.ingested.events.timeless) throw new AppError('update-timeless');
      await this.#probe(choice);
      return this.#updating.propose(base, file, matches, strength, this.#devices(), throttled(onProgress), signal);
    });
  }

  acceptUpdate() {
    return reply(async () => {
      this.#run = this.#updating.accept();
      this.#opened = this.#run.opened;
      return keptReadView(this.#opened, this.#absent);
    });
  }

  discardUpdate() {
    return reply(async () => {
      this.#updating.discard();
      return null;
    });
  }

  cancel(job: string): void {
    this.#jobs.cancel(job);
  }

  #restore({ opened, run, absent, shelf }: Pick<Restored, 'opened' | 'run' | 'absent' | 'shelf'>) {
    if (shelf) this.#runs.restore(opened, shelf);
    this.#opened = opened;
    this.#run = run;
    if (run) this.#findings.restore(run, this.#runs.library.current?.findings);
    this.#absent = absent;
    this.#updating.discard();
    return { read: opened && keptReadView(opened, absent), run: run && this.#view(run) };
  }

  #job<T>(job: string, work: (signal: AbortSignal) => Promise<T>): Promise<Reply<T>> {
    return reply(() =>
      this.#jobs.run(job, async (signal) => {
        this.#warmUp.stop();
        return work(signal);
      }),
    );
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
      tables: this.#tables,
      trainer: models,
      compute: pool,
      // Asked when clustering begins: training may have moved to another backend.
      get kmeans() {
        return models.kmeans(pool);
      },
      backend: () => models.report,
    };
  }

  #choosePredict(part: Partial<NonNullable<Recipe['predict']>>): Promise<Reply<null>> {
    return reply(async () => {
      const run = this.#requireRun();
      this.#run = { ...run, recipe: { ...run.recipe, predict: { horizonDays: null, ...run.recipe.predict, ...part } } };
      return null;
    });
  }

  #usersCsv(words: ExportWords, rows?: Uint32Array): Blob {
    const run = this.#requireRun();
    return segmentsCsv(run.matrix, run.opened.ingested.events.userIds, numberedSegmentation(run), words, {
      rows,
      shares: ownShares(run),
      predicted: [...membershipColumns(run, words.names), ...this.#predicting.columns(run)],
    });
  }

  /** The list of runs, and what is kept, follow what has become known of the run. */
  #noteFound(): void {
    const run = this.#run;
    if (run) this.#runs.follow(run, this.#findings.toKeep(run), this.#predicting.tested(run));
  }

  #view(run: RunState): RunResult {
    return runView(run, this.#findings.known(run));
  }

  #requireOpened(): Opened {
    if (!this.#opened) throw new AppError('nothing-open');
    return this.#opened;
  }

  /** The list of runs, to be changed. @throws AppError `nothing-open`; `runs-other-file` where it is of another file than the one last read */
  #requireList() {
    this.#runs.checkOf(this.#requireOpened());
    return this.#runs.library;
  }

  #requireRun(): RunState {
    if (!this.#run) throw new AppError('nothing-open');
    return this.#run;
  }
}

function checkedRecipe(recipe: Recipe): Recipe {
  const checked = v.safeParse(RecipeSchema, recipe);
  if (!checked.success) throw new AppError('recipe-invalid', { detail: v.summarize(checked.issues) });
  return checked.output;
}

function reportInput(run: RunState) {
  const { opened, recipe, backend, seconds, matrix, embedding, clusterings, segmentation, portraits, numbers } = run;
  const fileOf = ({ name, size, lastModified }: File) => ({ name, size, lastModified });
  return {
    file: fileOf(opened.file),
    laterFiles: opened.appended.map(({ file }) => fileOf(file)),
    kind: run.kind,
    recipe,
    quality: opened.ingested.quality,
    backend,
    seconds,
    matrix,
    training: embedding.training,
    clusterings,
    segmentation,
    portraits,
    numbers,
    timeline: timelineView(run),
  };
}

async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}
