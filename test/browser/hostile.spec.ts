import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { drive } from '../../workers/protocol/progress';
import { makeSampleShop } from '../../workers/sample';
import { build, buildButton, download, fileInput, madeFile, openApp, readFile } from './app';
import { parseCsv } from './oracle';

/** Texts that become something else where they are taken for HTML, a template, an address or a formula. */
const HTML = '<img src=x onerror=window.hacked=1>';
const TEXTS = [
  HTML,
  '"><svg onload=window.hacked=2>',
  '<script>window.hacked=3</script>',
  'javascript:window.hacked=4',
  '=HYPERLINK("http://127.0.0.1:9/","x")',
  "=cmd|' /C calc'!A0",
  '@SUM(1+9)',
  '+1+window.hacked',
  '-2+3',
  '{{constructor.constructor("window.hacked=5")()}}',
  '${window.hacked=6}',
  '__proto__',
  'constructor',
  '%s%n\u202Edlrow',
];
const FILE = '<img src=x onerror=window.hacked=7>.csv';

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A shop's events with such a text in every name that a file gives: of columns, users, types, items, categories, orders and sessions. */
async function hostileCsv(columns: (name: string, i: number) => string, seed: number): Promise<string> {
  const shop = await drive(makeSampleShop({ seed, drift: true, users: 600 }));
  const [header, ...lines] = (await shop.text()).trim().split('\n');
  const names = header!.split(',');
  const rows = lines.map((line) => {
    const cells = Object.fromEntries(line.split(',').map((text, i) => [names[i]!, text]));
    const of = (text: string) => (text === '' ? '' : `${TEXTS[Number(/\d+/.exec(text)?.[0] ?? text.length) % TEXTS.length]!} ${text}`);
    // What a type means is told by its words, so that they have to be among them.
    const said = { ...cells, user_id: of(cells.user_id!), product_id: of(cells.product_id!), category: of(cells.category!) };
    const all = { ...said, event_type: `${cells.event_type} ${HTML}`, order_id: of(cells.order_id!), session_id: of(cells.session_id!) };
    return [...names.map((name) => all[name as keyof typeof all]!), TEXTS[cells.user_id!.length % TEXTS.length]!].map(cell).join(',');
  });
  return `${[...names, 'note'].map((name, i) => cell(columns(name, i))).join(',')}\n${rows.join('\n')}\n`;
}

/** Columns that hold times and figures: rows with such a text there are rejected. */
const SPOILED = { event_time: 'bad-date', price: 'bad-number', quantity: 'bad-number' } as const;

/** The file with rows among its first ones that have each of the texts in each of those columns. */
function spoiled(csv: string): string {
  const [header, ...lines] = csv.trim().split('\n');
  const names = parseCsv(header!)[0]!;
  const bought = parseCsv(lines.find((line) => line.includes('"purchase'))!)[0]!;
  const rows = Object.keys(SPOILED).flatMap((column) =>
    TEXTS.map((text) => bought.map((value, i) => cell(names[i] === column ? text : value)).join(',')),
  );
  return `${[header, lines[0], ...rows, ...lines.slice(1)].join('\n')}\n`;
}

/** Nothing of the file has become an element, an address or a script, here or in a frame. */
async function inert(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const made = 'img[src="x"], [onerror], [onload], main script, iframe, object, embed, a[href^="javascript" i], a[href*=":9/"]';
    return { hacked: 'hacked' in window, elements: [...document.querySelectorAll(made)].map((element) => element.outerHTML) };
  });
  expect(found, where).toEqual({ hacked: false, elements: [] });
}

/** Texts of a CSV that a spreadsheet would run. */
const formulas = (csv: string) =>
  parseCsv(csv.replace(/^\uFEFF/, ''))
    .flat()
    .filter((text) => /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text));

/** A CSV of users: their ids are there, as texts that no spreadsheet runs. */
async function exported(page: Page, button: RegExp): Promise<void> {
  const csv = await download(page, button);
  expect(csv).toContain('<img src=x');
  expect(formulas(csv)).toEqual([]);
}

