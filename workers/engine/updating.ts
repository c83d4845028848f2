import { ingest, previewFile } from '../ingest';
import { portray } from '../portray';
import { applyProjection, project } from '../project';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { FilePreview } from '../protocol/ingest';
import { drive, type Progress } from '../protocol/progress';
import type { MappingRecipe } from '../protocol/recipe';
import type { AppendSummary, HeaderMatch, UpdateFigures, UpdateProposal, UpdateReason, UpdateStrength } from '../protocol/update';
import { track } from '../track';
import {
  append,
  appliedMapping,
  assignUpdate,
  chooseStrength,
  refresh,
  segmentChanges,
  tuneUpdate,
  updateFigures,
  type RefreshedUsers,
  type Updated,
} from '../update';
import { runStages, type Opened, type RunDevices, type RunState } from './run';
import { keptNames, keptTransitions, labelsOf, succeeded, type Succession } from './succession';
import { runView } from './views';

type Listener = (progress: Progress) => void;

/** A newer file, read and joined to what was held: the part of an update that no strength changes. */
interface Prepared {
  /** What it was made for: the file, where its columns are, and the result that it goes on from. */
  readonly key: string;
  readonly base: RunState;
  readonly opened: Opened;
  readonly summary: AppendSummary;
  readonly refreshed: RefreshedUsers;
  /** The users under the model and the centres there were; null where fewer than two segments would have users. */
  readonly assigned: Updated | null;
  readonly figures: UpdateFigures;
  readonly seconds: { readonly read: number; readonly features: number; readonly cluster: number };
}

/** Updates of a run by a newer file: computed and shown before anything is replaced. */
export class Updating {
  #prepared: Prepared | null = null;
  #pending: RunState | null = null;
  #previewed: { readonly key: string; readonly preview: FilePreview } | null = null;

  /** The newer file's beginning, looked at once. */
  async preview(file: File, signal: AbortSignal): Promise<FilePreview> {
    const key = keyOf(file);
    if (this.#previewed?.key === key) return this.#previewed.preview;
    const preview = await previewFile(file, signal);
    this.#previewed = { key, preview };
    return preview;
  }

  /**
   * @param strength null: by the rule
   * @throws AppError as the stages do; whatever it throws, the run and an earlier proposal stay as they are
   */
  async propose(
    base: RunState,
    file: File,
    matches: readonly HeaderMatch[],
    strength: UpdateStrength | null,
    devices: RunDevices,
    onProgress: Listener,
    signal: AbortSignal,
  ): Promise<UpdateProposal> {
    const start = performance.now();
    const key = JSON.stringify([keyOf(file), matches.map(({ column }) => column)]);
    const known = this.#prepared;
    const prepared =
      known?.key === key && sameGround(known.base, base)
        ? { ...known, base }
        : await prepare(
            key,
            base,
            file,
            appliedMapping(base.opened.mapping, await this.preview(file, signal), matches),
            devices,
            onProgress,
            signal,
          );
    this.#prepared = prepared;
    if (prepared.summary.newEvents === 0) {
      this.#pending = null;
      return nothingNew(prepared, (performance.now() - start) / 1000);
    }
    const rule = chooseStrength(prepared.figures);
    const chosen = strength ?? rule.strength;
    const after =
      chosen === 'rebuild'
        ? await rebuild(prepared, devices, onProgress, signal)
        : await update(prepared, chosen, devices, onProgress, signal);
    throwIfAborted(signal);
    this.#pending = after.run;
    return {
      ...proposal(prepared, after, chosen, rule),
      seconds: (performance.now() - start) / 1000,
    };
  }

  /** The run that was proposed last; it takes the place of the base. */
  accept(): RunState {
    const pending = this.#pending;
    if (!pending) throw new AppError('nothing-open');
    this.discard();
    return pending;
  }

  discard(): void {
    this.#pending = null;
    this.#prepared = null;
    this.#previewed = null;
  }
}

const keyOf = ({ name, size, lastModified }: File) => JSON.stringify([name, size, lastModified]);

/** Whether what an update goes on from is the same: figures that were completed behind the screen, or other windows, change none of it. */
function sameGround(a: RunState, b: RunState): boolean {
  return a.opened === b.opened && a.embedding === b.embedding && a.segmentation === b.segmentation;
}

async function prepare(
  key: string,
  base: RunState,
  file: File,
  mapping: MappingRecipe,
  devices: RunDevices,
  onProgress: Listener,
  signal: AbortSignal,
): Promise<Prepared> {
  const started = performance.now();
  const { opened, recipe } = base;
  const added = await drive(ingest(file, mapping, opened.cleaning, signal, { ranges: { reader: devices.tables } }), onProgress);
  const { merged, quality, summary } = await drive(append(opened.ingested, added, signal), onProgress);
  const read = (performance.now() - started) / 1000;
  const refreshed = await drive(refresh(base.matrix, opened.ingested.events, merged, recipe.features, signal), onProgress);
  const features = (performance.now() - started) / 1000 - read;
  const assigned = await drive(assignUpdate(base, refreshed, recipe, devices, signal), onProgress).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'users-fewer-than-k') return null;
    throw error;
  });
  const figures = await drive(updateFigures(base, refreshed, assigned?.clusterings ?? null, recipe.seed, signal), onProgress);
  return {
    key,
    base,
    opened: {
      ...opened,
      ingested: { events: merged.events, quality, rejected: opened.ingested.rejected },
      seconds: read,
      appended: [...opened.appended, { file, mapping, rejected: added.rejected }],
    },
    summary,
    refreshed,
    assigned,
    figures,
    seconds: { read, features, cluster: (performance.now() - started) / 1000 - read - features },
  };
}

