import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { build, eventsCsv, madeFile, openApp, readFile } from './app';

// So that a route is asked for every file.
test.use({ serviceWorkers: 'block' });

const figures = (page: Page): Locator => page.getByRole('figure');

async function openDrift(page: Page): Promise<void> {
  await openApp(page);
  await readFile(page, madeFile('charts.csv', eventsCsv(120)));
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(figures(page).first()).toBeVisible();
}

/** Presses the middle of the first bar until it is selected: a chart answers once it has been drawn. */
async function pressFirstBar(page: Page): Promise<void> {
  const canvas = figures(page).locator('canvas').first();
  await expect(async () => {
    await canvas.click({ position: { x: 60, y: 150 } });
    await expect(page.getByRole('heading', { name: 'Week of Jan 1, 2024', exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
}

/** Width and height of a PNG, from its header. */
function sizeOf(file: string): readonly [number, number] {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

async function savedSize(page: Page): Promise<readonly [number, number]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    figures(page)
      .first()
      .getByRole('button', { name: /^Save as PNG/ })
      .click(),
  ]);
  return sizeOf(await file.path());
}

const chartScripts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /chart-host/.test(name)),
  );

test('charts are drawn by one worker, answer a press and can be saved', async ({ page }) => {
  await openDrift(page);
  await pressFirstBar(page);
  expect(page.workers().filter((worker) => /chart\.worker/.test(worker.url()))).toHaveLength(1);
  // The page itself never loads ECharts.
  expect(await chartScripts(page)).toEqual([]);
  const box = (await figures(page).locator('canvas').first().boundingBox())!;
  const [width, height] = await savedSize(page);
  expect(width).toBeGreaterThanOrEqual(2 * box.width);
  expect(height).toBeGreaterThanOrEqual(2 * box.height);
});

test('without the worker the page draws them itself', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
  await openDrift(page);
  await pressFirstBar(page);
  expect(page.workers().filter((worker) => /chart\.worker/.test(worker.url()))).toEqual([]);
  expect((await savedSize(page))[0]).toBeGreaterThan(600);
});

test('a worker that does not start is replaced by the page', async ({ context, page }) => {
  await context.route(/chart\.worker/, (route) => route.abort());
  await openDrift(page);
  await pressFirstBar(page);
  expect(await chartScripts(page)).toHaveLength(1);
});

test('where neither can draw, the figures are there as a table', async ({ context, page }) => {
  await context.route(/chart\.worker|chart-host/, (route) => route.abort());
  await openDrift(page);
  const figure = figures(page).first();
  await expect(figure.getByText(/could not draw the chart/)).toBeVisible();
  await expect(figure.getByRole('rowheader', { name: /^Week of Jan 1, 2024/ })).toBeVisible();
});
