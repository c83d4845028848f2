import type { BackendChoice } from '../../workers/protocol/backend';
import type { ExportWords } from '../../workers/protocol/engine';
import { AppError } from '../../workers/protocol/errors';
import { defaultRecipe, type CleaningRecipe, type MappingRecipe, type Recipe, type TrackRecipe } from '../../workers/protocol/recipe';
import type { Progress } from '../../workers/protocol/progress';
import { remoteListener } from '../engine/client';
import { engine } from './engine';
import { markFinished, markRunning } from './interrupted';
import { advanceJob, startJob, type JobKind } from './job';
import { loadNames, saveNames, signatureOf } from './names';
import { useWorkbench, type Draft, type Selection, type WorkbenchState } from './store';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

let controller: AbortController | null = null;
let serial = 0;

export function report(error: unknown): void {
  const known = error instanceof AppError ? error : new AppError('unknown', { detail: String(error) });
  if (known.code === 'cancelled') return;
  set({ problem: { error: known, serial: ++serial } });
}

export function dismissProblem(): void {
  set({ problem: null });
}

let queue: Promise<void> = Promise.resolve();

/** Runs one job with progress and cancel. One at a time: a newer one cancels the older, and begins when that has ended. */
function runJob<T>(
  kind: JobKind,
  fileName: string,
  work: (job: string, onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const id = `${kind}-${++serial}`;
  const own = new AbortController();
  controller?.abort();
  controller = own;
  // Before anything is awaited, so that no second job can slip in between.
  set({ job: startJob(id, kind, fileName, performance.now()), problem: null });
  const before = queue;
  const done = (async () => {
    await before;
    await pauseStability();
    try {
      if (own.signal.aborted) throw new AppError('cancelled');
      return await work(id, remoteListener(coalesced(id)), own.signal);
    } finally {
      if (get().job?.id === id) set({ job: null });
      if (controller === own) controller = null;
      // After the caller has stored the result.
      setTimeout(() => {
        if (!get().job) void completeStability();
      });
    }
  })();
  queue = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

/** How often the screens follow a job. Reports in between are gathered, since drawing them takes time from the work itself. */
const DRAW_EVERY_MS = 250;

/** Takes a job's reports; the store sees a new stage at once and everything else a few times a second. */
function coalesced(id: string): (progress: Progress) => void {
  let waiting: Progress[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    const { job } = get();
    const reports = waiting;
    waiting = [];
    if (job?.id === id) set({ job: reports.reduce((state, progress) => advanceJob(state, progress, performance.now()), job) });
  };
  return (progress) => {
    waiting.push(progress);
    if (progress.stage !== get().job?.current) draw();
    else timer ??= setTimeout(draw, DRAW_EVERY_MS);
  };
}

export function cancelJob(): void {
  const { job } = get();
  if (job) set({ job: { ...job, cancelling: true } });
  controller?.abort();
}

async function cancelAndWait(): Promise<void> {
  cancelJob();
  await queue;
}

let stability: { readonly controller: AbortController; readonly done: Promise<void> } | null = null;

/** Stops the stability figures that are computed behind the result; whatever interrupts them starts them again. */
async function pauseStability(): Promise<void> {
  stability?.controller.abort();
  await stability?.done;
}

const stabilityMissing = () => get().run?.result.validity.some((figures) => figures.stability.length === 0) ?? false;

/** Computes the stability of the k that the choice of k did not need, behind the result on the screen. Resolves when none is missing. */
function completeStability(): Promise<void> {
  if (stability || get().job || !stabilityMissing() || get().engineLost) return stability?.done ?? Promise.resolve();
  const background = new AbortController();
  const job = `stability-${++serial}`;
  const done = engine
    .call(
      (remote) =>
        remote.completeStability(
          job,
          remoteListener(() => undefined),
        ),
      { job, signal: background.signal },
    )
    .then((validity) => {
      const { run } = get();
      if (run) set({ run: { ...run, result: { ...run.result, validity } } });
    })
    .catch(report)
    .finally(() => {
      stability = null;
    });
  stability = { controller: background, done };
  return done;
}

/** Opens a file: preview, proposed mapping, then reading under it. A run under way is not stopped without asking. */
export async function openFile(file: File): Promise<void> {
  if (get().job?.kind === 'build') {
    set({ pendingFile: file });
    return;
  }
  await open(file, false);
}

export function keepRunning(): void {
  set({ pendingFile: null });
}

export async function stopAndOpen(): Promise<void> {
  const { pendingFile } = get();
  set({ pendingFile: null });
  if (!pendingFile) return;
  await cancelAndWait();
  await open(pendingFile, false);
}

export async function openSample(options: { seed?: number; drift?: boolean } = {}): Promise<void> {
  const { seed = 1, drift = true } = options;
  try {
    const file = await runJob('sample', 'sample-shop.csv', (job, onProgress, signal) =>
      engine.call((remote) => remote.makeSample(job, seed, drift, onProgress), { job, signal }),
    );
    await open(file, true);
  } catch (error) {
    report(error);
  }
}

async function open(file: File, sample: boolean): Promise<void> {
  try {
    const preview = await runJob('preview', file.name, (job, _, signal) =>
      engine.call((remote) => remote.preview(job, file), { job, signal }),
    );
    const { interrupted } = get();
    let { mapping } = preview;
    let { cleaning } = defaultRecipe(mapping);
    // After a reload the same file is offered with the settings of the run that the reload cut off.
    if (interrupted && interrupted.fileName === file.name && interrupted.fileSize === file.size) {
      ({ mapping, cleaning } = interrupted.recipe);
      const { seed, features, encoder, clustering, track } = interrupted.recipe;
      set({ settings: { seed, features, encoder, clustering, track } });
    }
    set({ draft: { file, sample, preview, mapping, cleaning, quality: null, readSeconds: null, error: null }, interrupted: null });
    await readDraft();
  } catch (error) {
    report(error);
  }
}

export async function setMapping(mapping: MappingRecipe): Promise<void> {
  await changeDraft({ mapping });
}

export async function setCleaning(cleaning: CleaningRecipe): Promise<void> {
  await changeDraft({ cleaning });
}

async function changeDraft(change: Partial<Pick<Draft, 'mapping' | 'cleaning'>>): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  set({ draft: { ...draft, ...change, quality: null, readSeconds: null, error: null } });
  await readDraft();
}

async function readDraft(): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  const settle = (change: Partial<Draft>) => {
    const now = get().draft;
    // A newer file or mapping has taken the place of what was being read.
    if (now && now.file === draft.file && now.mapping === draft.mapping && now.cleaning === draft.cleaning)
      set({ draft: { ...now, ...change } });
  };
  try {
    const read = await runJob('read', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.read(job, draft.file, draft.mapping, draft.cleaning, onProgress), { job, signal }),
    );
    settle({ quality: read.quality, readSeconds: read.seconds });
  } catch (error) {
    if (error instanceof AppError && error.code !== 'cancelled') settle({ error });
    report(error);
  }
}

