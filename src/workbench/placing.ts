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

/**
 * What was placed last, as long as the file and the segments of the run stay what they were; the run as the list tells it now, since it may have another name.
 *
 * @param runs of the list
 */
export function usePlaced(runs: readonly RunInfo[]): Placed | null {
  const quality = useWorkbench((state) => state.draft?.quality ?? null);
  const last = usePlacing((state) => state.last);
  return last?.of === quality ? placedIn(last, runs) : null;
}

/** Another number of segments of a run is another result under its id. */
export function placedIn({ run: then, file }: Placed, runs: readonly RunInfo[]): Placed | null {
  const run = runs.find(({ id }) => id === then.id);
  const sizes = ({ segments }: RunInfo) => JSON.stringify(segments.map(({ number, users }) => [number, users]));
  return run && sizes(run) === sizes(then) ? { run, file } : null;
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
