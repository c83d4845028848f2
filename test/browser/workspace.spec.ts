import { expect, test } from '@playwright/test';
import { drive } from '../../workers/protocol/progress';
import { makeSampleShop } from '../../workers/sample';
import {
  build,
  buildButton,
  download,
  eventsCsv,
  fileInput,
  madeFile,
  openAnother,
  openApp,
  problem,
  readFile,
  segmentCards,
  segmentsOnScreen,
} from './app';
import { shop, rows, row, menuButton, trouble, openMenu, kept, leave, openFromList, builtWorkspace, fromMenu, stored } from './workspaces';

test('a workspace is there after a reload, with its segments and the names given to them', async ({ page }) => {
  await builtWorkspace(page);
  const card = segmentCards(page).first();
  await card.getByRole('button', { name: /rename/i }).click();
  await card.getByRole('textbox').fill('Best people');
  await page.keyboard.press('Enter');
  const before = await download(page, /^Export segments$/);
  expect(before).toContain('Best people');
  await page.waitForTimeout(600);
  await kept(page);
  // The name must come from the workspace.
  await page.evaluate(() => localStorage.clear());

  await page.goto('./#/data');
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, 'shop.csv')).toContainText(/1,440 events · 90 users · \d segments · [\d.]+ [kM]B/);
  await row(page, 'shop.csv').getByText('now').hover();
  await expect(page.getByRole('tooltip')).toContainText(/Last changed .*20\d\d/);
  await page.getByRole('button', { name: 'Open shop.csv', exact: true }).focus();
  await page.keyboard.press('Enter');
  await segmentsOnScreen(page);
  await expect(segmentCards(page).first()).toContainText('Best people');
  expect(await download(page, /^Export segments$/)).toBe(before);
  // It can be worked on as before: read in another way, and built.
  await page.getByRole('link', { name: 'Data' }).first().click();
  await page.getByRole('switch', { name: /exact duplicate/i }).click();
  await expect(buildButton(page)).toBeEnabled();
  await build(page);
  await kept(page, 2);
});

test('alerts marked as seen stay so, and are those of their own workspace', async ({ page }) => {
  const blob = await drive(makeSampleShop({ seed: 3, drift: true, users: 300 }));
  const file = madeFile('drifting.csv', new Uint8Array(await blob.arrayBuffer()));
  await openApp(page);
  await readFile(page, file);
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await page
    .getByRole('button', { name: /^Mark as seen: / })
    .first()
    .click();
  await expect(page.getByText('Marked as seen (1)')).toBeVisible();
  await page.waitForTimeout(600);
  await kept(page);
  await page.goto('./#/data');
  await page.reload();
  await openFromList(page, 'drifting.csv');
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByText('Marked as seen (1)')).toBeVisible();
  await page.getByRole('link', { name: 'Data' }).first().click();
  await openAnother(page, madeFile('again.csv', new Uint8Array(await blob.arrayBuffer())));
  await expect(buildButton(page)).toBeEnabled();
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.getByRole('button', { name: /^Mark as seen: / }).first()).toBeVisible();
  await expect(page.getByText(/^Marked as seen/)).toHaveCount(0);
});

