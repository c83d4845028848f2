import { expect, test, type Page } from '@playwright/test';
import { makeSampleShop, sampleTruth } from '../../workers/sample';
import { drive } from '../../workers/protocol/progress';
import { build, buildButton, download, madeFile, openApp, readFile, segmentCards } from './app';
import { adjustedRandIndex, parseCsv } from './oracle';

const SHOP = { seed: 11, drift: false, users: 1_500 };

/** The sample shop's events, read, with the settings opened and a method chosen. */
async function withMethod(page: Page, method: string): Promise<void> {
  const shop = await drive(makeSampleShop(SHOP));
  await openApp(page);
  await readFile(page, madeFile('shop.csv', new Uint8Array(await shop.arrayBuffer())));
  await expect(buildButton(page)).toBeEnabled();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Method').selectOption(method);
}

/** User, segment and what else the export says of each. */
async function exported(page: Page) {
  const [header, ...rows] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i]!])));
}

/** Adjusted Rand index of segments and planted groups. */
function agreement(segments: ReadonlyMap<string, string>): number {
  const { segmentOf } = sampleTruth(SHOP);
  return adjustedRandIndex(
    [...segments.keys()].map((user) => segmentOf.get(user) ?? 'unknown'),
    [...segments.values()],
  );
}

test('Ward’s hierarchy: the tree is drawn and cut by hand', async ({ page }) => {
  await withMethod(page, 'ward');
  await build(page);
  const tree = page.getByRole('figure', { name: /^The hierarchy, cut into \d+ segments$/ });
  await expect(tree).toBeVisible();
  const cuts = tree.getByRole('group', { name: 'Cut into' });
  const shown = await segmentCards(page).count();
  await expect(cuts.getByRole('button', { pressed: true })).toHaveText(String(shown));
  const before = new Map((await exported(page)).map(({ user, segment }) => [user!, segment!]));
  expect(agreement(before)).toBeGreaterThan(0.6);
  // One segment more splits one of those there were, and leaves the others as they are.
  await cuts.getByRole('button', { name: `${shown + 1} segments` }).click();
  await expect(segmentCards(page)).toHaveCount(shown + 1);
  await expect(tree).toHaveAccessibleName(`The hierarchy, cut into ${shown + 1} segments`);
  const parts = new Map<string, Set<string>>();
  for (const { user, segment } of await exported(page))
    parts.set(before.get(user!)!, (parts.get(before.get(user!)!) ?? new Set()).add(segment!));
  expect([...parts.values()].map(({ size }) => size).sort()).toEqual([...new Array<number>(shown - 1).fill(1), 2]);
});

test('a mixture of Gaussians says how surely each user belongs', async ({ page }) => {
  await withMethod(page, 'mixture');
  await build(page);
  const rows = await exported(page);
  expect(agreement(new Map(rows.map(({ user, segment }) => [user!, segment!])))).toBeGreaterThan(0.6);
  const k = await segmentCards(page).count();
  for (const { probability } of rows) {
    expect(Number(probability)).toBeGreaterThanOrEqual(1 / k - 1e-6);
    expect(Number(probability)).toBeLessThanOrEqual(1);
  }
  const unsure = rows.reduce((least, row) => (Number(row['probability']) < Number(least['probability']) ? row : least));
  await page.getByLabel(/^Find a user/).fill(unsure['user']!);
  await page.keyboard.press('Enter');
  const share = (100 * Number(unsure['probability'])).toFixed(1);
  await expect(page.getByText(new RegExp(`${share.replace('.', '\\.')}%.* and `))).toBeVisible();
});

test('k-means in small batches finds the planted segments, and the settings come back with the workspace', async ({ page }) => {
  await withMethod(page, 'minibatch');
  await build(page);
  expect(agreement(new Map((await exported(page)).map(({ user, segment }) => [user!, segment!])))).toBeGreaterThan(0.6);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await page.getByRole('button', { name: /^Settings.*k-means in small batches · / }).click();
  await expect(page.getByLabel('Method')).toHaveValue('minibatch');
});
