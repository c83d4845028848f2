import { expect, test } from '@playwright/test';
import { plantedSequences } from '../fixtures/planted-sequences';
import { build, buildButton, download, madeFile, openApp, readFile } from './app';
import { noViolations } from './axe';
import { adjustedRandIndex, parseCsv } from './oracle';

const USERS = 300;

/** The planted shop as a file. */
function shopCsv(): { text: string; truth: ReadonlyMap<string, number> } {
  const { events, truth } = plantedSequences('order', USERS, 3);
  const lines = ['user_id,event_time,event_type,category,price'];
  for (let user = 0; user < events.users; user++) {
    for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
      const time = new Date(events.time[row]!).toISOString();
      lines.push(`u${user},${time},purchase,${events.category!.names[events.category!.codes[row]!]!},${events.value![row]!.toFixed(2)}`);
    }
  }
  return { text: lines.join('\n'), truth: new Map(Array.from(truth, (segment, user) => [`u${user}`, segment])) };
}

test('a network that reads events in order finds segments that averages do not tell apart', async ({ page }) => {
  test.setTimeout(240_000);
  const { text, truth } = shopCsv();
  await openApp(page);
  await readFile(page, madeFile('planted.csv', text));
  await expect(buildButton(page)).toBeEnabled();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('cnn');
  await expect(page.getByLabel('Last events read')).toHaveValue('64');
  await page.getByLabel('Number of segments').selectOption('2');
  // What a field refuses is told beside it, and building waits.
  await page.getByLabel('Layers').fill('9');
  await expect(page.getByText('A whole number from 1 to 6')).toBeVisible();
  await expect(buildButton(page)).toBeDisabled();
  // Rounds are short, so that fewer events and layers than by default tell them.
  for (const [field, value] of [
    ['Layers', '2'],
    ['Last events read', '16'],
    ['Epochs at most', '10'],
  ] as const) {
    await page.getByLabel(field).fill(value);
    await page.getByLabel(field).blur();
  }
  await build(page);

  const figures = page.getByRole('table', { name: 'How well the network foretells a user’s next event' });
  await expect(figures.getByRole('row')).toHaveCount(3);
  await expect(page.getByText(/beats a Markov chain, .*what it is about/)).toBeVisible();

  const [header, ...rows] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  const [user, segment] = ['user', 'segment'].map((name) => header!.indexOf(name));
  expect(rows).toHaveLength(USERS);
  const agreement = adjustedRandIndex(
    rows.map((row) => truth.get(row[user!]!)!),
    rows.map((row) => row[segment!]!),
  );
  expect(agreement).toBeGreaterThanOrEqual(0.8);

  // The segments are followed through the months by the same network.
  await page.getByRole('link', { name: 'Drift' }).click();
  await expect(page.getByRole('figure').first()).toBeVisible();

  // What it looks at is what was planted: what follows what.
  await page.getByRole('link', { name: 'Models' }).click();
  const rests = page.getByRole('figure', {
    name: /^The segments rest most on “(category or item”, then on “order of the events|order of the events”, then on “category or item)”: /,
  });
  await page.getByRole('button', { name: 'Work out what the segments rest on' }).click();
  await expect(rests).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/Shuffling .*changes nobody’s segment.*type of event/)).toBeVisible();

  // One user's events, and what they say, in figures.
  await page.getByRole('searchbox', { name: 'Find a user by id' }).fill('u7');
  await page.keyboard.press('Enter');
  const strip = page.getByRole('list', { name: 'Events of user u7 in order of time' });
  await expect(strip.getByRole('listitem').filter({ hasText: /shirts|shoes|hats/ })).not.toHaveCount(0);
  const events = await strip.getByRole('listitem').count();
  await page.getByText('All events and kinds, in figures').click();
  await expect(page.getByRole('table', { name: 'Events of user u7 in order of time' }).getByRole('row')).toHaveCount(events + 2);
  await expect(page.getByRole('figure', { name: /^Unit \d+ tells the segments apart most/ })).toBeVisible();
  await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'network layer 1, 32 units (this user)' });
  await expect(page.getByRole('figure', { name: /^Unit \d+ moves most while the events of user u7 are read$/ })).toBeVisible();
  await noViolations(page, 'one user read by the network', 'main');

  // It is still known when one comes back.
  await page.getByRole('link', { name: 'Segments' }).click();
  await page.getByRole('link', { name: 'Models' }).click();
  await expect(rests).toBeVisible();
});
