import { expect, test, type Locator, type Page } from '@playwright/test';
import { drive } from '../../workers/protocol/progress';
import type { RunReport } from '../../workers/protocol/report';
import { makeSampleShop } from '../../workers/sample';
import { build, download, madeFile, openApp, readFile, text } from './app';
import { noViolations } from './axe';
import { parseCsv } from './oracle';

const moved = (page: Page): Locator => page.getByRole('region', { name: 'Who moved' });
const inspector = (page: Page): Locator => page.getByRole('complementary');
const figure = (text: string | null) => Number((text ?? '').replace(/[^\d]/g, ''));

async function sampleShop(page: Page, drift: boolean): Promise<RunReport> {
  await openApp(page);
  const shop = await drive(makeSampleShop({ seed: 6, drift, users: 1_000 }));
  await readFile(page, madeFile('shop.csv', new Uint8Array(await shop.arrayBuffer())));
  await build(page);
  const report = JSON.parse(await download(page, /^Export run report$/)) as RunReport;
  await showDrift(page);
  return report;
}

async function showDrift(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(moved(page).locator('svg [role=button]').first()).toBeVisible();
}

/** The matrix's texts, row by row, its head included. */
async function matrix(page: Page): Promise<string[][]> {
  await moved(page).getByText('Matrix', { exact: true }).click();
  const rows = moved(page).getByRole('table').getByRole('row');
  await expect(rows.first()).toBeVisible();
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())));
}

test('who moved: totals are the active users, a flow leads to its users, their export and their paths', async ({ page }) => {
  const report = await sampleShop(page, true);
  const { windows } = report.timeline;
  const complete = windows.map((window, index) => ({ ...window, index })).filter((window) => window.complete);
  const to = complete.at(-1)!;
  const from = windows[to.index - 1]!;
  await expect(moved(page).locator('figcaption')).toContainText(/[\d,]+ of [\d,]+ users changed segment between/);
  await noViolations(page, 'flows');

  // Ribbons are the cells: as many, with the same users.
  const ribbons = await moved(page)
    .locator('svg [role=button]')
    .evaluateAll((all) => all.map((ribbon) => ribbon.getAttribute('aria-label') ?? ''));
  const cells = await matrix(page);
  const inner = cells.slice(1, -1).map((row) => row.slice(1, -1).map(figure));
  expect(ribbons).toHaveLength(inner.flat().filter((users) => users > 0).length);
  expect(ribbons.map((label) => figure(/^[\d,]+/.exec(label)![0])).sort((a, b) => a - b)).toEqual(
    inner
      .flat()
      .filter((users) => users > 0)
      .sort((a, b) => a - b),
  );

  // Rows but «Entered» are the users of the first window, columns but «Left» those of the second.
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  expect(sum(inner.slice(0, -1).flat())).toBe(from.activeUsers);
  expect(sum(inner.flatMap((row) => row.slice(0, -1)))).toBe(to.activeUsers);
  inner.forEach((row, i) => expect(figure(cells[i + 1]!.at(-1)!)).toBe(sum(row)));
  inner[0]!.forEach((_, column) => expect(figure(cells.at(-1)![column + 1]!)).toBe(sum(inner.map((row) => row[column]!))));
  await noViolations(page, 'matrix');

  // With the keyboard: into the matrix, to the largest move, and on to its users.
  const table = moved(page).getByRole('table');
  const segments = inner.length - 1;
  let [row, column] = [0, 1];
  for (let r = 0; r < segments; r++) {
    for (let c = 0; c < segments; c++) if (r !== c && inner[r]![c]! > inner[row]![column]!) [row, column] = [r, c];
  }
  const cell = table.locator(`[data-place="${row * (segments + 1) + column}"]`);
  const users = inner[row]![column]!;
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await expect(inspector(page).getByRole('heading', { name: new RegExp(`^${users} users? went from .+ to .+ between`) })).toBeVisible();
  const list = inspector(page).getByRole('table', { name: 'Users and their main figures' });
  await expect(list).toHaveAttribute('aria-rowcount', String(Math.min(1000, users) + 1));
  await noViolations(page, 'a flow in the inspector');

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    inspector(page).getByRole('button', { name: 'Export these users' }).click(),
  ]);
  const [head, ...rows] = parseCsv((await text(file)).replace(/^\uFEFF/, ''));
  expect(rows).toHaveLength(users);
  expect(head![0]).toBe('user');
  const names = [cells[row + 1]![0], cells[0]![column + 1]];
  for (const each of rows) expect([each[2], each[4]]).toEqual(names);

  // One of them: the path ends where the flow says.
  await list.getByRole('button').first().click();
  const path = inspector(page).getByRole('slider', { name: 'Window' });
  await expect(path).toBeVisible();
  await path.focus();
  await page.keyboard.press('End');
  for (let w = windows.length - 1; w > to.index; w--) await page.keyboard.press('ArrowLeft');
  await expect(path).toHaveAttribute('aria-valuetext', new RegExp(`: ${names[1]} · \\d+ events? · `));
  await page.keyboard.press('ArrowLeft');
  await expect(path).toHaveAttribute('aria-valuetext', new RegExp(`: ${names[0]} · `));
  const events = inspector(page).getByRole('region', { name: 'Latest events' }).getByRole('row');
  await expect.poll(() => events.count()).toBeGreaterThan(1);
  await noViolations(page, 'a user’s path');
});

