import { appendFileSync, unlinkSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { drive } from '../../workers/protocol/progress';
import { makeSampleShop } from '../../workers/sample';
import {
  build,
  buildButton,
  cancelAt,
  eventsCsv,
  fileInput,
  madeFile,
  download,
  openAnother,
  openApp,
  problem,
  readFile,
  segmentCards,
  stageReached,
} from './app';

const header = 'user_id,event,timestamp,price';

/** Opens a good file first, so that each test can see that it stays. */
async function withGoodFile(page: Page): Promise<void> {
  await openApp(page);
  await readFile(page, madeFile('good.csv', eventsCsv(60)));
}

/** The page still shows the good file and can build on it. */
async function goodFileStays(page: Page): Promise<void> {
  await expect(page.getByText('good.csv').first()).toBeVisible();
  await expect(buildButton(page)).toBeEnabled();
}

const refused: readonly { name: string; file: string; content: string | Uint8Array; says: RegExp; sagt: RegExp }[] = [
  { name: 'an empty file', file: 'empty.csv', content: '', says: /empty/i, sagt: /空/ },
  { name: 'a header and no rows', file: 'header.csv', content: `${header}\n`, says: /no rows|header/i, sagt: /没有|表头/ },
  {
    name: 'a PNG named .csv',
    file: 'picture.csv',
    content: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1]),
    says: /not a (CSV|text)|PNG|image/i,
    sagt: /PNG|图片|不是/,
  },
  { name: 'one column only', file: 'one.csv', content: 'user_id\na\nb\nc\n', says: /one column/i, sagt: /一列/ },
];

test('what is no table is refused in words, and what was there stays', async ({ page }) => {
  await withGoodFile(page);
  for (const { name, file, content, says } of refused)
    await test.step(name, async () => {
      await fileInput(page).setInputFiles(madeFile(file, content));
      await expect(problem(page)).toContainText(says);
      await goodFileStays(page);
    });
});

test('what is no table is refused in Chinese', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await openApp(page);
  for (const { name, file, content, sagt } of refused)
    await test.step(name, async () => {
      await fileInput(page).setInputFiles(madeFile(file, content));
      await expect(problem(page)).toContainText(sagt);
    });
  await context.close();
});

const unbuildable: readonly { name: string; content: string; says: RegExp }[] = [
  { name: 'no parsable date', content: `${header}\na,view,soon,1\nb,view,later,2\na,view,never,3\n`, says: /date/i },
  { name: 'no user column', content: 'colour,timestamp\nred,2024-01-01\nblue,2024-01-02\nred,2024-01-03\n', says: /user/i },
  { name: 'no time column', content: 'user_id,event\na,view\nb,view\na,cart\n', says: /time|date/i },
];

for (const { name, content, says } of unbuildable) {
  test(`${name}: says so, says what to do, and does not build`, async ({ page }) => {
    await openApp(page);
    await fileInput(page).setInputFiles(madeFile('bad.csv', content));
    await expect(problem(page).first()).toContainText(says);
    await expect(buildButton(page)).toBeDisabled();
  });
}

const failing: readonly { name: string; content: string; says: RegExp }[] = [
  { name: 'one user only', content: eventsCsv(1), says: /one user/i },
  {
    name: 'every user with one event',
    content: `${header}\n${Array.from({ length: 40 }, (_, i) => `u${i},purchase,2024-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00,5`).join('\n')}\n`,
    says: /one event|single event/i,
  },
  {
    name: 'all values identical',
    // Every user does the very same things at the very same times.
    content: `${header}\n${Array.from({ length: 30 }, (_, i) => ['01', '02', '03'].map((day) => `u${i},purchase,2024-01-${day} 10:00:00,5`).join('\n')).join('\n')}\n`,
    says: /same|vary|identical|alike/i,
  },
  { name: 'fewer users than k', content: eventsCsv(2), says: /users/i },
];

test('where users cannot be told apart the run says why, and the earlier result stays', async ({ page }) => {
  await withGoodFile(page);
  await build(page);
  const cards = await segmentCards(page).count();
  expect(cards).toBeGreaterThan(1);
  for (const [i, { name, content, says }] of failing.entries())
    await test.step(name, async () => {
      await page.getByRole('link', { name: 'Data' }).first().click();
      const bad = madeFile(`bad-${i}.csv`, content);
      // Asked about beside the file that was built from alone.
      await (i === 0 ? openAnother(page, bad) : fileInput(page).setInputFiles(bad));
      await expect(page.getByText(`bad-${i}.csv`).first()).toBeVisible();
      await expect(buildButton(page)).toBeEnabled();
      await buildButton(page).click();
      await expect(problem(page)).toContainText(says);
      await page.getByRole('link', { name: 'Segments' }).first().click();
      await expect(segmentCards(page)).toHaveCount(cards);
    });
});

