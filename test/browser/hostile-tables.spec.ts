import { expect, test, type Page } from '@playwright/test';
import { xlsxOf } from '../fixtures/xlsx';
import { zipOf } from '../fixtures/zip';
import { build, download, eventsCsv, fileInput, madeFile, openApp, readFile } from './app';
import { parseCsv } from './oracle';

/** Texts that become something else where they are taken for HTML, an address or a formula. */
const TEXTS = [
  '<img src=x onerror=window.hacked=1>',
  'javascript:window.hacked=2',
  '=HYPERLINK("http://127.0.0.1:9/","x")',
  '@SUM(1+9)',
] as const;
const [HTML, ADDRESS, FORMULA] = TEXTS;
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
const EVENTS = parseCsv(eventsCsv(60));
const rowsOf = (count: number, row: (i: number) => readonly string[]) => Array.from({ length: count }, (_, i) => row(i));
const hostile = (i: number) => `${TEXTS[i % TEXTS.length]!} ${i}`;

/** Nothing of a file has become an element, an address or a script. */
async function inert(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const made = 'img[src="x"], [onerror], main script, iframe, object, embed, a[href^="javascript" i], a[href*=":9/"]';
    return { hacked: 'hacked' in window, elements: [...document.querySelectorAll(made)].map((element) => element.outerHTML) };
  });
  expect(found, where).toEqual({ hacked: false, elements: [] });
}

/** A download in CSV, none of whose texts a spreadsheet would run. */
async function safe(page: Page, button: RegExp): Promise<string[][]> {
  const rows = parseCsv((await download(page, button)).replace(/^\uFEFF/, ''));
  expect(rows.flat().filter((text) => /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text))).toEqual([]);
  return rows;
}

const shows = (page: Page, text: string) => expect(page.getByText(text, { exact: false }).first()).toBeAttached();

test('what joined tables say stays text, on the screens and in their clean files', async ({ page }) => {
  // Users and items whose names are such texts, in the events and in the tables.
  const user = (id: string) => hostile(Number(id.slice(1)));
  const [header, ...rows] = EVENTS as [string[], ...string[][]];
  const events = rows.map(([id, ...rest], i) => [user(id!), ...rest, hostile(i % 9)]);
  await openApp(page);
  await readFile(page, madeFile('events.csv', csv([[...header, 'product_id'], ...events])));

  const people = [
    ['user_id', HTML, 'plan', 'age'],
    ...rowsOf(60, (i) => [hostile(i), hostile(i % 5), hostile(i % 3), i % 4 ? String(20 + i) : '']),
  ];
  await fileInput(page).setInputFiles(madeFile(`people ${HTML}.csv`, csv(people)));
  await inert(page, 'the question what a table is');
  await page.getByRole('button', { name: 'Join as attributes of users' }).click();
  await expect(page.getByText('60 of 60 users have a profile; 0 profiles have no events.')).toBeVisible();

  const things = [
    ['product_id', 'category', 'brand', 'title'],
    ...rowsOf(9, (i) => [hostile(i), hostile(i + 1), hostile(i % 2), `${ADDRESS} ${FORMULA} ${i}`]),
  ];
  await fileInput(page).setInputFiles(
    madeFile(`things ${FORMULA.replaceAll('/', '_')}.csv`, csv([...things, ...rowsOf(20, (i) => [`other ${i}`, 'c', 'b', 't'])])),
  );
  await page.getByRole('button', { name: 'Join as a table of items' }).click();
  await expect(page.getByText('9 of 9 items are in the table; 20 rows of it have no events.')).toBeVisible();
  await inert(page, 'joined tables');
  expect(await safe(page, /^Download clean CSV of people/)).toHaveLength(people.length);
  expect(await safe(page, /^Download clean CSV of things/)).toHaveLength(things.length + 20);

  await build(page);
  await shows(page, HTML);
  await inert(page, 'segments');
  await safe(page, /^Export segments$/);
  await page.getByRole('link', { name: 'Models' }).first().click();
  await inert(page, 'models');
});

test('names of files within an archive, of sheets and of keys stay text', async ({ page }) => {
  const text = csv(EVENTS);
  const files = [
    {
      name: 'months.zip',
      content: zipOf(
        [`a ${HTML}.csv`, `${FORMULA}.csv`.replaceAll('/', '_'), `${HTML}.txt`].map((name, i) => ({
          name,
          content: i < 2 ? text : '\0\x01',
        })),
      ),
    },
    {
      name: `book ${HTML}.xlsx`,
      content: xlsxOf([
        { name: HTML.slice(0, 31), rows: EVENTS },
        { name: '=1+1', rows: EVENTS.slice(0, 200) },
      ]),
    },
    {
      name: 'events.jsonl',
      content: EVENTS.slice(1)
        .map(([user_id, event, timestamp, price], i) =>
          JSON.stringify({
            user_id,
            event,
            timestamp,
            price: Number(price),
            [HTML]: { [FORMULA]: hostile(i % 4) },
            ['__proto__']: ADDRESS,
          }),
        )
        .join('\n'),
    },
  ];
  await openApp(page);
  for (const { name, content } of files) {
    await readFile(page, madeFile(name, content));
    await shows(page, '<img src=x');
    await inert(page, name);
    await safe(page, /^Download clean CSV$/);
  }
});
