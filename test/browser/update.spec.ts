import { expect, test, type Locator, type Page } from '@playwright/test';
import { drive } from '../../workers/protocol/progress';
import type { RunReport } from '../../workers/protocol/report';
import { makeSampleShop } from '../../workers/sample';
import { build, buildButton, cancelAt, download, fileInput, madeFile, openApp, readFile, segmentCards } from './app';

interface Parts {
  readonly held: string;
  /** With the last rows of `held` again. */
  readonly newer: string;
  readonly newerRows: readonly string[];
  readonly overlap: number;
  readonly fresh: number;
}

let parts: Promise<Parts> | undefined;

/** A shop's export cut in two by time, so that the second repeats some of the first. */
function shop(): Promise<Parts> {
  parts ??= (async () => {
    const blob = await drive(makeSampleShop({ seed: 3, drift: false, users: 300 }));
    const [header, ...lines] = (await blob.text()).trimEnd().split('\n');
    const sorted = [...lines].sort();
    const end = sorted[Math.floor(lines.length * 0.95)]!.slice(0, 19);
    const from = sorted[Math.floor(lines.length * 0.9)]!.slice(0, 19);
    const held = lines.filter((line) => line < end);
    const newer = lines.filter((line) => line >= from);
    const csv = (rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
    const fresh = newer.filter((line) => line >= end).length;
    return {
      held: madeFile('until-may.csv', csv(held)),
      newer: madeFile('june.csv', csv(newer)),
      newerRows: [header!, ...newer],
      overlap: newer.length - fresh,
      fresh,
    };
  })();
  return parts;
}

const dialog = (page: Page, step: string): Locator => page.locator(`[data-update-step=${step}]`);
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const segmentsCsv = (page: Page) => download(page, /^Export segments$/);

async function withSegments(page: Page): Promise<void> {
  await openApp(page);
  await readFile(page, (await shop()).held);
  await build(page);
}

async function toData(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).first().click();
  await expect(fileInput(page)).toBeAttached();
}

async function toSegments(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Segments' }).first().click();
  await expect(segmentCards(page).first()).toBeVisible();
}

/** Chooses a file while a result is on the screen. */
async function bring(page: Page, file: string): Promise<void> {
  await toData(page);
  await fileInput(page).setInputFiles(file);
  await expect(dialog(page, 'ask')).toBeVisible();
}

async function compare(page: Page, file: string): Promise<void> {
  await bring(page, file);
  await button(page, 'Add to this workspace').click();
  await expect(dialog(page, 'compare')).toBeVisible({ timeout: 200_000 });
}

/** Names and colours of the cards. */
async function identities(page: Page): Promise<Record<string, string>> {
  const pairs = await segmentCards(page).evaluateAll((cards) =>
    cards.map((card) => {
      const coloured = card.querySelector<HTMLElement>('[style*="background"]');
      return [card.querySelector('h2, h3')?.textContent ?? '', coloured ? getComputedStyle(coloured).backgroundColor : ''] as const;
    }),
  );
  return Object.fromEntries(pairs);
}

const figure = async (page: Page, id: string) =>
  Number((await dialog(page, 'compare').locator(`[data-figure=${id}]`).textContent())!.replace(/\D/g, ''));

test('a newer file is compared, taken over and undone; names and colours stay', async ({ page }) => {
  const { newer, overlap, fresh } = await shop();
  await withSegments(page);
  const card = segmentCards(page).first();
  await card.getByRole('button', { name: /rename/i }).click();
  await card.getByRole('textbox').fill('My best people');
  await page.keyboard.press('Enter');
  await expect(card).toContainText('My best people');
  const known = await identities(page);
  const before = await segmentsCsv(page);

  await compare(page, newer);
  expect(await figure(page, 'rowsRead')).toBe(overlap + fresh);
  expect(await figure(page, 'overlap')).toBe(overlap);
  expect(await figure(page, 'fresh')).toBe(fresh);
  await expect(dialog(page, 'compare')).toContainText('My best people');
  // The rule finds nothing that has moved in a shop where nothing moves.
  await expect(dialog(page, 'compare').locator('[aria-pressed=true]')).toContainText('Assign');
  await button(page, 'Apply the update').click();

  await expect(page.getByText(/^Updated with june\.csv/)).toBeVisible();
  expect(await identities(page)).toEqual(known);
  const after = await segmentsCsv(page);
  expect(after).not.toBe(before);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  expect(report.laterFiles!.map(({ name }) => name)).toEqual(['june.csv']);
  expect(report.kind).toBe('assign');

  await button(page, 'Undo').click();
  await expect(page.getByText('Back at what it was before june.csv')).toBeVisible();
  expect(await segmentsCsv(page)).toBe(before);
  expect(await identities(page)).toEqual(known);
  await button(page, 'Do it again').click();
  await expect(page.getByText(/^Updated with june\.csv/)).toBeVisible();
  expect(await segmentsCsv(page)).toBe(after);
});

test('a cancel in the middle, and leaving the comparison, change nothing', async ({ page }) => {
  const { newer } = await shop();
  await withSegments(page);
  const before = await segmentsCsv(page);
  await compare(page, newer);
  // Watched for from before, since the stage may not take long.
  const cancelled = cancelAt(page, 'encode');
  await dialog(page, 'compare')
    .getByRole('button', { name: /^Rebuild/ })
    .click();
  await cancelled;
  // Back at the comparison that there was.
  await expect(dialog(page, 'compare').locator('[aria-pressed=true]')).toContainText('Assign', { timeout: 60_000 });
  await button(page, 'Leave everything as it was').click();
  await expect(dialog(page, 'compare')).toHaveCount(0);
  await toSegments(page);
  expect(await segmentsCsv(page)).toBe(before);
  await expect(page.getByText(/^Updated with/)).toHaveCount(0);
});

