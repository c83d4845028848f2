import type { OpenedWorkspace } from '../../workers/protocol/engine';
import { AppError } from '../../workers/protocol/errors';
import type { StorageTrouble } from '../../workers/protocol/workspace';
import { cancelJob, report } from './actions';
import { jobsEnded, runJob } from './actions/jobs';
import { engine } from './engine';
import { freeName } from './free-name';
import { holds, letGo, pageOf, restored, settled, useKeeping } from './keeping';
import { readPage, writePage } from './kept-page';
import { defaultSettings, useWorkbench } from './store';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

export async function listWorkspaces(): Promise<void> {
  try {
    useKeeping.setState({ list: await engine.call((remote) => remote.listWorkspaces()) });
  } catch (error) {
    const trouble = troubleOf(error);
    useKeeping.setState(({ trouble: before }) => ({ list: [], trouble: before ?? trouble }));
    if (!trouble) report(error);
  }
}

function troubleOf(error: unknown): StorageTrouble | null {
  const code = error instanceof AppError ? error.code : '';
  return code === 'storage-denied' ? 'denied' : code.startsWith('storage-') ? 'failed' : null;
}

/** Goes on with a workspace. What is on the screen has been kept. */
export async function openWorkspace(id: string): Promise<boolean> {
  const { list, workspace } = useKeeping.getState();
  const name = [...(list ?? []), ...(workspace ? [workspace] : [])].find((one) => one.id === id)?.name ?? '';
  try {
    show(await runJob('open-workspace', name, (job, _, signal) => engine.call((remote) => remote.openWorkspace(job, id), { job, signal })));
    return true;
  } catch (error) {
    report(error);
    void listWorkspaces();
    return false;
  }
}

function show({ info, page, history, read, run, trouble }: OpenedWorkspace): void {
  const kept = readPage(page, run?.recipe ?? null, info.name);
  const { settings, names, acknowledged } = kept;
  set({
    ...restored(read, run, kept),
    names,
    settings,
    acknowledged,
    engineLost: false,
    interrupted: null,
    selection: null,
    hidden: new Set(),
  });
  holds(kept, info, history, trouble);
}

/** To the start screen. What was on the screen has been kept; a job under way is let go. */
export async function leaveWorkspace(): Promise<void> {
  cancelJob();
  await jobsEnded();
  await settled();
  await engine.call((remote) => remote.closeWorkspace()).catch(report);
  set({
    draft: null,
    run: null,
    names: {},
    acknowledged: [],
    settings: defaultSettings(),
    selection: null,
    hidden: new Set(),
    engineLost: false,
    problem: null,
  });
  letGo();
  await listWorkspaces();
}

export async function renameWorkspace(id: string, name: string): Promise<void> {
  const trimmed = name.trim();
  if (!trimmed) return;
  if (!(await change((remote) => remote.renameWorkspace(id, trimmed)))) return;
  const { workspace } = useKeeping.getState();
  if (workspace?.id === id) useKeeping.setState({ workspace: { ...workspace, name: trimmed } });
}

export async function duplicateWorkspace(id: string, name: string): Promise<void> {
  const free = freeName(name, useKeeping.getState().list ?? []);
  await change((remote) => remote.duplicateWorkspace(id, free));
}

export async function deleteWorkspace(id: string): Promise<void> {
  if (useKeeping.getState().workspace?.id === id) await leaveWorkspace();
  await change((remote) => remote.deleteWorkspace(id));
}

/** Everything that Shoal keeps on this device, what the page keeps in the browser's own storage included. */
export async function eraseEverything(): Promise<void> {
  await leaveWorkspace();
  await change((remote) => remote.eraseEverything());
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith('shoal.')) localStorage.removeItem(name);
    sessionStorage.clear();
  } catch {
    // Storage that is denied holds nothing.
  }
}

/** @returns whether it was done */
async function change<T>(ask: Parameters<typeof engine.call<T>>[0]): Promise<boolean> {
  try {
    await engine.call(ask);
    return true;
  } catch (error) {
    report(error);
    return false;
  } finally {
    await listWorkspaces();
  }
}

/** A `.shoal` file of a workspace that is not open, with its history. */
export function saveWorkspace(id: string, name: string): Promise<Blob | null> {
  return save(name, (job) => (remote) => remote.saveWorkspaceFile(job, id));
}

/** A `.shoal` file of what is on the screen: from the workspace, or from memory where it is not being kept. */
export async function saveOpenWorkspace(name: string): Promise<Blob | null> {
  await settled();
  const { workspace, trouble } = useKeeping.getState();
  if (workspace && !trouble) return saveWorkspace(workspace.id, name);
  const page = writePage(pageOf(get()));
  return save(name, (job) => (remote) => remote.saveCurrentFile(job, name, page));
}

type Ask<T> = Parameters<typeof engine.call<T>>[0];

async function save(name: string, ask: (job: string) => Ask<Blob>): Promise<Blob | null> {
  try {
    return await runJob('save-workspace', name, (job, _, signal) => engine.call(ask(job), { job, signal }));
  } catch (error) {
    report(error);
    return null;
  }
}

/** A `.shoal` file becomes a workspace of its own, and is opened. */
export async function loadWorkspaceFile(file: File): Promise<boolean> {
  try {
    const { id, name } = await runJob('open-workspace', file.name, (job, _, signal) =>
      engine.call((remote) => remote.loadWorkspaceFile(job, file), { job, signal }),
    );
    const free = freeName(name, useKeeping.getState().list ?? []);
    if (free !== name) await engine.call((remote) => remote.renameWorkspace(id, free)).catch(report);
    const opened = await openWorkspace(id);
    void listWorkspaces();
    return opened;
  } catch (error) {
    report(error);
    return false;
  }
}

export function isWorkspaceFile(file: Pick<File, 'name'>): boolean {
  return /\.shoal$/i.test(file.name);
}