/** Reads the draft again after a cancel or an error. */
export async function readAgain(): Promise<void> {
  await changeDraft({});
}

export function changeSettings(change: Partial<WorkbenchState['settings']>): void {
  set({ settings: { ...get().settings, ...change } });
}

function recipeOf(state: WorkbenchState): Recipe | null {
  if (!state.draft) return null;
  return { version: 1, ...state.settings, mapping: state.draft.mapping, cleaning: state.draft.cleaning };
}

/** Features, embedding, k-means, map, portraits, timeline. The last run stays until this one is complete. */
export async function buildSegments(): Promise<boolean> {
  const state = get();
  const { draft, backendChoice } = state;
  const recipe = recipeOf(state);
  if (!draft?.quality || !recipe || draft.readSeconds === null) return false;
  const { quality, readSeconds } = draft;
  markRunning({ fileName: draft.file.name, fileSize: draft.file.size, sample: draft.sample, recipe });
  try {
    const result = await runJob('build', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.build(job, recipe, backendChoice, onProgress), { job, signal }),
    );
    const signature = signatureOf(quality, recipe, result.segments.k);
    set({
      run: { fileName: quality.fileName, quality, readSeconds, result, signature },
      engineLost: false,
      backend: result.backend,
      names: loadNames(signature),
      selection: null,
      hidden: new Set(),
    });
    return true;
  } catch (error) {
    report(error);
    return false;
  } finally {
    markFinished();
  }
}

