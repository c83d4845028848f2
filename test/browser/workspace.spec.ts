import { readFileSync } from 'node:fs';
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { random } from '../../workers/math/random';
import { drive } from '../../workers/protocol/progress';
import { makeSampleShop } from '../../workers/sample';
import { crc32 } from '../../workers/math/crc32';
import {
  build,
  buildButton,
  download,
  eventsCsv,
  fileInput,
  madeFile,
  openAnother,
  openApp,
  problem,
  readFile,
  segmentCards,
  segmentsOnScreen,
  stageReached,
} from './app';

const shop = (name = 'shop.csv', users = 90) => madeFile(name, eventsCsv(users));

const rows = (page: Page): Locator => page.getByRole('region', { name: 'On this device' }).getByRole('listitem');
const row = (page: Page, name: string): Locator =>
  rows(page).filter({ has: page.getByRole('button', { name: `Open ${name}`, exact: true }) });
const menuButton = (page: Page): Locator => page.getByRole('button', { name: /^Workspace / });
const menu = (page: Page): Locator => page.getByRole('dialog', { name: /^Workspace / });
const trouble = (page: Page): Locator => page.locator('[data-trouble]');

async function openMenu(page: Page): Promise<Locator> {
  if (!(await menu(page).isVisible())) await menuButton(page).click();
  await expect(menu(page)).toBeVisible();
  return menu(page);
}

/** Waits until everything on the screen has been kept. */
async function kept(page: Page, versions = 1): Promise<void> {
  const panel = await openMenu(page);
  await expect(panel.getByText(/^Kept on this device · /)).toBeVisible();
  await expect(panel.getByRole('listitem')).toHaveCount(versions);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
}

async function leave(page: Page): Promise<void> {
  await (await openMenu(page)).getByRole('button', { name: 'Close the workspace' }).click();
  await expect(fileInput(page)).toBeAttached();
}

async function openFromList(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  await segmentsOnScreen(page);
}

/** A workspace with segments, kept. */
async function builtWorkspace(page: Page, name = 'shop.csv'): Promise<void> {
  await openApp(page);
  await readFile(page, shop(name));
  await build(page);
  await kept(page);
}

async function fromMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function saveToFile(page: Page): Promise<Buffer> {
  const panel = await openMenu(page);
  const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'Save to a file' }).click()]);
  expect(file.suggestedFilename()).toBe('shop.shoal');
  // It closes by itself, which takes a moment.
  await expect(panel).toBeHidden();
  return readFileSync(await file.path());
}

/** What is left in the browser's storage. */
function stored(page: Page): Promise<{ files: string[]; records: number; local: string[] }> {
  return page.evaluate(async () => {
    const files: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string) => {
      for await (const [name, entry] of (folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }).entries()) {
        if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle, `${path}/${name}`);
        else files.push(`${path}/${name}`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('shoal');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('closed'));
    });
    const count = (store: string) =>
      new Promise<number>((resolve) => {
        const request = database.transaction(store).objectStore(store).count();
        request.onsuccess = () => resolve(request.result);
      });
    const records = (await count('workspaces')) + (await count('files'));
    database.close();
    return { files, records, local: Object.keys(localStorage) };
  });
}

test('a workspace is there after a reload, with its segments and the names given to them', async ({ page }) => {
  await builtWorkspace(page);
  const card = segmentCards(page).first();
  await card.getByRole('button', { name: /rename/i }).click();
  await card.getByRole('textbox').fill('Best people');
  await page.keyboard.press('Enter');
  const before = await download(page, /^Export segments$/);
  expect(before).toContain('Best people');
  await page.waitForTimeout(600);
  await kept(page);
  // The name must come from the workspace.
  await page.evaluate(() => localStorage.clear());

  await page.goto('./#/data');
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, 'shop.csv')).toContainText(/1,440 events · 90 users · \d segments · [\d.]+ [kM]B/);
  await row(page, 'shop.csv').getByText('now').hover();
  await expect(page.getByRole('tooltip')).toContainText(/Last changed .*20\d\d/);
  await page.getByRole('button', { name: 'Open shop.csv', exact: true }).focus();
  await page.keyboard.press('Enter');
  await segmentsOnScreen(page);
  await expect(segmentCards(page).first()).toContainText('Best people');
  expect(await download(page, /^Export segments$/)).toBe(before);
  // It can be worked on as before: read in another way, and built.
  await page.getByRole('link', { name: 'Data' }).first().click();
  await page.getByRole('switch', { name: /exact duplicate/i }).click();
  await expect(buildButton(page)).toBeEnabled();
  await build(page);
  await kept(page, 2);
});

