import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { build, buildButton, eventsCsv, fileInput, madeFile, readFile, scratchFolder, segmentCards } from './app';

test.use({ serviceWorkers: 'allow' });

const here = path.dirname(fileURLToPath(import.meta.url));

/** A host of its own for each test, with a copy of the site that the test may change, and which it may stop. */
class Host {
  readonly folder = mkdtempSync(path.join(scratchFolder(), 'site-'));
  url = '';
  #server: ChildProcess | undefined;

  constructor() {
    cpSync(path.resolve(here, '../../dist'), this.folder, { recursive: true });
  }

  async start(): Promise<void> {
    this.#server = spawn(process.execPath, [path.join(here, 'static-server.mjs')], {
      env: { ...process.env, DIST: this.folder, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = (await once(this.#server.stdout!, 'data')) as [Buffer];
    this.url = `http://127.0.0.1:${String(port).trim()}/demos/shoal/`;
  }

  async stop(): Promise<void> {
    if (!this.#server || this.#server.exitCode !== null || this.#server.signalCode !== null) return;
    const gone = once(this.#server, 'exit');
    this.#server.kill();
    await gone;
  }

  change(file: string, edit: (text: string) => string): void {
    const target = path.join(this.folder, file);
    writeFileSync(target, edit(readFileSync(target, 'utf8')));
  }
}

let host: Host;
test.beforeEach(async () => {
  host = new Host();
  await host.start();
});
test.afterEach(() => host.stop());

/** The first visit, until everything is kept and the page is under the service worker's care. */
async function firstVisit(page: Page): Promise<void> {
  await page.goto(host.url);
  await expect(fileInput(page)).toBeAttached();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, { timeout: 120_000 });
}

/** Versions of the builds that are kept. */
async function builds(page: Page): Promise<(string | undefined)[]> {
  return (await page.evaluate(() => caches.keys())).map((name) => name.split(':').at(-1));
}

test('after the first visit it works without a network: workers, wasm, reading and building', async ({ page }) => {
  await firstVisit(page);
  await host.stop();
  // The host really is gone.
  await expect(fetch(host.url)).rejects.toThrow();
  await page.reload();
  await page.getByRole('button', { name: 'Try the sample shop' }).click();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await expect(page.locator('[data-figure=rejected]')).toBeVisible();

  await page.getByRole('button', { name: /^Compute backend/ }).click();
  // It has been probed, so the .wasm file came from somewhere.
  await expect(page.getByRole('radio', { name: /WebAssembly/ })).toBeEnabled();
  await page.keyboard.press('Escape');

  await readFile(page, madeFile('offline.csv', eventsCsv(90)));
  await build(page);
  await expect.poll(() => segmentCards(page).count()).toBeGreaterThan(1);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.locator('canvas').first()).toBeVisible();
});

test('everything is kept below the own folder, under its address, and nothing else', async ({ page, context }) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await firstVisit(page);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const addresses = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return { names, addresses: addresses.flat() };
  });
  expect(kept.names).toHaveLength(1);
  const files = readdirSync(host.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
    .map((entry) => path.relative(host.folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  expect(kept.addresses.sort()).toEqual(files.map((file) => host.url + (file === 'index.html' ? '' : file)).sort());
  const inFolder = (url: string) => url.startsWith(host.url) || url.startsWith('blob:') || url.startsWith('data:');
  expect(asked.filter((url) => !inFolder(url))).toEqual([]);
});

test('a new build is seen at the next reload, and a page of the old one goes on with its own files', async ({ page, context }) => {
  await firstVisit(page);
  const chunk = readdirSync(path.join(host.folder, 'assets')).find((file) => /^DriftScreen.*\.js$/.test(file))!;

  // The new build: another page, another list, and a file that the old page loads only when it is needed is gone.
  rmSync(path.join(host.folder, 'assets', chunk));
  const renamed = chunk.replace(/-/, '-new-');
  writeFileSync(path.join(host.folder, 'assets', renamed), 'export {};');
  host.change('index.html', (html) => html.replace('<html lang="en">', '<html lang="en" data-build="second">'));
  host.change('sw.js', (script) => script.replaceAll(chunk, renamed).replace(/version: "\w+"/, 'version: "second"'));

  const second = await context.newPage();
  await second.goto(host.url);
  await expect(second.locator('html')).toHaveAttribute('data-build', 'second');
  // Its service worker keeps its files and then waits, since the old page is open.
  const waiting = () => second.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
  await expect.poll(waiting).toBe('installed');
  expect(await builds(second)).toEqual([expect.any(String), 'second']);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByRole('main').getByRole('heading')).toBeVisible();

  // Once no page of the old build is open, only the new build is kept, and it works without a network.
  await page.close();
  await second.goto('about:blank');
  await expect(async () => {
    await second.goto(host.url);
    const kept = await builds(second);
    await second.goto('about:blank');
    expect(kept).toEqual(['second']);
  }).toPass();
  await host.stop();
  await second.goto(host.url);
  await expect(second.locator('html')).toHaveAttribute('data-build', 'second');
  await expect(fileInput(second)).toBeAttached();
});