export async function chooseK(k: number | null): Promise<void> {
  const fileName = get().run?.fileName;
  if (fileName === undefined) return;
  try {
    const { segments, timeline } = await runJob('choose-k', fileName, (job, onProgress, signal) =>
      engine.call((remote) => remote.chooseK(job, k, onProgress), { job, signal }),
    );
    const { run, settings } = get();
    if (!run) return;
    const recipe = { ...run.result.recipe, clustering: { ...run.result.recipe.clustering, k } };
    const signature = signatureOf(run.quality, recipe, segments.k);
    set({
      run: { ...run, signature, result: { ...run.result, recipe, segments, timeline } },
      // The next run keeps what the person chose.
      settings: { ...settings, clustering: { ...settings.clustering, k } },
      names: loadNames(signature),
      selection: null,
      hidden: new Set(),
    });
  } catch (error) {
    report(error);
  }
}

export async function setTrack(track: TrackRecipe): Promise<void> {
  const fileName = get().run?.fileName;
  if (fileName === undefined) return changeSettings({ track });
  try {
    const timeline = await runJob('retrack', fileName, (job, onProgress, signal) =>
      engine.call((remote) => remote.retrack(job, track, onProgress), { job, signal }),
    );
    changeSettings({ track });
    const { run } = get();
    if (run) set({ run: { ...run, result: { ...run.result, recipe: { ...run.result.recipe, track }, timeline } }, selection: null });
  } catch (error) {
    report(error);
  }
}

export async function chooseBackend(choice: BackendChoice): Promise<void> {
  set({ backendChoice: choice });
  await pauseStability();
  await probeBackend();
  if (!get().job) void completeStability();
}

export async function probeBackend(): Promise<void> {
  try {
    set({ backend: await engine.call((remote) => remote.probe(get().backendChoice)) });
  } catch (error) {
    report(error);
  }
}

export function select(selection: Selection | null): void {
  set({ selection });
}

export function toggleHidden(id: number): void {
  const hidden = new Set(get().hidden);
  if (!hidden.delete(id)) hidden.add(id);
  set({ hidden });
}

/** Shows this segment alone; a second call shows all again. */
export function isolate(id: number): void {
  const { run, hidden } = get();
  const all = run?.result.segments.portraits.map((portrait) => portrait.id) ?? [];
  const alone = !hidden.has(id) && hidden.size === all.length - 1;
  set({ hidden: new Set(alone ? [] : all.filter((other) => other !== id)) });
}

/** An empty name brings the made one back. */
export function renameSegment(id: number, name: string): void {
  const names = { ...get().names };
  const trimmed = name.trim();
  if (trimmed) names[id] = trimmed;
  else delete names[id];
  const { run } = get();
  if (run) saveNames(run.signature, names);
  set({ names });
}

/** @param words asked once all figures are there, since a segment may be renamed meanwhile */
export async function exportReport(words: () => ExportWords): Promise<Blob> {
  // A job that interrupts is waited for; an error is shown, and the report then says what there is.
  for (let attempt = 0; attempt < 3 && stabilityMissing() && !get().engineLost; attempt++) {
    await queue;
    await completeStability();
  }
  return engine.call((remote) => remote.exportReport(words()));
}

export async function exportRejected(): Promise<Blob | null> {
  const { draft } = get();
  if (!draft) return null;
  return runJob('rejected', draft.file.name, (job, onProgress, signal) =>
    engine.call((remote) => remote.exportRejected(job, onProgress), { job, signal }),
  );
}