test('tuning and rebuilding keep who the segments are', async ({ page }) => {
  const { newer } = await shop();
  await withSegments(page);
  const known = Object.keys(await identities(page));
  await compare(page, newer);
  for (const strength of ['Tune', 'Rebuild']) {
    await dialog(page, 'compare')
      .getByRole('button', { name: new RegExp(`^${strength}`) })
      .click();
    await expect(dialog(page, 'compare').locator('[aria-pressed=true]')).toContainText(strength, { timeout: 200_000 });
    for (const name of known) await expect(dialog(page, 'compare')).toContainText(name);
  }
  await button(page, 'Apply the update').click();
  await expect(page.getByText(/^Updated with june\.csv.*Rebuild/)).toBeVisible();
});

test('changed headers are asked about', async ({ page }) => {
  const { newerRows, fresh } = await shop();
  const [header, ...rows] = newerRows;
  const renamed = header!.replace('user_id', 'User ID').replace('event_time', 'stamp');
  await withSegments(page);
  await bring(page, madeFile('renamed.csv', `${[renamed, ...rows].join('\n')}\n`));
  await button(page, 'Add to this workspace').click();
  const columns = dialog(page, 'columns');
  await expect(columns.getByRole('combobox')).toHaveCount(2);
  // A similar name is taken for the column, one that is like none has to be chosen.
  await expect(columns.getByLabel('Column for user_id').locator('option:checked')).toContainText('User ID');
  await expect(columns.getByRole('button', { name: 'Go on' })).toBeDisabled();
  await columns.getByLabel('Column for event_time').selectOption({ label: await optionOf(columns, 'stamp') });
  await columns.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog(page, 'compare')).toBeVisible({ timeout: 200_000 });
  expect(await figure(page, 'fresh')).toBe(fresh);
});

async function optionOf(columns: Locator, start: string): Promise<string> {
  const labels = await columns.getByLabel('Column for event_time').locator('option').allTextContents();
  return labels.find((label) => label.startsWith(start))!;
}

test('the same file again says so, and brings nothing', async ({ page }) => {
  const { held } = await shop();
  await withSegments(page);
  await bring(page, held);
  await expect(dialog(page, 'ask')).toContainText('This is the very file that is open');
  await button(page, 'Add to this workspace').click();
  await expect(dialog(page, 'compare')).toContainText('Nothing in until-may.csv is new', { timeout: 200_000 });
  await expect(button(page, 'Apply the update')).toHaveCount(0);
  await button(page, 'Close').click();
  await expect(dialog(page, 'compare')).toHaveCount(0);
});

test('a file can be opened as another workspace instead', async ({ page }) => {
  const { newer } = await shop();
  await withSegments(page);
  await bring(page, newer);
  await button(page, 'Open as another workspace').click();
  await expect(page.getByRole('heading', { level: 1, name: 'june.csv' })).toBeVisible();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await build(page);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  expect(report.file.name).toBe('june.csv');
  expect(report.laterFiles).toBeUndefined();
});

test('without storage an update can still be undone', async ({ page }) => {
  const { newer } = await shop();
  // The engine's worker keeps things, and refuses before its first line runs.
  await page.route(/engine\.worker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    const deny = `Object.defineProperty(self, 'indexedDB', { value: { open() { throw new DOMException('denied', 'SecurityError'); } } });
      Object.defineProperty(StorageManager.prototype, 'getDirectory', { value: () => Promise.reject(new DOMException('denied', 'SecurityError')) });`;
    await route.fulfill({ response, body: `${deny}\n${await response.text()}` });
  });
  await withSegments(page);
  const before = await segmentsCsv(page);
  await compare(page, newer);
  await button(page, 'Apply the update').click();
  await button(page, 'Undo').click();
  await expect(page.getByText('Back at what it was before june.csv')).toBeVisible();
  expect(await segmentsCsv(page)).toBe(before);
});

test('a watched folder brings the segments up to date by itself', async ({ page }) => {
  const { newerRows } = await shop();
  // A folder of the page's own storage stands for one of the person's: the handles are of the same kind.
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle('drop', { create: true }),
    });
  });
  await withSegments(page);
  await toData(page);
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(page.getByText('Watching drop')).toBeVisible();
  const write = (name: string, text: string) =>
    page.evaluate(
      async ([file, content]) => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('drop');
        const writable = await (await folder.getFileHandle(file!, { create: true })).createWritable();
        await writable.write(content!);
        await writable.close();
      },
      [name, text] as const,
    );
  await write('readme.txt', 'not a table');
  await write('june.csv', `${newerRows.slice(0, 600).join('\n')}\n`);
  await expect(page.locator('[data-event=taken], [data-event=nothing]').filter({ hasText: 'june.csv' })).toBeVisible({ timeout: 120_000 });
  // It grows.
  await write('june.csv', `${newerRows.join('\n')}\n`);
  await expect(page.locator('[data-event=taken]').filter({ hasText: 'june.csv' }).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('readme.txt')).toHaveCount(0);
  await page.getByRole('button', { name: 'Stop watching' }).click();
  await expect(page.locator('[data-event=stopped]')).toBeVisible();
  await toSegments(page);
  await expect(page.getByText(/^Updated with june\.csv/)).toBeVisible();
});
