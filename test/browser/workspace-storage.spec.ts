import { expect, test, type Page } from '@playwright/test';
import { build, buildButton, download, fileInput, madeFile, openApp, problem, readFile, segmentCards, segmentsOnScreen } from './app';
import { shop, rows, trouble, kept, leave, openFromList, builtWorkspace, saveToFile } from './workspaces';

/** Runs before the engine's own code; scripts of the page do not reach a worker. */
async function inEngine(page: Page, script: string): Promise<void> {
  await page.route(/engine\.worker-[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};${await response.text()}` });
  });
}

/** As a browser clears a site's files: not while one of them is being written. */
async function clearFiles(page: Page): Promise<void> {
  await expect(async () => {
    await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('shoal-workspaces', { recursive: true }));
  }).toPass();
}

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
