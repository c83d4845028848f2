import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { random } from '../../workers/math/random';
import { build, buildButton, download, openApp, problem, readFile, segmentCards, segmentsOnScreen, stageReached } from './app';
import { shop, rows, menuButton, kept, builtWorkspace } from './workspaces';

async function kill(context: BrowserContext, page: Page, crash: boolean): Promise<void> {
  if (!crash) return page.close({ runBeforeUnload: false });
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

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
