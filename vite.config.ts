import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { kernels } from './scripts/lib/kernel-plugin.mjs';
import { offline } from './scripts/lib/offline-plugin.ts';

export default defineConfig({
  // Relative, so that the build works under any path of a static host.
  base: './',
  plugins: [react(), kernels(), offline()],
  worker: { format: 'es', plugins: () => [kernels()] },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2500 },
});
