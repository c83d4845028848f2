import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { xlsxOf, type XlsxCell } from '../fixtures/xlsx';
import { zipOf } from '../fixtures/zip';
import { build, buildButton, download, eventsCsv, fileInput, madeFile, openApp, problem, readFile, segmentsOnScreen } from './app';
import { parseCsv } from './oracle';

/** The made events as a header and rows of text; in two halves as of two months. */
const [HEADER, ...ROWS] = parseCsv(eventsCsv(60)) as [string[], ...string[][]];
const csv = (rows: readonly (readonly string[])[], names = HEADER) =>
  [names, ...rows.map((row) => names.map((name) => row[HEADER.indexOf(name)]!))].map((row) => row.join(',')).join('\n') + '\n';
const FIRST = ROWS.slice(0, 400);
const SECOND = ROWS.slice(400);
const REVERSED = [...HEADER].reverse();

const rowsRead = (page: Page, rows: number) =>
  expect(page.locator('[data-figure=rowsRead]')).toHaveText(rows.toLocaleString('en-GB'), { timeout: 20_000 });

/** As back offices write it: nothing is closed. */
const webPage = () =>
  `<html><table><tr><td>Menu<td>Help</table><table border=1>${[HEADER, ...ROWS].map((row) => `<tr>${row.map((cell) => `<td>${cell}`).join('')}`).join('\n')}</table>`;

