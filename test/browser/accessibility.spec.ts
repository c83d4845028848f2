import { expect, test, type Page } from '@playwright/test';
import { build, buildButton, eventsCsv, fileInput, madeFile, openApp, readFile, segmentCards } from './app';
import { noViolations } from './axe';

/** By language, what one page goes through at every screen; colours and width follow the media alone. */
const looks = [
  {
    locale: 'en-GB',
    views: [
      { colorScheme: 'light', width: 1280 },
      { colorScheme: 'dark', width: 390 },
    ],
  },
  {
    locale: 'zh-CN',
    views: [
      { colorScheme: 'dark', width: 1280 },
      { colorScheme: 'light', width: 390 },
    ],
  },
] as const;

for (const { locale, views } of looks) {
  const named = views.map(({ colorScheme, width }) => `${colorScheme} at ${width} px`).join(', ');
  test(`no accessibility violation and no sideways overflow: ${locale}, ${named}`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const clean = async (screen: string) => {
      for (const { colorScheme, width } of views) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
        await noViolations(page, `${screen}, ${colorScheme}, ${width} px`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${screen}, ${colorScheme}, ${width} px: sideways overflow`).toBeLessThanOrEqual(0);
      }
    };
    await openApp(page);
    await clean('start');
    for (const screen of ['segments', 'drift', 'models']) {
      await page.goto(`./#/${screen}`);
      await clean(`${screen}, empty`);
    }
    await page.goto('./#/data');
    await readFile(page, madeFile('events.csv', eventsCsv(90)));
    await clean('data');
    await build(page);
    await clean('segments');
    await segmentCards(page).first().getByRole('button').first().click();
    await clean('segments with the inspector');
    await page.evaluate(() => {
      location.hash = '#/drift';
    });
    await expect(page.locator('canvas').first()).toBeVisible();
    await clean('drift');
    await page.evaluate(() => {
      location.hash = '#/models';
    });
    await expect(page.locator('tr[data-run]')).toHaveCount(1);
    await expect(page.locator('[data-layers]')).toBeVisible();
    await clean('models');
    await page.getByRole('button', { name: /^(Workspace|工作区) / }).click();
    await expect(page.getByRole('button', { name: /^(Close the workspace|关闭工作区)$/ })).toBeVisible();
    await clean('menu of the workspace');
    await page.getByRole('button', { name: /^(Close the workspace|关闭工作区)$/ }).click();
    await page.getByRole('button', { name: /^(More for events\.csv|events\.csv的更多操作)$/ }).click();
    await clean('menu on the list');
    await page.getByRole('menuitem', { name: /^(Duplicate|复制)$/ }).click();
    await expect(page.getByRole('button', { name: /^(Open |打开 ).*(copy|副本)/ })).toBeVisible();
    await clean('start with two workspaces');
    await page.getByRole('button', { name: /^(Erase everything|清除本机)/ }).click();
    await clean('question before erasing');
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
