import { warmUpEngine } from '../workbench/actions';
import { useWorkbench } from '../workbench/store';

/** Whoever has a file at hand has chosen it by then, and is not kept waiting. */
const IDLE_MS = 1_000;

/**
 * Once the backend is known and nobody has asked for anything for a moment, has the engine get ready for the first file. A tab in the background leaves the
 * processor alone until it is looked at.
 * @returns stops waiting for the moment
 */
export function warmUpWhenIdle(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (useWorkbench.getState().backend && document.visibilityState === 'visible') timer = setTimeout(start, IDLE_MS);
  };
  const stop = () => {
    clearTimeout(timer);
    leave();
    document.removeEventListener('visibilitychange', look);
  };
  const start = () => {
    stop();
    const { draft, job, run } = useWorkbench.getState();
    if (!draft && !job && !run) void warmUpEngine();
  };
  const leave = useWorkbench.subscribe((state, before) => {
    if (state.backend !== before.backend) look();
  });
  document.addEventListener('visibilitychange', look);
  return stop;
}
