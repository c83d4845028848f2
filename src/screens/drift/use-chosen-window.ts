import { useWorkbench } from '../../workbench/store';

/** The window that is selected, by itself or by an alert of it; null where none is. */
export function useChosenWindow(): number | null {
  return useWorkbench(({ selection, run }) => {
    if (selection?.kind === 'window') return selection.index;
    if (selection?.kind === 'alert') return run?.result.timeline.alerts[selection.index]?.window ?? null;
    return null;
  });
}

/** The segment that is selected, by itself or by an alert about it; null where none is. */
export function useChosenSegment(): number | null {
  return useWorkbench(({ selection, run }) => {
    if (selection?.kind === 'segment') return selection.id;
    if (selection?.kind === 'alert') return run?.result.timeline.alerts[selection.index]?.segment ?? null;
    return null;
  });
}