test('alerts marked as seen stay so, and are those of their own workspace', async ({ page }) => {
  const blob = await drive(makeSampleShop({ seed: 3, drift: true, users: 500 }));
  const file = madeFile('drifting.csv', new Uint8Array(await blob.arrayBuffer()));
  await openApp(page);
  await readFile(page, file);
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await page
    .getByRole('button', { name: /^Mark as seen: / })
    .first()
    .click();
  await expect(page.getByText('Marked as seen (1)')).toBeVisible();
  await page.waitForTimeout(600);
  await kept(page);
  await page.goto('./#/data');
  await page.reload();
  await openFromList(page, 'drifting.csv');
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByText('Marked as seen (1)')).toBeVisible();
  await page.getByRole('link', { name: 'Data' }).first().click();
  await openAnother(page, madeFile('again.csv', new Uint8Array(await blob.arrayBuffer())));
  await expect(buildButton(page)).toBeEnabled();
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByRole('button', { name: /^Mark as seen: / }).first()).toBeVisible();
  await expect(page.getByText(/^Marked as seen/)).toHaveCount(0);
});

test('where newer files were added the mapping is fixed until they are taken back', async ({ page }) => {
  const [header, ...lines] = eventsCsv(90).trimEnd().split('\n');
  const time = (line: string) => line.split(',')[2]!;
  const csv = (rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
  await openApp(page);
  await readFile(page, madeFile('until-april.csv', csv(lines.filter((line) => time(line) < '2024-04-15'))));
  await build(page);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await fileInput(page).setInputFiles(madeFile('april.csv', csv(lines.filter((line) => time(line) >= '2024-04-15'))));
  await page.getByRole('button', { name: 'Add to this workspace' }).click();
  await page.getByRole('button', { name: 'Apply the update' }).click({ timeout: 120_000 });
  await kept(page, 2);
  await page.goto('./#/data');
  await page.reload();
  await openFromList(page, 'until-april.csv');
  await page.getByRole('link', { name: 'Data' }).first().click();
  await expect(page.getByText(/fixed since newer ones were added \(april\.csv\)/)).toBeVisible();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeDisabled();
  await (await openMenu(page)).getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeEnabled();
  await kept(page, 2);
  // And forth again.
  await (await openMenu(page)).getByRole('listitem').first().getByRole('button').click();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeDisabled();
});

test('without room for the file its events are kept, and the mapping is fixed', async ({ page }) => {
  // Chromium answers with a fixed quota, whatever the real one is.
  await inEngine(page, 'StorageManager.prototype.estimate = () => Promise.resolve({ quota: 2e7, usage: 0 })');
  await openApp(page);
  await readFile(page, shop());
  await build(page);
  await kept(page);
  await page.goto('./#/data');
  await page.reload();
  await openFromList(page, 'shop.csv');
  await page.getByRole('link', { name: 'Data' }).first().click();
  await expect(page.getByText(/only its events were kept.*Open shop\.csv again/)).toBeVisible();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeDisabled();
  await expect(buildButton(page)).toBeEnabled();
});

test('rename, duplicate, delete', async ({ page }) => {
  await builtWorkspace(page);
  await leave(page);
  await fromMenu(page, 'shop.csv', 'Rename');
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('My <b>shop</b>');
  await page.keyboard.press('Enter');
  await expect(row(page, 'My <b>shop</b>')).toBeVisible();
  await fromMenu(page, 'My <b>shop</b>', 'Duplicate');
  await expect(rows(page)).toHaveCount(2);
  await fromMenu(page, 'My <b>shop</b>', 'Delete…');
  const question = page.getByRole('dialog');
  await expect(question).toContainText(/1,440 events of 90 users, \d segments/);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rows(page)).toHaveCount(2);
  await fromMenu(page, 'My <b>shop</b>', 'Delete…');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(rows(page)).toHaveCount(1);
  // The copy shares files with what was deleted.
  await page.reload();
  await openFromList(page, 'My <b>shop</b>, copy');
  // In the menu of the bar the name is changed too.
  const panel = await openMenu(page);
  await panel.getByRole('button', { name: 'Rename' }).click();
  await panel.getByRole('textbox').fill('Again');
  await page.keyboard.press('Enter');
  await expect(menuButton(page)).toContainText('Again');
  await leave(page);
  await expect(row(page, 'Again')).toBeVisible();
});

