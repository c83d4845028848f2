import { defineConfig } from '@playwright/test';

const port = 4391;

export default defineConfig({
  testDir: '.',
  outputDir: '../../.cache/browser-results',
  fullyParallel: true,
  workers: 2,
  // Two cores share the page, its workers and the other test: patience, and never a time in an assertion.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // What passes at the second try only is named at the end of `npm test`: a race to be mended, not a failure of the commit.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: `http://127.0.0.1:${port}/demos/shoal/`,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    acceptDownloads: true,
    // Only the tests that are about it let the service worker in: what it fetches would slow the others.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
  webServer: {
    command: 'node static-server.mjs',
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/demos/shoal/`,
    reuseExistingServer: false,
  },
});
