import { useEffect } from 'react';
import type { RunList } from '../../../workers/protocol/runs';
import { useKeeping } from '../../workbench/keeping';
import { listRuns, useRuns } from '../../workbench/runs';
import { useWorkbench, type Run } from '../../workbench/store';

/** The runs of the workspace, asked for again whenever more is known of the one on the screen. */
export function useRunList(run: Run | null): RunList | null {
  const names = useWorkbench((state) => state.names);
  const found = useWorkbench((state) => state.found);
  const file = useWorkbench((state) => state.draft?.file ?? null);
  // What is open decides what can be done with them.
  const quality = useWorkbench((state) => state.draft?.quality ?? null);
  const list = useRuns((state) => (state.of === file ? state.list : null));
  // Keeping may find runs of an engine that is gone.
  const workspace = useKeeping((state) => state.workspace);
  useEffect(() => {
    if (run) void listRuns();
  }, [run, names, found, workspace, file, quality]);
  return run ? list : null;
}
