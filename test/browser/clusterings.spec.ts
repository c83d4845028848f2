import { expect, test, type Page } from '@playwright/test';
import { makeSampleShop, sampleTruth } from '../../workers/sample';
import { drive } from '../../workers/protocol/progress';
import { build, buildButton, download, madeFile, openApp, problem, readFile, segmentCards } from './app';
import { adjustedRandIndex, parseCsv } from './oracle';

const SHOP = { seed: 11, drift: false, users: 1_500 };

/** The sample shop's events, read, with the settings opened and a method chosen. */
async function withMethod(page: Page, method: string): Promise<void> {
  const shop = await drive(makeSampleShop(SHOP));
  await openApp(page);
  await readFile(page, madeFile('shop.csv', new Uint8Array(await shop.arrayBuffer())));
  await expect(buildButton(page)).toBeEnabled();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Method').selectOption(method);
}

/** User, segment and what else the export says of each. */
async function exported(page: Page) {
  const [header, ...rows] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i]!])));
}

/** Adjusted Rand index of segments and planted groups. */
function agreement(segments: ReadonlyMap<string, string>): number {
  const { segmentOf } = sampleTruth(SHOP);
  return adjustedRandIndex(
    [...segments.keys()].map((user) => segmentOf.get(user) ?? 'unknown'),
    [...segments.values()],
  );
}

test('Ward’s hierarchy: the tree is drawn and cut by hand', async ({ page }) => {
  await withMethod(page, 'ward');
  await build(page);
  const tree = page.getByRole('figure', { name: /^The hierarchy, cut into \d+ segments$/ });
  await expect(tree).toBeVisible();
  const cuts = tree.getByRole('group', { name: 'Cut into' });
  const shown = await segmentCards(page).count();
  await expect(cuts.getByRole('button', { pressed: true })).toHaveText(String(shown));
  const before = new Map((await exported(page)).map(({ user, segment }) => [user!, segment!]));
  expect(agreement(before)).toBeGreaterThan(0.6);
  // One segment more splits one of those there were, and leaves the others as they are.
  await cuts.getByRole('button', { name: `${shown + 1} segments` }).click();
  await expect(segmentCards(page)).toHaveCount(shown + 1);
  await expect(tree).toHaveAccessibleName(`The hierarchy, cut into ${shown + 1} segments`);
  const parts = new Map<string, Set<string>>();
  for (const { user, segment } of await exported(page))
    parts.set(before.get(user!)!, (parts.get(before.get(user!)!) ?? new Set()).add(segment!));
  expect([...parts.values()].map(({ size }) => size).sort()).toEqual([...new Array<number>(shown - 1).fill(1), 2]);
  // The line across the tree: one step up by key, then dragged past the top, where two are left.
  const line = tree.getByRole('slider', { name: 'Height at which the hierarchy is cut' });
  await line.press('ArrowUp');
  await expect(line).toHaveAttribute('aria-valuetext', new RegExp(`^${shown} segments, cut at height `));
  await line.press('Enter');
  await expect(tree).toHaveAccessibleName(`The hierarchy, cut into ${shown} segments`);
  await expect(line).not.toHaveAttribute('aria-disabled');
  await line.hover({ position: { x: 200, y: 12 } });
  const { y } = (await line.boundingBox())!;
  await page.mouse.down();
  await page.mouse.move(0, y - 250, { steps: 4 });
  await expect(line).toHaveAttribute('aria-valuetext', /^2 segments, /);
  await page.mouse.up();
  await expect(segmentCards(page)).toHaveCount(2);
});

