import type { PlacedFile, PlacedNames } from '../../workers/protocol/placing';
import { report } from './actions';
import { runJob } from './actions/jobs';
import { engine } from './engine';
import { useWorkbench } from './store';

/** The users of the open file in the segments of a run; null where that was cancelled or went wrong, which is reported. */
export async function placeUsers(id: string): Promise<PlacedFile | null> {
  const { draft } = useWorkbench.getState();
  if (!draft) return null;
  try {
    return await runJob('place', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.placeUsers(job, id, onProgress), { job, signal }),
    );
  } catch (error) {
    report(error);
    return null;
  }
}

export function exportPlaced(id: string, names: PlacedNames): Promise<Blob> {
  return engine.call((remote) => remote.exportPlaced(id, names));
}
