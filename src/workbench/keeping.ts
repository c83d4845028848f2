import { create } from 'zustand';
import type { KeptRead, KeptWorkspace, RunResult } from '../../workers/protocol/engine';
import { AppError } from '../../workers/protocol/errors';
import type { History, StorageTrouble, WorkspaceInfo } from '../../workers/protocol/workspace';
import { beforeEachJob } from './actions/jobs';
import { engine } from './engine';
import { freeName } from './free-name';
import { markWorkspace } from './interrupted';
import { writePage, type KeptPage } from './kept-page';
import { signatureOf } from './names';
import { useWorkbench, type Draft, type Run, type WorkbenchState } from './store';

/** What is known of the workspaces on this device. */
export interface KeepingState {
  /** Null until asked for; empty where there are none or nothing can be kept. */
  readonly list: readonly WorkspaceInfo[] | null;
  /** The open one; null before anything was kept. */
  readonly workspace: WorkspaceInfo | null;
  readonly history: History;
  /** Why the work is not being kept. */
  readonly trouble: StorageTrouble | null;
  /** While something is being written. */
  readonly writing: boolean;
}

const NO_HISTORY: History = { versions: [], current: null, undo: null };

export const useKeeping = create<KeepingState>()(() => ({
  list: null,
  workspace: null,
  history: NO_HISTORY,
  trouble: null,
  writing: false,
}));

const get = useWorkbench.getState;

/** What the open workspace holds: another file begins another workspace. */
interface Held {
  readonly file: File;
  readonly sample: boolean;
  readonly preview: Draft['preview'];
}

let held: Held | null = null;
let named: KeptPage['named'] = {};
/** What was kept last, to see whether there is anything new. */
let kept: readonly unknown[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let writing: Promise<void> = Promise.resolve();
let serial = 0;

/** How long a choice must rest before it is kept: a change of mind is not worth writing. What has been computed is kept at once. */
const REST_MS = 400;

const computed = ({ draft, run }: WorkbenchState) => [draft?.file, draft?.quality, run?.result];
const chosen = ({ names, settings, acknowledged, found, runChanges }: WorkbenchState) => [names, settings, acknowledged, found, runChanges];
const fingerprint = (state: WorkbenchState) => [...computed(state), ...chosen(state)];
const differs = (parts: readonly unknown[]) => parts.some((part, i) => part !== kept[i]);
const unkept = (state: WorkbenchState) => Boolean(state.draft?.quality) && !state.engineLost && differs(fingerprint(state));

/**
 * Keeps the work from now on. Nothing is written while a job runs: what the steps before it completed is kept before it begins, and what it
 * completes once it has ended.
 */
export function startKeeping(): void {
  beforeEachJob(settled);
  useWorkbench.subscribe((state) => {
    clearTimeout(timer);
    if (!state.job && unkept(state)) timer = setTimeout(() => void settled(), differs(computed(state)) ? 0 : REST_MS);
  });
}

/** Keeps what is complete, and waits until it has been kept. */
export function settled(): Promise<void> {
  clearTimeout(timer);
  if (unkept(get())) writing = writing.then(keep);
  return writing;
}

/** After trouble: tries to keep the work once more, in a workspace of its own if `afresh`. */
export function keepAgain(afresh: boolean): Promise<void> {
  if (afresh) useKeeping.setState({ workspace: null, history: NO_HISTORY });
  kept = [];
  return settled();
}

async function keep(): Promise<void> {
  const state = get();
  const { draft } = state;
  // Another call has kept it meanwhile, or the file is gone.
  if (!draft?.quality || !unkept(state)) return;
  const { file, sample, preview } = draft;
  const { workspace, list } = useKeeping.getState();
  const into = held?.file === file ? workspace : null;
  const name = into?.name ?? freeName(file.name, list ?? []);
  const page = pageOf(state);
  kept = fingerprint(state);
  useKeeping.setState({ writing: true });
  const answer = await engine
    .call((remote) => remote.keep(`keep-${++serial}`, into?.id ?? null, name, writePage(page), state.names))
    .catch((error: unknown): KeptWorkspace | null =>
      // A crash has words of its own.
      error instanceof AppError && error.code === 'worker-crashed' ? null : { info: null, history: NO_HISTORY, trouble: 'failed' },
    );
  useKeeping.setState({ writing: false });
  if (!answer) return;
  const sameFile = held?.file === file;
  held = { file, sample, preview };
  const { info, history, trouble } = answer;
  if (history.current !== null) named = { ...(sameFile ? named : {}), [history.current]: state.names };
  if (info) {
    shown(info, history, null);
    if (info.segments > 0) askToStay();
  } else if (into) {
    // What was kept before is still there; what came since can be undone from memory.
    useKeeping.setState(history.versions.length > 0 ? { trouble, history } : { trouble });
  } else {
    shown(null, history, trouble);
  }
}

function shown(workspace: WorkspaceInfo | null, history: History, trouble: StorageTrouble | null): void {
  useKeeping.setState({ workspace, history, trouble });
  markWorkspace(workspace?.id ?? null);
}

/** What the page would keep of a state with a file. */
export function pageOf({ draft, settings, names, acknowledged }: WorkbenchState): KeptPage {
  if (!draft) throw new AppError('nothing-open');
  return { sample: draft.sample, preview: draft.preview, settings, names, acknowledged, named };
}

/** The state on the screen is that of this workspace, as it was kept. */
export function holds(
  page: Pick<KeptPage, 'sample' | 'preview' | 'named'>,
  workspace: WorkspaceInfo,
  history: History,
  trouble: StorageTrouble | null,
): void {
  const state = get();
  held = state.draft && { file: state.draft.file, sample: page.sample, preview: page.preview };
  named = history.current === null ? page.named : { ...page.named, [history.current]: state.names };
  kept = fingerprint(state);
  shown(workspace, history, trouble);
}

/** Another result of the workspace's history is on the screen. What the page keeps with it follows by itself. */
export function wentTo(history: History): void {
  const { draft } = get();
  if (draft && held) held = { ...held, file: draft.file };
  useKeeping.setState({ history });
}

/** The file that the workspace is known by, which need not be the one that is being opened. */
export const heldFile = (): Held | null => held;

/** Names that were typed under a result of the history. */
export const namesUnder = (version: string): WorkbenchState['names'] => named[version] ?? {};

/** Nothing is held, so that what is kept next begins another workspace. */
export function letGo(): void {
  held = null;
  named = {};
  kept = [];
  shown(null, NO_HISTORY, null);
}

/** Draft and run from what was kept. */
export function restored(
  read: KeptRead | null,
  result: RunResult | null,
  { sample, preview }: Pick<Draft, 'sample' | 'preview'>,
): Pick<WorkbenchState, 'draft' | 'run'> {
  if (!read) return { draft: null, run: null };
  const { file, mapping, cleaning, quality, seconds, files, absent } = read;
  const joined = (read.joined ?? []).map((table) => ({ ...table, preview: null }));
  const draft: Draft = { file, sample, preview, mapping, cleaning, quality, readSeconds: seconds, error: null, files, absent, joined };
  const run: Run | null = result && {
    fileName: quality.fileName,
    quality,
    readSeconds: seconds,
    result,
    signature: signatureOf(quality, result.recipe, result.segments.k),
  };
  return { draft, run };
}

let asked = false;

/** Asks the browser not to clear away what there now is to lose. It may refuse, and need not tell. */
function askToStay(): void {
  if (asked) return;
  asked = true;
  navigator.storage?.persist?.().catch(() => undefined);
}
