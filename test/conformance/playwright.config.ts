import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './serve.ts',
  outputDir: '../../test-results/conformance',
  // One browser at a time: software WebGPU takes a whole core.
  workers: 1,
  timeout: 180_000,
  reporter: [['list']],
});
