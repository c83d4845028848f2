import { create } from 'zustand';
import { bringsNothing, type UpdateStrength } from '../../workers/protocol/update';
import { AppError } from '../../workers/protocol/errors';
import { jobsEnded } from './actions/jobs';
import { engine } from './engine';
import { FolderWatch, type Folder } from './folder-watch';
import { largeFile } from './large-file';
import { useWorkbench } from './store';
import { isSure } from './renamed-columns';
import { askColumns, findColumns, offerFile, proposeUpdate, showComparison, takeOver, useUpdating } from './updating';

/** One step of the watch. */
export type WatchEvent =
  | { readonly kind: 'started'; readonly files: number }
  | { readonly kind: 'taken'; readonly events: number; readonly described: number; readonly moved: number }
  | { readonly kind: 'waiting'; readonly strength: UpdateStrength }
  | { readonly kind: 'columns' }
  | { readonly kind: 'large' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'stopped' };

export interface WatchEntry {
  readonly serial: number;
  /** ms UTC. */
  readonly at: number;
  /** Empty for what is about the folder. */
  readonly file: string;
  readonly event: WatchEvent;
}

export interface WatchingState {
  /** Name of the folder that is being watched. */
  readonly folder: string | null;
  /** Name of the folder that can no longer be read. */
  readonly lost: string | null;
  /** Newest first. */
  readonly log: readonly WatchEntry[];
}

export const useWatching = create<WatchingState>()(() => ({ folder: null, lost: null, log: [] }));

/** Entries that the log keeps. */
const LOGGED = 50;

interface Picker {
  showDirectoryPicker?(options: { readonly id: string; readonly mode: 'read' }): Promise<Folder>;
}

/** Whether this browser lets a page read a folder that the person chose. */
export const canWatch = (): boolean => typeof (globalThis as Picker).showDirectoryPicker === 'function';

let watch: FolderWatch | null = null;
let serial = 0;

/** Asks for a folder and watches it from then on. False if the person chose none. */
export async function watchFolder(): Promise<boolean> {
  let folder: Folder;
  try {
    folder = await (globalThis as Picker).showDirectoryPicker!({ id: 'shoal-watch', mode: 'read' });
  } catch (error) {
    if ((error as Error | null)?.name === 'AbortError') return false;
    throw error;
  }
  watch?.stop();
  const own: FolderWatch = new FolderWatch(folder, {
    started: (files) => log('', { kind: 'started', files }),
    ready: () => isFree() && watch === own,
    arrived: (file) => bring(file),
    lost: () => {
      watch = null;
      useWatching.setState({ folder: null, lost: folder.name });
    },
  });
  watch = own;
  useWatching.setState({ folder: folder.name, lost: null, log: [] });
  await own.start();
  return true;
}

export function stopWatching(): void {
  watch?.stop();
  watch = null;
  log('', { kind: 'stopped' });
  useWatching.setState({ folder: null });
}

/** A result is on the screen, nothing is under way and the person is not being asked anything. */
function isFree(): boolean {
  const { run, draft, job, engineLost } = useWorkbench.getState();
  return run !== null && draft?.quality === run.quality && !job && !engineLost && useUpdating.getState().step === null;
}

/** Brings the segments up to date with a file of the folder; what is more than an assignment waits for the person. */
async function bring(file: File): Promise<void> {
  try {
    const { preview, matches, expected } = await findColumns(file);
    if (largeFile(expected)) {
      log(file.name, { kind: 'large' });
      return offerFile(file, expected);
    }
    if (!matches.every(isSure)) {
      log(file.name, { kind: 'columns' });
      return askColumns(file, preview, matches);
    }
    const proposal = await proposeUpdate(file, matches, null);
    const { append, proposed, movedUsers } = proposal;
    if (bringsNothing(append)) {
      await engine.call((remote) => remote.discardUpdate());
      log(file.name, { kind: 'nothing' });
    } else if (proposed !== 'assign' || !(await takeOver(file, proposal))) {
      log(file.name, { kind: 'waiting', strength: proposed });
      showComparison(file, matches, proposal);
    } else {
      log(file.name, { kind: 'taken', events: append.newEvents, described: append.describedUsers, moved: movedUsers });
    }
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError('unknown', { detail: String(error) });
    log(file.name, { kind: 'failed', error: known });
  }
  await jobsEnded();
}

function log(file: string, event: WatchEvent): void {
  const entry: WatchEntry = { serial: ++serial, at: Date.now(), file, event };
  useWatching.setState(({ log: before }) => ({ log: [entry, ...before].slice(0, LOGGED) }));
}
