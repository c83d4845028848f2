import { expect, test, type Page } from '@playwright/test';
import { drive } from '../../workers/protocol/progress';
import { makeSampleShop, sampleTruth } from '../../workers/sample';
import { build, buildButton, download, fileInput, madeFile, openApp, readFile, segmentCards } from './app';
import { adjustedRandIndex, parseCsv } from './oracle';
import type { RunReport } from '../../workers/protocol/report';

interface Exports {
  readonly segments: readonly (readonly string[])[];
  readonly report: RunReport;
}

async function takeAway(page: Page): Promise<Exports> {
  const csv = await download(page, /^Export segments$/);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  return { segments: parseCsv(csv.replace(/^\uFEFF/, '')), report };
}

/** Labels of the planted kinds and of the segments found, for the users of the export. */
function agreement(segments: Exports['segments'], truth: ReadonlyMap<string, string>): number {
  const [header, ...rows] = segments;
  const user = header!.indexOf('user');
  const segment = header!.indexOf('segment');
  return adjustedRandIndex(
    rows.map((row) => truth.get(row[user]!) ?? 'unknown'),
    rows.map((row) => row[segment]!),
  );
}

/** Every month in which an alert holds. */
const monthsAlerted = (report: RunReport, kinds?: readonly string[]) =>
  new Set(
    report.timeline.alerts
      .filter(({ kind }) => !kinds || kinds.includes(kind))
      .flatMap(({ window, until }) => report.timeline.windows.slice(window, until + 1).map(({ label }) => label)),
  );

test('the sample shop: planted segments are recovered and planted drift is alerted in its months', async ({ page }) => {
  await openApp(page);
  await page.getByRole('button', { name: 'Try the sample shop' }).click();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await build(page);
  const { segments, report } = await takeAway(page);
  const truth = sampleTruth({ seed: 1, drift: true });

  expect(segments[0]!.slice(0, 4)).toEqual(['user', 'segment', 'name', 'distance']);
  expect(segments.length - 1).toBe(20_000);
  expect(report.quality.rowsRead).toBeGreaterThan(400_000);
  expect(agreement(segments, truth.segmentOf)).toBeGreaterThanOrEqual(0.8);

  // The stability of every k is in the report, although that outside 3…8 is computed behind the screen.
  expect(report.validity.byK.map(({ k, stability }) => [k, stability.length])).toEqual(
    Array.from({ length: 11 }, (_, i) => [i + 2, i + 2]),
  );

  // So is what other seeds make of each segment, on a stated sample, and the cards say it.
  expect(report.validity.byK.map(({ k, seedStability }) => [k, seedStability!.length])).toEqual(
    Array.from({ length: 11 }, (_, i) => [i + 2, i + 2]),
  );
  expect(report.validity.basis.otherSeeds).toEqual({ seeds: 3, users: 5_000, sampled: true });
  const own = report.validity.byK.find(({ k }) => k === report.validity.choice.k)!;
  await expect(page.locator('article [data-chance]')).toHaveCount(own.k);
  const shaky = own.seedStability!.filter((jaccard) => jaccard! < 0.75).length;
  await expect(page.locator('[data-shaky]')).toHaveAttribute('data-shaky', String(shaky));

  // The difference to principal components is a figure with an interval, and the screen says what follows from it.
  const { bestLoss, baselineLoss, difference } = report.training!;
  expect(difference!.value).toBeCloseTo(bestLoss! - baselineLoss!, 4);
  expect(difference!.high!).toBeGreaterThan(difference!.low!);
  const verdict = difference!.high! < 0 ? 'beats' : difference!.low! > 0 ? 'loses' : 'level';
  await expect(page.locator(`[data-against-baseline=${verdict}]`)).toContainText('PCA with as many dimensions');

  expect(report.timeline.windows).toHaveLength(18);
  // Every month with planted drift has an alert, and no month without has one.
  expect([...monthsAlerted(report)].sort()).toEqual([...truth.driftMonths]);
  for (const month of truth.months.checkout) expect(monthsAlerted(report, ['feature'])).toContain(month);
  for (const month of truth.months.fade) expect(monthsAlerted(report, ['segment-share'])).toContain(month);
  expect(monthsAlerted(report, ['new-category'])).toContain(truth.months.launch[0]);
  expect(monthsAlerted(report, ['new-event-type'])).toContain(truth.months.trial[0]);
  for (const alert of report.timeline.alerts) expect(alert.text.length).toBeGreaterThan(20);

  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByText(report.timeline.alerts[0]!.text).first()).toBeVisible();
});

