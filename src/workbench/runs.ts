import { create } from 'zustand';
import type { ComparedFlow, ComparedNames, ImportedRun, RunComparison, RunInfo, RunList } from '../../workers/protocol/runs';
import { report } from './actions';
import { engine } from './engine';
import { settingsOf } from './kept-page';
import { useWorkbench } from './store';

interface RunsState {
  /** The file whose runs these are. */
  readonly of: File | null;
  /** Null until asked for. */
  readonly list: RunList | null;
  /** The run that was deleted last, for as long as it can be had back. */
  readonly deleted: RunInfo | null;
}

export const useRuns = create<RunsState>()(() => ({ of: null, list: null, deleted: null }));

type Ask<T> = Parameters<typeof engine.call<T>>[0];

/** The runs of the workspace, as the engine has them; what is shown stays where it is gone. */
export async function listRuns(): Promise<void> {
  const { engineLost, names, draft } = useWorkbench.getState();
  const file = draft?.file ?? null;
  // What was listed is of another workspace.
  if (useRuns.getState().of !== file) useRuns.setState({ of: file, list: null, deleted: null });
  if (engineLost) return;
  try {
    const list = await engine.call((remote) => remote.listRuns(names));
    if (useRuns.getState().of === file) useRuns.setState({ list });
  } catch (error) {
    report(error);
  }
}

/** A change of the list, kept with the workspace. @returns the answer; undefined where it was not made */
async function change<T>(ask: Ask<T>): Promise<T | undefined> {
  try {
    const answer = await engine.call(ask);
    useWorkbench.setState(({ runChanges }) => ({ runChanges: runChanges + 1 }));
    return answer;
  } catch (error) {
    report(error);
    return undefined;
  } finally {
    await listRuns();
  }
}

/** An empty name takes the name away. */
export async function nameRun(id: string, name: string): Promise<void> {
  await change((remote) => remote.changeRun(id, { name: name.trim() || null }));
}

export async function pinRun(id: string, pinned: boolean): Promise<void> {
  await change((remote) => remote.changeRun(id, { pinned }));
}

export async function deleteRun(run: RunInfo): Promise<void> {
  if ((await change((remote) => remote.deleteRun(run.id))) !== undefined) useRuns.setState({ deleted: run });
}

export async function bringBackRun(): Promise<void> {
  useRuns.setState({ deleted: null });
  await change((remote) => remote.bringBackRun());
}

/** The settings of a run become those of the next build, all of them. How the file is read stays; the period of another file does not come with them. */
export function takeSettings({ recipe, imported }: RunInfo): void {
  const settings = settingsOf(recipe);
  const features = imported ? { ...settings.features, from: null, to: null } : settings.features;
  useWorkbench.setState({ settings: { ...settings, features } });
}

/** A run from the archive that {@link exportRun} made joins the list; undefined where it could not be read. */
export const importRun = (file: File): Promise<ImportedRun | undefined> => change((remote) => remote.importRun(file));

export function exportRun(id: string, names: Readonly<Record<number, string>>): Promise<Blob> {
  return engine.call((remote) => remote.exportRun(id, names));
}

export function compareRuns(first: string, second: string): Promise<RunComparison> {
  return engine.call((remote) => remote.compareRuns(first, second));
}

export function exportChanges(first: string, second: string, flow: ComparedFlow, names: ComparedNames): Promise<Blob> {
  return engine.call((remote) => remote.exportChanges(first, second, flow, names));
}
