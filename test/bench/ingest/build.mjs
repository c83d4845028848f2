import path from 'node:path';
import { build } from 'vite';
import { kernels } from '../../../scripts/lib/kernel-plugin.mjs';
import { root } from '../data.mjs';

/** Builds the page with both contenders; returns the folder to serve. */
export async function buildPage() {
  const outDir = path.join(root, '.cache', 'bench-ingest');
  await build({
    root: path.join(root, 'test/bench/ingest/page'),
    configFile: false,
    publicDir: false,
    base: './',
    logLevel: 'error',
    plugins: [kernels()],
    worker: { format: 'es', plugins: () => [kernels()] },
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 100_000 },
  });
  return outDir;
}
