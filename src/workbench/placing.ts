import { create } from 'zustand';
import type { QualityReport } from '../../workers/protocol/ingest';
import type { PlacedFile, PlacedNames } from '../../workers/protocol/placing';
import type { RunInfo } from '../../workers/protocol/runs';
import { report } from './actions';
import { runJob } from './actions/jobs';
import { engine } from './engine';
import { useWorkbench } from './store';

/** The users of the open file in the segments of a run. */
export interface Placed {
  readonly run: RunInfo;
  readonly file: PlacedFile;
}

interface PlacingState {
  /** What was placed last, and the reading of the file that it is of. */
  readonly last: (Placed & { readonly of: QualityReport }) | null;
}

export const usePlacing = create<PlacingState>()(() => ({ last: null }));

/** What was placed last, as long as the file stays what it was. */
export function usePlaced(): Placed | null {
  const quality = useWorkbench((state) => state.draft?.quality ?? null);
  return usePlacing(({ last }) => (last?.of === quality ? last : null));
}

export function forgetPlaced(): void {
  usePlacing.setState({ last: null });
}

/** Places the users of the open file in the segments of a run; null where that was cancelled or went wrong, which is reported. */
export async function placeUsers(run: RunInfo): Promise<PlacedFile | null> {
  const { draft } = useWorkbench.getState();
  if (!draft?.quality) return null;
  try {
    const file = await runJob('place', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.placeUsers(job, run.id, onProgress), { job, signal }),
    );
    usePlacing.setState({ last: { run, file, of: draft.quality } });
    return file;
  } catch (error) {
    report(error);
    return null;
  }
}

export function exportPlaced(id: string, names: PlacedNames): Promise<Blob> {
  return engine.call((remote) => remote.exportPlaced(id, names));
}
