import { useWorkbench, type WorkbenchState } from '../workbench/store';

/**
 * Keeps the site for use without a network, once the page has nothing else to do: the files are several megabytes and must not delay the
 * first file. Where there is no service worker, or none is allowed, the site works as before; so failure is silent.
 */
export function keepForOffline(): void {
  if (import.meta.env.PROD && window.isSecureContext) register().catch(() => undefined);
}

async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  do {
    await quiet();
    await idle();
    // One job may follow another at once.
  } while (!isQuiet(useWorkbench.getState()));
  await navigator.serviceWorker.register('./sw.js');
}

/** The backend is known, so the numeric libraries have been loaded, and no job is under way. */
const isQuiet = ({ backend, job }: WorkbenchState) => backend !== null && job === null;

function quiet(): Promise<void> {
  return new Promise((resolve) => {
    if (isQuiet(useWorkbench.getState())) return resolve();
    const stop = useWorkbench.subscribe((state) => {
      if (!isQuiet(state)) return;
      stop();
      resolve();
    });
  });
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 5000 });
    else setTimeout(resolve, 2000);
  });
}
