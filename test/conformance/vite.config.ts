import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { kernels } from '../../scripts/lib/kernel-plugin.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A page of its own with the model worker and the cases, built as the product is. */
export default defineConfig({
  root: here('.'),
  base: './',
  logLevel: 'warn',
  plugins: [kernels()],
  worker: { format: 'es', plugins: () => [kernels()] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    outDir: here('../../.cache/conformance'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 2500,
  },
});
