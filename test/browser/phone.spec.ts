import { expect, test } from '@playwright/test';
import { build, eventsCsv, fileInput, madeFile, openApp, readFile, segmentCards } from './app';

test.use({ viewport: { width: 390, height: 844 } });

test('the sheet of what is selected leaves the ways on in sight, folds on another screen and is opened again there', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('events.csv', eventsCsv(90)));
  await build(page);
  const card = segmentCards(page).first();
  const name = (await card.getByRole('heading').first().textContent())!.trim();
  await card.getByRole('button').first().click();
  const sheet = page.getByRole('complementary');
  const unfold = page.getByRole('button', { name: 'Show the details' });
  await expect(sheet.getByText(name).first()).toBeVisible();
  await expect(unfold).toHaveCount(0);

  // By a press: the bar of screens is not under the sheet.
  await page.getByRole('navigation').getByRole('link', { name: 'Drift' }).click();
  await expect(unfold).toBeVisible();
  const folded = (await sheet.boundingBox())!;
  const screen = (await page.getByRole('main').boundingBox())!;
  expect(folded.height).toBeLessThan(100);
  expect(folded.y).toBeGreaterThanOrEqual(screen.y + screen.height - 1);
  // What is folded away is in no one's way with the keyboard.
  await expect(sheet.getByRole('button', { name: /only/i })).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

  await unfold.focus();
  await page.keyboard.press('Enter');
  await expect(unfold).toHaveCount(0);
  await expect(sheet).toBeFocused();
  expect((await sheet.boundingBox())!.height).toBeGreaterThan(200);

  // The way back is another screen as well.
  await page.goBack();
  await expect(segmentCards(page).first()).toBeVisible();
  await expect(unfold).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toHaveCount(0);

  // Where there is room beside the screens nothing folds.
  await page.setViewportSize({ width: 1280, height: 800 });
  await segmentCards(page).first().getByRole('button').first().click();
  await page.getByRole('navigation').getByRole('link', { name: 'Data' }).click();
  await expect(fileInput(page)).toBeAttached();
  await expect(unfold).toHaveCount(0);
  expect((await sheet.boundingBox())!.height).toBeGreaterThan(200);
});