test('«Erase everything» leaves nothing on the device', async ({ page }) => {
  await builtWorkspace(page);
  await leave(page);
  await fromMenu(page, 'shop.csv', 'Duplicate');
  await expect(rows(page)).toHaveCount(2);
  expect((await stored(page)).files.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Erase everything/ }).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('2 workspaces: shop.csv, copy and shop.csv');
  await question.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText(/^Nothing is kept here yet/)).toBeVisible();
  await expect(problem(page)).toHaveCount(0);
  expect(await stored(page)).toEqual({ files: [], records: 0, local: [] });
});

test('another file begins another workspace; its alerts are not those of the one before', async ({ page }) => {
  await builtWorkspace(page, 'first.csv');
  await leave(page);
  await readFile(page, shop('second.csv', 60));
  await expect(menuButton(page)).toContainText('second.csv');
  await kept(page, 0);
  await leave(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('second.csv');
  await expect(rows(page).first()).toContainText('no segments yet');
});

test('saved to a file, erased, loaded: the same segments', async ({ page }) => {
  await builtWorkspace(page);
  const before = await download(page, /^Export segments$/);
  const file = madeFile('shop.shoal', await saveToFile(page));
  await leave(page);
  await page.getByRole('button', { name: /^Erase everything/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText(/^Nothing is kept here yet/)).toBeVisible();
  await fileInput(page).setInputFiles(file);
  await segmentsOnScreen(page);
  expect(await download(page, /^Export segments$/)).toBe(before);
  await kept(page);
  // On the list it opens like any other, and from the list it can be saved.
  await leave(page);
  const [again] = await Promise.all([page.waitForEvent('download'), fromMenu(page, 'shop.csv', 'Save to a file')]);
  await page.getByLabel('Open a workspace file').setInputFiles(madeFile('again.shoal', readFileSync(await again.path())));
  await segmentsOnScreen(page);
  expect(await download(page, /^Export segments$/)).toBe(before);
  await leave(page);
  await expect(row(page, 'shop.csv')).toBeVisible();
  await expect(row(page, 'shop.csv (2)')).toBeVisible();
});

test('damaged, newer and foreign workspace files are refused in words, and the screen stays', async ({ page }) => {
  await builtWorkspace(page);
  const good = await saveToFile(page);
  const cards = await segmentCards(page).count();
  const refused = async (name: string, bytes: Uint8Array, says: RegExp) => {
    await page.getByRole('link', { name: 'Data' }).first().click();
    await fileInput(page).setInputFiles(madeFile(name, bytes));
    await expect(problem(page)).toContainText(says);
    await expect(problem(page)).toContainText(name);
    await page.getByRole('button', { name: 'Dismiss this message' }).click();
    await page.getByRole('link', { name: 'Segments' }).first().click();
    await expect(segmentCards(page)).toHaveCount(cards);
  };
  const draw = random(11);
  for (let i = 0; i < 4; i++) {
    const bytes = Uint8Array.from(good);
    bytes[16 + draw.int(bytes.length - 16)]! ^= 1 << draw.int(8);
    await refused(`flipped-${i}.shoal`, bytes, /damaged/);
  }
  await refused('short.shoal', good.subarray(0, good.length - 1000), /damaged/);
  const newer = Uint8Array.from(good);
  const view = new DataView(newer.buffer);
  view.setUint32(8, 7, true);
  view.setUint32(newer.length - 4, crc32(newer.subarray(0, -4)), true);
  await refused('newer.shoal', newer, /newer Shoal.*format 7/);
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1]);
  await refused('picture.shoal', png, /not a Shoal workspace/);
  await refused('empty.shoal', new Uint8Array(0), /not a Shoal workspace/);
  // And it is still kept: nothing was left behind by the others.
  await leave(page);
  await expect(rows(page)).toHaveCount(1);
});

