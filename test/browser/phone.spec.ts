import { expect, test } from '@playwright/test';
import { build, eventsCsv, fileInput, madeFile, openApp, readFile, segmentCards } from './app';

test.use({ viewport: { width: 390, height: 844 } });

test('the sheet of what is selected leaves the ways on in sight, folds on another screen and by its button, and is opened again there', async ({
  page,
}) => {
  await openApp(page);
  await readFile(page, madeFile('events.csv', eventsCsv(90)));
  await build(page);
  const cards = segmentCards(page);
  const name = (await cards.first().getByRole('heading').first().textContent())!.trim();
  await cards.first().getByRole('button').first().click();
  const sheet = page.getByRole('complementary');
  const unfold = sheet.getByRole('button', { name: 'Show the details' });
  const fold = sheet.getByRole('button', { name: 'Fold the details away' });
  const close = sheet.getByRole('button', { name: 'Close' });
  const alone = sheet.getByRole('button', { name: 'Show alone on the map' });
  const height = async () => (await sheet.boundingBox())!.height;
  await expect(sheet.getByRole('heading', { name })).toBeVisible();
  await expect(alone).toBeVisible();
  await expect(unfold).toHaveCount(0);
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  for (const button of [fold, close]) {
    const { width, height } = (await button.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(40);
  }

  // By a press: the bar of screens is not under the sheet, however far that was read.
  await sheet.evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await page.getByRole('navigation').getByRole('link', { name: 'Drift' }).click();
  await expect(unfold).toBeVisible();
  await expect(unfold).toHaveAttribute('aria-expanded', 'false');
  // Kind and name are seen, and said with the button, and nothing else of it.
  await expect(sheet.getByRole('heading', { name })).toBeInViewport();
  await expect(unfold).toHaveAccessibleDescription(`Segment ${name}`);
  const folded = (await sheet.boundingBox())!;
  const screen = (await page.getByRole('main').boundingBox())!;
  expect(folded.height).toBeLessThan(100);
  expect(folded.y).toBeGreaterThanOrEqual(screen.y + screen.height - 1);
  // What is folded away is in no one's way with the keyboard.
  await expect(alone).toHaveCount(0);
  await expect(sheet.getByRole('button')).toHaveCount(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

  // The way back leaves it folded, and the focus where it was.
  await unfold.focus();
  await page.goBack();
  await expect(cards.first()).toBeVisible();
  await expect(unfold).toBeFocused();
  expect(await height()).toBeLessThan(100);

  await page.keyboard.press('Enter');
  await expect(alone).toBeVisible();
  await expect(fold).toBeFocused();
  expect(await height()).toBeGreaterThan(200);
  await fold.click();
  await expect(unfold).toBeFocused();
  await expect(alone).toHaveCount(0);
  expect(await height()).toBeLessThan(100);
  // Anywhere on what is left of it.
  await sheet.click({ position: { x: 60, y: 40 } });
  await expect(alone).toBeVisible();
  await fold.click();
  await cards.nth(1).getByRole('button').first().click();
  await expect(alone).toBeVisible();
  await fold.click();
  await close.click();
  await expect(sheet).toHaveCount(0);
  // The focus goes back to what opened it.
  await expect(cards.nth(1).getByRole('button').first()).toBeFocused();

  // A focus in what folds goes to the screen that was gone to.
  await cards.first().getByRole('button').first().click();
  await alone.focus();
  await page.goForward();
  await expect(unfold).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();

  // Where there is room beside the screens nothing folds, and the button that goes leaves the focus to the pane.
  await unfold.focus();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(alone).toBeVisible();
  await expect(sheet).toBeFocused();
  await expect(sheet.getByRole('button', { expanded: false })).toHaveCount(0);
  await page.getByRole('navigation').getByRole('link', { name: 'Data' }).click();
  await expect(fileInput(page)).toBeAttached();
  await expect(unfold).toHaveCount(0);
  await expect(fold).toHaveCount(0);
  expect(await height()).toBeGreaterThan(200);
  // What opened it is on another screen.
  await close.click();
  await expect(page.getByRole('main')).toBeFocused();
});