function workbook(): Uint8Array {
  const cells = ROWS.map(([user, event, time, price]): XlsxCell[] => [
    user!,
    event!,
    { raw: String((Date.parse(`${time!.replace(' ', 'T')}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000), style: 2 },
    { raw: price! },
  ]);
  return xlsxOf([
    { name: 'About', rows: [['Exported by hand']] },
    { name: 'Events', rows: [HEADER, ...cells] },
    { name: 'Fewer', rows: [HEADER, ...cells.slice(0, 300)] },
  ]);
}

function parquet(): Uint8Array {
  const column = (index: number) => ROWS.map((row) => row[index]!);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'user_id', data: column(0), type: 'STRING' },
        { name: 'event', data: column(1), type: 'STRING' },
        { name: 'timestamp', data: column(2).map((time) => new Date(`${time.replace(' ', 'T')}Z`)), type: 'TIMESTAMP' },
        { name: 'price', data: column(3).map(Number), type: 'DOUBLE' },
      ],
      codec: 'GZIP',
      compressors: { GZIP: (bytes) => new Uint8Array(gzipSync(bytes)) },
    }),
  );
}

const jsonl = () =>
  ROWS.map(([user_id, event, timestamp, price]) => JSON.stringify({ user_id, event, timestamp, money: { price: Number(price) } })).join(
    '\n',
  );

/** Holds the engine's worker to the policy of the page: without it a worker may compile code. */
async function underPolicy(page: Page): Promise<string[]> {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  await page.route(/engine\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'";
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  return refused;
}

for (const { name, file, content, says } of [
  {
    name: 'a zip of two months',
    file: 'orders.zip',
    content: () =>
      zipOf([
        { name: '2024-01.csv', content: csv(FIRST) },
        { name: '2024-02.csv', content: csv(SECOND, REVERSED) },
        { name: '__MACOSX/._2024-01.csv', content: 'x' },
      ]),
    says: ['2 files in a ZIP archive: 2024-01.csv and 2024-02.csv', 'Skipped: __MACOSX/._2024-01.csv (a file of the system).'],
  },
  {
    name: 'a workbook named .csv',
    file: 'orders.csv',
    content: workbook,
    says: ['sheet “Events” of an Excel workbook', 'Skipped: About (no table).'],
  },
  {
    name: 'a gzip of two members',
    file: 'orders.csv.gz',
    content: () => new Uint8Array(Buffer.concat([gzipSync(csv(FIRST)), gzipSync(csv(SECOND).slice(csv([]).length))])),
    says: ['gzip'],
  },
  { name: 'Parquet', file: 'orders.parquet', content: parquet, says: ['a Parquet file'] },
  { name: 'a web page', file: 'orders.xls', content: webPage, says: ['table “orders.xls” of a web page'] },
  { name: 'JSON lines', file: 'orders.jsonl', content: jsonl, says: ['JSON, a row an object'] },
]) {
  test(`${name}: its rows are read on the screen, under a policy that lets nothing be compiled`, async ({ page }) => {
    const refused = await underPolicy(page);
    await openApp(page);
    await readFile(page, madeFile(file, content()));
    for (const words of says) await expect(page.getByText(words, { exact: false }).first()).toBeVisible();
    await rowsRead(page, ROWS.length);
    expect(refused).toEqual([]);
  });
}

test('another sheet of the workbook is read when it is chosen, and the first again when that is undone', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('orders.xlsx', workbook()));
  await page.getByLabel('Sheet').selectOption('Fewer');
  await expect(page.getByText('sheet “Fewer” of an Excel workbook').first()).toBeVisible();
  await rowsRead(page, 300);
  await page.getByRole('button', { name: 'Undo: how the file is read' }).click();
  await rowsRead(page, ROWS.length);
  await expect(page.getByRole('button', { name: 'No change to undo' })).toBeVisible();
  await page.keyboard.press('Control+Shift+Z');
  await rowsRead(page, 300);
  await page.keyboard.press('Control+Z');
  await rowsRead(page, ROWS.length);
});

test('two files dropped at once are read as one, and come back with the workspace', async ({ page }) => {
  await openApp(page);
  const files = [
    ['2024-01.csv', `${csv(FIRST)}u1,view,never,1\n`],
    ['2024-02.csv', csv(SECOND, REVERSED)],
  ] as const;
  const dropped = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const [name, content] of list) transfer.items.add(new File([content], name));
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await expect(page.getByText('2 files as one: 2024-01.csv and 2024-02.csv').first()).toBeVisible();
  await rowsRead(page, ROWS.length + 1);
  await build(page);

  // Another day: the files come back with the workspace.
  await page.getByRole('button', { name: /^Workspace / }).click();
  await expect(page.getByText(/^Kept on this device · /)).toBeVisible();
  await page.getByRole('button', { name: 'Close the workspace' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Open 2024-01.csv + 2024-02.csv', exact: true }).click();
  await segmentsOnScreen(page);
  await page.getByRole('link', { name: 'Data' }).first().click();
  const rejected = parseCsv((await download(page, /^Download rejected rows$/)).replace(/^\uFEFF/, ''));
  expect(rejected).toEqual([
    ['file', 'line', 'reason', ...HEADER],
    ['2024-01.csv', String(FIRST.length + 2), 'bad-date', 'u1', 'view', 'never', '1'],
  ]);
});

test('files whose columns differ are refused by name, and several can be chosen at once', async ({ page }) => {
  await openApp(page);
  await fileInput(page).setInputFiles([madeFile('a.csv', csv(FIRST)), madeFile('b.csv', csv(SECOND).replace('price', 'amount'))]);
  await expect(problem(page)).toContainText('b.csv differs from a.csv: − price, + amount');
  // A month that brings a column more is read all the same, and the screen says so.
  const wider = csv(SECOND)
    .trim()
    .split('\n')
    .map((line, i) => `${line},${i === 0 ? 'channel' : 'mail'}\n`);
  await fileInput(page).setInputFiles([madeFile('a.csv', csv(FIRST)), madeFile('b.csv', wider.join(''))]);
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
  await expect(
    page.getByText('Columns that some of the files lack: channel (not in a.csv). In those files the cells are empty.'),
  ).toHaveCount(1);
  await rowsRead(page, ROWS.length);
});

test('a bomb is refused in words', async ({ page }) => {
  await openApp(page);
  await fileInput(page).setInputFiles(
    madeFile('bomb.zip', zipOf([{ name: 'a.csv', content: Buffer.alloc(100 << 20, 'user,2024-01-01\n') }])),
  );
  await expect(problem(page)).toContainText('unpacks to far more than it should');
});

test('a plain CSV loads nothing that it does not need', async ({ page }) => {
  const loaded: string[] = [];
  page.on('requestfinished', (request) => loaded.push(request.url()));
  await openApp(page);
  await readFile(page, madeFile('plain.csv', csv(ROWS)));
  const script = (url: string) => readFileSync(`dist/assets/${new URL(url).pathname.split('/').at(-1)!}`, 'utf8');
  const holding = (words: string) => loaded.filter((url) => url.endsWith('.js') && script(url).includes(words));
  // What the reader of Parquet says about a broken file.
  expect(holding('parquet file invalid')).toEqual([]);
  await fileInput(page).setInputFiles(madeFile('orders.parquet', parquet()));
  await expect(page.getByText('a Parquet file').first()).toBeVisible();
  expect(holding('parquet file invalid')).toHaveLength(1);
});