test('the map plays through the windows, holds still on demand, and stands beside itself for print', async ({ page }) => {
  const report = await sampleShop(page, false);
  await expect(page.getByText(/^Segments stayed what they were/)).toBeVisible();
  const map = page.getByRole('region', { name: 'The map at a time' });
  const name = map.getByRole('status').filter({ hasText: /\d{4}/ });
  const slider = map.getByRole('slider', { name: 'Choose a window' });
  await expect(map.locator('canvas').first()).toBeVisible();
  await map.getByText('2×').click();
  await map.getByRole('button', { name: 'Play', exact: true }).click();
  // From the last window it begins at the first.
  const place = async () => Number(await slider.getAttribute('aria-valuenow'));
  await expect.poll(place).toBeLessThan(report.timeline.windows.length - 2);
  const begun = await place();
  await expect.poll(place).toBeGreaterThan(begun + 1);
  await expect(name.first()).toBeVisible();
  // Nothing is selected by playing.
  await expect(inspector(page)).toHaveCount(0);
  await map.getByRole('application').focus();
  await page.keyboard.press('Space');
  await expect(map.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const stopped = await place();
  await page.waitForTimeout(2_000);
  expect(await place()).toBe(stopped);

  await map.getByText('All windows').click();
  const maps = map.getByRole('listitem').getByRole('button');
  await expect(maps).toHaveCount(Math.min(24, report.timeline.windows.length));
  await expect(map.getByRole('button', { name: 'Print' })).toBeEnabled();
  await noViolations(page, 'small multiples');
  await page.emulateMedia({ media: 'print' });
  await expect(moved(page)).toBeHidden();
  await expect(maps.first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  const [picture] = await Promise.all([page.waitForEvent('download'), map.getByRole('button', { name: 'Save as PNG' }).click()]);
  expect(picture.suggestedFilename()).toBe('shop-maps.png');
  await maps.nth(1).click();
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
});

/** Two kinds of people over ten months, and a third, unlike them, that is there from the sixth month on. */
function shopWithNewcomers(): string {
  const lines = ['user_id,event,timestamp,price'];
  const push = (user: string, event: string, month: number, day: number, hour: number, price: number) => {
    const time = new Date(Date.UTC(2024, month, 1 + (day % 27), hour, (day * 7) % 60)).toISOString();
    lines.push(`${user},${event},${time.slice(0, 19).replace('T', ' ')},${price.toFixed(2)}`);
  };
  for (let month = 0; month < 10; month++) {
    for (let u = 0; u < 160; u++) {
      for (let i = 0; i < 12 + (u % 3); i++) push(`a${u}`, i % 3 === 0 ? 'purchase' : 'view', month, u + 2 * i, 10 + (i % 4), 20 + (u % 9));
      for (let i = 0; i < 3 + (u % 2); i++) push(`b${u}`, 'view', month, 3 * u + 9 * i, 14 + (i % 3), 5);
      if (month < 5 || u >= 120) continue;
      for (let i = 0; i < 40 + (u % 5); i++) push(`c${u}`, i % 2 === 0 ? 'cart' : 'view', month, u + i, 1 + (i % 3), 300 + (u % 7));
    }
  }
  return `${lines.join('\n')}\n`;
}

test('a segment that comes is told in words with a picture, and leads to who moved then', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('newcomers.csv', shopWithNewcomers()));
  await build(page);
  await showDrift(page);
  await page.getByText('Month', { exact: true }).click();
  // Another timeline, even of the same months, lets go of the windows that were chosen.
  await expect(page.getByRole('radio', { name: 'Month', exact: true })).toBeEnabled();
  const became = page.getByRole('region', { name: 'What became of the segments' });
  const told = became.getByRole('button', { name: /appeared in Jun 2024, with [\d,]+ users/ });
  await expect(told).toBeVisible();
  await told.click();
  await expect(told).toHaveAttribute('aria-pressed', 'true');
  await expect(moved(page).getByLabel('From', { exact: true })).toHaveValue('4');
  await expect(moved(page).getByLabel('To', { exact: true })).toHaveValue('5');
  await expect(moved(page).locator('figcaption')).toContainText('between May 2024 and Jun 2024');
  await noViolations(page, 'transitions');
});