test('a mixture of Gaussians says how surely each user belongs', async ({ page }) => {
  await withMethod(page, 'mixture');
  await build(page);
  const rows = await exported(page);
  expect(agreement(new Map(rows.map(({ user, segment }) => [user!, segment!])))).toBeGreaterThan(0.6);
  const k = await segmentCards(page).count();
  for (const row of rows) {
    const each = Array.from({ length: k }, (_, i) => Number(row[`p_segment_${i + 1}`]));
    expect(each.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    const [first, second] = [...each].sort((a, b) => b - a);
    expect(Number(row['probability'])).toBe(first);
    expect(each[Number(row['segment']) - 1]).toBe(first);
    expect(Number(row['second_probability'])).toBe(second);
    expect(each[Number(row['second_segment']) - 1]).toBe(second);
  }
  const unsure = rows.reduce((least, row) => (Number(row['probability']) < Number(least['probability']) ? row : least));
  await page.getByLabel(/^Find a user/).fill(unsure['user']!);
  await page.keyboard.press('Enter');
  const share = (100 * Number(unsure['probability'])).toFixed(1);
  await expect(page.getByText(new RegExp(`${share.replace('.', '\\.')}%.* and `))).toBeVisible();
});

test('k-means in small batches finds the planted segments, and the settings come back with the workspace', async ({ page }) => {
  await withMethod(page, 'minibatch');
  await build(page);
  expect(agreement(new Map((await exported(page)).map(({ user, segment }) => [user!, segment!])))).toBeGreaterThan(0.6);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await page.getByRole('button', { name: /^Settings.*k-means in small batches · / }).click();
  await expect(page.getByLabel('Method')).toHaveValue('minibatch');
});

test('HDBSCAN in one cloud without groups says that what it found does not come back', async ({ page }) => {
  // Sums of uniform numbers: a bell in each column, one of them beside the others by chance only.
  let state = 7;
  const uniform = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const bell = () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6);
  const users = Array.from({ length: 1_500 }, (_, user) => [`u${user}`, ...[0, 0, 0].map(() => (50 + 10 * bell()).toFixed(3))].join(','));
  await openApp(page);
  await readFile(page, madeFile('cloud.csv', `user_id,spend,visits,age\n${users.join('\n')}\n`));
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Method').selectOption('hdbscan');
  await build(page);
  await expect(page.locator('[data-unstable]')).toContainText(/^\d+ of \d+ segments (is|are) unstable: .* when the users are drawn anew/);
});

test('HDBSCAN: users in no segment are shown as such on every screen, in both languages', async ({ page }) => {
  await withMethod(page, 'hdbscan');
  // The number is found, not asked for.
  await expect(page.getByLabel('Number of segments')).toHaveCount(0);
  await expect(page.getByLabel('Smallest segment')).toHaveAttribute('placeholder', 'Automatic');
  await build(page);
  const rows = await exported(page);
  const noise = rows.filter(({ segment }) => segment === 'No segment');
  expect(noise.length).toBeGreaterThan(10);
  for (const row of noise) expect([row['name'], row['distance'], row['probability']]).toEqual(['No segment', '', '0']);
  const known = rows.filter(({ segment }) => segment !== 'No segment');
  for (const { probability } of known) expect(Number(probability)).toBeGreaterThan(0);
  expect(agreement(new Map(known.map(({ user, segment }) => [user!, segment!])))).toBeGreaterThan(0.6);
  const k = new Set(known.map(({ segment }) => segment)).size;
  await expect(segmentCards(page)).toHaveCount(k);

  // Segments: no choice of a number, the share of noise, its place in the legend, a line below the cards.
  await expect(page.getByLabel('Number of segments')).toHaveCount(0);
  await expect(page.getByText(`${k} segments, found by the method`)).toBeVisible();
  await expect(page.locator('[data-figure=noise]')).toContainText(`${noise.length} users`);
  const legend = page.getByRole('list', { name: 'Segments on the map' });
  await expect(legend.getByRole('button', { name: /^No segment / })).toHaveAttribute('aria-pressed', 'true');
  await legend.getByRole('button', { name: 'Show only No segment' }).click();
  await expect(legend.getByRole('button', { pressed: true })).toHaveCount(1);
  await legend.getByRole('button', { name: 'all' }).click();
  await expect(legend.getByRole('button', { pressed: true })).toHaveCount(k + 1);
  await expect(page.getByText(new RegExp(`^${noise.length} users .* are in no segment`))).toBeAttached();
  await expect(page.getByText(/^HDBSCAN: a region counts as a segment from 15 users on/)).toBeAttached();

  // A user without a segment, and one with.
  await page.getByLabel(/^Find a user/).fill(noise[0]!['user']!);
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary');
  await expect(inspector.getByText('Too few others are like this user.')).toBeVisible();
  await expect(inspector.getByText('Distance to the segment’s centre')).toHaveCount(0);
  await expect(inspector.getByText('No segment').first()).toBeVisible();
  await page.getByLabel(/^Find a user/).fill(known[0]!['user']!);
  await page.keyboard.press('Enter');
  await expect(inspector.getByText('Strength of membership')).toBeVisible();

  // Drift: a state of its own over time, in flows and in the map of a window.
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.locator('[data-stack]').getByRole('button', { name: 'No segment' })).toBeVisible();
  await page.getByText('Matrix', { exact: true }).click();
  await page.getByRole('button', { name: /users? (was|were) in No segment in .* still/ }).click();
  await expect(inspector.getByRole('heading', { name: /users? (was|were) in No segment in .* still/ })).toBeVisible();
  const moved = parseCsv((await download(page, /^Export these users$/)).replace(/^\uFEFF/, ''));
  for (const [, before, , after] of moved.slice(1)) expect([before, after]).toEqual(['No segment', 'No segment']);

  await page.getByRole('button', { name: /^Language: / }).click();
  await page.getByRole('menuitemradio', { name: /中文/ }).click();
  await expect(page.locator('[data-stack]').getByRole('button', { name: '无分群' })).toBeVisible();
  await page.getByRole('link', { name: '分群' }).first().click();
  const [, ...lines] = parseCsv((await download(page, /^导出分群$/)).replace(/^\uFEFF/, ''));
  expect(lines.filter(([, segment]) => segment === '无分群')).toHaveLength(noise.length);
});

