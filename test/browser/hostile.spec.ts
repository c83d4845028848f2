import { expect, test, type Page } from '@playwright/test';
import { drive } from '../../workers/protocol/progress';
import { makeSampleShop } from '../../workers/sample';
import { build, download, fileInput, madeFile, openApp, readFile } from './app';
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
  await readFile(page, madeFile(FILE, csv + rejected));
  await shows(HTML);
  await inert(page, 'data');
  expect(formulas(await download(page, /^Download rejected rows$/))).toEqual([]);
  expect(formulas(await download(page, /^Download clean CSV$/))).toEqual([]);

  await build(page);
  await shows(HTML);
  const map = page.getByRole('application');
  await map.scrollIntoViewIfNeeded();
  const box = (await map.boundingBox())!;
  for (let i = 0; i < 24; i++)
    await page.mouse.move(box.x + ((i % 6) + 0.5) * (box.width / 6), box.y + (Math.floor(i / 6) + 0.5) * (box.height / 4));
  await inert(page, 'segments');
  const segments = await download(page, /^Export segments$/);
  expect(segments).toContain('<img src=x');
  expect(formulas(segments)).toEqual([]);
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
  await list.getByRole('button').first().click();
  await expect(inspector.getByRole('region', { name: 'Latest events' }).getByRole('row').nth(1)).toBeVisible();
  await expect(inspector.getByText(HTML).first()).toBeAttached();
  await inert(page, 'a user');

  await page.getByRole('link', { name: 'Models' }).first().click();
  await page
    .locator('tr[data-run]')
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Place this file’s users' }).click();
  const placed = await download(page, /^Download as CSV$/);
  expect(placed).toContain('<img src=x');
  expect(formulas(placed)).toEqual([]);
  await inert(page, 'models');

  // A newer file whose columns have other names has them asked about.
  const newer = await hostileCsv((_, i) => `${TEXTS[i % TEXTS.length]!} ${i}`, 7);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await fileInput(page).setInputFiles(madeFile(`newer ${FILE}`, newer));
  await page.getByRole('button', { name: 'Add to this workspace' }).click();
  await expect(page.getByRole('dialog').getByText(HTML, { exact: false }).first()).toBeAttached();
  await inert(page, 'the question about columns');
  expect(foreign).toEqual([]);
});
