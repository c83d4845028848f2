import { expect, test, type Page } from '@playwright/test';
import settings from './playwright.config';
import { build, download, eventsCsv, madeFile, openApp, readFile } from './app';
import { parseCsv } from './oracle';

const { executablePath, args = [] } = settings.use!.launchOptions!;
test.use({ launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...args, '--enable-unsafe-webgpu'] } });

interface Report {
  readonly backend: { readonly active: string };
  readonly training: { readonly backends: string[]; readonly trainingLoss: number[]; readonly validationLoss: number[] };
}

async function buildOn(page: Page, label: string, short: string): Promise<{ report: Report; segments: Map<string, string> }> {
  await page.getByRole('button', { name: /^Compute backend: / }).click();
  await page.getByRole('radio', { name: label }).click();
  await expect(page.getByRole('button', { name: new RegExp(`^Compute backend: ${short}`) })).toBeVisible({ timeout: 100_000 });
  await page.keyboard.press('Escape');
  await build(page);
  const report = JSON.parse(await download(page, /^Export run report$/)) as Report;
  const [header, ...rows] = parseCsv((await download(page, /^Export segments$/)).replace(/^\uFEFF/, ''));
  const [user, segment] = ['user', 'segment'].map((name) => header!.indexOf(name));
  return { report, segments: new Map(rows.map((row) => [row[user!]!, row[segment!]!])) };
}

test('a network trained on WebGPU learns what it learns on WebAssembly, and finds the same segments', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page);
  const adapter = await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  test.skip(!adapter, 'this browser has no WebGPU adapter, not even in software');
  await readFile(page, madeFile('shop.csv', eventsCsv(30, 4)));
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByLabel('Embedding').selectOption('variational');
  // A GPU in software takes long over k-means; only its training is asked for here.
  await page.getByLabel('Method', { exact: true }).selectOption('ward');
  await page.getByLabel('Number of segments').selectOption('3');
  await page.getByLabel('Epochs at most').fill('2');
  await page.getByLabel('Epochs at most').blur();

  const gpu = await buildOn(page, 'WebGPU', 'WebGPU');
  expect(gpu.report.backend.active).toBe('webgpu');
  expect(gpu.report.training.backends).toEqual(['webgpu']);
  await page.getByRole('link', { name: 'Data' }).click();
  const wasm = await buildOn(page, 'WebAssembly', 'Wasm');
  expect(wasm.report.training.backends).toEqual(['wasm']);

  for (const losses of ['trainingLoss', 'validationLoss'] as const) {
    expect(gpu.report.training[losses]).toHaveLength(2);
    gpu.report.training[losses].forEach((loss, epoch) => expect(loss).toBeCloseTo(wasm.report.training[losses][epoch]!, 4));
  }
  expect(gpu.segments.size).toBe(30);
  expect(gpu.segments).toEqual(wasm.segments);
});