test('dates in 1970 and 2099 among good ones are rejected by reason, and the rest is kept', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('odd-dates.csv', `${eventsCsv(60)}u1,view,1970-01-01 00:00:00,1\nu2,view,2099-12-31 10:00:00,1\n`));
  const rejected = page.locator('[data-figure=rejected]');
  await expect(rejected).toContainText('2');
  await expect(page.getByText(/date far from all others/i).first()).toBeVisible();
  await build(page);
});

test('exact duplicates are counted whether they are left out or kept', async ({ page }) => {
  const csv = eventsCsv(60);
  const again = csv.trim().split('\n').slice(5, 12);
  await openApp(page);
  await readFile(page, madeFile('again.csv', `${csv}${again.join('\n')}\n`));
  const said = page.getByText('Rows that are the same in every column as an earlier row. Touches 7 rows.');
  await expect(said).toBeVisible();
  await page.getByRole('switch', { name: /exact duplicate/i }).click();
  await expect(page.locator('[data-figure=duplicates]').first()).toHaveText('0');
  await expect(said).toBeVisible();
});

test('a user id of 100,000 characters is rejected by reason and the page stays usable', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('long-user.csv', `${eventsCsv(60)}${'x'.repeat(100_000)},view,2024-01-05 10:00:00,1\n`));
  await expect(page.getByText(/user id .*long|too long/i).first()).toBeVisible();
  await build(page);
});

test('a user column whose every id has 100,000 characters says what is wrong', async ({ page }) => {
  await openApp(page);
  const rows = Array.from(
    { length: 12 },
    (_, i) => `${String.fromCharCode(97 + i).repeat(100_000)},view,2024-01-0${1 + (i % 9)} 10:00:00,1`,
  );
  await fileInput(page).setInputFiles(madeFile('long-users.csv', `${header}\n${rows.join('\n')}\n`));
  await expect(problem(page).first()).toBeVisible();
  await expect(buildButton(page)).toBeDisabled();
});

for (const how of ['changed', 'removed'] as const) {
  test(`a file ${how} on disk between two readings says so and keeps what was there`, async ({ page }) => {
    await openApp(page);
    const file = madeFile('moving.csv', eventsCsv(60));
    await readFile(page, file);
    await build(page);
    await page.getByRole('link', { name: 'Data' }).first().click();
    if (how === 'changed') appendFileSync(file, 'u1,view,2024-02-01 10:00:00,1\n');
    else unlinkSync(file);
    // Changing a setting of the columns reads the file again.
    await page.getByRole('switch', { name: /exact duplicate/i }).click();
    await expect(problem(page).first()).toContainText(/changed|removed|moved/i);
    await page.getByRole('link', { name: 'Segments' }).first().click();
    await expect(segmentCards(page).first()).toBeVisible();
  });
}

/** Starts a build every stage of which is long enough to be interfered with. */
async function longBuild(page: Page, users: number): Promise<void> {
  const shop = await drive(makeSampleShop({ seed: 1, drift: true, users }));
  await openApp(page);
  await readFile(page, madeFile('long.csv', new Uint8Array(await shop.arrayBuffer())));
  await buildButton(page).click();
}

