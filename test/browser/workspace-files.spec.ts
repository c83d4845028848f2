import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { random } from '../../workers/math/random';
import { crc32 } from '../../workers/math/crc32';
import { download, fileInput, madeFile, problem, segmentCards, segmentsOnScreen } from './app';
import { rows, row, kept, leave, builtWorkspace, fromMenu, saveToFile } from './workspaces';

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
