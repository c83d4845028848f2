import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './serve.ts',
  outputDir: '../../test-results/conformance',
  // Software WebGPU takes a core, and waits for the page half of the time.
  workers: 2,
  timeout: 180_000,
  reporter: [['list']],
});
