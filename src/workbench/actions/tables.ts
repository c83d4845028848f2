import type { FilePreview } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { engine } from '../engine';
import { remember } from '../decisions';
import { useWorkbench, type Draft, type JoinedTable } from '../store';
import { tablesOf } from './draft';
import { runJob } from './jobs';
import { report } from './problems';

const get = useWorkbench.getState;
const set = useWorkbench.setState;

/** Joins a table to the open events, in place of another of its kind. True if it was. */
export async function joinTable(file: File, preview: FilePreview, mapping: MappingRecipe): Promise<boolean> {
  return join((joined) => [...joined.filter((other) => other.mapping.kind !== mapping.kind), { file, preview, mapping }]);
}

/** Reads a joined table in another way. */
export async function setTableMapping(table: JoinedTable, mapping: MappingRecipe): Promise<void> {
  await join((joined) => joined.map((other) => (other.file === table.file ? { ...other, mapping } : other)));
}

export async function removeTable(table: JoinedTable): Promise<void> {
  await join((joined) => joined.filter((other) => other.file !== table.file));
}

/** The engine changes nothing where a join fails, and neither does the draft. */
async function join(change: (joined: readonly JoinedTable[]) => readonly JoinedTable[]): Promise<boolean> {
  const { draft } = get();
  if (!draft?.quality) return false;
  const next: Draft = { ...draft, joined: change(draft.joined ?? []) };
  try {
    const { quality, seconds } = await runJob('join', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.join(job, tablesOf(next), onProgress), { job, signal }),
    );
    const now = get().draft;
    if (now?.file !== draft.file || now.mapping !== draft.mapping) return false;
    remember(now);
    set({ draft: { ...now, joined: next.joined ?? [], quality, readSeconds: seconds } });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}
