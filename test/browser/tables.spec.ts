import { expect, test, type Page } from '@playwright/test';
import { build, buildButton, download, eventsCsv, fileInput, madeFile, openApp, readFile, realFile, segmentCards } from './app';
import { parseCsv } from './oracle';

const MISSING = '../shared/data is absent';
const figure = (page: Page, id: string) => page.locator(`[data-figure="${id}"]`).first();

test('a table of customers alone: segments, churn beside them, export; the drift screen says what to bring', async ({ page }) => {
  const file = realFile('telco-churn.csv');
  test.skip(!file, MISSING);
  await openApp(page);
  await readFile(page, file!);
  await expect(page.getByLabel('One row is', { exact: true })).toHaveValue('users');
  await expect(page.getByText('every “customerID” has one row')).toBeVisible();
  await expect(page.getByLabel('Meaning of tenure')).toHaveValue('number');
  await expect(page.getByLabel('Meaning of Contract')).toHaveValue('category');
  await expect(page.getByRole('switch', { name: 'Churn is an outcome' })).toBeChecked();
  await expect(figure(page, 'rowsRead')).toHaveText('7,043');
  await expect(figure(page, 'kept')).toHaveText('7,043');

  const gaps = page.getByLabel('TotalCharges', { exact: true });
  await expect(page.getByText('Touches 11 rows.')).toBeVisible();
  await gaps.selectOption('drop');
  await expect(figure(page, 'rejected-missing-value')).toHaveText('11');
  await expect(figure(page, 'kept')).toHaveText('7,032');
  const clean = parseCsv((await download(page, /^Download clean CSV$/)).replace(/^\uFEFF/, ''));
  const total = clean[0]!.indexOf('TotalCharges');
  expect(clean).toHaveLength(1 + 7032);
  expect(clean.filter((row) => row[total]!.trim() === '')).toEqual([]);
  const rejected = parseCsv((await download(page, /^Download rejected rows$/)).replace(/^\uFEFF/, ''));
  expect(rejected[0]).toEqual(['line', 'reason', ...clean[0]!]);
  expect(rejected.slice(1).map((row) => [row[1], row[2 + total]!.trim()])).toEqual(Array(11).fill(['missing-value', '']));
  await gaps.selectOption('regression');
  await expect(page.getByText('Filled: 11 cells · clipped: 0 rows')).toBeVisible();
  await expect(figure(page, 'kept')).toHaveText('7,043');
  await build(page);

  const cards = segmentCards(page);
  const shares = await cards.locator('[data-label="Churn"] [data-label-value]').allTextContents();
  expect(shares).toHaveLength(await cards.count());
  const [header, ...rows] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  expect(rows).toHaveLength(7043);
  expect(header).toEqual(expect.arrayContaining(['user', 'segment', 'attr_tenure', 'attr_contract_two_year']));
  expect(header!.some((name) => /churn/i.test(name))).toBe(false);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByText('A table without time has no drift')).toBeVisible();
});

test('profiles dropped on open baskets are joined, with the counts in words, and become features', async ({ page }) => {
  const baskets = realFile('complete-journey-transactions.csv.gz');
  const profiles = realFile('complete-journey-households.csv');
  test.skip(!baskets || !profiles, MISSING);
  await openApp(page);
  await readFile(page, baskets!);
  await fileInput(page).setInputFiles(profiles!);
  await page.getByRole('button', { name: 'Join as attributes of users' }).click();
  await expect(page.getByText('801 of 2,377 users have a profile; 0 profiles have no events.')).toBeVisible();
  await expect(page.getByLabel('Meaning of income')).toHaveValue('ordered');
  await build(page);
  const [header, ...rows] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  expect(header).toEqual(expect.arrayContaining(['value_total', 'attr_income', 'attr_profile_missing']));
  const missing = header!.indexOf('attr_profile_missing');
  expect(rows.filter((row) => row[missing] === '1')).toHaveLength(2377 - 801);
});