test('a shop without planted drift raises no alert', async ({ page }) => {
  const blob = await drive(makeSampleShop({ seed: 7, drift: false, users: 2_000 }));
  const file = madeFile('steady-shop.csv', new Uint8Array(await blob.arrayBuffer()));
  await openApp(page);
  await readFile(page, file);
  await build(page);
  const { segments, report } = await takeAway(page);
  expect(report.timeline.alerts.map(({ text }) => text)).toEqual([]);
  expect(agreement(segments, sampleTruth({ seed: 7, drift: false, users: 2_000 }).segmentOf)).toBeGreaterThanOrEqual(0.8);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByText(/no drift/i).first()).toBeVisible();
});

test('the same file, recipe and seed give identical labels twice; names that were typed stay', async ({ page }) => {
  const blob = await drive(makeSampleShop({ seed: 3, drift: true, users: 300 }));
  const file = madeFile('twice.csv', new Uint8Array(await blob.arrayBuffer()));
  const exports: string[] = [];
  for (let round = 0; round < 2; round++) {
    // A fresh page, so that nothing can be carried over but what is stored on purpose.
    await openApp(page);
    await page.reload();
    // Which backend is the fastest is a matter of the moment on a busy machine.
    await page.getByRole('button', { name: /^Compute backend: (?!Checking)/ }).click();
    await page.getByRole('radio', { name: /^WebAssembly/ }).check();
    await page.keyboard.press('Escape');
    await readFile(page, file);
    await build(page);
    const card = segmentCards(page).first();
    if (round === 0) {
      await card.getByRole('button', { name: /rename/i }).click();
      await card.getByRole('textbox').fill('=My "best" people');
      await page.keyboard.press('Enter');
    }
    await expect(card).toContainText('=My "best" people');
    exports.push(await download(page, /^Export segments$/));
  }
  expect(exports[1]).toBe(exports[0]);
  expect(exports[0]!.startsWith('\uFEFF')).toBe(true);
  // A name that begins with = cannot run as a formula.
  expect(exports[0]).toContain('"\'=My ""best"" people"');
});

test('another k needs no training, and the rule can be had back', async ({ page }) => {
  await openApp(page);
  await readFile(
    page,
    madeFile('k.csv', new Uint8Array(await (await drive(makeSampleShop({ seed: 4, drift: true, users: 400 }))).arrayBuffer())),
  );
  await build(page);
  const cards = segmentCards(page);
  const before = await cards.count();
  const wanted = before === 4 ? 5 : 4;
  await page.getByRole('combobox', { name: 'Number of segments' }).click();
  await page.getByRole('option', { name: new RegExp(`^${wanted}\\b`) }).click();
  await expect(cards).toHaveCount(wanted);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  expect(report.validity.choice.rule).toBe('manual');
  expect(report.segments).toHaveLength(wanted);
  expect(report.segments.reduce((sum, { size }) => sum + size, 0)).toBe(400);
});

test('in Chinese the flow runs in Chinese, and the CSV opens right in Excel', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', acceptDownloads: true });
  const page = await context.newPage();
  await openApp(page);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await expect(fileInput(page)).toBeAttached();
  await readFile(
    page,
    madeFile('shop.csv', new Uint8Array(await (await drive(makeSampleShop({ seed: 5, drift: true, users: 300 }))).arrayBuffer())),
  );
  await build(page);
  const csv = await download(page, /^导出分群$/);
  expect(csv.startsWith('\uFEFFuser,segment,name,distance,')).toBe(true);
  expect(csv.split('\r\n')[1]).toMatch(/[\u4e00-\u9fff]/);
  await context.close();
});
