import type { RunResult } from '../../../workers/protocol/engine';
import { NOISE } from '../../../workers/protocol/model';
import { saveNames } from '../names';
import { useWorkbench, type Selection } from '../store';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

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
  const all = run ? shownIds(run.result) : [];
  const alone = !hidden.has(id) && hidden.size === all.length - 1;
  set({ hidden: new Set(alone ? [] : all.filter((other) => other !== id)) });
}

/** What a map shows: the segments, and where there are any the users in none. */
export function shownIds({ users, segments: { portraits } }: Pick<RunResult, 'users' | 'segments'>): number[] {
  const ids = portraits.map(({ id }) => id);
  return portraits.reduce((sum, { size }) => sum + size, 0) < users ? [...ids, NOISE] : ids;
}

/** An alert that the person has taken note of leaves the list for its history; or comes back. */
export function acknowledge(id: string, noted: boolean): void {
  const rest = get().acknowledged.filter((other) => other !== id);
  set({ acknowledged: noted ? [...rest, id] : rest });
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
