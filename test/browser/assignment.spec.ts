import { expect, test, type Locator } from '@playwright/test';
import { build, buildButton, download, madeFile, openApp, readFile } from './app';
import { noViolations } from './axe';

const USERS = 300;
const DAY = 86_400_000;

/** Three kinds of user as busy as each other, told by what they look at and by what they spend from the first event on. */
function kindsCsv(): string {
  const lines = ['user_id,event_time,event_type,category,price'];
  for (let user = 0; user < USERS; user++) {
    const kind = user % 3;
    for (let i = 0; i < 10; i++) {
      const time = new Date(Date.UTC(2025, 0, 1) + (user % 5) * DAY + i * (1 + kind) * DAY + user * 60_000);
      const type = i % (2 + kind) === 0 ? 'purchase' : 'view';
      lines.push(`u${user},${time.toISOString()},${type},${['tea', 'cups', 'cake'][kind]!},${(5 + 40 * kind + (user % 9)).toFixed(2)}`);
    }
  }
  return lines.join('\n');
}

test('new users are placed by their first events: asked for, tested, in a table of who is taken for whom, and in the report', async ({
  page,
}) => {
  await openApp(page);
  await readFile(page, madeFile('kinds.csv', kindsCsv()));
  await expect(buildButton(page)).toBeEnabled();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('none');
  await page.getByLabel('Number of segments').selectOption('3');
  await build(page);

  const section = page.locator('[data-assignment]');
  await expect(page.getByRole('heading', { name: 'Place new users early' })).toBeVisible();
  const start = page.getByRole('button', { name: 'Learn to place new users' });
  // What was stopped leaves everything as it was.
  await start.click();
  const region = page.getByRole('region', { name: 'Place new users early' });
  await region.getByRole('button', { name: 'Cancel' }).click();
  // How the network learns is folded; what cannot be is said, and nothing is learned from it.
  const training = region.locator('summary', { hasText: 'Training' });
  await expect(training).toContainText('all at the defaults');
  await training.focus();
  await page.keyboard.press('Enter');
  await region.getByLabel('Dropout').fill('2');
  await expect(region.getByText('A number from 0 to 0.8')).toBeVisible();
  await expect(start).toBeDisabled();
  await region.getByRole('button', { name: 'Back to the defaults' }).click();
  await region.getByLabel('Class weights').selectOption('balanced');
  await region.getByLabel('Epochs at most').fill('20');
  await expect(training).toContainText('changed: Class weights and Epochs at most');
  await noViolations(page, 'training', 'details[open]');
  await start.click();
  await expect(section).toHaveAttribute('data-assignment', /^\d+$/, { timeout: 120_000 });
  await expect(section.locator('[data-baseline=majority]')).toHaveAttribute('data-judgement', 'beats');
  await expect(page.getByRole('figure', { name: /^By their first event .* are placed right/ })).toBeVisible();

  await page.getByLabel('Placed by').selectOption({ label: 'the first 3 events' });
  const placing = page.getByRole('table', { name: 'How each segment is recognised' });
  await expect(placing.getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('table', { name: 'The network beside its baselines' }).getByRole('row')).toHaveCount(4);
  const confusion = page.getByRole('table', { name: 'Who is placed where' });
  await expect(confusion.locator('tbody tr')).toHaveCount(3);
  const sum = async (cells: Locator) => (await cells.allTextContents()).map(Number).reduce((total, n) => total + n, 0);
  const tested = await sum(placing.locator('td[data-label="Users tested"]'));
  expect(await sum(confusion.locator('tbody tr td:last-child'))).toBe(tested);
  await noViolations(page, 'assignment', '[data-assignment]');

  const report = JSON.parse(await download(page, /^Export run report$/)) as {
    recipe: { assignment: object };
    assignment: { assignment: { readings: { events: number | null; users: number }[] } };
  };
  expect(report.recipe.assignment).toMatchObject({ classWeights: 'balanced', training: { epochs: 20, optimizer: 'adam' } });
  expect(report.assignment.assignment.readings.find(({ events }) => events === 3)!.users).toBe(tested);

  // It was held against the segments themselves, by each number of events.
  expect(await page.getByRole('table', { name: 'The network beside the segments themselves' }).locator('tbody tr').count()).toBeGreaterThan(
    2,
  );
  // The network stays with the run and places new users by it: of the users of the run nobody is.
  await expect(section).toContainText('places new users by it who have');
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  await page.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Place this file’s users', exact: true }).click();
  await expect(page.locator('[data-placed-by=nobody]')).toContainText('All were placed by the nearest centre.');
  const placed = (await download(page, /^Download as CSV$/)).trim().split('\r\n');
  expect(placed[0]).toBe('user,segment,name,distance,placed_by,certainty');
  expect(placed.slice(1).filter((line) => /,centre,[\d.]+$/.test(line))).toHaveLength(USERS);
});
