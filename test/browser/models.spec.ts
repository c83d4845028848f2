import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { build, buildButton, download, eventsCsv, madeFile, openApp, readFile, segmentsOnScreen } from './app';
import { noViolations } from './axe';

const models = (page: Page) => page.getByRole('link', { name: 'Models', exact: true }).click();
const rows = (page: Page) => page.locator('tr[data-run]');
const againstBaseline = (page: Page, row: number) => rows(page).nth(row).locator('[data-figure=against-baseline]');

async function action(page: Page, row: number, name: string) {
  await rows(page)
    .nth(row)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** Another build, of the features themselves into four segments. */
async function buildOther(page: Page) {
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('none');
  await page.getByLabel('Number of segments').selectOption('4');
  await expect(buildButton(page)).toBeEnabled();
  await build(page);
}

test('runs are listed, named, compared, kept, exported and imported', async ({ page }) => {
  await openApp(page);
  await models(page);
  await expect(page.getByText('The models behind your segments will be here')).toBeVisible();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await readFile(page, madeFile('shop.csv', eventsCsv(60)));
  await build(page);
  await models(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByText('There is one run so far.')).toBeVisible();
  const against = await againstBaseline(page, 0).textContent();
  // So few columns make no more features than the code has numbers.
  expect(against).toMatch(/^nothing to beat: the code is as wide as the features/);
  await action(page, 0, 'Name');
  await page.getByLabel('Name of the run').fill('The first');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toContainText('The first');

  await buildOther(page);
  await models(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('on screen');
  await expect(rows(page).nth(1).locator('[data-differs=encoder]')).toHaveText('Embedding: Autoencoder instead of Features alone');
  await expect(page.locator('[data-agreement]')).toBeVisible();
  await expect(page.locator('[data-map]')).toHaveCount(2);
  await expect(page.getByRole('table', { name: 'What differs in the settings' })).toContainText('Features alone');
  const figures = page.getByRole('table', { name: 'The figures of the two' });
  for (const figure of ['silhouette', 'davies-bouldin', 'calinski-harabasz', 'stability'])
    await expect(figures.locator(`[data-figure=${figure}] td`)).toHaveText([/^[\d.,-]+$/, /^[\d.,-]+$/]);
  await expect(rows(page).first().locator('[data-figure=davies-bouldin]')).toHaveText(/^Davies–Bouldin \d/);
  const users = page.getByRole('table', { name: 'Who changed segment' }).locator('tfoot td').last();
  await expect(users).toHaveText('60');
  await noViolations(page, 'two runs compared', 'main');
  // On a phone the names below a map push down what follows.
  await page.setViewportSize({ width: 390, height: 844 });
  const held = (maps: Element[]) => maps.map(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight);
  await expect.poll(() => page.locator('[data-map]').evaluateAll(held)).toEqual([true, true]);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole('button', { name: 'Work out what the segments rest on' }).click();
  await expect(page.locator('[data-importance]')).toBeVisible();
  await action(page, 1, 'Delete');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await action(page, 1, 'Pin');
  await expect(rows(page).nth(1)).toContainText('pinned');
  // A choice rests 0.4 s before it is kept, and nothing says so until then.
  await page.waitForTimeout(2_000);
  await page.locator('[data-workspace]').click();
  await expect(page.getByText(/^Kept on this device · /)).toBeVisible();

  await page.goto('./#/data');
  await page.reload();
  await page.getByRole('button', { name: 'Open shop.csv', exact: true }).click();
  await segmentsOnScreen(page);
  await models(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(1)).toContainText('The first');
  await expect(rows(page).nth(1)).toContainText('pinned');
  await expect(againstBaseline(page, 1)).toHaveText(against!);
  // What was worked out of the run on the screen is there again, too.
  await expect(page.locator('[data-importance]')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Work out what the segments rest on' })).toHaveCount(0);
  const [file] = await Promise.all([page.waitForEvent('download'), action(page, 1, 'Export, with the ids of users')]);
  expect(file.suggestedFilename()).toBe('shop-The first.zip');
  const archive = madeFile('The first.zip', readFileSync(await file.path()));
  await page.getByLabel('Import a run').setInputFiles(archive);
  await expect(page.getByText('“The first” was imported with 60 users; this workspace has 60 of them.')).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(againstBaseline(page, 0)).toHaveText(against!);
  // Beside the run that it was exported from nobody has changed segment.
  await page.getByLabel('First run', { exact: true }).selectOption({ index: 0 });
  await page.getByLabel('Second run', { exact: true }).selectOption({ index: 2 });
  await expect(page.getByText('Every user is in the same segment in both runs')).toBeVisible();

  // The model of the archive puts every user where the run had them.
  await action(page, 0, 'Place this file’s users');
  const shares = page.getByRole('table', { name: 'Segments of the run and of this file' });
  await expect(shares.locator('tfoot td').first()).toHaveText('60');
  for (const change of await shares.locator('tbody td:last-child').allTextContents()) expect(change).toBe('±0.0 points');
  const placed = await download(page, /^Download as CSV$/);
  expect(placed.trim().split('\r\n').length).toBe(1 + 60);
  await noViolations(page, 'models', 'main');

  // The first build goes back on the screens, and the result before it comes again with «Undo».
  await expect(rows(page).nth(1)).toContainText('on screen');
  await action(page, 2, 'Show on the screens');
  await expect(page.getByText('“The first” is on the screens again. The result before it is kept.')).toBeVisible();
  await expect(rows(page).nth(2)).toContainText('on screen');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page).nth(1)).toContainText('on screen');
  await page.getByLabel('Import a run').setInputFiles(madeFile('shop.zip', 'no archive'));
  await expect(page.getByRole('alert')).toContainText('not a run that Shoal has exported');
});
