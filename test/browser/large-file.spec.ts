import { expect, test } from '@playwright/test';
import type { RunReport } from '../../workers/protocol/report';
import { build, buildButton, download, eventsCsv, fileInput, madeFile, openApp, readFile } from './app';

test('a file beyond memory says so before it is read, and a sample of its users is one click away', async ({ page }) => {
  // A telephone of long ago.
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 0.25 }));
  const users = 4_000;
  const csv = eventsCsv(users);
  const events = new Map<string, number>();
  for (const line of csv.trim().split('\n').slice(1)) {
    const user = line.slice(0, line.indexOf(','));
    events.set(user, (events.get(user) ?? 0) + 1);
  }
  await openApp(page);
  await fileInput(page).setInputFiles(madeFile('large.csv', csv));
  const note = page.getByRole('status').filter({ hasText: 'This file probably needs more memory than there is' });
  await expect(note).toContainText('The device reports');
  await expect(buildButton(page)).toBeDisabled();
  // Settings may be changed meanwhile; nothing is read before the word is given.
  await page.getByRole('switch', { name: /exact duplicate/i }).press('Space');
  await expect(page.getByText('Nothing has been read yet: choose above how.')).toBeVisible();

  await note.getByLabel('Sample of users').selectOption('0.25');
  await note.getByRole('button', { name: 'Read the sample' }).click();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await expect(note).toHaveCount(0);
  await page.getByRole('switch', { name: /exact duplicate/i }).press('Space');
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  const figure = async (id: string) => Number((await page.locator(`[data-figure="${id}"]`).first().textContent())!.replace(/\D/g, ''));
  expect((await figure('kept')) + (await figure('duplicates')) + (await figure('rejected'))).toBe(await figure('rowsRead'));
  expect(await figure('rejected-not-sampled')).toBeGreaterThan(0);

  await build(page);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  expect(report.recipe.cleaning.sample).toEqual({ share: 0.25, seed: 1 });
  const exported = (await download(page, /^Export segments$/)).trim().split('\r\n').slice(1);
  const taken = exported.map((line) => line.slice(0, line.indexOf(',')));
  // Five standard deviations of a binomial.
  expect(Math.abs(taken.length - users / 4)).toBeLessThan(5 * Math.sqrt(users * 0.25 * 0.75));
  // All events of those users, and no others.
  expect(report.quality.kept).toBe(taken.reduce((sum, user) => sum + events.get(user)!, 0));

  await page.getByRole('link', { name: 'Data' }).first().click();
  // Without the sample it is as large as before.
  await page.getByLabel('Users', { exact: true }).selectOption('1');
  await note.getByRole('button', { name: 'Read all of it anyway' }).click();
  await expect(page.locator('[data-figure="rejected-not-sampled"]')).toHaveCount(0);
  await expect.poll(() => figure('kept')).toBe([...events.values()].reduce((sum, count) => sum + count, 0));
});

test('of a table of users beyond memory a sample is read, too, and all of it when asked', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 0.25 }));
  const users = 100_000;
  const rows = Array.from({ length: users }, (_, i) => `customer-${i},${i % 37},${(i * 7) % 101},${i % 5},${i % 2 ? 'pro' : 'free'}`);
  await openApp(page);
  await fileInput(page).setInputFiles(madeFile('customers.csv', `customer_id,visits,minutes,orders,plan\n${rows.join('\n')}\n`));
  const note = page.getByRole('status').filter({ hasText: 'This file probably needs more memory than there is' });
  await note.getByLabel('Sample of users').selectOption('0.1');
  await note.getByRole('button', { name: 'Read the sample' }).click();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  const figure = async (id: string) => Number((await page.locator(`[data-figure="${id}"]`).first().textContent())!.replace(/\D/g, ''));
  expect(await figure('rowsRead')).toBe(users);
  expect((await figure('kept')) + (await figure('rejected-not-sampled'))).toBe(users);
  // Five standard deviations of a binomial.
  expect(Math.abs((await figure('kept')) - users / 10)).toBeLessThan(5 * Math.sqrt(users * 0.1 * 0.9));
  await page.getByLabel('Users', { exact: true }).selectOption('1');
  await note.getByRole('button', { name: 'Read all of it anyway' }).click();
  await expect.poll(() => figure('kept')).toBe(users);
});

