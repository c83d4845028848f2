import type { TableFile } from '../../../workers/protocol/engine';
import { AppError, throwIfAborted } from '../../../workers/protocol/errors';
import type { CleaningRecipe, MappingRecipe } from '../../../workers/protocol/recipe';
import { engine } from '../engine';
import { decisionsOf, remember, stepsOf, useDecisions, type Decisions } from '../decisions';
import { largeDraft } from '../large-file';
import { again, back } from '../steps';
import { useWorkbench, type Draft } from '../store';
import { runJob } from './jobs';
import { report } from './problems';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

export async function setMapping(mapping: MappingRecipe): Promise<void> {
  // What stood beside events has nothing to stand beside in a table of users.
  await changeDraft(mapping.kind === 'users' ? { mapping, joined: [] } : { mapping });
}

export async function setCleaning(cleaning: CleaningRecipe): Promise<void> {
  await changeDraft({ cleaning });
}

/** Reads a file that is probably too large: all events of a share of its users, or all of it all the same (null). */
export async function readLarge(share: number | null): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  if (share !== null) return setCleaning({ ...draft.cleaning, sample: sampleOf(share) });
  set({ draft: { ...draft, large: null } });
  await readDraft();
}

/** The sample of users that a share stands for; undefined for all of them. */
export function sampleOf(share: number): CleaningRecipe['sample'] {
  return share < 1 ? { share, seed: 1 } : undefined;
}

/** Reads the draft again after a cancel or an error. */
export async function readAgain(): Promise<void> {
  await readUnder({});
}

/** Takes the latest change of what was decided about the file back. */
export async function undoChange(): Promise<void> {
  await step(back);
}

/** Makes the change that was taken back last once more. */
export async function redoChange(): Promise<void> {
  await step(again);
}

async function step(take: typeof back<Decisions>): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  const taken = take(stepsOf(useDecisions.getState(), draft), decisionsOf(draft));
  if (!taken) return;
  const [steps, decisions] = taken;
  useDecisions.setState({ file: draft.file, steps });
  await readUnder(decisions);
}

async function changeDraft(change: Partial<Pick<Draft, 'mapping' | 'cleaning' | 'joined'>>): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  remember(draft);
  await readUnder({ ...change, large: largeUnder(draft, change.cleaning) });
}

/** A sample makes the file smaller; taken back, the person is asked once more. */
function largeUnder({ preview, cleaning: before, large }: Draft, cleaning: CleaningRecipe = before): Draft['large'] {
  return before.sample || cleaning.sample ? largeDraft(preview, cleaning) : large;
}

async function readUnder(decisions: Partial<Decisions>): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  set({ draft: { ...draft, ...decisions, quality: null, readSeconds: null, error: null } });
  await readDraft();
}

/** The tables joined to a draft, as the engine takes them. */
export function tablesOf({ joined = [] }: Pick<Draft, 'joined'>): TableFile[] {
  return joined.map(({ file, mapping }) => ({ file, mapping }));
}

let drawn: () => Promise<void> = () => Promise.resolve();

/** What reading waits for, so that the page can draw what the first look at a file showed before every core is busy. It must not fail. */
export function beforeReading(wait: () => Promise<void>): void {
  drawn = wait;
}

/** Reads the open file under its mapping; one that is probably too large waits for the person's word. */
export async function readDraft(): Promise<void> {
  const { draft } = get();
  if (!draft || draft.large) return;
  const settle = (change: Partial<Draft>) => {
    const now = get().draft;
    // A newer file or mapping has taken the place of what was being read.
    if (now && now.file === draft.file && now.mapping === draft.mapping && now.cleaning === draft.cleaning && now.joined === draft.joined)
      set({ draft: { ...now, ...change } });
  };
  try {
    const read = await runJob('read', draft.file.name, async (job, onProgress, signal) => {
      await drawn();
      throwIfAborted(signal);
      return engine.call((remote) => remote.read(job, draft.file, draft.mapping, draft.cleaning, onProgress, tablesOf(draft)), {
        job,
        signal,
      });
    });
    settle({ quality: read.quality, readSeconds: read.seconds });
  } catch (error) {
    if (error instanceof AppError && error.code !== 'cancelled') settle({ error });
    report(error);
  }
}
