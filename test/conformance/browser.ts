import { chromium, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { ConformancePage } from './main';

export const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Opens the page in a browser of its own, which a GPU that was lost on purpose cannot spoil for the next test. */
export async function inFreshBrowser<T>(work: (page: Page) => Promise<T>, webgpu = true): Promise<T> {
  const browser = await chromium.launch({ executablePath, args: webgpu ? [...ARGS, '--enable-unsafe-webgpu'] : ARGS });
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(process.env['CONFORMANCE_URL']!);
    await page.waitForFunction(() => 'conformance' in window);
    const value = await work(page);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return value;
  } finally {
    await browser.close();
  }
}

declare global {
  interface Window {
    conformance: ConformancePage;
  }
}

export const test = base;