test('a tab killed at any moment loses at most the step under way', async ({ browser }) => {
  test.setTimeout(480_000);
  const context = await browser.newContext();
  const file = shop('killed.csv', 300);
  let page = await context.newPage();
  await openApp(page);
  const start = Date.now();
  await readFile(page, file);
  await build(page);
  await kept(page);
  const whole = Date.now() - start;
  await page.close();
  const draw = random(42);
  for (let round = 0; round < 4; round++) {
    page = await context.newPage();
    await openApp(page);
    await expect(rows(page).first()).toBeVisible();
    const before = await rows(page).count();
    const moment = draw.int(whole);
    const working = (async () => {
      await readFile(page, file);
      await build(page);
    })().catch(() => undefined);
    await page.waitForTimeout(moment);
    const building = (await page.locator('[data-stage][data-phase=working]').count()) > 0;
    await kill(context, page, round % 2 === 0);
    await working;

    page = await context.newPage();
    await openApp(page);
    await expect(rows(page).first()).toBeVisible();
    const after = await rows(page).count();
    expect(after - before, `workspaces after a kill at ${moment} ms`).toBeGreaterThanOrEqual(building ? 1 : 0);
    expect(after - before).toBeLessThanOrEqual(1);
    await rows(page)
      .first()
      .getByRole('button', { name: /^Open / })
      .click();
    await expect(menuButton(page)).toBeVisible();
    if (/segments · /.test(await page.evaluate(() => location.hash))) await segmentsOnScreen(page);
    else await expect(page.getByRole('link', { name: 'Data' }).first()).toBeVisible();
    await expect(problem(page)).toHaveCount(0);
    await page.getByRole('link', { name: 'Data' }).first().click();
    await expect(buildButton(page)).toBeEnabled();
    await expect(page.locator('[data-figure=rejected]')).toContainText('0');
    await page.close();
  }
  await context.close();
});