test('DBSCAN: ε is read from the curve, or chosen; where all hang together, a sentence says what to change', async ({ page }) => {
  await withMethod(page, 'dbscan');
  await build(page);
  await expect(page.getByRole('figure', { name: /^Most users have \d+ users within ε = [\d.]+/ })).toBeAttached();
  await expect(page.getByText(/^DBSCAN: a user with at least 17 users within/)).toBeAttached();
  const rows = await exported(page);
  expect(rows.filter(({ segment }) => segment === 'No segment').length).toBeGreaterThan(0);
  expect(agreement(new Map(rows.map(({ user, segment }) => [user!, segment!])))).toBeGreaterThan(0.4);
  await page.getByRole('link', { name: 'Data' }).first().click();
  await page.getByRole('button', { name: /^Settings.*DBSCAN · .*as many segments as there are/ }).click();
  await page.getByLabel('Distance ε').fill('-1');
  await expect(page.getByText('A number from 0.000001 to 1,000,000')).toBeVisible();
  await page.getByLabel('Distance ε').fill('1000');
  await buildButton(page).click();
  await expect(problem(page)).toContainText('All dense regions hang together');
  await expect(problem(page)).toContainText('ε = 1,000');
});

test('the methods are compared on users that they have not seen, a run can be stopped, and a method be taken', async ({ page }) => {
  await withMethod(page, 'kmeans');
  await build(page);
  const section = page.getByRole('region', { name: 'Which method suits these users?' });
  await section.getByRole('button', { name: 'Compare the methods' }).click();
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section.getByRole('table')).toHaveCount(0);
  await section.getByRole('button', { name: 'Compare the methods' }).click();
  const table = section.getByRole('table', { name: 'Which method suits these users?' });
  await expect(table).toBeVisible({ timeout: 200_000 });
  await expect(table.getByRole('row')).toHaveCount(7);
  await expect(section.locator('[data-verdict]')).toHaveCount(3);
  await expect(table.locator('[data-method=kmeans]')).toContainText('in use');
  await expect(table.locator('[data-method=ward] [data-outcome=value]')).toContainText(/[\d.]+%.*by chance/);
  // Beside them the numbers of segments, of which the run's is in use.
  const numbers = section.getByRole('table', { name: 'Number of segments' });
  await expect(numbers.getByRole('row')).toHaveCount(10);
  await expect(numbers.locator('[data-in-use]')).toContainText('in use');
  // The segments that were there are there still.
  await expect(segmentCards(page).first()).toBeVisible();
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await page.getByRole('link', { name: 'Segments' }).first().click();
  await expect(table).toBeVisible();
  await table.getByRole('button', { name: 'Use this method: Hierarchy (Ward)' }).click();
  await expect(page.getByRole('button', { name: /^Settings.*Hierarchy \(Ward\) · / })).toBeVisible();
});
