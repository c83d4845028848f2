import { expect, test, type Page } from '@playwright/test';
import type { RunReport } from '../../workers/protocol/report';
import { build, download, openApp, readFile, realFile, segmentCards } from './app';
import { factsOf, parseCsv, type FileFacts } from './oracle';

const MISSING = '../shared/data is absent';

async function wholeFlow(page: Page, file: string) {
  await openApp(page);
  await readFile(page, file);
  await build(page);
  const csv = await download(page, /^Export segments$/);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  const [header, ...rows] = parseCsv(csv.replace(/^\uFEFF/, ''));
  return { header: header!, rows: new Map(rows.map((row) => [row[0]!, row])), report };
}

function compare({ header, rows, report }: Awaited<ReturnType<typeof wholeFlow>>, facts: FileFacts): void {
  const { quality } = report;
  expect(quality.rowsRead).toBe(facts.rowsRead);
  expect(quality.duplicates).toBe(facts.duplicates);
  expect(quality.kept).toBe(facts.kept);
  expect(quality.users).toBe(facts.users);
  const rejected = Object.values(quality.rejected).reduce((sum, count) => sum + count, 0);
  expect(quality.kept + quality.duplicates + rejected).toBe(quality.rowsRead);
  expect(rows.size).toBe(facts.users);
  expect(report.segments.reduce((sum, { size }) => sum + size, 0)).toBe(facts.users);
  if (facts.revenueByMonth) {
    const got = new Map(quality.byMonth.map(({ month, revenue }) => [month, revenue]));
    expect([...got.keys()].sort()).toEqual([...facts.revenueByMonth.keys()].sort());
    for (const [month, revenue] of facts.revenueByMonth) expect(got.get(month)).toBeCloseTo(revenue, 2);
  }
  const cell = (user: string, feature: string) => Number(rows.get(user)![header.indexOf(feature)]);
  for (const { user, recencyDays, orders, value } of facts.rfm) {
    expect(cell(user, 'recency_days'), `recency of ${user}`).toBeCloseTo(recencyDays, 4);
    expect(cell(user, 'frequency_orders'), `orders of ${user}`).toBe(orders);
    if (value !== null) expect(cell(user, 'value_total'), `value of ${user}`).toBeCloseTo(value, 2);
  }
}

/** The model of repeat buying is judged on the last 90 days of a file all of whose users bought in its first quarter. */
async function isJudged(page: Page, buyers: number): Promise<void> {
  await expect(page.locator('[data-predictions="90"]')).toBeVisible();
  const all = page.getByRole('table', { name: 'What is expected of each segment' }).locator('tr[data-segment=all] td[data-label="Buyers"]');
  await expect(all).toContainText(buyers.toLocaleString('en-GB'));
  // Squared errors speak for the model, absolute ones cannot tell.
  await expect(page.locator('[data-what=purchases]')).toHaveAttribute('data-judgement', 'partly');
}

for (const name of ['online-retail.csv.gz', 'cdnow.txt', 'simple-shop.csv', 'ecom.csv.gz'] as const) {
  test(`${name}: the exports agree with figures computed apart`, async ({ page }) => {
    const file = realFile(name);
    test.skip(!file, MISSING);
    const facts = factsOf(name, file!);
    compare(await wholeFlow(page, file!), facts);
    if (name === 'cdnow.txt') await isJudged(page, facts.users);
    // What the screens show of it must be there, too.
    await expect.poll(() => segmentCards(page).count()).toBeGreaterThan(1);
    await page.getByRole('link', { name: 'Drift' }).first().click();
    await expect(page.locator('canvas').first()).toBeVisible();
  });
}

test('rejected rows come back out with line number and reason', async ({ page }) => {
  const file = realFile('online-retail.csv.gz');
  test.skip(!file, MISSING);
  await openApp(page);
  await readFile(page, file!);
  const rejected = parseCsv((await download(page, /^Download rejected rows$/)).replace(/^\uFEFF/, ''));
  expect(rejected[0]!.slice(0, 3)).toEqual(['line', 'reason', 'InvoiceNo']);
  expect(rejected.length - 1).toBe(135_080);
  const facts = factsOf('online-retail.csv.gz', file!);
  expect(Number(rejected[1]![0])).toBe(facts.firstRejectedLine);
});

test('a file of three hours is read, and the drift screen says that it is too short', async ({ page }) => {
  const file = realFile('rees46-head.csv');
  test.skip(!file, MISSING);
  await openApp(page);
  await readFile(page, file!);
  await expect(page.getByText('REES46').first()).toBeVisible();
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByText(/too short/i).first()).toBeVisible();
});
