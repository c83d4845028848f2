import { defaultRecipe, type MappingRecipe } from '../../../workers/protocol/recipe';
import { engine } from '../engine';
import type { Interrupted } from '../interrupted';
import { settingsOf } from '../kept-page';
import { remember } from '../decisions';
import { largeDraft } from '../large-file';
import { carriedMapping } from '../renamed-columns';
import { useWorkbench, type Draft } from '../store';
import { readDraft } from './draft';
import { cancelJob, jobsEnded, runJob } from './jobs';
import { report } from './problems';
import { forAnotherFile } from './settings';

/** What is open, and how the files of which another one is part are read: its columns, cleaning and joined tables are those of the draft. */
export interface Like {
  readonly draft: Draft;
  readonly reading: MappingRecipe['reading'];
}

const get = useWorkbench.getState;
const set = useWorkbench.setState;

/**
 * Opens a file: preview, proposed mapping, then reading under it. A run under way is not stopped without asking.
 *
 * @param like what the file holds, too: where its columns have the same names, they are read as they were
 */
export async function openFile(file: File, like: Like | null = null): Promise<void> {
  const { job } = get();
  if (job?.kind === 'build' && !job.cancelling) {
    set({ pendingFile: file });
    return;
  }
  await open(file, false, like);
}

/** The file that came during a run is let go. */
export function keepRunning(): void {
  set({ pendingFile: null });
}

/** The run is let go for the file that came during it. */
export async function stopAndOpen(): Promise<void> {
  const { pendingFile } = get();
  set({ pendingFile: null });
  if (!pendingFile) return;
  cancelJob();
  await jobsEnded();
  await open(pendingFile, false);
}

/** Makes the sample shop on the device and opens it. */
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

async function open(file: File, sample: boolean, like: Like | null = null): Promise<void> {
  try {
    const preview = await runJob('preview', file.name, (job, _, signal) =>
      engine.call((remote) => remote.preview(job, file, like ? like.reading : readingBefore(file)), { job, signal }),
    );
    const { interrupted, draft } = get();
    let { settings, acknowledged } = get();
    let { mapping } = preview;
    let { cleaning } = defaultRecipe(mapping);
    let joined: Draft['joined'];
    const carried = like && carriedMapping(like.draft.mapping, preview);
    if (carried) {
      mapping = carried;
      ({ cleaning } = like.draft);
      joined = like.draft.joined?.filter((table) => table.file.size > 0);
    }
    // After a reload the same file is offered with the settings of the run that the reload cut off.
    if (interrupted && isOf(interrupted, file)) {
      ({ mapping, cleaning } = interrupted.recipe);
      settings = settingsOf(interrupted.recipe);
    } else if (!draft || !sameFile(draft.file, file)) {
      settings = forAnotherFile(settings);
    }
    if (!draft || !sameFile(draft.file, file)) acknowledged = [];
    set({
      draft: {
        file,
        sample,
        preview,
        mapping,
        cleaning,
        joined,
        quality: null,
        readSeconds: null,
        error: null,
        large: largeDraft(preview, cleaning),
      },
      settings,
      acknowledged,
      interrupted: null,
    });
    await readDraft();
  } catch (error) {
    report(error);
  }
}

/** How a run read the file that a reload cut off. */
function readingBefore(file: File): MappingRecipe['reading'] {
  const { interrupted } = get();
  return interrupted && isOf(interrupted, file) ? interrupted.recipe.mapping.reading : undefined;
}

const isOf = ({ fileName, fileSize }: Interrupted, file: File) => fileName === file.name && fileSize === file.size;

/** Looks at the open file again, read as a person has decided; columns and their roles are proposed anew. */
export async function readAs(reading: MappingRecipe['reading']): Promise<void> {
  const { draft } = get();
  if (!draft) return;
  const { file } = draft;
  try {
    const preview = await runJob('preview', file.name, (job, _, signal) =>
      engine.call((remote) => remote.preview(job, file, reading), { job, signal }),
    );
    const current = get().draft;
    if (current?.file !== file) return;
    remember(current);
    const large = current.large === null ? null : largeDraft(preview, current.cleaning);
    set({ draft: { ...current, preview, mapping: preview.mapping, quality: null, readSeconds: null, error: null, large } });
    await readDraft();
  } catch (error) {
    report(error);
  }
}

function sameFile(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}
