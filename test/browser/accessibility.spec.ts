import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { build, buildButton, eventsCsv, fileInput, madeFile, openApp, readFile, segmentCards } from './app';

const looks = [
  { locale: 'en-GB', colorScheme: 'light', width: 1280 },
  { locale: 'zh-CN', colorScheme: 'dark', width: 1280 },
  { locale: 'zh-CN', colorScheme: 'light', width: 390 },
  { locale: 'en-GB', colorScheme: 'dark', width: 390 },
] as const;

async function clean(page: Page, screen: string): Promise<void> {
  // A transition seen half-way has colours of its own.
  await page.waitForTimeout(600);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${screen} overflows sideways`).toBeLessThanOrEqual(0);
}

for (const { locale, colorScheme, width } of looks) {
  test(`no accessibility violation and no sideways overflow: ${locale}, ${colorScheme}, ${width} px`, async ({ browser }) => {
    const context = await browser.newContext({ locale, colorScheme, viewport: { width, height: width === 390 ? 844 : 800 } });
    const page = await context.newPage();
    await openApp(page);
    await clean(page, 'start');
    for (const screen of ['segments', 'drift', 'models']) {
      await page.goto(`./#/${screen}`);
      await clean(page, `${screen}, empty`);
    }
    await page.goto('./#/data');
    await readFile(page, madeFile('events.csv', eventsCsv(90)));
    await clean(page, 'data');
    await build(page);
    await clean(page, 'segments');
    await segmentCards(page).first().getByRole('button').first().click();
    await clean(page, 'segments with the inspector');
    await page.evaluate(() => {
      location.hash = '#/drift';
    });
    await expect(page.locator('canvas').first()).toBeVisible();
    await clean(page, 'drift');
    await page.evaluate(() => {
      location.hash = '#/models';
    });
    await expect(page.locator('tr[data-run]')).toHaveCount(1);
    await expect(page.locator('[data-layers]')).toBeVisible();
    await clean(page, 'models');
    await page.getByRole('button', { name: /^(Workspace|工作区) / }).click();
    await expect(page.getByRole('button', { name: /^(Close the workspace|关闭工作区)$/ })).toBeVisible();
    await clean(page, 'menu of the workspace');
    await page.getByRole('button', { name: /^(Close the workspace|关闭工作区)$/ }).click();
    await page.getByRole('button', { name: /^(More for events\.csv|events\.csv的更多操作)$/ }).click();
    await clean(page, 'menu on the list');
    await page.getByRole('menuitem', { name: /^(Duplicate|复制)$/ }).click();
    await expect(page.getByRole('button', { name: /^(Open |打开 ).*(copy|副本)/ })).toBeVisible();
    await clean(page, 'start with two workspaces');
    await page.getByRole('button', { name: /^(Erase everything|清除本机)/ }).click();
    await clean(page, 'question before erasing');
    await context.close();
  });
}

test('the whole flow works with the keyboard alone', async ({ page }) => {
  await openApp(page);
  // Dialogues are caught from now on; asked for with the key, the first may be missed.
  const chosen = page.waitForEvent('filechooser');
  await tabTo(page, page.getByRole('button', { name: 'Try the sample shop' }));
  await tabTo(page, fileInput(page));
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(madeFile('by-hand.csv', eventsCsv(200)));
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await tabTo(page, buildButton(page));
  await page.keyboard.press('Enter');
  const exportSegments = page.getByRole('button', { name: 'Export segments' });
  await expect(exportSegments).toBeVisible({ timeout: 200_000 });
  await tabTo(page, exportSegments);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toMatch(/segments\.csv$/);
});

async function tabTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 250; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the control cannot be reached with Tab');
}
