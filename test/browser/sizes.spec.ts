import { expect, test } from '@playwright/test';
import { build, buildButton, download, eventsCsv, madeFile, openApp, readFile } from './app';

test('sizes are chosen by what the device trains in the time, and the build uses them', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page);
  await readFile(page, madeFile('shop.csv', eventsCsv(120)));
  await expect(buildButton(page)).toBeEnabled();
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('variational');
  await page.getByLabel('Epochs at most').fill('3');
  await page.getByLabel('Time for training').selectOption('0.5');
  await page.getByRole('button', { name: 'Measure this device and choose sizes' }).click();

  const table = page.getByRole('table', { name: /^Measured on .* with 120 users/ });
  await expect(table).toBeVisible({ timeout: 60_000 });
  const rows = await table.locator('tbody tr').all();
  const sizes = await Promise.all(
    rows.map(async (row) => ({
      chosen: (await row.getAttribute('data-chosen')) !== null,
      size: (await row.getByRole('rowheader').innerText()).replace(/\s*chosen$/, '').trim(),
      fits: Number(await row.getAttribute('data-seconds')) <= 30,
    })),
  );
  // The largest of those that fit, all of which come first.
  const fitting = sizes.filter(({ fits }) => fits);
  expect(sizes.slice(0, fitting.length)).toEqual(fitting);
  expect(sizes.filter(({ chosen }) => chosen)).toEqual(fitting.slice(-1));
  const hidden = fitting
    .at(-1)!
    .size.split(/\s*–\s*/)
    .map((width) => Number(width.replace(/\D/g, '')));
  await expect(page.getByLabel('Hidden layers')).toHaveValue(hidden.join(', '));

  await build(page);
  const report = JSON.parse(await download(page, /^Export run report$/)) as {
    recipe: { encoder: { kind: string; hidden: number[]; epochs: number } };
  };
  expect(report.recipe.encoder).toMatchObject({ kind: 'variational', hidden, epochs: 3 });
});
