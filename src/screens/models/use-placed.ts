import { useState } from 'react';
import type { PlacedFile } from '../../../workers/protocol/placing';
import type { RunInfo } from '../../../workers/protocol/runs';
import { placeUsers } from '../../workbench/placing';
import { useWorkbench, type Draft } from '../../workbench/store';

/** The users of the open file in the segments of a run. */
export interface Placed {
  readonly run: RunInfo;
  readonly file: PlacedFile;
}

/** What was placed last, as long as the file stays what it was. */
export function usePlaced() {
  const quality = useWorkbench((state) => state.draft?.quality ?? null);
  const [known, setKnown] = useState<(Placed & { readonly of: Draft['quality'] }) | null>(null);
  /** @returns whether it came to an end */
  const place = async (run: RunInfo): Promise<boolean> => {
    const file = await placeUsers(run.id);
    if (file) setKnown({ run, file, of: useWorkbench.getState().draft?.quality ?? null });
    return file !== null;
  };
  return { placed: known?.of === quality ? known : null, place, forget: () => setKnown(null) };
}
