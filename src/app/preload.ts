import { useWorkbench } from '../workbench/store';
import { LOADERS } from './screens';

/** Browsers without idle callbacks load a moment later instead. */
const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 1_000);
};

/**
 * Once a file is open, loads the code of the other screens while nothing else happens, one after another, so that opening one
 * evaluates nothing.
 * @returns stops waiting for a file
 */
export function preloadScreens(): () => void {
  const stop = useWorkbench.subscribe(({ draft }) => {
    if (!draft) return;
    stop();
    load(0);
  });
  return stop;
}

function load(index: number): void {
  const loader = LOADERS[index];
  if (!loader) return;
  whenIdle(() => {
    loader().then(
      () => load(index + 1),
      // What cannot be had now is asked for again when it is opened, and reported there.
      () => undefined,
    );
  });
}
