import { expect, test } from '@playwright/test';
import { build, download, eventsCsv, madeFile, openApp, readFile } from './app';

test('a GPU in software is not called wrong, and trains where a person chooses it', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('shop.csv', eventsCsv(30, 4)));
  await page.getByRole('button', { name: /^Compute backend: / }).click();
  const webgl = page.getByRole('radio', { name: 'WebGL' });
  await expect(webgl).toBeEnabled();
  await expect(page.getByText('gave a wrong result')).toHaveCount(0);
  await webgl.click();
  await expect(page.getByRole('button', { name: /^Compute backend: WebGL/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Epochs at most').fill('1');
  await build(page);
  const report = JSON.parse(await download(page, /^Export run report$/)) as { training: { backends: string[] } };
  expect(report.training.backends).toEqual(['webgl']);
});
