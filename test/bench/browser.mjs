import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { root } from './data.mjs';

/** A folder on loopback: dist/, or the one named in DIST, unless told another. */
export async function serve(folder = process.env.DIST) {
  const build = folder ? { outDir: folder } : {};
  const server = await preview({ root, build, logLevel: 'error', preview: { host: '127.0.0.1', port: 4290, strictPort: false } });
  return { url: `http://127.0.0.1:${server.httpServer.address().port}/`, close: () => server.close() };
}

/** A fresh browser for every run, so that peak memory is the run's own. */
export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

/** Long tasks of the page's main thread, from its first script on. */
export function watchLongTasks() {
  window.__longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__longTasks.push({ start: Math.round(entry.startTime), ms: Math.round(entry.duration) });
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * The most processor time, in ms, that one task of a page's main thread took while `work` ran. Where other threads want every core, a task's duration is
 * mostly waiting; this is what it would last without them.
 */
export async function longestByProcessor(browser, work) {
  await browser.startTracing(undefined, { categories: ['toplevel'] });
  let events;
  try {
    await work();
  } finally {
    events = JSON.parse(await browser.stopTracing()).traceEvents;
  }
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events.filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid}:${tid}`));
  return Math.max(0, ...tasks.map(({ tdur }) => (tdur ?? 0) / 1000));
}

/** Highest resident memory of the renderer with its workers, MB, from Linux's own counter; null elsewhere. */
export async function rendererPeakMb(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? NaN) / 1024;
      } catch {
        return NaN;
      }
    });
  const peak = Math.max(...peaks);
  return Number.isFinite(peak) ? peak : null;
}