test('where newer files were added the mapping is fixed until they are taken back', async ({ page }) => {
  const [header, ...lines] = eventsCsv(90).trimEnd().split('\n');
  const time = (line: string) => line.split(',')[2]!;
  const csv = (rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
  await openApp(page);
  await readFile(page, madeFile('until-april.csv', csv(lines.filter((line) => time(line) < '2024-04-15'))));
  await build(page);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await fileInput(page).setInputFiles(madeFile('april.csv', csv(lines.filter((line) => time(line) >= '2024-04-15'))));
  await page.getByRole('button', { name: 'Add to this workspace' }).click();
  await page.getByRole('button', { name: 'Apply the update' }).click({ timeout: 120_000 });
  await kept(page, 2);
  await page.goto('./#/data');
  await page.reload();
  await openFromList(page, 'until-april.csv');
  await page.getByRole('link', { name: 'Data' }).first().click();
  await expect(page.getByText(/fixed since newer ones were added \(april\.csv\)/)).toBeVisible();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeDisabled();
  await (await openMenu(page)).getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeEnabled();
  await kept(page, 2);
  // And forth again.
  await (await openMenu(page)).getByRole('listitem').first().getByRole('button').click();
  await expect(page.getByRole('switch', { name: /exact duplicate/i })).toBeDisabled();
});

test('rename, duplicate, delete', async ({ page }) => {
  await builtWorkspace(page);
  await leave(page);
  await fromMenu(page, 'shop.csv', 'Rename');
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('My <b>shop</b>');
  await page.keyboard.press('Enter');
  await expect(row(page, 'My <b>shop</b>')).toBeVisible();
  await fromMenu(page, 'My <b>shop</b>', 'Duplicate');
  await expect(rows(page)).toHaveCount(2);
  await fromMenu(page, 'My <b>shop</b>', 'Delete…');
  const question = page.getByRole('dialog');
  await expect(question).toContainText(/1,440 events of 90 users, \d segments/);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rows(page)).toHaveCount(2);
  await fromMenu(page, 'My <b>shop</b>', 'Delete…');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(rows(page)).toHaveCount(1);
  // The copy shares files with what was deleted.
  await page.reload();
  await openFromList(page, 'My <b>shop</b>, copy');
  // In the menu of the bar the name is changed too.
  const panel = await openMenu(page);
  await panel.getByRole('button', { name: 'Rename' }).click();
  await panel.getByRole('textbox').fill('Again');
  await page.keyboard.press('Enter');
  await expect(menuButton(page)).toContainText('Again');
  await leave(page);
  await expect(row(page, 'Again')).toBeVisible();
});

test('“Erase everything” leaves nothing on the device', async ({ page }) => {
  await builtWorkspace(page);
  await leave(page);
  await fromMenu(page, 'shop.csv', 'Duplicate');
  await expect(rows(page)).toHaveCount(2);
  expect((await stored(page)).files.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Erase everything/ }).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('2 workspaces: shop.csv, copy and shop.csv');
  await question.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText(/^Nothing is kept here yet/)).toBeVisible();
  await expect(problem(page)).toHaveCount(0);
  expect(await stored(page)).toEqual({ files: [], records: 0, local: [] });
});

test('another file begins another workspace; its alerts are not those of the one before', async ({ page }) => {
  await builtWorkspace(page, 'first.csv');
  await leave(page);
  await readFile(page, shop('second.csv', 60));
  await expect(menuButton(page)).toContainText('second.csv');
  await kept(page, 0);
  await leave(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('second.csv');
  await expect(rows(page).first()).toContainText('no segments yet');
});

test('two tabs on one workspace: the second is told, and the first stays right', async ({ context, page }) => {
  await builtWorkspace(page);
  const second = await context.newPage();
  await openApp(second);
  await openFromList(second, 'shop.csv');
  await expect(trouble(second).first()).toContainText('open in another tab');
  const card = segmentCards(second).first();
  await card.getByRole('button', { name: /rename/i }).click();
  await card.getByRole('textbox').fill('From the second');
  await second.keyboard.press('Enter');
  await second.waitForTimeout(1000);
  await segmentCards(page)
    .first()
    .getByRole('button', { name: /rename/i })
    .click();
  await segmentCards(page).first().getByRole('textbox').fill('From the first');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(600);
  await kept(page);
  await expect(segmentCards(second).first()).toContainText('From the second');
  // What the second did can be kept apart.
  await trouble(second).getByRole('button', { name: 'Keep a copy of it' }).click();
  await expect(trouble(second)).toHaveCount(0);
  await kept(second);
  await page.close();
  await leave(second);
  await expect(rows(second)).toHaveCount(2);
  await openFromList(second, 'shop.csv');
  await expect(trouble(second)).toHaveCount(0);
  await expect(segmentCards(second).first()).toContainText('From the first');
});