/** What can be done with the newest run. */
async function action(page: Page, name: string): Promise<void> {
  await page
    .locator('tr[data-run]')
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

test('what a file says stays text on every screen and in every export', async ({ page, context, baseURL }) => {
  const origin = new URL(baseURL!).origin;
  const foreign: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('blob:')) foreign.push(request.url());
  });
  page.on('dialog', (dialog) => {
    foreign.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const shows = (text: string) => expect(page.getByText(text, { exact: false }).first()).toBeAttached();

  await openApp(page);
  // Meanings are given by the names' own words; markup stands beside them.
  const csv = await hostileCsv((name, i) => (name === 'note' ? HTML : name.startsWith('order') ? `${name} ${TEXTS[i]}` : name), 6);
  // One row without a user, so that there is something to download of what was rejected.
  const rejected = `${'"2024-03-03 10:00:00","view","",'}${cell(HTML)},${cell('=1+1')},1,1,${cell('@x')},${cell(HTML)},${cell('+1')}\n`;
  await readFile(page, madeFile(FILE, spoiled(csv + rejected)));
  await shows(HTML);
  await inert(page, 'data');
  const of = (reason: string) => Object.values(SPOILED).filter((each) => each === reason).length * TEXTS.length;
  for (const reason of ['bad-date', 'bad-number'])
    await expect(page.locator(`[data-figure="rejected-${reason}"]`)).toHaveText(String(of(reason)));
  const left = await download(page, /^Download rejected rows$/);
  expect(formulas(left)).toEqual([]);
  const [head, ...leftRows] = parseCsv(left.replace(/^\uFEFF/, ''));
  for (const [column, reason] of Object.entries(SPOILED)) {
    const at = head!.indexOf(column);
    const texts = leftRows.filter((row) => row[1] === reason).map((row) => row[at]!.replace(/^'/, ''));
    for (const text of TEXTS) expect(texts).toContain(text);
  }
  // Among the first rows as they are.
  for (const text of TEXTS.slice(1, 4)) await expect(page.getByRole('cell', { name: text, exact: true }).first()).toBeAttached();
  expect(formulas(await download(page, /^Download clean CSV$/))).toEqual([]);

  await build(page);
  await shows(HTML);
  const map = page.getByRole('application');
  await map.scrollIntoViewIfNeeded();
  const box = (await map.boundingBox())!;
  for (let i = 0; i < 24; i++)
    await page.mouse.move(box.x + ((i % 6) + 0.5) * (box.width / 6), box.y + (Math.floor(i / 6) + 0.5) * (box.height / 4));
  await inert(page, 'segments');
  await exported(page, /^Export segments$/);
  expect(JSON.parse(await download(page, /^Export run report$/))).toMatchObject({ file: { name: FILE } });

  await page.getByRole('link', { name: 'Drift' }).first().click();
  const moved = page.getByRole('region', { name: 'Who moved' });
  const ribbon = moved.locator('svg [role=button]').first();
  await expect(ribbon).toBeVisible();
  for (const canvas of await page.locator('main canvas').all()) {
    await canvas.scrollIntoViewIfNeeded();
    const area = (await canvas.boundingBox())!;
    for (const part of [0.3, 0.5, 0.7]) await page.mouse.move(area.x + part * area.width, area.y + 0.5 * area.height);
    await page.waitForTimeout(100);
  }
  await inert(page, 'drift');
  await ribbon.focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary');
  const list = inspector.getByRole('table', { name: 'Users and their main figures' });
  await expect(list.getByRole('button').first()).toBeVisible();
  await inert(page, 'a flow’s users');
  await exported(page, /^Export these users$/);
  await list.getByRole('button').first().click();
  await expect(inspector.getByRole('region', { name: 'Latest events' }).getByRole('row').nth(1)).toBeVisible();
  await expect(inspector.getByText(HTML).first()).toBeAttached();
  await inert(page, 'a user');

  await page.getByRole('link', { name: 'Models' }).first().click();
  await action(page, 'Place this file’s users');
  await exported(page, /^Download as CSV$/);
  await inert(page, 'models');
  await action(page, 'Name');
  await page.getByLabel('Name of the run').fill(HTML);
  await page.keyboard.press('Enter');
  await expect(page.locator('tr[data-run]').first()).toContainText(HTML);
  const [zip] = await Promise.all([page.waitForEvent('download'), action(page, 'Export, with the ids of users')]);
  const files = unzipSync(readFileSync(await zip.path()));
  const text = (name: string) => strFromU8(files[name]!);
  expect(text('README.md')).not.toMatch(/(?<!\\)<(?:img|svg|script)/);
  expect(JSON.parse(text('run.json'))).toMatchObject({ summary: { name: HTML, files: [FILE] } });
  expect((JSON.parse(text('users.json')) as { user_id: string[] }).user_id.some((id) => id.startsWith(HTML))).toBe(true);

  // Another build, beside which users have changed their segment.
  await page.getByRole('link', { name: 'Data' }).first().click();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('none');
  await page.getByLabel('Number of segments').selectOption('6');
  await expect(buildButton(page)).toBeEnabled();
  await build(page);
  await page.getByRole('link', { name: 'Models' }).first().click();
  await exported(page, /^Export who changed$/);
  await inert(page, 'two runs compared');

  // A newer file whose columns have other names has them asked about.
  const newer = await hostileCsv((_, i) => `${TEXTS[i % TEXTS.length]!} ${i}`, 7);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await fileInput(page).setInputFiles(madeFile(`newer ${FILE}`, newer));
  await page.getByRole('button', { name: 'Add to this workspace' }).click();
  await expect(page.getByRole('dialog').getByText(HTML, { exact: false }).first()).toBeAttached();
  await inert(page, 'the question about columns');
  expect(foreign).toEqual([]);
});
