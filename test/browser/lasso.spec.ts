import { expect, test } from '@playwright/test';
import { build, download, eventsCsv, madeFile, openApp, readFile } from './app';

test('the users inside a lasso are exported with the figures that all users are exported with', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('lasso.csv', eventsCsv(90)));
  await build(page);
  const all = (await download(page, /^Export segments$/)).trimEnd().split('\r\n');

  const map = page.getByRole('application');
  await map.scrollIntoViewIfNeeded();
  const box = (await map.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  // Round the left half of the map.
  await page.keyboard.down('Shift');
  await page.mouse.move(...at(0.02, 0.02));
  await page.mouse.down();
  for (const [x, y] of [
    [0.5, 0.02],
    [0.5, 0.98],
    [0.02, 0.98],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');

  const inspector = page.getByRole('complementary');
  const heading = inspector.getByRole('heading', { name: /^\d+ users?$/ });
  await expect(heading).toBeVisible();
  const count = Number(/\d+/.exec((await heading.textContent())!)![0]);
  expect(count).toBeLessThan(90);

  const some = (await download(page, /^Export these users$/)).trimEnd().split('\r\n');
  expect(some[0]).toBe(all[0]);
  expect(some).toHaveLength(count + 1);
  for (const line of some) expect(all).toContain(line);
  expect(new Set(some).size).toBe(some.length);
  // The users of the file are those of the list.
  const user = (line: string) => line.split(',')[0]!;
  await expect(inspector.getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1));
  const listed = await inspector.getByRole('button', { name: /^Show user / }).allTextContents();
  expect(listed.length).toBeGreaterThan(0);
  expect(some.slice(1, listed.length + 1).map(user)).toEqual(listed.map((id) => id.trim()));
});