test('a second file dropped during training asks, and either answer is kept', async ({ page }) => {
  await longBuild(page, 10_000);
  await stageReached(page, 'encode');
  const second = madeFile('second.csv', eventsCsv(60));
  await fileInput(page).setInputFiles(second);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('second.csv');
  await dialog.getByRole('button', { name: /keep going/i }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cancel' }).first()).toBeVisible();
  await fileInput(page).setInputFiles(second);
  await dialog.getByRole('button', { name: /stop/i }).click();
  await expect(page.getByText('second.csv').first()).toBeVisible();
  await expect(buildButton(page)).toBeEnabled({ timeout: 60_000 });
  await build(page);
});

/** With as many users as make the stages last. */
for (const { stages, users } of [
  { stages: ['features'], users: 20_000 },
  { stages: ['encode', 'cluster', 'track'], users: 4_000 },
] as const) {
  test(`cancel leaves everything as it was: ${stages.join(', ')}`, async ({ page }) => {
    await longBuild(page, users);
    for (const stage of stages)
      await test.step(stage, async () => {
        if (stage !== stages[0]) await buildButton(page).click();
        await cancelAt(page, stage);
        await expect(buildButton(page)).toBeEnabled({ timeout: 60_000 });
        await expect(problem(page)).toHaveCount(0);
        // The file is still open, and no half result is shown.
        await expect(page.getByText('long.csv').first()).toBeVisible();
        await page.getByRole('link', { name: 'Segments' }).first().click();
        await expect(segmentCards(page)).toHaveCount(0);
        await page.getByRole('link', { name: 'Data' }).first().click();
      });
  });
}

test('a training that was cancelled is gone on with, or made do with', async ({ page }) => {
  const shop = await drive(makeSampleShop({ seed: 1, drift: true, users: 1_000 }));
  await openApp(page);
  await readFile(page, madeFile('long.csv', new Uint8Array(await shop.arrayBuffer())));
  await page.getByRole('button', { name: /^Settings/ }).click();
  // More than are done before the cancel, on any machine.
  await page.getByLabel('Epochs at most').fill('1000');
  await page.getByLabel('Patience').fill('1000');
  await page.getByLabel('Patience').blur();
  await buildButton(page).click();
  // Until an epoch is done there is nothing to keep.
  await expect(page.getByRole('figure', { name: /^Epoch \d+/ })).toBeVisible({ timeout: 60_000 });
  await cancelAt(page, 'encode');
  const note = page.getByRole('status').filter({ hasText: /^Training was stopped after epoch \d+ of 1,000/ });
  await expect(note.getByRole('button', { name: 'Go on training' })).toBeEnabled({ timeout: 60_000 });
  const epochs = /after epoch (\d+)/.exec((await note.textContent())!)![1]!;
  await note.getByRole('button', { name: 'Use what it has learned' }).click();
  await expect(segmentCards(page).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(new RegExp(`^${epochs} epochs?, run to the end`))).toBeVisible();
});

test('of a training in parts, the part that was cancelled is made do with', async ({ page }) => {
  const shop = await drive(makeSampleShop({ seed: 1, drift: true, users: 200 }));
  await openApp(page);
  await readFile(page, madeFile('parts.csv', new Uint8Array(await shop.arrayBuffer())));
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('fused');
  for (const field of ['Epochs at most', 'Patience']) {
    await page.getByLabel(field).fill('1000');
    await page.getByLabel(field).blur();
  }
  await buildButton(page).click();
  await expect(page.getByRole('figure', { name: /^Epoch \d+/ })).toBeVisible({ timeout: 60_000 });
  await cancelAt(page, 'encode');
  const note = page.getByRole('status').filter({ hasText: /^Training was stopped after epoch \d+ of the network that reads the events/ });
  await expect(note.getByRole('button', { name: 'Use what it has learned' })).toBeEnabled({ timeout: 60_000 });
  const epochs = Number(/after epoch (\d+)/.exec((await note.textContent())!)![1]);
  await note.getByRole('button', { name: 'Use what it has learned' }).click();
  // What joins has its own epochs, as many as were asked for: it is cancelled, and made do with in its turn.
  const live = page.getByRole('figure', { name: /^Epoch \d+/ });
  const epochNow = async () => Number(/Epoch (\d+)/.exec((await live.textContent({ timeout: 5_000 }).catch(() => null)) ?? '')?.[1] ?? 0);
  await expect.poll(epochNow, { timeout: 120_000, intervals: [100] }).toBeGreaterThan(epochs);
  await cancelAt(page, 'encode');
  const joining = page.getByRole('status').filter({ hasText: /^Training was stopped after epoch \d+ of 1,000 of joining/ });
  await joining.getByRole('button', { name: 'Use what it has learned' }).click({ timeout: 60_000 });
  await expect(segmentCards(page).first()).toBeVisible({ timeout: 120_000 });
  const report = JSON.parse(await download(page, /^Export run report$/)) as {
    recipe: { encoder: { stopped: { reading: number; joining: number } } };
    training: { trainingLoss: number[]; reading: { trainingLoss: number[] } };
  };
  const { stopped } = report.recipe.encoder;
  expect(stopped.reading).toBe(epochs);
  expect([report.training.reading.trainingLoss.length, report.training.trainingLoss.length]).toEqual([stopped.reading, stopped.joining]);
});

test('cancel while a file is read leaves the earlier file and result', async ({ page }) => {
  await withGoodFile(page);
  await build(page);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await openAnother(page, madeFile('big.csv', eventsCsv(40_000, 16)));
  await cancelAt(page);
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout: 60_000 });
  await page.getByRole('link', { name: 'Segments' }).first().click();
  await expect(segmentCards(page).first()).toBeVisible();
});

test('a reload in mid-training explains itself, and the same file finds its settings again', async ({ page }) => {
  await openApp(page);
  const file = madeFile('interrupted.csv', eventsCsv(20_000));
  await readFile(page, file);
  const duplicates = page.getByRole('switch', { name: /exact duplicate/i });
  await duplicates.click();
  await expect(duplicates).not.toBeChecked();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await buildButton(page).click();
  await stageReached(page, 'encode');
  await page.reload();
  await expect(page.getByText(/reloaded.*interrupted\.csv/i)).toBeVisible();
  await readFile(page, file);
  await expect(duplicates).not.toBeChecked();
  await expect(page.getByText(/reloaded/i)).toHaveCount(0);
});