async function kill(context: BrowserContext, page: Page, crash: boolean): Promise<void> {
  if (!crash) return page.close({ runBeforeUnload: false });
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

test('two tabs on one workspace: the second is told, and the first stays right', async ({ context, page }) => {
  await builtWorkspace(page);
  const second = await context.newPage();
  await openApp(second);
  await openFromList(second, 'shop.csv');
  await expect(trouble(second).first()).toContainText('open in another tab');
  const card = segmentCards(second).first();
  await card.getByRole('button', { name: /rename/i }).click();
  await card.getByRole('textbox').fill('From the second');
  await second.keyboard.press('Enter');
  await second.waitForTimeout(1000);
  await segmentCards(page)
    .first()
    .getByRole('button', { name: /rename/i })
    .click();
  await segmentCards(page).first().getByRole('textbox').fill('From the first');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(600);
  await kept(page);
  await expect(segmentCards(second).first()).toContainText('From the second');
  // What the second did can be kept apart.
  await trouble(second).getByRole('button', { name: 'Keep a copy of it' }).click();
  await expect(trouble(second)).toHaveCount(0);
  await kept(second);
  await page.close();
  await leave(second);
  await expect(rows(second)).toHaveCount(2);
  await openFromList(second, 'shop.csv');
  await expect(trouble(second)).toHaveCount(0);
  await expect(segmentCards(second).first()).toContainText('From the first');
});

/** Runs before the engine's own code; scripts of the page do not reach a worker. */
async function inEngine(page: Page, script: string): Promise<void> {
  await page.route(/engine\.worker-[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};${await response.text()}` });
  });
}

test('storage denied: it says so, and the whole flow works in memory', async ({ page }) => {
  const deny = `
    const denied = () => new DOMException('denied', 'SecurityError');
    if (self.StorageManager) StorageManager.prototype.getDirectory = () => Promise.reject(denied());
    IDBFactory.prototype.open = () => { throw denied(); };`;
  await page.addInitScript(deny);
  await inEngine(page, deny);
  await openApp(page);
  await expect(page.getByRole('region', { name: 'On this device' })).toContainText('does not let the page keep anything');
  await readFile(page, shop());
  await expect(trouble(page)).toContainText('does not let the page keep anything');
  await build(page);
  const before = await download(page, /^Export segments$/);
  // A file is the way to keep it, and to go on with it.
  const file = madeFile('shop.shoal', await saveToFile(page));
  await leave(page);
  await fileInput(page).setInputFiles(file);
  await segmentsOnScreen(page);
  expect(await download(page, /^Export segments$/)).toBe(before);
  await page.getByRole('button', { name: 'Hide this message' }).click();
  await expect(page.getByRole('button', { name: 'Hide this message' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await expect(buildButton(page)).toBeEnabled();
  await expect(problem(page)).toHaveCount(0);
});

test('storage full: it says so, the flow works, and with room it is kept', async ({ page, context }) => {
  await openApp(page);
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 20_000 });
  await readFile(page, shop('shop.csv', 600));
  await expect(trouble(page)).toContainText('no room left on this device');
  await build(page);
  await expect(trouble(page)).toContainText('no room left on this device');
  await saveToFile(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await expect(trouble(page)).toHaveCount(0);
  await kept(page);
  await leave(page);
  await expect(rows(page)).toHaveCount(1);
  await openFromList(page, 'shop.csv');
});

/** As a browser clears a site's files: not while one of them is being written. */
async function clearFiles(page: Page): Promise<void> {
  await expect(async () => {
    await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('shoal-workspaces', { recursive: true }));
  }).toPass();
}

test('storage cleared behind its back: the workspace says so, and the list stays', async ({ page }) => {
  await builtWorkspace(page);
  await leave(page);
  await clearFiles(page);
  await page.getByRole('button', { name: 'Open shop.csv', exact: true }).click();
  await expect(problem(page)).toContainText('cleared what was kept');
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await page.getByRole('button', { name: 'Open shop.csv', exact: true }).click();
  await expect(problem(page)).toContainText('cleared what was kept');
  // Another begins as if nothing had been.
  await readFile(page, shop('other.csv'));
  await kept(page, 0);
});

test('storage cleared while the workspace is open: what is new is kept anew', async ({ page }) => {
  await builtWorkspace(page);
  await clearFiles(page);
  await page.evaluate(async () => {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('shoal');
      request.onerror = () => reject(new Error('closed'));
      request.onsuccess = () => {
        const transaction = request.result.transaction('workspaces', 'readwrite');
        transaction.objectStore('workspaces').clear();
        transaction.oncomplete = () => resolve();
      };
    });
  });
  const card = segmentCards(page).first();
  await card.getByRole('button', { name: /rename/i }).click();
  await card.getByRole('textbox').fill('Still here');
  await page.keyboard.press('Enter');
  await expect(trouble(page)).toContainText('cleared what was kept');
  await trouble(page).getByRole('button', { name: 'Keep it anew' }).click();
  await expect(trouble(page)).toHaveCount(0);
  await kept(page);
  await page.goto('./#/data');
  await page.reload();
  await openFromList(page, 'shop.csv');
  await expect(segmentCards(page).first()).toContainText('Still here');
});

test('a reload in mid-training offers the kept workspace, and builds again under the same recipe', async ({ page }) => {
  await openApp(page);
  await readFile(page, shop('interrupted.csv', 4000));
  // Watched for from before, since it may not take long.
  const training = stageReached(page, 'encode');
  await buildButton(page).click();
  await training;
  await page.reload();
  await page.getByRole('button', { name: 'Open “interrupted.csv” and build again' }).click();
  await segmentsOnScreen(page);
  await kept(page);
});

test('after a crash of the engine the kept workspace is one click away', async ({ page }) => {
  await builtWorkspace(page);
  const cards = await segmentCards(page).count();
  const engine = page.workers().find((worker) => /engine\.worker/.test(worker.url()))!;
  await engine.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
  });
  await page.getByRole('link', { name: 'Data' }).first().click();
  await expect(buildButton(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Open the kept workspace again' }).first().click();
  await expect(buildButton(page)).toBeEnabled();
  await page.getByRole('link', { name: 'Segments' }).first().click();
  await expect(segmentCards(page)).toHaveCount(cards);
  await segmentCards(page).first().getByRole('button').first().click();
  await download(page, /^Export segments$/);
  await expect(problem(page)).toHaveCount(0);
});