/** Assign and tune: the segments stay who they are. */
async function update(
  { base, opened, refreshed, assigned, seconds }: Prepared,
  strength: 'assign' | 'tune',
  devices: RunDevices,
  onProgress: Listener,
  signal: AbortSignal,
): Promise<Succession> {
  const { recipe } = base;
  const { events } = opened.ingested;
  const clusterStart = performance.now();
  const userIds = () => Array.from(refreshed.matrix.userIndex, (user) => events.userIds[user]!);
  const updated =
    strength === 'assign'
      ? (assigned ?? (await drive(assignUpdate(base, refreshed, recipe, devices, signal), onProgress)))
      : await drive(tuneUpdate(base, refreshed, userIds(), recipe, devices, signal), onProgress);
  const { matrix, segmentation, clusterings, origin } = updated;
  const cluster = seconds.cluster + (performance.now() - clusterStart) / 1000;
  // Where the embedding's axes stay, so do the map's: a user who did nothing new stays in place.
  const projection =
    strength === 'assign'
      ? { ...base.projection, points: applyProjection(base.projection, updated.embedding.data, updated.embedding.users) }
      : project(updated.embedding);
  onProgress({ stage: 'portray', done: 0, total: 1 });
  const portrayStart = performance.now();
  const portraits = portray(events, matrix, segmentation);
  const trackStart = performance.now();
  const input = { events, matrix, embedding: updated.embedding, segmentation, projection, features: recipe.features, track: recipe.track };
  const tracked = await drive(track(input, signal), onProgress);
  const run: RunState = {
    opened,
    recipe,
    matrix,
    embedding: updated.embedding,
    projection,
    clusterings,
    segmentation,
    portraits,
    tracked,
    backend: devices.backend(),
    seconds: {
      ...seconds,
      cluster,
      portray: (trackStart - portrayStart) / 1000,
      track: (performance.now() - trackStart) / 1000,
    },
    kind: strength,
    madeAt: Date.now(),
    numbers: origin.map((label) => base.numbers[label]!),
    usedNumbers: base.usedNumbers,
  };
  return { run: { ...run, portraits: keptNames(base, run) }, transitions: keptTransitions(base, run, origin) };
}

/** From nothing; the segments are matched to the old ones by the users that they share. */
async function rebuild({ base, opened }: Prepared, devices: RunDevices, onProgress: Listener, signal: AbortSignal): Promise<Succession> {
  const made = await runStages(opened, base.recipe, devices, null, onProgress, signal);
  return succeeded(base, { ...made, kind: 'rebuild' });
}

/** Every row was there already: the result stays as it is, and there is nothing to accept. */
function nothingNew(prepared: Prepared, seconds: number): UpdateProposal {
  const rule = { strength: 'assign', reason: 'nothing-moved' } as const;
  return { ...proposal(prepared, { run: prepared.base, transitions: [] }, 'assign', rule), seconds };
}

function proposal(
  { base, summary, figures }: Prepared,
  { run, transitions: found }: Succession,
  strength: UpdateStrength,
  rule: { readonly strength: UpdateStrength; readonly reason: UpdateReason },
): Omit<UpdateProposal, 'seconds'> {
  return {
    strength,
    proposed: rule.strength,
    reason: rule.reason,
    append: summary,
    figures,
    ...segmentChanges(...labelsOf(base, run), base.numbers, run.numbers),
    transitions: found,
    after: runView(run),
  };
}