test('a newer file and a joined table beyond memory say so, too, before they are read', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 0.25 }));
  const users = 4_000;
  const held = eventsCsv(300);
  // One of its columns bears another name.
  const newer = eventsCsv(users).replaceAll(',2024-', ',2025-').replace('price', 'paid');
  const rowsOf = (csv: string) => csv.trim().split('\n').length - 1;
  await openApp(page);
  await readFile(page, madeFile('held.csv', held));
  await build(page);

  await page.getByRole('link', { name: 'Data' }).first().click();
  await fileInput(page).setInputFiles(madeFile('newer.csv', newer));
  const dialog = page.locator('[data-update-step=ask]');
  await expect(dialog).toContainText('With what is open, this file probably needs more memory than there is');
  await expect(dialog.getByRole('button', { name: 'Add it anyway' })).toBeEnabled();
  // Both as one, of which a sample is read. What the buttons and fields are while the file is looked at lasts too short a time to be met by waiting.
  await page.evaluate(() => {
    const met = new Set<string>();
    Object.assign(globalThis, { met });
    new MutationObserver(() => {
      for (const button of document.querySelectorAll('[data-update-step] button[data-loading]')) met.add(`loading: ${button.textContent}`);
      if (document.querySelector('[data-update-step] select:disabled')) met.add('fields closed');
    }).observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  const met = () => page.evaluate(() => [...(globalThis as unknown as { met: ReadonlySet<string> }).met]);
  await dialog.getByRole('button', { name: 'Open them together' }).click();
  const columns = page.locator('[data-update-step=columns]');
  await expect(columns).toBeVisible();
  expect(await met()).toEqual(['loading: Open them together']);
  // Back to the other ways, and here again.
  await columns.getByRole('button', { name: 'Back' }).click();
  await dialog.getByRole('button', { name: 'Open them together' }).click();
  const paid = await columns.getByLabel('Column for price').locator('option', { hasText: /^paid/ }).textContent();
  await columns.getByLabel('Column for price').selectOption({ label: paid! });
  await columns.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Nothing has been read yet: choose above how.')).toBeVisible();
  expect(new Set(await met())).toEqual(new Set(['loading: Open them together', 'fields closed', 'loading: Go on']));
  await expect(page.getByText('Columns that some files call otherwise count as one: paid → price (in newer.csv).')).toBeVisible();
  await expect(page.getByLabel('Role of price')).toHaveValue('value');
  const note = page.getByRole('status').filter({ hasText: 'This file probably needs more memory than there is' });
  await note.getByLabel('Sample of users').selectOption('0.25');
  await note.getByRole('button', { name: 'Read the sample' }).click();
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  const figure = async (id: string) => Number((await page.locator(`[data-figure="${id}"]`).first().textContent())!.replace(/\D/g, ''));
  expect(await figure('rowsRead')).toBe(rowsOf(held) + rowsOf(newer));

  const profiles = 100_000;
  const table = Array.from({ length: profiles }, (_, i) => `u${i},${i % 37},${i % 2 ? 'professional plan' : 'free of charge'}`);
  await fileInput(page).setInputFiles(madeFile('profiles.csv', `user_id,age,plan\n${table.join('\n')}\n`));
  const ask = page.locator('[data-update-step=ask-table]');
  await expect(ask).toContainText('With what is open, this file probably needs more memory than there is');
  await ask.getByRole('button', { name: 'Join as attributes of users' }).click();
  await expect(ask).toHaveCount(0);
  // Every user of the sample has a profile, and no profile is held of users outside it.
  const joined = await page.getByRole('status').filter({ hasText: 'users have a profile' }).textContent();
  const [matched, inEvents, unmatched] = (joined!.match(/[\d,]+/g) ?? []).map((number) => Number(number.replaceAll(',', '')));
  const spread = (of: number) => 5 * Math.sqrt(of * 0.25 * 0.75);
  expect(matched).toBe(inEvents);
  expect(Math.abs(matched! - users / 4)).toBeLessThan(spread(users));
  expect(Math.abs(unmatched! - (profiles - users) / 4)).toBeLessThan(spread(profiles - users));
});
