import { LastLook } from '../ingest';
import { project } from '../project';
import { AppError, throwIfAborted } from '../protocol/errors';
import { NOTHING_FOUND } from '../protocol/findings';
import type { FilePreview } from '../protocol/ingest';
import { drive, type Progress } from '../protocol/progress';
import type { MappingRecipe } from '../protocol/recipe';
import { bringsNothing, type HeaderMatch, type UpdateProposal, type UpdateReason, type UpdateStrength } from '../protocol/update';
import { appliedMapping, chooseStrength, segmentChanges, tuneUpdate, type Updated } from '../update';
import { follow, prepare, type Assigned, type Prepared } from './prepared';
import { runStages, type RunDevices, type RunState } from './run';
import { keptNames, keptTransitions, labelsOf, succeeded, type Succession } from './succession';
import { runView } from './views';

type Listener = (progress: Progress) => void;

/** Updates of a run by a newer file: computed and shown before anything is replaced. */
export class Updating {
  /** The newer file last prepared, and what for: the file and where its columns are. */
  #prepared: (Prepared & { readonly key: string }) | null = null;
  #pending: RunState | null = null;
  readonly #looks: LastLook;

  /** @param looks shared with whoever looks at a file before it is offered */
  constructor(looks = new LastLook()) {
    this.#looks = looks;
  }

  /** The newer file's beginning, its text read as the run's mapping has it. */
  preview(file: File, { reading }: MappingRecipe, signal: AbortSignal): Promise<FilePreview> {
    return this.#looks.preview(file, signal, reading);
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
            base,
            file,
            appliedMapping(base.opened.mapping, await this.preview(file, base.opened.mapping, signal), matches),
            devices,
            this.#looks.open,
            onProgress,
            signal,
          ).catch((error: unknown) => {
            this.#looks.forget();
            throw error;
          });
    this.#prepared = { ...prepared, key };
    if (bringsNothing(prepared.summary)) {
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
  }
}

const keyOf = ({ name, size, lastModified }: File) => JSON.stringify([name, size, lastModified]);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether what an update goes on from is the same: figures that were completed behind the screen, or other windows, change none of it. */
function sameGround(a: RunState, b: RunState): boolean {
  return a.opened === b.opened && a.embedding === b.embedding && a.segmentation === b.segmentation;
}

/** Assign and tune: the segments stay who they are. */
async function update(
  prepared: Prepared,
  strength: 'assign' | 'tune',
  devices: RunDevices,
  onProgress: Listener,
  signal: AbortSignal,
): Promise<Succession> {
  const { base, opened, seconds } = prepared;
  const { recipe } = base;
  const start = performance.now();
  const updated = strength === 'assign' ? assignedOf(prepared).updated : await tune(prepared, devices, onProgress, signal);
  const cluster = seconds.cluster + (performance.now() - start) / 1000;
  const { matrix, embedding, segmentation, clusterings, origin } = updated;
  const done = strength === 'assign' ? assignedOf(prepared) : null;
  const followed =
    done && same(done.track, recipe.track)
      ? done
      : await follow(base, opened, updated, done?.projection ?? project(embedding), onProgress, signal);
  const { projection, portraits, tracked } = followed;
  const run: RunState = {
    opened,
    recipe,
    matrix,
    embedding,
    projection,
    clusterings,
    segmentation,
    portraits,
    tracked,
    backend: devices.backend(),
    seconds: { ...seconds, cluster, ...followed.seconds },
    kind: strength,
    madeAt: Date.now(),
    numbers: origin.map((label) => base.numbers[label]!),
    usedNumbers: base.usedNumbers,
  };
  return { run: { ...run, portraits: keptNames(base, run) }, transitions: keptTransitions(base, run, origin) };
}

/** @throws AppError `users-fewer-than-k`: fewer than two segments would have users */
function assignedOf({ assigned, refreshed }: Prepared): Assigned {
  if (!assigned) throw new AppError('users-fewer-than-k', { users: refreshed.matrix.users, k: 2 });
  return assigned;
}

function tune({ base, opened, refreshed }: Prepared, devices: RunDevices, onProgress: Listener, signal: AbortSignal): Promise<Updated> {
  const userIds = Array.from(refreshed.matrix.userIndex, (user) => opened.ingested.events.userIds[user]!);
  return drive(tuneUpdate(base, refreshed, userIds, base.recipe, devices, signal), onProgress);
}

/** From nothing, with as many segments as there were unless that is clearly worse now; they are matched to the old ones by the users that they share. */
async function rebuild({ base, opened }: Prepared, devices: RunDevices, onProgress: Listener, signal: AbortSignal): Promise<Succession> {
  const made = await runStages(opened, base.recipe, devices, null, onProgress, signal, base.segmentation.k);
  return succeeded(base, { ...made, kind: 'rebuild' });
}

/** All was there already: the result stays as it is, and there is nothing to accept. */
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
    after: runView(run, NOTHING_FOUND),
  };
}
