import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/lib/kernel-plugin.mjs';

export default defineConfig({
  plugins: [kernels()],
  test: {
    include: ['test/unit/**/*.test.ts'],
    setupFiles: ['test/unit/seed.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // Processes and modules last from file to file, for loading them took as long as the tests: each file leaves what it found.
    isolate: false,
    // All cores, where the default leaves one to the main process, which has little to do.
    maxWorkers: availableParallelism(),
  },
});
