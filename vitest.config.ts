import { defineConfig } from 'vitest/config';
import { readingKernel } from './scripts/lib/kernel-plugin.mjs';

export default defineConfig({
  plugins: [readingKernel()],
  test: { include: ['test/unit/**/*.test.ts'], setupFiles: ['test/unit/seed.ts'], environment: 'node', testTimeout: 60_000 },
});