test('names from a table reach the screen as text, and a list of items asks for events first', async ({ page }) => {
  const dirty = '<img src=x onerror=document.title=1>';
  const lines = Array.from({ length: 120 }, (_, i) => `c${i},${(i * 37) % 91},${i % 3 ? dirty : `=1+${i % 2}`}`);
  await openApp(page);
  await readFile(page, madeFile('customers.csv', `customer_id,"${dirty}",plan\n${lines.join('\n')}\n`));
  await expect(page.getByRole('rowheader', { name: dirty }).first()).toBeVisible();
  await build(page);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(await page.title()).toContain('Shoal');

  await page.getByRole('link', { name: 'Data' }).first().click();
  const items = Array.from({ length: 60 }, (_, i) => `p${i},c${i % 4},b${i % 5}`);
  await fileInput(page).setInputFiles(madeFile('items.csv', `product_id,category,brand\n${items.join('\n')}\n`));
  await expect(page.getByLabel('One row is', { exact: true })).toHaveValue('items');
  await expect(page.getByText('Open the file of events first').first()).toBeVisible();
  await expect(buildButton(page)).toBeDisabled();
});

test('an event file is still one, and a table without time is offered to it', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('events.csv', eventsCsv(60)));
  await expect(page.getByLabel('One row is', { exact: true })).toHaveValue('events');
  const profiles = Array.from({ length: 80 }, (_, i) => `u${i},${i % 10 === 4 ? '' : i % 9}`).join('\n');
  await fileInput(page).setInputFiles(madeFile('profiles.csv', `user_id,age\n${profiles}\n`));
  await expect(page.getByRole('button', { name: 'Open as another workspace' })).toBeVisible();
  await page.getByRole('button', { name: 'Join as attributes of users' }).click();
  await expect(page.getByText('60 of 60 users have a profile; 20 profiles have no events.')).toBeVisible();
  // Every tenth lacks its age; without those rows the join has fewer.
  await expect(page.getByText('Touches 8 rows.')).toBeVisible();
  await page.getByLabel('age', { exact: true }).selectOption('drop');
  await expect(page.getByText('80 rows read = 72 kept + 0 with an id that came before + 8 rejected')).toBeVisible();
  expect((await download(page, /^Download clean CSV of profiles\.csv$/)).trim().split('\r\n')).toHaveLength(1 + 72);
  expect((await download(page, /^Download rejected rows$/)).trim().split('\r\n')).toHaveLength(1 + 8);
  await page.getByRole('button', { name: 'Remove profiles.csv' }).click();
  await expect(page.getByText('Joined tables')).toBeHidden();
  await expect(buildButton(page)).toBeEnabled();
});

test('a list of items gives the events their categories and brands', async ({ page }) => {
  // Every other user buys one item again and again.
  const soldTo = (i: number) => ((i % 60) + (i % 2 ? 0 : Math.floor(i / 60))) % 24;
  const orders = Array.from({ length: 900 }, (_, i) => i);
  const sold = new Set(orders.map(soldTo)).size;
  const events = orders.map(
    (i) => `u${i % 60},2024-01-${String(Math.floor(i / 60) * 2 + 1).padStart(2, '0')} 10:00:00,p${soldTo(i)},${(i % 9) + 1}`,
  );
  const items = Array.from({ length: 30 }, (_, i) => `p${i},c${i % 4},b${i % 5}`);
  await openApp(page);
  await readFile(page, madeFile('orders.csv', `user_id,order_date,product_id,amount\n${events.join('\n')}\n`));
  await fileInput(page).setInputFiles(madeFile('items.csv', `product_id,category,brand\n${items.join('\n')}\n`));
  await page.getByRole('button', { name: 'Join as a table of items' }).click();
  await expect(page.getByText(`${sold} of ${sold} items are in the table; ${30 - sold} rows of it have no events.`)).toBeVisible();
  await build(page);
  const [header] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  expect(header).toEqual(expect.arrayContaining(['categories_distinct', 'brands_distinct']));
});
